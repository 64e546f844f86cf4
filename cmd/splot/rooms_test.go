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

// meet is why no feature's row holds another feature.
const meet = "a feature never imports another: they meet through events and in cmd/splot/program"

// feature is what a feature may import: nouns, documents, and what it names besides.
func feature(also ...string) []string {
	return append([]string{"splot/app", "splot/app/store", "splot/app/records"}, also...)
}

// anything is the permission of what stands above all rooms.
var anything = []string{"anything"}

// rooms is the house: the first row that fits a package holds.
var rooms = []room{
	{"splot/app", nil, "nouns stand on nothing"},
	{"splot/app/store", []string{"splot/app"}, "the port knows who acts, and the nouns' errors"},
	{"splot/app/store/...", []string{"splot/app", "splot/app/store"}, "the conformance suite knows only the port"},
	{"splot/app/records", []string{"splot/app", "splot/app/store"}, "declarations of collections"},
	{"splot/app/records/recordstest", []string{"splot/app", "splot/app/store", "splot/app/records"}, "only tests import it"},
	{"splot/app/feed", []string{"splot/app", "splot/app/store"}, "carries events and knows no feature"},
	{"splot/app/once", []string{"splot/app", "splot/app/store"}, "remembers attempts and knows no operation"},
	{"splot/app/keys", []string{"splot/app/store"}, "a secret knows nothing of what it is for"},
	{"splot/app/channel", []string{"splot/app", "splot/app/store"}, "a log knows no feature"},
	{"splot/app/httpapi", []string{
		"splot/app", "splot/app/once", "splot/app/store", "splot/app/account", "splot/app/member", "splot/app/entry",
		"splot/app/matching", "splot/app/learning", "splot/app/notify", "splot/app/watch", "splot/app/consortium", "splot/app/glossary",
	}, "HTTP speaks to use cases"},
	{"splot/app/importing/tabular", nil, "reading tables knows no word of the domain"},
	{"splot/app/importing", []string{"splot/app", "splot/app/store", "splot/app/records", "splot/app/importing/tabular"}, "a feature never imports another; its use cases come from the wiring"},
	{"splot/app/consortium/cover", nil, "an algorithm knows no word of the domain"},
	{"splot/app/vectors", []string{"splot/app", "splot/app/store", "splot/search"}, "a cache of what an embedding server says"},
	{"splot/app/indexed", []string{"splot/app", "splot/app/store", "splot/search"}, "what features share of what is indexed owns nothing"},
	{"splot/app/account", feature("splot/app/feed"), meet},
	{"splot/app/consortium", feature("splot/app/consortium/cover", "splot/app/indexed", "splot/search", "splot/search/capability"), meet},
	{"splot/app/entry", feature("splot/app/indexed", "splot/search"), meet},
	{"splot/app/glossary", feature(), meet},
	{"splot/app/learning", feature("splot/app/feed", "splot/search/match"), meet},
	{"splot/app/matching", feature("splot/app/feed", "splot/app/indexed", "splot/search", "splot/search/corpus", "splot/search/match"), meet},
	{"splot/app/member", feature("splot/app/feed", "splot/app/indexed", "splot/search"), meet},
	{"splot/app/notify", feature("splot/app/channel", "splot/app/feed"), meet},
	{"splot/app/watch", feature("splot/app/feed", "splot/app/indexed", "splot/search", "splot/search/standing"), meet},
	{"splot/realtime", nil, "knows no word of the domain"},
	{"splot/realtime/...", []string{"splot/realtime"}, "transport knows only the hub"},
	{"splot/search", nil, "the port stands on nothing"},
	{"splot/search/text/lemma", nil, "a table of forms knows no text"},
	{"splot/search/text/...", []string{"splot/search/text/lemma", "splot/search/text"}, "generators know the table that they make"},
	{"splot/search/vocabulary/euroscivoc", nil, "data"},
	{"splot/search/vocabulary", []string{"splot/search", "splot/search/text", "splot/search/vocabulary/euroscivoc"}, "concepts are recognised in analysed texts"},
	{"splot/search/text", []string{"splot/search", "splot/search/text/lemma", "splot/search/vocabulary/euroscivoc"}, "the analysis of language stands on its tables"},
	{"splot/search/learn", nil, "fits numbers and knows nothing of matches"},
	{"splot/search/eval", []string{"splot/search", "splot/search/text", "splot/search/corpus", "splot/search/match"}, "measures what it is given and knows no engine"},
	{"splot/search/capability", []string{"splot/search/text", "splot/search/text/lemma", "splot/search/vocabulary"}, "cuts texts and knows no entry"},
	{"splot/search/match", []string{"splot/search", "splot/search/text", "splot/search/corpus", "splot/search/capability", "splot/search/vocabulary"}, "scoring knows texts, not engines"},
	{"splot/search/memory", []string{"splot/search", "splot/search/text", "splot/search/corpus"}, "the embedded engine is the index of a corpus"},
	{"splot/search/...", []string{"splot/search", "splot/search/text"}, "an engine knows no other engine"},
	{"splot/infra/embed", []string{"splot/search"}, "an adapter knows its port only"},
	{"splot/infra/...", []string{"splot/app/store"}, "adapters know ports only"},
	{"splot/frontend", nil, "only embeds the client"},
	{"splot/cmd/splot/demo", []string{"splot/app"}, "data, not wiring"},
	{"splot/cmd/splot/program", anything, "the wiring"},
	{"splot/cmd/splot/trial", anything, "drives the whole program"},
	{"splot/cmd/splot/bench", anything, "drives the whole program"},
	{"splot/cmd/splot", anything, "commands"},
}

func TestRooms(t *testing.T) {
	listed, used := 0, map[string]bool{} // by room and what it imports
	for _, p := range packages(t) {
		listed++
		i := slices.IndexFunc(rooms, func(r room) bool { return r.fits(p.ImportPath) })
		if i < 0 {
			t.Errorf("%s stands in no room: add it to the table", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			used[rooms[i].path+" "+imported] = true
			if !rooms[i].allows(imported) {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, rooms[i].reason)
			}
		}
	}
	if listed < 20 {
		t.Errorf("only %d packages were listed", listed)
	}
	for _, r := range rooms {
		for _, permitted := range r.may {
			if !used[r.path+" "+permitted] && !r.open() {
				t.Errorf("%s may import %s, and does not any more: take the permission away", r.path, permitted)
			}
		}
	}
}

// open tells whether everything is allowed.
func (r room) open() bool { return slices.Equal(r.may, anything) }

func (r room) allows(imported string) bool {
	ours := imported == "splot" || strings.HasPrefix(imported, "splot/")
	return !ours || r.open() || slices.Contains(r.may, imported)
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
