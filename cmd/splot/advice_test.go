package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"splot/app"
	"splot/app/store"
	"splot/cmd/splot/demo"
	"splot/cmd/splot/program"
	"splot/search"
	"splot/search/corpus"
	"splot/search/match"
	"splot/search/text"
)

// What the program advises is right or unsaid. testdata/advice.tsv holds what it says of real texts, each piece judged
// by hand: would a director or the head of a laboratory agree with exactly this? y and n; a piece without a judgement
// counts as wrong, so that new advice has to be judged: run with -update and replace the question marks.
const (
	adviceFile      = "testdata/advice.tsv"
	leastPrecision  = 0.9
	leastAdvice     = 200 // silence everywhere does not pass
	leastAdviceKind = 3   // of each kind
)

// advised is a piece of advice: of a kind, about an input.
type advised struct{ kind, about, says string }

func (a advised) String() string { return a.kind + "\t" + a.about + "\t" + a.says }

func TestJudgedAdvice(t *testing.T) {
	if raced || testing.Short() {
		t.Skip("loads the demonstration and a collection; run without -race and -short")
	}
	dir := cmp.Or(os.Getenv("SPLOT_MATCHING"), "../../../shared/matching")
	if _, err := os.Stat(filepath.Join(dir, "projects.jsonl.gz")); err != nil {
		t.Skip("no judged collection: set SPLOT_MATCHING to the folder of projects.jsonl.gz")
	}
	p, set := openDemo(t)
	a := &advisor{t: t, p: p, dir: dir}
	a.must(p.FillIndex(t.Context()))
	a.matches(t.Context(), set)
	a.gaps(t.Context(), set)
	a.capabilities()
	a.glossary()
	a.collection()
	judged := readJudged(t)
	if *update {
		writeJudged(t, a.said, judged)
	}
	total, right, kinds := 0, 0, map[string]int{}
	for _, said := range a.said {
		total++
		kinds[said.kind]++
		switch judged[said.String()] {
		case "y":
			right++
		case "n":
		default:
			t.Logf("not judged: %s", said)
		}
	}
	precision := float64(right) / float64(max(1, total))
	t.Logf("%d pieces of advice %v, %d right: %.3f", total, kinds, right, precision)
	if precision < leastPrecision || total < leastAdvice {
		t.Errorf("%d pieces of advice, %.3f right; want %d at least, %.2f right", total, precision, leastAdvice, leastPrecision)
	}
	for _, kind := range []string{"missing", "change", "gap", "field", "capability", "glossary"} {
		if kinds[kind] < leastAdviceKind {
			t.Errorf("%d pieces of advice %q, want %d", kinds[kind], kind, leastAdviceKind)
		}
	}
}

// openDemo is the program with the demonstration, its index loaded.
func openDemo(t *testing.T) (*program.Program, demo.Set) {
	t.Helper()
	set, err := demo.Data()
	if err != nil {
		t.Fatal(err)
	}
	c := &program.Config{Data: t.TempDir(), MailFrom: "Splot <splot@localhost>", PublicURL: "http://127.0.0.1"}
	log := program.NewLogger(os.Stderr, "warn")
	if _, err := loadDemo(t.Context(), c, set, log); err != nil {
		t.Fatal(err)
	}
	p, err := program.Open(t.Context(), c, log, app.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p, set
}

type advisor struct {
	t    *testing.T
	p    *program.Program
	dir  string
	said []advised
}

func (a *advisor) say(kind, about, says string) { a.said = append(a.said, advised{kind, about, says}) }

func (a *advisor) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

// keys names the entries of the demonstration by id.
func (a *advisor) keys(set demo.Set) map[app.ID]string {
	byTitle := map[string]string{}
	for _, e := range set.Entries {
		byTitle[e.Content.Title.PL+e.Content.Title.EN] = e.Key
	}
	keys := map[app.ID]string{}
	a.must(a.p.Records.Entries.Each(a.t.Context(), store.Query{}, func(d store.Doc[app.Entry]) error {
		keys[app.ID(d.ID)] = byTitle[d.Value.Content.Title.PL+d.Value.Content.Title.EN]
		return nil
	}))
	return keys
}

func (a *advisor) actor(o app.ID, cluster app.ID) app.Actor {
	return app.Actor{
		Person: "judge", Lang: app.PL, Organisation: o, Clusters: []app.ID{cluster},
		Grants: []app.Grant{{Role: app.RoleRepresentative, Organisation: o}},
	}
}

// matches says what the matches of the demonstration lack and what would change them.
func (a *advisor) matches(ctx context.Context, set demo.Set) {
	keys := a.keys(set)
	a.must(a.p.Records.Matches.Each(ctx, store.Query{}, func(d store.Doc[app.Match]) error {
		m := d.Value
		for _, side := range []app.Party{m.Need, m.Offer} {
			v, err := a.p.Matching.Get(ctx, a.actor(side.Organisation, side.Cluster), app.ID(d.ID))
			if err != nil {
				continue // hidden by a gate
			}
			about := keys[m.Need.Entry] + "/" + keys[m.Offer.Entry]
			if side.Entry == m.Need.Entry {
				a.missing(about, v.Missing)
			}
			for _, c := range v.Changes {
				a.say("change", about, fmt.Sprintf("%s %s %v", c.Side, c.Code, shown(c)))
			}
		}
		return nil
	}))
}

// shown is what a change names.
func shown(c match.Change) any {
	for _, name := range []string{"form", "concept", "language", "origin", "size"} {
		if v, ok := c.Params[name]; ok {
			return v
		}
	}
	if c.Code == match.ChangeDeadline {
		return "later"
	}
	return fmt.Sprint(c.Params["from"], "→", c.Params["to"])
}

func (a *advisor) missing(about string, list []app.Finding) {
	for _, f := range list {
		if f.Code != match.NoteTermsMissing {
			continue
		}
		terms, _ := json.Marshal(f.Params["terms"])
		var names []string
		a.must(json.Unmarshal(terms, &names))
		for _, n := range names {
			a.say("missing", about, n)
		}
	}
}

// gaps says why needs of the demonstration have no good matches.
func (a *advisor) gaps(ctx context.Context, set demo.Set) {
	keys := a.keys(set)
	a.must(a.p.Records.Entries.Each(ctx, store.Query{}, func(d store.Doc[app.Entry]) error {
		if d.Value.Kind != app.Need || !d.Value.Live {
			return nil
		}
		g, err := a.p.Matching.Gap(ctx, a.actor(d.Value.Organisation, d.Value.Cluster), app.ID(d.ID))
		a.must(err)
		if len(g.Reasons) == 0 {
			return nil // nothing is shown
		}
		about := keys[app.ID(d.ID)]
		for _, w := range g.Words {
			a.say("gap", about, w.Word)
			for _, n := range w.Near {
				a.say("gap", about, w.Word+" = "+n)
			}
		}
		for _, c := range g.Concepts {
			a.say("field", about, c.Concept)
		}
		return nil
	}))
}

// adviceTerms are looked up in the glossary.
var adviceTerms = []string{
	"akumulator litowo-jonowy", "ŚOR", "PV", "środki ochrony roślin", "GC-MS", "ścieki", "opakowanie", "klej", "biogazownia", "drewno", "gaz", "folia barierowa",
	"osad ściekowy", "powłoka ochronna", "serwatka", "odlew", "przeciwciało monoklonalne", "druk 3D", "oczyszczanie ścieków", "uczenie maszynowe", "łożysko", "tartak",
	"wastewater", "life cycle assessment", "hydrogen", "coating", "bearing", "whey", "fatigue", "PFAS",
}

func (a *advisor) glossary() {
	reader := app.Actor{Person: "judge", Lang: app.PL, Grants: []app.Grant{{Role: app.RolePerson}}}
	for _, term := range adviceTerms {
		found, err := a.p.Glossary.Lookup(a.t.Context(), reader, term)
		a.must(err)
		for _, f := range found {
			a.say("glossary", term, f.Text)
		}
	}
}

// capabilities says what texts of calls and everyday needs take.
func (a *advisor) capabilities() {
	actor := app.Actor{Person: "judge", Lang: app.PL, Grants: []app.Grant{{Role: app.RoleManager, Cluster: "c"}}}
	texts := map[string]string{}
	for _, file := range []string{"topics.pl.tsv", "topics.en.tsv"} {
		for i, line := range a.lines(file) {
			if id, s, ok := strings.Cut(line, "\t"); ok && (file == "topics.pl.tsv" || i%20 == 3) {
				texts[file+"#"+id] = s
			}
		}
	}
	texts["packaging"] = adviceCall
	for _, about := range slices.Sorted(mapsKeys(texts)) {
		found, err := a.p.Consortium.Capabilities(a.t.Context(), actor, "", texts[about])
		a.must(err)
		for _, c := range found {
			a.say("capability", about, c.Name)
		}
	}
}

const adviceCall = "Nabór: opakowania kompostowalne\nCelem jest opracowanie kompostowalnego opakowania do dań gotowych. Projekt powinien obejmować: folię barierową " +
	"z biopolimerów, badania migracji, badania kompostowalności, ocenę cyklu życia (LCA), zagospodarowanie bioodpadów oraz czujnik świeżości."

func mapsKeys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func (a *advisor) lines(file string) []string {
	b, err := os.ReadFile(filepath.Join(a.dir, file))
	a.must(err)
	return strings.Split(strings.TrimSpace(string(b)), "\n")[1:]
}

// collection says what judged projects lack for their topics: of each topic its first right project that is there.
func (a *advisor) collection() {
	documents := corpus.New(corpus.Options{Dictionary: &text.Dictionary{}})
	for _, e := range a.projects() {
		documents.Put(e)
	}
	documents.Refresh()
	right := map[string]string{}
	for _, line := range a.lines("qrels.tsv") {
		cells := strings.Split(line, "\t")
		if _, known := documents.Get(cells[1]); known && right[cells[0]] == "" {
			right[cells[0]] = cells[1]
		}
	}
	for _, file := range []string{"topics.pl.tsv", "topics.en.tsv"} {
		for i, line := range a.lines(file) {
			id, s, _ := strings.Cut(line, "\t")
			offer, ok := documents.Get(right[id])
			if !ok || file == "topics.en.tsv" && i%6 != 1 {
				continue
			}
			need := search.Entry{ID: "need", Version: 1, Kind: search.Need, Visibility: search.VisibleNetwork, Title: search.Text{EN: s}}
			if file == "topics.pl.tsv" {
				need.Title = search.Text{PL: s}
			}
			result := match.Score(documents.Prepare(need), offer, documents.Stats(), &match.Default, app.Now())
			for _, n := range result.Missing {
				a.missing(file+"#"+id+"/"+right[id], []app.Finding{{Code: n.Code, Params: n.Params}})
			}
		}
	}
}

func (a *advisor) projects() []search.Entry {
	f, err := os.Open(filepath.Join(a.dir, "projects.jsonl.gz"))
	a.must(err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	a.must(err)
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	var list []search.Entry
	for lines.Scan() {
		var d struct{ ID, Title, Text string }
		a.must(json.Unmarshal(lines.Bytes(), &d))
		list = append(list, search.Entry{
			ID: d.ID, Version: 1, Kind: search.Technology, Visibility: search.VisibleNetwork, Title: search.Text{EN: d.Title}, Description: search.Text{EN: d.Text},
		})
	}
	a.must(lines.Err())
	return list
}

func readJudged(t *testing.T) map[string]string {
	t.Helper()
	b, err := os.ReadFile(adviceFile)
	if err != nil && !*update {
		t.Fatal(err)
	}
	judged := map[string]string{}
	for line := range strings.Lines(string(b)) {
		if says, how, ok := cutLast(strings.TrimRight(line, "\n")); ok && !strings.HasPrefix(line, "#") {
			judged[says] = how
		}
	}
	return judged
}

func cutLast(line string) (before, after string, ok bool) {
	i := strings.LastIndexByte(line, '\t')
	if i < 0 {
		return "", "", false
	}
	return line[:i], line[i+1:], true
}

// writeJudged writes what is said now; judgements of what is not said any more stay, since it may be said again.
func writeJudged(t *testing.T, said []advised, judged map[string]string) {
	t.Helper()
	for _, s := range said {
		judged[s.String()] = cmp.Or(judged[s.String()], "?")
	}
	var b strings.Builder
	b.WriteString("# What the program advises on real texts, judged by hand: kind, input, piece, y or n. Inputs: entries of the demonstration; topics and\n" +
		"# projects of Horizon Europe (CORDIS, European Commission, CC BY 4.0) by their numbers. See advice_test.go.\n")
	for _, says := range slices.Sorted(mapsKeys(judged)) {
		fmt.Fprintf(&b, "%s\t%s\n", says, judged[says])
	}
	if err := os.WriteFile(adviceFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
