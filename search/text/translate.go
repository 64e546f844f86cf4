package text

import "strings"

// Translation is a term of the other language for a run of tokens.
type Translation struct {
	From, To int // the tokens[From:To] that it translates
	Term     string
	Share    float64 // confidence in (0, 1]
}

// inside is the factor of a word's own translations where a longer phrase is known: "oczyszczanie ścieków" is
// wastewater treatment before it is cleaning and sewage.
const inside = 0.5

// Translations finds the phrases that the dictionary knows, in either language, and for words that it does not know what
// their parts tell. Of phrases that overlap the longer counts, then the earlier.
func (d *Dictionary) Translations(tokens []Token) []Translation {
	k := d.known()
	var out []Translation
	for i := 0; i < len(tokens); {
		at, key, n := longest(k, tokens, i)
		if n > 1 {
			out = k.append(out, key, at[:n], 1)
			for _, j := range at[:n] {
				out = k.word(out, tokens[j].Term, j, inside)
			}
			i = at[n-1] + 1
			continue
		}
		out = k.word(out, tokens[i].Term, i, 1)
		i++
	}
	return out
}

// longest finds the longest known phrase of several words that begins with the token at i: its tokens and its hash.
func longest(k known, tokens []Token, i int) (at [phraseWords]int, key uint64, n int) {
	if tokens[i].Joined {
		return at, 0, 0
	}
	h := HashPhrase
	last := tokens[i].Pos
	words := 0
	for j := i; j < len(tokens) && words < phraseWords; j++ {
		t := tokens[j]
		if t.Joined {
			continue
		}
		if t.Pos-last > 2 { // one stop word between is part of a phrase: "ochrona i zdrowie"
			break
		}
		at[words] = j
		words++
		last, h = t.Pos, HashTerm(h, t.Term)
		if words > 1 && (len(k[0].find(h)) > 0 || len(k[1].find(h)) > 0) {
			key, n = h, words
		}
	}
	return at, key, n
}

// append adds the targets of a phrase, whose words are the tokens at.
func (k known) append(out []Translation, key uint64, at []int, factor float64) []Translation {
	for _, l := range k {
		for _, t := range l.find(key) {
			for _, w := range l.words[t.first : t.first+uint32(t.n)] {
				if int(w.at) < len(at) {
					i := at[w.at]
					out = append(out, Translation{i, i + 1, l.terms[w.term], factor * float64(t.share) * float64(w.part) / 10_000})
				}
			}
		}
	}
	return out
}

// word adds the translations of one word.
func (k known) word(out []Translation, term string, at int, factor float64) []Translation {
	n := len(out)
	out = k.append(out, HashTerm(HashPhrase, term), []int{at}, factor)
	if len(out) > n {
		return out
	}
	return k.parts(out, term, at, factor)
}

// get lists the translations of a phrase, its terms joined by spaces, the surest first.
func (k known) get(key string) [][]string {
	h := HashPhrase
	for t := range strings.SplitSeq(key, " ") {
		h = HashTerm(h, t)
	}
	var out [][]string
	for _, l := range k {
		for _, t := range l.find(h) {
			var p []string
			for _, w := range l.words[t.first : t.first+uint32(t.n)] {
				if !w.repeat {
					p = append(p, l.terms[w.term])
				}
			}
			out = append(out, p)
		}
	}
	return out
}
