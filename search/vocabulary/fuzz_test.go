package vocabulary_test

import (
	"testing"

	"splot/search"
	"splot/search/text"
	"splot/search/vocabulary"
)

// Whatever a text is, the concepts that it names are known, few, each once and in order.
func FuzzRecognise(f *testing.F) {
	for _, s := range []string{"uczenie maszynowe", "machine-learning, e-zdrowie", "DNA\xff RNA", "\u00ad\u200d", "energia energia energia"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := text.NewProfile(search.Entry{Kind: search.Need, Title: search.Text{PL: s}, Description: search.Text{EN: s}}, nil)
		found := vocabulary.Recognise(&p)
		if len(found) > vocabulary.MaxMentions {
			t.Fatalf("%d concepts", len(found))
		}
		seen := map[int]bool{}
		for i, m := range found {
			n, ok := vocabulary.Number(m.Notation)
			if !ok || n != m.Number || seen[n] || !(m.Weight > 0 && m.Weight <= 1) || i > 0 && m.Weight > found[i-1].Weight {
				t.Fatalf("%v", found)
			}
			seen[n] = true
		}
	})
}
