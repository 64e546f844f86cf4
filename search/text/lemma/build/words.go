package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"splot/search/text/lemma"
)

// form is a folded form and the key of the word that it is taken for.
type form struct{ text, key string }

// The classes of suffixes that make words of another kind than the entry.
const adjectiveFlags = "XxY"

// reading is a word that a form may belong to.
type reading struct {
	form  string
	lemma string // folded
	rank  int    // the lower the likelier
}

// expand applies the rules to all entries and chooses a word for each form, in the order of the forms.
func expand(entries []entry, rules map[byte][]rule, preferred map[string]bool) []form {
	verbs := verbalForms(entries, rules)
	var all []reading
	for _, e := range entries {
		base := fold(e.word)
		if len(base) < 2 {
			continue
		}
		l, r := base, rank(e, preferred)
		if v, ok := verbs[e.word]; ok && !infinitive(e.word) {
			l = v
		}
		all = append(all, reading{base, l, r - formCost})
		eachForm(e, rules, func(flag byte, s string) {
			if f := fold(s); len(f) >= 2 {
				all = append(all, reading{f, l, formRank(r, flag, s) - attested(preferred, s)})
			}
		})
	}
	slices.SortFunc(all, func(a, b reading) int {
		return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(a.rank, b.rank), cmp.Compare(len(a.lemma), len(b.lemma)), cmp.Compare(a.lemma, b.lemma))
	})
	all = slices.CompactFunc(all, func(a, b reading) bool { return a.form == b.form })
	return keyed(all)
}

// The ranks. A word of the glossary comes first, then nouns and adjectives, then verbs, then names.
const (
	formCost = 1 // a lemma is likelier by this than a form of another word of its rank
	wordRank = 4
	verbRank = 8
	nameRank = 16
)

func rank(e entry, preferred map[string]bool) int {
	switch {
	case preferred[e.word]:
		return 0
	case capital(e.word):
		return nameRank
	case infinitive(e.word):
		return verbRank
	}
	return wordRank
}

// formRank is the rank of a form: a verbal noun is as likely as a noun, an adverb less than the adjective, whose own
// forms are likelier than those of rare nouns that look the same without diacritics (maszynowe, maszynówę).
func formRank(rank int, flag byte, form string) int {
	switch {
	case flag == 'x' || flag == 'X':
		return rank
	case flag == 'y':
		return rank + 2*formCost
	case rank == verbRank && nominal(form):
		return wordRank + formCost
	}
	return rank + formCost
}

// attested is what the rank gains when the glossary has the very form.
func attested(preferred map[string]bool, form string) int {
	if preferred[form] {
		return formCost
	}
	return 0
}

func nominal(form string) bool {
	for _, end := range []string{"nie", "nia", "niu", "niem", "niom", "niami", "niach", "ań", "eń"} {
		if strings.HasSuffix(form, end) {
			return true
		}
	}
	return false
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

func infinitive(word string) bool {
	return strings.HasSuffix(word, "ć") || strings.HasSuffix(word, "c")
}

// verbalForms maps the verbal nouns and participles that are entries of their own to the folded verb.
func verbalForms(entries []entry, rules map[byte][]rule) map[string]string {
	own := map[string]bool{}
	for _, e := range entries {
		if derived(e.word) {
			own[e.word] = true
		}
	}
	out := map[string]string{}
	for _, e := range entries {
		if !strings.HasSuffix(e.word, "ć") || strings.ContainsAny(e.flags, adjectiveFlags) || strings.HasSuffix(e.word, "ść") {
			continue
		}
		base := fold(e.word)
		eachForm(e, rules, func(_ byte, s string) {
			if have, taken := out[s]; own[s] && (!taken || base < have) {
				out[s] = base
			}
		})
	}
	return out
}

// derived tells the endings of verbal nouns and participles.
func derived(word string) bool {
	for _, end := range []string{"anie", "enie", "cie", "ący", "any", "ony", "ęty", "ity", "yty", "uty"} {
		if len(word) > len(end)+3 && strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

func eachForm(e entry, rules map[byte][]rule, f func(flag byte, form string)) {
	runes := []rune(e.word)
	for i := range len(e.flags) {
		for _, r := range rules[e.flags[i]] {
			if s, ok := r.apply(e.word, runes); ok {
				f(e.flags[i], s)
			}
		}
	}
}

// keyed replaces lemmas by their keys; an adjective in -owy takes that of its noun.
func keyed(all []reading) []form {
	keys := map[string]bool{}
	for _, r := range all {
		if r.form == r.lemma && !strings.HasSuffix(r.lemma, "owy") && r.rank < nameRank {
			keys[lemma.Key(r.lemma)] = true
		}
	}
	out := make([]form, len(all))
	for i, r := range all {
		key := lemma.Key(r.lemma)
		if noun, ok := strings.CutSuffix(r.lemma, "owy"); ok && !lone[r.lemma] {
			if noun = lemma.Key(strings.TrimSuffix(noun, "i")); len(noun) >= 3 && keys[noun] {
				key = noun
			}
		}
		out[i] = form{r.form, key}
	}
	return out
}

// lone are adjectives in -owy that have nothing to do with the noun that they look made of.
var lone = map[string]bool{
	"surowy": true, "typowy": true, "masowy": true, "gotowy": true, "zdrowy": true, "jalowy": true, "plowy": true,
	"obowy": true, "osobowy": true, "celowy": true, "plytowy": true, "rzadowy": true, "miarowy": true, "matowy": true,
}

// preferredLemmas are the Polish words of the glossaries.
func preferredLemmas(folder string) (map[string]bool, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.tsv"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no glossary in %q: %w", folder, err)
	}
	out := map[string]bool{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("read glossary: %w", err)
		}
		for line := range strings.Lines(string(b)) {
			pl, _, _ := strings.Cut(line, "\t")
			for w := range strings.FieldsFuncSeq(pl, func(r rune) bool { return !unicode.IsLetter(r) }) {
				out[w] = true
			}
		}
	}
	return out, nil
}
