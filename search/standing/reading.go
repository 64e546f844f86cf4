package standing

import (
	"iter"
	"slices"
	"sort"
	"strings"

	"splot/search"
	"splot/search/text"
)

// reading is what an entry says, as engines index it.
type reading struct {
	words  []string            // folded, sorted
	leads  map[string][]string // of a word to its terms
	public map[string]bool     // of each term, whether it stands where a teaser shows it
}

func read(e search.Entry) *reading {
	r := &reading{leads: map[string][]string{}, public: map[string]bool{}}
	text.NewProfile(e, func(f text.Field, t text.Token) {
		r.public[t.Term] = r.public[t.Term] || f.Part.Public()
		w := text.Fold(t.Surface)
		for _, have := range r.leads[w] {
			if have == t.Term {
				return
			}
		}
		r.leads[w] = append(r.leads[w], t.Term)
	})
	r.words = make([]string, 0, len(r.leads))
	for w := range r.leads {
		r.words = append(r.words, w)
	}
	sort.Strings(r.words)
	return r
}

// keys are those under which a query may be kept that the entry satisfies.
func (r *reading) keys(kind string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !yield(anyKind) || !yield(byKind+kind) {
			return
		}
		for t := range r.public {
			if !yield(byTerm + t) {
				return
			}
		}
		last := ""
		for _, w := range r.words {
			if !yield(byTerm + w) {
				return
			}
			for n := 1; n <= min(prefixBytes, len(w)); n++ {
				if strings.HasPrefix(last, w[:n]) {
					continue // the neighbour in order had it
				}
				if !yield(byPrefix + w[:n]) {
					return
				}
			}
			last = w
		}
	}
}

// satisfies tells whether every word is met by what the view shows.
func (r *reading) satisfies(words []text.Word, view search.View) bool {
	for _, w := range words {
		if !r.meets(w, view) {
			return false
		}
	}
	return true
}

func (r *reading) meets(w text.Word, view search.View) bool {
	shown := func(term string) bool {
		public, ok := r.public[term]
		return ok && (public || view == search.ViewFull)
	}
	for _, t := range forms(w) {
		if shown(t) {
			return true
		}
	}
	leads := func(word string) bool {
		for _, t := range r.leads[word] {
			if shown(t) {
				return true
			}
		}
		return false
	}
	if leads(w.Folded) {
		return true
	}
	if !w.Last {
		return false
	}
	for i := sort.SearchStrings(r.words, w.Folded); i < len(r.words) && strings.HasPrefix(r.words[i], w.Folded); i++ {
		if leads(r.words[i]) {
			return true
		}
	}
	return false
}

// forms are the terms by which a word is met: its stems in either language, and its translations.
func forms(w text.Word) []string {
	return append(slices.Clip(w.Terms), w.Translated...)
}
