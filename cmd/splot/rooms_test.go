package main_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// room says what the packages of a folder may import of this module. The reason is printed with a breach.
type room struct {
	path   string // of the package, or of a folder with "/..."
	may    []string
	reason string
}

// rooms is the house: the first row that fits a package holds.
var rooms = []room{
	{"splot/app", nil, "nouns stand on nothing"},
	{"splot/app/store", []string{"splot/app"}, "the port knows the nouns' errors only"},
	{"splot/app/store/...", []string{"splot/app", "splot/app/store"}, "the conformance suite knows only the port"},
	{"splot/app/records", []string{"splot/app", "splot/app/store"}, "declarations of collections"},
	{"splot/app/feed", []string{"splot/app", "splot/app/store"}, "carries events and knows no feature"},
	{"splot/app/keys", []string{"splot/app/store"}, "a secret knows nothing of what it is for"},
	{"splot/app/channel", []string{"splot/app", "splot/app/store"}, "a log knows no feature"},
	{"splot/app/httpapi", []string{
		"splot/app", "splot/app/store", "splot/app/records", "splot/app/account", "splot/app/member", "splot/app/entry",
		"splot/app/matching", "splot/app/notify", "splot/app/watch", "splot/app/consortium", "splot/app/glossary",
	}, "HTTP speaks to use cases"},
	{"splot/app/consortium/cover", nil, "an algorithm knows no word of the domain"},
	{"splot/app/consortium", []string{
		"splot/app", "splot/app/store", "splot/app/records", "splot/app/consortium/cover", "splot/search", "splot/search/capability",
	}, "a feature never imports another; what a text asks for is a question of texts"},
	{"splot/app/watch", []string{
		"splot/app", "splot/app/store", "splot/app/records", "splot/app/feed", "splot/search", "splot/search/standing",
	}, "a feature never imports another; standing queries are a question of texts"},
	{"splot/app/...", []string{
		"splot/app", "splot/app/store", "splot/app/records", "splot/app/feed", "splot/app/channel", "splot/search", "splot/search/corpus",
		"splot/search/match",
	}, "a feature never imports another feature: they meet through events and in cmd/splot"},
	{"splot/realtime", nil, "knows no word of the domain"},
	{"splot/realtime/...", []string{"splot/realtime", "splot/realtime/bustest"}, "transport knows only the hub"},
	{"splot/search", nil, "the port stands on nothing"},
	{"splot/search/text/lemma", nil, "a table of forms knows no text"},
	{"splot/search/text/...", []string{"splot/search/text/lemma", "splot/search/text"}, "generators know the table that they make"},
	{"splot/search/vocabulary/euroscivoc", nil, "data"},
	{"splot/search/vocabulary", []string{"splot/search", "splot/search/text", "splot/search/vocabulary/euroscivoc"}, "concepts are recognised in analysed texts"},
	{"splot/search/text", []string{"splot/search", "splot/search/text/lemma", "splot/search/vocabulary/euroscivoc"}, "the analysis of language stands on its tables"},
	{"splot/search/learn", nil, "fits numbers and knows nothing of matches"},
	{"splot/search/eval", []string{"splot/search", "splot/search/text", "splot/search/corpus", "splot/search/match"}, "measures what it is given and knows no engine"},
	{"splot/search/capability", []string{"splot/search/text", "splot/search/text/lemma", "splot/search/vocabulary"}, "cuts texts and knows no entry"},
	{"splot/search/match", []string{"splot/search", "splot/search/text", "splot/search/corpus", "splot/search/vocabulary"}, "scoring knows texts, not engines"},
	{"splot/search/memory", []string{"splot/search", "splot/search/text", "splot/search/corpus"}, "the embedded engine is the index of a corpus"},
	{"splot/search/...", []string{"splot/search", "splot/search/text"}, "an engine knows no other engine"},
	{"splot/infra/tabular", nil, "reading tables knows no word of the domain"},
	{"splot/infra/embed", []string{"splot/search"}, "an adapter knows its port only"},
	{"splot/infra/...", []string{"splot/app", "splot/app/store"}, "adapters know ports only"},
	{"splot/frontend", nil, "only embeds the client"},
	{"splot/cmd/splot/demo", []string{"splot/app"}, "data, not wiring"},
}

func TestRooms(t *testing.T) {
	listed := 0
	for _, p := range packages(t) {
		listed++
		i := slices.IndexFunc(rooms, func(r room) bool { return r.fits(p.ImportPath) })
		if i < 0 {
			if p.ImportPath != "splot/cmd/splot" {
				t.Errorf("%s stands in no room: add it to the table", p.ImportPath)
			}
			continue
		}
		for _, imported := range p.Imports {
			if (imported == "splot" || strings.HasPrefix(imported, "splot/")) && !slices.Contains(rooms[i].may, imported) {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, rooms[i].reason)
			}
		}
	}
	if listed < 20 {
		t.Errorf("only %d packages were listed", listed)
	}
}

func (r room) fits(path string) bool {
	folder, deep := strings.CutSuffix(r.path, "/...")
	return path == r.path || deep && strings.HasPrefix(path, folder+"/")
}

type listedPackage struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []listedPackage {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "splot/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []listedPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listedPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}
