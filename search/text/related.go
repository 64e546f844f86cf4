package text

import (
	"slices"
	"strings"
)

// MaxRelated bounds the relations of a term; those worth least fall away.
const MaxRelated = 40

// Relation is a phrase that says nearly what a run of tokens says. All its Terms have to stand in the offer.
type Relation struct {
	From, To int      // the tokens[From:To] that it is related to
	Terms    []string // shared: not to be changed
	Weight   float64  // in (0, 1)
}

// Related finds the runs of up to five tokens that the thesaurus knows and lists what is related to them, the most
// valuable first. Longer runs win over the shorter ones that they hold. Polish tokens are looked up by the English
// terms that the dictionary has for them, as a phrase or word by word.
func (d *Dictionary) Related(tokens []Token) []Relation {
	r := lookUp{relations: thesaurus(), known: d.known(), tokens: tokens, words: unbroken(tokens)}
	r.english = make([][]string, len(r.words))
	var out []Relation
	for i := 0; i < len(r.words); {
		n := 1
		for l := min(relatedWords, len(r.words)-i); l >= 1; l-- {
			kin := r.find(i, l)
			for _, k := range kin {
				out = append(out, Relation{r.words[i], r.words[i+l-1] + 1, r.phrases[k.phrase], float64(k.weight)})
			}
			if len(kin) > 0 {
				n = l
				break
			}
		}
		i += n
	}
	return out
}

// unbroken lists the tokens that are words of a phrase, by index: the parts of a compound, but the whole of one that has
// a part of a single letter or digit, such as e-learning, X-ray or CAR-T, which its other parts do not stand for.
func unbroken(tokens []Token) []int {
	out := make([]int, 0, len(tokens))
	for i, t := range tokens {
		if !t.Joined {
			out = append(out, i)
			continue
		}
		if !lettered(t.Surface) {
			continue
		}
		for len(out) > 0 && tokens[out[len(out)-1]].Start >= t.Start {
			out = out[:len(out)-1]
		}
		out = append(out, i)
	}
	return out
}

func lettered(compound string) bool {
	for part := range strings.SplitSeq(compound, "-") {
		if len(part) == 1 && part != "a" {
			return true
		}
	}
	return false
}

// lookUp is one call of Related.
type lookUp struct {
	*relations
	known   known
	tokens  []Token
	words   []int      // of tokens
	english [][]string // what a word may be in a phrase of the thesaurus; nil: not yet looked up
}

// find lists the kin of l words from i, or else of their translations.
func (r *lookUp) find(i, l int) []kin {
	key := r.together(i, l)
	if key == "" {
		return nil
	}
	if n, ok := r.numbers[key]; ok && len(r.kin[n]) > 0 {
		return r.kin[n]
	}
	var out []kin
	for _, n := range r.translated(key, i, l) {
		for _, k := range r.kin[n] {
			out = append(out, kin{k.phrase, k.weight * crossedWorth})
		}
	}
	return r.best(out)
}

// together joins the terms of l words from i, "" when they do not stand close together: one stop word may be between.
func (r *lookUp) together(i, l int) string {
	var b strings.Builder
	for j := i; j < i+l; j++ {
		t := r.tokens[r.words[j]]
		if j > i {
			before := r.tokens[r.words[j-1]]
			gap := 2
			if before.Joined {
				gap += strings.Count(before.Surface, "-")
			}
			if t.Pos-before.Pos > gap {
				return ""
			}
			b.WriteByte(' ')
		}
		b.WriteString(t.Term)
	}
	return b.String()
}

// Bounds of what a phrase is translated to word by word.
const (
	maxCrossedWords = 3
	maxCrossed      = 64 // wordings
)

// translated lists the known phrases that translate l words from i, joined in key: as a whole, or else word by word
// in any order, because the parts of a compound term change places between the languages.
func (r *lookUp) translated(key string, i, l int) []int32 {
	var out []int32
	for _, phrase := range r.known.get(key) {
		if n, ok := r.numbers[strings.Join(phrase, " ")]; ok {
			out = append(out, n)
		}
	}
	if len(out) > 0 || l == 1 || l > maxCrossedWords {
		return out
	}
	wordings := [][]string{nil}
	for j := i; j < i+l; j++ {
		var longer [][]string
		for _, w := range r.options(j) {
			for _, before := range wordings {
				longer = append(longer, append(slices.Clip(before), w))
			}
		}
		wordings = longer[:min(len(longer), maxCrossed)]
	}
	for _, w := range wordings {
		slices.Sort(w)
		if n, ok := r.sorted[strings.Join(w, " ")]; ok && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// options are the terms, itself and its translations, that a word may be in a phrase of several words.
func (r *lookUp) options(word int) []string {
	if r.english[word] != nil {
		return r.english[word]
	}
	term := r.tokens[r.words[word]].Term
	out := []string{}
	if r.parts[term] {
		out = append(out, term)
	}
	for _, phrase := range r.known.get(term) {
		if len(phrase) == 1 && r.parts[phrase[0]] && !slices.Contains(out, phrase[0]) {
			out = append(out, phrase[0])
		}
	}
	r.english[word] = out
	return out
}
