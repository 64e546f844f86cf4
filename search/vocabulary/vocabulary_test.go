package vocabulary_test

import (
	"slices"
	"strings"
	"testing"

	"splot/search/vocabulary"
)

func TestLookupAndPath(t *testing.T) {
	tests := []struct {
		in   string
		want string // English labels from the root
	}{
		{"1147", "engineering and technology › industrial biotechnology › biomaterials › bioplastics"},
		{"25", "engineering and technology"},
		{"369", "natural sciences › chemical sciences › polymer sciences"},
		{"0", ""},
		{"", ""},
	}
	for _, test := range tests {
		var got []string
		for _, c := range vocabulary.Path(test.in) {
			got = append(got, c.Label.EN)
		}
		if s := strings.Join(got, " › "); s != test.want {
			t.Errorf("%q: got %q, want %q", test.in, s, test.want)
		}
		if _, ok := vocabulary.Lookup(test.in); ok != (test.want != "") {
			t.Errorf("Lookup(%q) is %t", test.in, ok)
		}
	}
}

// Every concept has labels in both languages and a path that ends at one of the roots.
func TestWholeVocabulary(t *testing.T) {
	seen, roots := map[string]bool{}, 0
	for _, letter := range "0123456789abcdefghijklmnopqrstuvwxyz" {
		for _, c := range vocabulary.Complete(string(letter), "en", 5000) {
			if seen[c.Notation] {
				continue
			}
			seen[c.Notation] = true
			if c.Label.PL == "" || c.Label.EN == "" {
				t.Errorf("%s has no label in one language: %+v", c.Notation, c.Label)
			}
			path := vocabulary.Path(c.Notation)
			if path[0].Broader != "" || path[len(path)-1].Notation != c.Notation {
				t.Errorf("the path of %s does not lead from a root to it", c.Notation)
			}
			if c.Broader == "" {
				roots++
			}
		}
	}
	if len(seen) != vocabulary.Len() || len(seen) != 1016 || roots != 6 {
		t.Errorf("%d of %d concepts with %d roots, want 1016 with 6", len(seen), vocabulary.Len(), roots)
	}
}

func TestSuggest(t *testing.T) {
	tests := []struct {
		in    string
		want  []string // among those suggested
		never []string
	}{
		{"Szukamy opakowań żywności, które się kompostują", []string{"food packaging", "compost"}, nil},
		{"Laboratorium zajmuje się nauką o polimerach i bioplastikami", []string{"polymer sciences", "bioplastics"}, nil},
		{"Diagnostyka raka płuc z obrazów", []string{"lung cancer"}, []string{"rocketry"}},
		{"We work on polymers and lung cancers.", []string{"polymer sciences", "lung cancer"}, nil},
		{"DRUK: inteligentnych systemów transportowych", []string{"intelligent transport systems"}, nil},
		{"Zebranie odbędzie się w czwartek o dziesiątej", nil, nil},
		{"", nil, nil},
	}
	for _, test := range tests {
		var got []string
		for _, c := range vocabulary.Suggest(test.in, 20) {
			got = append(got, c.Label.EN)
		}
		for _, want := range test.want {
			if !slices.Contains(got, want) {
				t.Errorf("%q: got %q, without %q", test.in, got, want)
			}
		}
		for _, never := range test.never {
			if slices.Contains(got, never) {
				t.Errorf("%q: got %q, with %q", test.in, got, never)
			}
		}
		if test.want == nil && len(got) > 0 {
			t.Errorf("%q: got %q, want nothing", test.in, got)
		}
	}
}

func TestSuggestOrderAndBounds(t *testing.T) {
	const text = "nauka o polimerach, opakowania żywności, kompost"
	all := vocabulary.Suggest(text, 10)
	if len(all) < 3 || all[0].Label.EN != "polymer sciences" && all[0].Label.EN != "food packaging" || all[len(all)-1].Label.EN != "compost" {
		t.Errorf("not the longest wording first: %v", all)
	}
	for _, limit := range []int{-1, 0, 1, 2} {
		if got := len(vocabulary.Suggest(text, limit)); got != max(0, limit) {
			t.Errorf("limit %d gives %d", limit, got)
		}
	}
	if got := vocabulary.Suggest(strings.Repeat("ż ", 100_000)+"kompost", 5); len(got) != 0 {
		t.Errorf("read beyond the bound: %v", got)
	}
	if got := vocabulary.Suggest("\xff\xfe kompost \xc4", 5); len(got) != 1 {
		t.Errorf("broken UTF-8 around a word: %v", got)
	}
}

func TestComplete(t *testing.T) {
	tests := []struct {
		prefix, lang string
		first        string // English label of the first suggestion
	}{
		{"opak", "pl", "food packaging"},
		{"OPAKOWANIA Ż", "pl", "food packaging"},
		{"o polim", "pl", "polymer sciences"},
		{"neuronauka pozn", "pl", "cognitive neuroscience"},
		{"bioplas", "en", "bioplastics"},
		{"domoti", "en", "home automation"}, // an alternative
		{"lung", "pl", "lung cancer"},       // the other language
	}
	for _, test := range tests {
		got := vocabulary.Complete(test.prefix, test.lang, 3)
		if len(got) == 0 || got[0].Label.EN != test.first {
			t.Errorf("%q in %s: got %v, want %q first", test.prefix, test.lang, got, test.first)
		}
	}
	for _, nothing := range []string{"", "  ", "---", "qqqq"} {
		if got := vocabulary.Complete(nothing, "pl", 3); len(got) > 0 {
			t.Errorf("%q: got %v", nothing, got)
		}
	}
}

func BenchmarkSuggest(b *testing.B) {
	text := strings.Repeat("Szukamy opakowań żywności, które kompostują się w warunkach przemysłowych i biegną na obecnej linii. ", 30)
	for b.Loop() {
		vocabulary.Suggest(text, 8)
	}
}
