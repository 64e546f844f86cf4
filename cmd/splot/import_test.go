package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
	"splot/cmd/splot/program"
)

// imports is a data folder with one cluster, and a folder for files.
type imports struct {
	t           *testing.T
	data, files string
}

func newImports(t *testing.T) *imports {
	t.Helper()
	i := &imports{t, t.TempDir(), t.TempDir()}
	i.open(func(p *program.Program) error {
		_, err := p.Member.CreateCluster(t.Context(), app.Actor{System: true}, app.Cluster{
			Slug: "makros", Name: app.Text{PL: "Klaster", EN: "Cluster"}, Sector: "other", Voivodeship: app.Voivodeships[0].Code, Stage: "mature",
		})
		return err
	})
	return i
}

// open looks into the folder that no command uses at the moment.
func (i *imports) open(look func(*program.Program) error) {
	i.t.Helper()
	p, err := program.Open(i.t.Context(), &program.Config{Data: i.data, MailFrom: "Splot <splot@localhost>", PublicURL: "http://127.0.0.1"}, program.NewLogger(os.Stderr, "warn"), app.Now)
	if err != nil {
		i.t.Fatal(err)
	}
	if err := look(p); err != nil {
		i.t.Error(err)
	}
	if err := p.Close(); err != nil {
		i.t.Error(err)
	}
}

func (i *imports) file(name, content string) string {
	i.t.Helper()
	path := filepath.Join(i.files, name)
	if strings.HasSuffix(name, ".gz") {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		_, _ = w.Write([]byte(content))
		_ = w.Close()
		content = packed.String()
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		i.t.Fatal(err)
	}
	return path
}

func (i *imports) entries(kind, path string, more ...string) called {
	i.t.Helper()
	return call(i.t, append([]string{"import", "entries", "--data", i.data, "--cluster", "makros", "--kind", kind, "--approve", path}, more...))
}

// stored are the entries by external id.
func (i *imports) stored() map[string]app.Entry {
	i.t.Helper()
	found := map[string]app.Entry{}
	i.open(func(p *program.Program) error {
		return p.Records.Entries.Each(i.t.Context(), store.Query{}, func(d store.Doc[app.Entry]) error {
			found[d.Value.ExternalID] = d.Value
			return nil
		})
	})
	return found
}

func (i *imports) count(c *store.Collection) (n int64) {
	i.t.Helper()
	i.open(func(p *program.Program) (err error) {
		n, err = p.Store.Count(i.t.Context(), c, store.Query{})
		return err
	})
	return n
}

const mapping = "external_id=id,title_en=name,description_en=text"

const someEntries = `{"id": "a", "name": "Barrier film from starch", "text": "A compostable barrier film made from potato starch."}
{"id": "b", "name": "", "text": "Enzymatic recycling of polyester textiles into new fibres."}
{"id": "c", "name": "` + "Long %s" + `", "text": "Membranes."}
{"id": "", "name": "No id", "text": "Nothing."}
{"id": "a", "name": "Twice", "text": "The same id."}
{"id": "d", "name": "", "text": ""}
{"id": "e", "name": {"$ne": null}, "text": "An object in a cell."}
`

func TestImportEntries(t *testing.T) {
	i := newImports(t)
	content := fmt.Sprintf(someEntries, strings.Repeat("title ", 60))
	path := i.file("offers.jsonl.gz", content)
	checked := i.entries("technology", path, "--map", mapping, "--dry-run")
	if checked.code != exitFailed || len(i.stored()) != 0 || !strings.Contains(checked.err, "Nothing was written") {
		t.Errorf("dry run: code %d, %d entries: %s", checked.code, len(i.stored()), checked.err)
	}
	first := i.entries("technology", path, "--map", mapping)
	for _, want := range []string{
		"row 2 adapted: title_en", "row 3 adapted: title_en", "row 5 refused: external_id", "row 6 refused: title",
		"Rows: 7 – 5 new, 0 changed, 0 unchanged, 2 refused.", "Adapted: 3.", "without an identifier: 1",
	} {
		if first.code != exitFailed || !strings.Contains(first.out, want) {
			t.Errorf("code %d, no %q in:\n%s%s", first.code, want, first.out, first.err)
		}
	}
	if first.out != checked.out {
		t.Errorf("the dry run said\n%sand the import\n%s", checked.out, first.out)
	}
	polish := i.entries("technology", path, "--map", mapping, "--lang", "pl")
	if !strings.Contains(polish.out, "nowe: 0, zmienione: 0, bez zmian: 5, odrzucone: 2.") || !strings.Contains(polish.out, "To pole jest wymagane") || strings.Contains(polish.out, "row") {
		t.Errorf("the same file again, in Polish:\n%s", polish.out)
	}
	entries := i.stored()
	if len(entries) != 5 || entries["b"].Content.Title.EN != "Enzymatic recycling of polyester textiles into new fibres." {
		t.Errorf("entries %+v", entries)
	}
	if c := entries["c"].Content; len(c.Title.EN) > app.MaxTitle+3 || !strings.Contains(c.Description.EN, strings.TrimSpace(strings.Repeat("title ", 60))) {
		t.Errorf("the long title became %q and %q", c.Title.EN, c.Description.EN)
	}
	changed := i.entries("technology", i.file("offers.jsonl", strings.Replace(content, "potato", "maize", 1)), "--map", mapping, "--json")
	var last struct{ Rows, Created, Changed, Unchanged, Refused, Adapted int }
	lines := strings.Split(strings.TrimSpace(changed.out), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil || last.Changed != 1 || last.Unchanged != 4 || last.Refused != 2 {
		t.Errorf("a changed row: %v %+v", err, last)
	}
	for _, line := range lines {
		if !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %s", line)
		}
	}
	if e := i.stored()["a"]; e.Number != 2 || e.State != app.EntryApproved || !strings.Contains(e.Approved.Content.Description.EN, "maize") {
		t.Errorf("the changed entry is %+v", e)
	}
	needs := i.entries("need", i.file("asked.tsv", "topic\ttext\nn1\tCompostable barrier film from starch for food\n"))
	if needs.code != exitOK || i.count(i.matches()) == 0 {
		t.Errorf("a need: code %d, %d matches: %s", needs.code, i.count(i.matches()), needs.out)
	}
}

func (i *imports) matches() (c *store.Collection) {
	i.open(func(p *program.Program) error { c = records.Matches; return nil })
	return c
}

// TestImportHostile imports what is no honest file. Nothing is run, and what is entered is text.
func TestImportHostile(t *testing.T) {
	i := newImports(t)
	const head = "id,name,text\n"
	for _, test := range []struct{ file, content, want string }{
		{"markup.csv", head + `m1,"a<script>alert(1)</script>","<img src=x onerror=alert(1)> {{7*7}}"` + "\n", "1 new"},
		{"operators.jsonl", `{"id": {"$gt": ""}, "name": "x", "text": "y"}` + "\n", "has no column"},
		{"formula.csv", head + `f1,"=HYPERLINK(""http://evil.example"")",text` + "\n", "1 new"},
		{"large.csv", head + "l1,name," + strings.Repeat("x", 1<<20) + "\n", "refused"},
		{"latin.csv", head + "p1,Za\xbf\xf3\xb3\xe6,g\xea\xb6l\xb1 ja\xbc\xf1\n", "ISO-8859-2"},
		{"broken.jsonl", "{\"id\": \"u\", \"name\": \"\xff\xfe\", \"text\": \"x\"}\n", "1 "},
		{"nul.csv", head + "z1,a\x00b,text\n", "1 "},
		{"cut.jsonl", `{"id": "c0", "name": "y", "text": "z"}` + "\n" + `{"id": "c1", "name": "x`, "row 2 refused"},
		{"deep.jsonl", `{"id": "d0", "name": "y", "text": "z"}` + "\n" + `{"id": ` + strings.Repeat("[", 100_000) + "\n", "row 2 refused"},
		{"wide.csv", head + "w1,name,text,more,and more\n", "row 2 refused"},
		{"escape.csv", "id,name,text,\x1b]0;evil\x07\ne1,a,b,c\n", "1 new"},
		{"quote.csv", head + "q1,\"name,text\n", "refused"},
	} {
		got := i.entries("technology", i.file(test.file, test.content), "--map", mapping)
		if !strings.Contains(got.out+got.err, test.want) || strings.Contains(got.out, "\x1b") || strings.Contains(got.err, "panic") || strings.Contains(got.err, "goroutine") {
			t.Errorf("%s: code %d: %.400s %.400s", test.file, got.code, got.out, got.err)
		}
	}
	for _, test := range []struct{ file, content, want string }{
		{"empty.csv", "", "empty.csv"},
		{"program.csv", "\x7fELF\x02\x01\x01\x00\x00\n\x00\x03,\x00>\n\x01\x00\x00,x\n", "program.csv"},
		{"table.xlsx", "PK\x03\x04 and no more", "table.xlsx"},
		{"packed.csv.gz.gz", head, "packed"},
		{"old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.xls"},
		{"entries.pdf", "%PDF-1.7", "entries.pdf"},
	} {
		if got := i.entries("technology", i.file(test.file, test.content), "--map", mapping); got.code == exitOK || !strings.Contains(got.err, test.want) {
			t.Errorf("%s: code %d: %.400s %.400s", test.file, got.code, got.out, got.err)
		}
	}
	entries := i.stored()
	if e := entries["m1"]; e.Content.Title.EN != "a" || e.Content.Description.EN != "{{7*7}}" {
		t.Errorf("markup became %+v", e.Content)
	}
	if e := entries["f1"]; e.Content.Title.EN != `=HYPERLINK("http://evil.example")` {
		t.Errorf("a text like a formula became %q", e.Content.Title.EN)
	}
	if _, there := entries["l1"]; there {
		t.Error("a megabyte of text was entered")
	}
}

// TestImportMistakes calls the command wrongly; nothing is entered.
func TestImportMistakes(t *testing.T) {
	i := newImports(t)
	path := i.file("offers.csv", "id,name,text\na,b,c\n")
	for want, args := range map[string][]string{
		"--kind is one of": {"import", "entries", path, "--cluster", "makros"},
		"no cluster “nowhere”. There are: makros":          {"import", "entries", path, "--cluster", "nowhere", "--kind", "need"},
		"no field “colour”":                                {"import", "entries", path, "--cluster", "makros", "--kind", "need", "--map", "colour=name"},
		"wanted field=column":                              {"import", "entries", path, "--cluster", "makros", "--kind", "need", "--map", "title_en"},
		"no organisation “nobody”":                         {"import", "entries", path, "--cluster", "makros", "--kind", "need", "--organisation", "nobody"},
		"There is no such file":                            {"import", "entries", path + ".none", "--cluster", "makros", "--kind", "need"},
		"splot import":                                     {"import", "people", path},
		"Name a cluster with --cluster. There are: makros": {"import", "entries", path, "--kind", "need"},
		"has no column “nazwa”. It has: id, name, text":    {"import", "entries", path, "--cluster", "makros", "--kind", "need", "--map", "title_pl=nazwa"},
		"--lang is pl or en":                               {"import", "entries", path, "--cluster", "makros", "--kind", "need", "--lang", "de"},
	} {
		if got := call(t, append(args, "--data", i.data)); got.code == exitOK || !strings.Contains(got.err, want) {
			t.Errorf("%v: code %d: %s", args, got.code, got.err)
		}
	}
	if n := len(i.stored()); n != 0 {
		t.Errorf("%d entries", n)
	}
}

func TestImportOrganisations(t *testing.T) {
	i := newImports(t)
	path := i.file("members.csv", "external_id;name;origin;nip;voivodeship;keywords;shoe size\n"+
		"o1;Instytut Włókien;science;5260250274;mazowieckie;włókna|tekstylia;42\no2;Zły NIP sp. z o.o.;enterprise;1234567890;mazowieckie;;\no3;;enterprise;;mazowieckie;;\n")
	for again, want := range []string{"1 new, 0 changed, 0 unchanged, 2 refused", "0 new, 0 changed, 1 unchanged, 2 refused"} {
		got := call(t, []string{"import", "organisations", path, "--data", i.data, "--cluster", "makros", "--approve"})
		if got.code != exitFailed || !strings.Contains(got.out, want) || !strings.Contains(got.out, "refused: nip") || !strings.Contains(got.out, "refused: name") ||
			!strings.Contains(got.out, "ignored: shoe size") {
			t.Errorf("time %d: code %d: %s%s", again+1, got.code, got.out, got.err)
		}
	}
}

// breaker ends a context when something was written to it so many times.
type breaker struct {
	after int
	stop  context.CancelFunc
}

func (b *breaker) Write(p []byte) (int, error) {
	if b.after--; b.after == 0 {
		b.stop()
	}
	return len(p), nil
}

// TestImportBrokenOff ends an import in the middle; the same command goes on and enters each row once.
func TestImportBrokenOff(t *testing.T) {
	i := newImports(t)
	var rows strings.Builder
	rows.WriteString("id,name,text\n")
	const all = 700
	for n := range all {
		fmt.Fprintf(&rows, "r%d,Title %d,Text of the offer number %d\n", n, n, n)
	}
	path := i.file("many.csv", rows.String())
	args := []string{"import", "entries", "--data", i.data, "--cluster", "makros", "--kind", "technology", "--approve", "--map", mapping, path}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var out bytes.Buffer
	code := run(ctx, &terminal{out: &out, err: &breaker{after: 1, stop: stop}, env: func(string) (string, bool) { return "", false }}, args)
	if code != exitFailed {
		t.Errorf("broken off: code %d: %s", code, &out)
	}
	before := len(i.stored())
	got := call(t, args)
	if got.code != exitOK || !strings.Contains(got.out, fmt.Sprintf("%d new", all-before)) || len(i.stored()) != all {
		t.Errorf("after %d rows: code %d, %d entries: %s", before, got.code, len(i.stored()), got.out)
	}
}

// TestImportOfNothing is no success, in words of the report's language.
func TestImportOfNothing(t *testing.T) {
	i := newImports(t)
	for _, content := range []string{"nazwa;rodzaj\n", "nazwa;rodzaj\nRazem;\n"} {
		got := call(t, []string{"import", "organisations", i.file("a.csv", content), "--data", i.data, "--cluster", "makros", "--lang", "pl"})
		if got.code != exitFailed || !strings.Contains(got.err, "nie zawiera wierszy") {
			t.Errorf("%q: code %d: %s%s", content, got.code, got.out, got.err)
		}
	}
	if got := call(t, []string{"help", "import"}); !strings.Contains(got.out, "Miejscowość / Town") || !strings.Contains(got.out, "need_min_trl") {
		t.Errorf("help: %s", got.out)
	}
}
