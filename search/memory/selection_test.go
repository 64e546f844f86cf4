package memory_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"splot/search"
	"splot/search/corpus"
	"splot/search/memory"
)

// zipfian makes entries of words some of which nearly every entry has.
func zipfian(random *rand.Rand, n int) []search.Entry {
	zipf := rand.NewZipf(random, 1.3, 3, 4000)
	list := make([]search.Entry, n)
	for i := range list {
		var b strings.Builder
		for range 5 + random.IntN(60) {
			fmt.Fprintf(&b, "slowo%d ", zipf.Uint64())
		}
		kind := search.Technology
		if i%10 == 0 {
			kind = search.Need
		}
		list[i] = search.Entry{
			ID: fmt.Sprintf("e%05d", i), Version: 1, Kind: kind, Organisation: fmt.Sprint("o", random.IntN(40)), Visibility: search.VisibleNetwork,
			Title: search.Text{EN: fmt.Sprintf("slowo%d", zipf.Uint64())}, Description: search.Text{EN: b.String()},
		}
		if i%7 == 0 {
			list[i].Excluded = []string{"o1", "o2"}
		}
	}
	return list
}

func engineOf(t *testing.T, entries []search.Entry) *memory.Engine {
	t.Helper()
	e := memory.New(corpus.New(corpus.Options{}))
	if err := e.Put(t.Context(), entries...); err != nil {
		t.Fatal(err)
	}
	return e
}

func candidatesOf(t *testing.T, e *memory.Engine, of search.Entry, limit int) []search.Candidate {
	t.Helper()
	list, err := e.Candidates(t.Context(), of, limit)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Leaving long lists unread gives the same best as reading them: a limit beyond all documents reads everything.
func TestEarlyStopFindsTheSame(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	entries := zipfian(rand.New(rand.NewPCG(seed, 1)), 6000)
	e := engineOf(t, entries)
	for i := 0; i < len(entries); i += 150 {
		some, all := candidatesOf(t, e, entries[i], 30), candidatesOf(t, e, entries[i], len(entries))
		for j, c := range some {
			if math.Abs(c.Rank-all[j].Rank) > 1e-4*all[j].Rank {
				t.Fatalf("entry %s, candidate %d: %v with rank %v, want %v with %v", entries[i].ID, j, c.ID, c.Rank, all[j].ID, all[j].Rank)
			}
		}
		if len(some) != min(30, len(all)) {
			t.Fatalf("%d candidates of %d", len(some), len(all))
		}
	}
}

// The order in which entries come changes neither candidates nor what people find.
func TestOrderOfEntriesChangesNothing(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 2))
	entries := zipfian(random, 800)
	one := engineOf(t, entries)
	shuffled := slices.Clone(entries)
	random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	other := engineOf(t, shuffled)
	for i := 0; i < len(entries); i += 16 {
		if a, b := candidatesOf(t, one, entries[i], 50), candidatesOf(t, other, entries[i], 50); !slices.Equal(a, b) {
			t.Fatalf("entry %s: %v and %v", entries[i].ID, a, b)
		}
		q := search.Query{Text: "slowo" + fmt.Sprint(i%40), Limit: 50, Facets: search.Facets}
		a, err := one.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		b, err := other.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(a) != fmt.Sprint(b) {
			t.Fatalf("%q finds %d and %d", q.Text, a.Total, b.Total)
		}
	}
}

// Replacing and deleting most entries leaves an index that answers as a new one does.
func TestDeadDocumentsChangeNothing(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 3))
	entries := zipfian(random, 900)
	used := engineOf(t, entries)
	for round := range 3 {
		for i := range entries {
			if random.IntN(2) == 0 {
				entries[i].Version++
				entries[i].Description.EN += fmt.Sprint(" runda", round)
			}
		}
		if err := used.Put(t.Context(), entries...); err != nil {
			t.Fatal(err)
		}
	}
	var gone []string
	for _, e := range entries[:300] {
		gone = append(gone, e.ID)
	}
	if err := used.Delete(t.Context(), gone...); err != nil {
		t.Fatal(err)
	}
	fresh := engineOf(t, entries[300:])
	if used.Len() != fresh.Len() {
		t.Fatalf("%d documents, want %d", used.Len(), fresh.Len())
	}
	for i := 300; i < len(entries); i += 20 {
		if a, b := candidatesOf(t, used, entries[i], 40), candidatesOf(t, fresh, entries[i], 40); !slices.Equal(a, b) {
			t.Fatalf("entry %s: %v and %v", entries[i].ID, a, b)
		}
	}
}
