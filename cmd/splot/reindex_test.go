package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"splot/app"
	"splot/app/entry"
	"splot/app/records"
	"splot/app/store"
	"splot/cmd/splot/program"
	"splot/search"
)

// nowhere is an address of this machine on which nothing listens.
const nowhere = "http://127.0.0.1:1"

func coatings(t *testing.T) *imports {
	t.Helper()
	i := newImports(t)
	for kind, file := range map[string]string{
		"technology": "external_id,title_pl,description_pl\n1,Powłoka ceramiczna,Powłoka ceramiczna odporna na ścieranie\n2,Pompa ciepła,Pompa ciepła do suszarni\n",
		"need":       "external_id,title_pl,description_pl\n9,Powłoka odporna na ścieranie,Szukamy powłoki ceramicznej odpornej na ścieranie\n",
	} {
		if got := i.entries(kind, i.file(kind+".csv", file), "--organisation", i.owner(kind)); got.code != exitOK {
			t.Fatalf("import: %s", got.err)
		}
	}
	return i
}

// owner makes an organisation for the entries of a kind.
func (i *imports) owner(name string) string {
	i.t.Helper()
	path := i.file("owner-"+name+".csv", "external_id,name,origin,voivodeship\n"+name+",Firma "+name+",enterprise,"+app.Voivodeships[0].Code+"\n")
	if got := call(i.t, []string{"import", "organisations", "--data", i.data, "--cluster", "makros", "--approve", path}); got.code != exitOK {
		i.t.Fatalf("import: %s", got.err)
	}
	return name
}

func TestReindexOfTheEmbeddedIndex(t *testing.T) {
	i := coatings(t)
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{nil, exitOK, "The index holds 5 documents"},
		{[]string{"--verify"}, exitOK, "nothing to verify"},
		{[]string{"--verify", "--repair"}, exitOK, "nothing to verify"},
		{[]string{"--check"}, exitOK, "nothing to check"},
		{[]string{"--repair"}, exitUsage, "--repair needs --verify"},
		{[]string{"--check", "--verify"}, exitUsage, "exclude each other"},
	} {
		got := call(t, append([]string{"reindex", "--data", i.data}, c.args...))
		if got.code != c.code || !strings.Contains(got.out+got.err, c.want) {
			t.Errorf("%v: code %d, %s%s", c.args, got.code, got.out, got.err)
		}
	}
}

// TestWithoutItsSearchServer imports, matches and searches while the configured server does not answer.
func TestWithoutItsSearchServer(t *testing.T) {
	i := newImports(t)
	for _, kind := range []string{"technology", "need"} {
		path := i.file(kind+".csv", "external_id,title_pl,description_pl\n1,Powłoka ceramiczna,Powłoka ceramiczna odporna na ścieranie\n")
		owner := i.owner(kind)
		got := i.entries(kind, path, "--organisation", owner, "--meili-url", nowhere)
		if got.code != exitOK || strings.Contains(got.err, "panic") {
			t.Fatalf("import: code %d, %s", got.code, got.err)
		}
	}
	c := &program.Config{Data: i.data, MailFrom: "Splot <splot@localhost>", PublicURL: "http://127.0.0.1", MeiliURL: nowhere, MeiliIndex: "splot"}
	p, err := program.Open(t.Context(), c, program.NewLogger(os.Stderr, "error"), app.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer p.CloseLogged(t.Context())
	if err := p.FillIndex(t.Context()); err != nil {
		t.Fatal(err)
	}
	n, err := p.Store.Count(t.Context(), records.Matches, store.Query{})
	if err != nil || n != 1 {
		t.Errorf("%d matches, want 1; %v", n, err)
	}
	found, err := p.Entry.Search(t.Context(), app.Actor{System: true}, entry.Query{Text: "powłoka", Limit: 10})
	if err != nil || !found.Degraded {
		t.Errorf("found %+v, %v", found, err)
	}
	r, err := p.Engine.Search(t.Context(), search.Query{Text: "powłoki", Limit: 10, Viewer: search.Viewer{All: true}, Kinds: []string{search.Need}})
	if err != nil || len(r.Hits) != 1 {
		t.Errorf("found %+v, %v", r, err)
	}
	for _, found := range p.Health().Look(t.Context()) {
		if found.Err != nil && found.Vital {
			t.Errorf("%s is not ready: %v", found.Part, found.Err)
		}
	}
}

// TestReindexOfAServer needs a Meilisearch server: MEILI_URL, and MEILI_KEY if it asks for one. It uses an index of its
// own.
func TestReindexOfAServer(t *testing.T) {
	server, key := os.Getenv("MEILI_URL"), os.Getenv("MEILI_KEY")
	if server == "" {
		t.Skip("no Meilisearch server: set MEILI_URL (and MEILI_KEY) to reindex and verify with one")
	}
	i := coatings(t)
	index := "splot_test_" + string(app.NewIDs(app.Now)())
	reindex := func(args ...string) called {
		return call(t, append([]string{"reindex", "--data", i.data, "--meili-url", server, "--meili-index", index, "--json"}, args...), "MEILI_KEY", key)
	}
	defer i.serving(server, key, index, func(p *program.Program) error { return p.Server.Drop(context.WithoutCancel(t.Context())) })
	for _, c := range []struct {
		args []string
		code int
		want map[string]int
	}{
		{[]string{"--check"}, exitFailed, nil},
		{[]string{"--verify"}, exitFailed, map[string]int{"expected": 5, "indexed": 0, "missing": 5}},
		{[]string{"--verify", "--repair"}, exitOK, map[string]int{"missing": 5, "repaired": 5}},
		{[]string{"--verify"}, exitOK, map[string]int{"expected": 5, "indexed": 5, "missing": 0, "differing": 0, "extra": 0}},
		{[]string{"--check"}, exitOK, nil},
		{nil, exitOK, map[string]int{"before": 5, "after": 5}},
		{[]string{"--verify"}, exitOK, map[string]int{"indexed": 5}},
	} {
		got := reindex(c.args...)
		var counts map[string]int
		_ = json.Unmarshal([]byte(got.out), &counts)
		if got.code != c.code {
			t.Errorf("%v: code %d, %s%s", c.args, got.code, got.out, got.err)
		}
		for name, n := range c.want {
			if counts[name] != n {
				t.Errorf("%v: %s is %d, want %d", c.args, name, counts[name], n)
			}
		}
	}
	i.outage(server, key, index)
}

// outage takes the server away from a running program and gives it back.
func (i *imports) outage(server, key, index string) {
	target, err := url.Parse(server)
	if err != nil {
		i.t.Fatal(err)
	}
	var down atomic.Bool
	forward := httputil.NewSingleHostReverseProxy(target)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		forward.ServeHTTP(w, r)
	}))
	defer proxy.Close()
	i.serving(proxy.URL, key, index, func(p *program.Program) error {
		ctx := i.t.Context()
		search := func() search.Result {
			r, err := p.Engine.Search(ctx, search.Query{Text: "powłoka ", Limit: 10, Viewer: search.Viewer{All: true}, Kinds: []string{search.Technology}})
			if err != nil {
				i.t.Error(err)
			}
			return r
		}
		if err := p.Standby.Flush(ctx); err != nil {
			return err
		}
		if r := search(); r.Degraded || len(r.Hits) != 1 {
			i.t.Errorf("at first: %+v", r)
		}
		id := search().Hits[0].ID
		down.Store(true)
		if err := p.Engine.Delete(ctx, id); err != nil {
			return err
		}
		if r := search(); !r.Degraded || len(r.Hits) != 0 {
			i.t.Errorf("while it is down: %+v", r)
		}
		if err := p.Standby.Flush(ctx); err == nil {
			i.t.Error("a server that is down is brought up to date")
		}
		down.Store(false)
		if err := p.Standby.Flush(ctx); err != nil {
			return err
		}
		if r := search(); r.Degraded || len(r.Hits) != 0 {
			i.t.Errorf("after it: %+v", r)
		}
		found, err := p.Matching.Verify(ctx, false, true) // the entry is still live: only the index forgot it
		if err == nil && (found.Missing != 1 || found.Repaired != 1) {
			i.t.Errorf("verified: %+v", found)
		}
		return err
	})
}

// serving opens the program with a search server and its index filled.
func (i *imports) serving(server, key, index string, do func(*program.Program) error) {
	i.t.Helper()
	c := &program.Config{Data: i.data, MailFrom: "Splot <splot@localhost>", PublicURL: "http://127.0.0.1", MeiliURL: server, MeiliKey: key, MeiliIndex: index}
	p, err := program.Open(context.WithoutCancel(i.t.Context()), c, program.NewLogger(os.Stderr, "error"), app.Now)
	if err != nil {
		i.t.Error(err)
		return
	}
	defer p.CloseLogged(context.WithoutCancel(i.t.Context()))
	if err = p.FillIndex(context.WithoutCancel(i.t.Context())); err == nil {
		err = do(p)
	}
	if err != nil {
		i.t.Error(err)
	}
}
