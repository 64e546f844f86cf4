package text

import (
	_ "embed" // the prefixes
	"strings"
)

// The prefixes of learned words: Polish, a tab, English. Both are folded.
//
//go:embed prefixes.tsv
var prefixesTSV string

type prefix struct{ from, to string }

// prefixes by their first letter, longer ones first; in both directions.
var prefixes = func() (table [26][]prefix) {
	enter := func(p prefix) {
		list := &table[p.from[0]-'a']
		i := 0
		for i < len(*list) && len((*list)[i].from) >= len(p.from) {
			if (*list)[i] == p {
				return
			}
			i++
		}
		*list = append((*list)[:i:i], append([]prefix{p}, (*list)[i:]...)...)
	}
	for line := range strings.Lines(prefixesTSV) {
		pl, en, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && line[0] != '#' {
			enter(prefix{pl, en})
			enter(prefix{en, pl})
		}
	}
	return table
}()

// What a compound's translation is worth: as a compound, and of its last part alone.
const (
	compoundShare = 0.8
	lastPartShare = 0.3
	minLastPart   = 4 // letters
)

// parts translates a compound of a known prefix and a known rest: bioprzetwarzanie is bio- and przetwarzanie, so
// bioprocessing.
func (k known) parts(out []Translation, term string, at int, factor float64) []Translation {
	if len(term) < minLastPart+2 || term[0] < 'a' || term[0] > 'z' {
		return out
	}
	for _, p := range prefixes[term[0]-'a'] {
		rest, ok := strings.CutPrefix(term, p.from)
		if !ok || len(rest) < minLastPart {
			continue
		}
		n := len(out)
		key := HashTerm(HashPhrase, rest)
		for _, l := range k {
			for _, t := range l.find(key) {
				if t.n != 1 {
					continue
				}
				share := factor * float64(t.share) / 100
				last := l.terms[l.words[t.first].term]
				out = append(out,
					Translation{at, at + 1, p.to + last, compoundShare * share},
					Translation{at, at + 1, last, lastPartShare * share})
			}
		}
		if len(out) > n {
			return out
		}
	}
	return out
}
