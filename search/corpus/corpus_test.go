package corpus_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"splot/search"
	"splot/search/corpus"
	"splot/search/text"
)

func entry(id string, version int64, kind, title string) search.Entry {
	return search.Entry{ID: id, Version: version, Kind: kind, Organisation: "o-" + id, Visibility: search.VisibleNetwork, Title: search.Text{PL: title}}
}

// fill sets every field of a struct to something that is not its zero value.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Unix(int64(1_700_000_000+*n), int64(*n)).UTC()))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", *n))
	case reflect.Slice:
		v.Set(reflect.ValueOf([]string{fmt.Sprint("a", *n), "", fmt.Sprint("b", *n)}))
	default:
		v.SetInt(int64(*n) - 20)
	}
}

// Every field of an entry, also one that is added later, comes back as it was put.
func TestEntriesComeBackWhole(t *testing.T) {
	var want search.Entry
	n := 0
	fill(reflect.ValueOf(&want).Elem(), &n)
	want.Kind = search.Need
	c := corpus.New(corpus.Options{})
	c.Put(want)
	d, ok := c.Get(want.ID)
	if !ok || !reflect.DeepEqual(*d.Entry(), want) {
		t.Errorf("got %+v, want %+v", d.Entry(), want)
	}
	if d.ID() != want.ID || d.Version() != want.Version || d.Side() != corpus.Needs {
		t.Errorf("id %q, version %d", d.ID(), d.Version())
	}
}

// A view holds what the analysis found: terms, counts, lengths and positions.
func TestViewIsTheAnalysis(t *testing.T) {
	c := corpus.New(corpus.Options{})
	rapid.Check(t, func(t *rapid.T) {
		e := search.Entry{
			ID: "x", Kind: search.Technology, Title: search.Text{PL: words(t, "pl", 6), EN: words(t, "en", 6)},
			Keywords: []string{words(t, "keywords", 2)}, Description: search.Text{PL: rapid.String().Draw(t, "any"), EN: words(t, "body", 300)},
		}
		var tokens []text.Token
		p := text.NewProfile(e, func(_ text.Field, tok text.Token) { tokens = append(tokens, tok) })
		c.Put(e)
		d, _ := c.Get("x")
		defer c.Delete("x")
		var v corpus.View
		v.Read(d)
		if len(v.Terms) != len(p.Terms) || len(v.Tokens) != len(tokens) || !slices.IsSorted(v.Terms) {
			t.Fatalf("%d terms and %d tokens, want %d and %d", len(v.Terms), len(v.Tokens), len(p.Terms), len(tokens))
		}
		for i, tok := range tokens {
			if got := v.Tokens[i]; int(got.Pos) != tok.Pos || got.Joined != tok.Joined {
				t.Fatalf("token %d: %+v, want %+v", i, got, tok)
			}
		}
		c.Read(func(r corpus.Reader) {
			for _, o := range p.Terms {
				n, known := r.Term(o.Term)
				i, has := v.Find(n)
				if !known || !has || v.Counts[i] != o.Counts {
					t.Fatalf("%q: %v, want %v", o.Term, v.Counts[i], o.Counts)
				}
			}
		})
		for part, n := range p.Lengths {
			if d.Length(text.Part(part)) != n {
				t.Fatalf("length %d of part %d, want %d", d.Length(text.Part(part)), part, n)
			}
		}
	})
}

var vocabulary = strings.Fields("powłoka ceramiczna czujnik drgań opakowanie odzysk ciepła laser robot e-mobility XR-500 20 kW " +
	"coating sensor packaging heat recovery water-treatment hydrogen membrane the i w and photonics fotonika")

func words(t *rapid.T, name string, most int) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, most).Draw(t, name), " ")
}

// What gates, filters and facets read of a document decides as the whole entry does.
func TestFactsDecideAsTheEntry(t *testing.T) {
	c := corpus.New(corpus.Options{})
	code := func(t *rapid.T, name string) string { return rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, name) }
	list := func(t *rapid.T, name string) []string {
		return rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 0, 2).Draw(t, name)
	}
	draw := func(t *rapid.T, id string) search.Entry {
		return search.Entry{
			ID: id, Kind: rapid.SampledFrom([]string{search.Need, search.Technology, search.Competence, search.Organisation}).Draw(t, "kind"),
			Organisation: code(t, "owner"), Clusters: list(t, "clusters"), Excluded: list(t, "excluded"), PKD: list(t, "pkd"), KIS: list(t, "kis"),
			Visibility:  rapid.SampledFrom([]string{"", search.VisibleCluster, search.VisibleNetwork, search.VisibleTeaser}).Draw(t, "visibility"),
			Voivodeship: code(t, "voivodeship"), Origin: code(t, "origin"), Cooperation: list(t, "cooperation"), TRLMax: rapid.IntRange(0, 9).Draw(t, "trl"),
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		one, other := draw(t, "a"), draw(t, "b")
		c.Put(one)
		defer c.Delete("a")
		d, _ := c.Get("a")
		viewer := search.Viewer{Clusters: list(t, "in"), Manages: list(t, "manages"), Organisations: list(t, "of")}
		q := search.Query{
			Kinds: list(t, "kinds"), Clusters: list(t, "q.clusters"), Organisations: list(t, "q.owners"), Voivodeships: list(t, "q.voivodeships"),
			PKD: list(t, "q.pkd"), KIS: list(t, "q.kis"), Origins: list(t, "q.origins"), Cooperation: list(t, "q.cooperation"), TRLAtLeast: rapid.IntRange(0, 9).Draw(t, "q.trl"),
		}
		c.Read(func(r corpus.Reader) {
			var audience, facts search.Entry
			r.ReadAudience(d.Audience(), &audience)
			r.ReadFacts(d, &facts)
			if search.Meets(&one, &other) != search.Meets(&audience, &other) || search.Meets(&other, &one) != search.Meets(&other, &audience) {
				t.Fatal("the audience meets otherwise")
			}
			view := viewer.View(&one)
			if viewer.View(&audience) != view {
				t.Fatal("the audience is seen otherwise")
			}
			if q.Passes(&facts, view) != q.Passes(&one, view) {
				t.Fatal("the facts pass otherwise")
			}
			for _, f := range search.Facets {
				e := r.FacetEntry(r.FacetNumber(d, f))
				if got, want := slices.Collect(e.FacetValues(f, view)), slices.Collect(one.FacetValues(f, view)); !slices.Equal(got, want) {
					t.Fatalf("facet %s: %v, want %v", f, got, want)
				}
			}
		})
	})
}

func TestNewestVersionStays(t *testing.T) {
	c := corpus.New(corpus.Options{})
	for _, version := range rand.Perm(40) {
		c.Put(entry("x", int64(version), search.Need, fmt.Sprint("wersja ", version)))
	}
	if d, _ := c.Get("x"); d.Version() != 39 || d.Entry().Title.PL != "wersja 39" || c.Len() != 1 {
		t.Errorf("version %d of %d documents", d.Version(), c.Len())
	}
}

// Whatever was put and deleted, when nothing is left all counts are zero; a removed word is in no statistics.
func TestDeletionLeavesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := corpus.New(corpus.Options{})
		alive := map[string]bool{}
		for step := range rapid.IntRange(1, 60).Draw(t, "steps") {
			id := fmt.Sprint(rapid.IntRange(0, 12).Draw(t, "id"))
			if rapid.Bool().Draw(t, "delete") {
				c.Delete(id)
				delete(alive, id)
			} else {
				kind := rapid.SampledFrom([]string{search.Need, search.Technology, search.Organisation}).Draw(t, "kind")
				c.Put(entry(id, int64(step), kind, words(t, "title", 8)))
				alive[id] = true
			}
			if c.Len() != len(alive) {
				t.Fatalf("%d documents, want %d", c.Len(), len(alive))
			}
			for id := range alive {
				if d, ok := c.Get(id); !ok || d.ID() != id {
					t.Fatalf("%s is not found", id)
				}
			}
		}
		for id := range alive {
			c.Delete(id)
		}
		if s := c.Refresh(); c.Len() != 0 || s.Docs() != 0 || s.Average(text.Title) != 1 {
			t.Fatalf("%d documents, statistics of %d, average %v", c.Len(), s.Docs(), s.Average(text.Title))
		}
		c.Read(func(r corpus.Reader) {
			for _, w := range vocabulary {
				for _, term := range text.Builtin.Words(w)[0].Terms {
					if n, ok := r.Term(term); ok && r.Frequency(corpus.Needs, n)+r.Frequency(corpus.Offers, n)+r.Frequency(corpus.Organisations, n) != 0 {
						t.Fatalf("%q is still counted", term)
					}
				}
			}
		})
	})
}

// sequence yields entries and calls beside after the n-th.
func sequence(entries []search.Entry, n int, beside func()) func(func(search.Entry, error) bool) {
	return func(yield func(search.Entry, error) bool) {
		for i, e := range entries {
			if i == n {
				beside()
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// What happens beside a load wins over what it brings.
func TestLoadYieldsToWhatIsLive(t *testing.T) {
	c := corpus.New(corpus.Options{})
	c.Put(entry("gone from the source", 1, search.Need, "stara"), entry("kept", 1, search.Need, "laser"))
	var list []search.Entry
	for i := range 300 {
		list = append(list, entry(fmt.Sprint("e", i), 1, search.Technology, fmt.Sprint("robot ", i)))
	}
	list = append(list, entry("kept", 1, search.Need, "laser"), entry("newer", 1, search.Need, "stara wersja"), entry("deleted", 1, search.Need, "usunięta"))
	done, err := c.Load(t.Context(), sequence(list, 150, func() {
		c.Put(entry("newer", 2, search.Need, "nowa wersja"), entry("live", 1, search.Need, "na żywo"))
		c.Delete("deleted", "e299")
		if c.Len() < 10 {
			t.Errorf("only %d are there meanwhile", c.Len())
		}
	}))
	if err != nil || done.Before != 2 || done.After != c.Len() || c.Len() != 302 {
		t.Errorf("%+v of %d: %v", done, c.Len(), err)
	}
	for id, want := range map[string]bool{"live": true, "kept": true, "deleted": false, "e299": false, "gone from the source": false} {
		if _, ok := c.Get(id); ok != want {
			t.Errorf("%s: there %v, want %v", id, ok, want)
		}
	}
	if d, _ := c.Get("newer"); d.Version() != 2 {
		t.Errorf("version %d", d.Version())
	}
	if c.Stats().Docs() != 302 {
		t.Errorf("statistics of %d", c.Stats().Docs())
	}
}

func TestLoadThatFailsKeepsAll(t *testing.T) {
	c := corpus.New(corpus.Options{})
	c.Put(entry("old", 1, search.Need, "laser"))
	ctx, cancel := context.WithCancel(t.Context())
	_, err := c.Load(ctx, sequence([]search.Entry{entry("new", 1, search.Need, "robot"), entry("never", 1, search.Need, "robot")}, 1, cancel))
	if _, ok := c.Get("old"); err == nil || !ok {
		t.Errorf("%v, old there: %v", err, ok)
	}
	if _, err := c.Load(t.Context(), sequence([]search.Entry{{ID: "x"}}, -1, nil)); err == nil {
		t.Error("an entry without a kind was loaded")
	}
}

// A corpus that is expected to be loaded is partial until a load has ended without an error.
func TestPartialUntilLoaded(t *testing.T) {
	c := corpus.New(corpus.Options{})
	<-c.Whole()
	c.Expect()
	whole := c.Whole()
	if _, err := c.Load(t.Context(), sequence([]search.Entry{{ID: "x"}}, -1, nil)); err == nil || !c.Partial() {
		t.Errorf("%v, partial %v after a load that failed", err, c.Partial())
	}
	list := []search.Entry{entry("a", 1, search.Need, "robot"), entry("b", 1, search.Technology, "laser")}
	_, err := c.Load(t.Context(), sequence(list, 1, func() {
		c.Read(func(r corpus.Reader) {
			if !r.Partial() {
				t.Error("whole in the middle")
			}
		})
	}))
	if err != nil || c.Partial() || c.Stats().Docs() != 2 {
		t.Errorf("%v, partial %v, statistics of %d", err, c.Partial(), c.Stats().Docs())
	}
	<-whole
	<-c.Whole()
}

// Concurrent use must race with nothing and end with the newest versions.
func TestConcurrentUse(t *testing.T) {
	c := corpus.New(corpus.Options{})
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 60 {
				id := fmt.Sprint(i % 9)
				c.Put(entry(id, int64(i), search.Technology, fmt.Sprint("robot ", w, " laser ", i)))
				s := c.Stats()
				if d, ok := c.Get(id); ok {
					var v corpus.View
					v.Read(d)
					s.Places(d, v.Terms)
				}
				d := c.Prepare(entry("ad hoc", 1, search.Need, fmt.Sprint("robot fotoniczny ", i)))
				for _, u := range d.Units() {
					s.Alike(u.Kin)
				}
				if i%20 == 19 && w == 0 {
					c.Delete("none")
					c.Refresh()
				}
			}
		})
	}
	wg.Go(func() {
		for i := range 9 {
			c.Again(fmt.Sprint(i))
		}
	})
	wg.Wait()
	for i := range 9 {
		if d, ok := c.Get(fmt.Sprint(i)); !ok || d.Version() < 51 {
			t.Errorf("entry %d is not in its last version", i)
		}
	}
}
