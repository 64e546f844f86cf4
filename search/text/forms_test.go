package text_test

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"splot/search"
	"splot/search/corpus"
	"splot/search/memory"
)

// inflected is a word of the dictionary with some of its forms.
type inflected struct {
	word  string
	forms []string
}

func inflectedWords(t *testing.T) []inflected {
	t.Helper()
	f, err := os.Open("testdata/words.tsv.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []inflected
	for lines := bufio.NewScanner(z); lines.Scan(); {
		word, forms, _ := strings.Cut(lines.Text(), "\t")
		out = append(out, inflected{word, strings.Split(forms, "|")})
	}
	return out
}

// An inflected form as a query finds what the base form finds: of 500 words, in an index of texts made of the words
// of the dictionary in arbitrary forms, nine tenths of the first ten are the same.
func TestFormsFindWhatTheWordFinds(t *testing.T) {
	if testing.Short() {
		t.Skip("searches 4,000 texts for 500 words; run without -short")
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 2))
	words := inflectedWords(t)
	engine := memory.New(corpus.New(corpus.Options{}))
	for i := range 4000 {
		var b strings.Builder
		for range 15 {
			w := words[r.IntN(len(words))]
			fmt.Fprintf(&b, "%s, ", w.forms[r.IntN(len(w.forms))])
		}
		e := search.Entry{
			ID: fmt.Sprintf("e%04d", i), Version: 1, Kind: search.Technology, Organisation: "offers",
			Visibility: search.VisibleNetwork, Description: search.Text{PL: b.String()},
		}
		if err := engine.Put(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	find := func(word string) map[string]bool {
		need := search.Entry{ID: "need", Version: 1, Kind: search.Need, Organisation: "asks", Visibility: search.VisibleNetwork, Title: search.Text{PL: word}}
		found, err := engine.Candidates(t.Context(), need, 10)
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{}
		for _, c := range found {
			ids[c.ID] = true
		}
		return ids
	}
	overlap, worst := 0.0, ""
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	for _, w := range words[:500] {
		form := w.forms[r.IntN(len(w.forms))]
		base, other := find(w.word), find(form)
		same := 0
		for id := range other {
			if base[id] {
				same++
			}
		}
		if same == 0 {
			worst += w.word + "/" + form + " "
		}
		overlap += float64(same) / float64(max(1, len(base), len(other)))
	}
	t.Logf("overlap %.3f; nothing in common: %s", overlap/500, worst)
	if overlap/500 < 0.9 {
		t.Errorf("forms share %.3f of the first ten with their words, want 0.9", overlap/500)
	}
}
