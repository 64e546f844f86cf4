package match

import (
	"cmp"
	"slices"

	"splot/search/capability"
	"splot/search/text"
)

// What an offer lacks is told to people who may act on it, so it has to be right or unsaid: only terms that a dictionary
// knows, as it writes them, that the need asks for and does not deny; see capability.Terms. A word by itself is never
// worth points: nobody is told to write down what is not so.

// needed is a term of a need with the index terms of its words.
type needed struct {
	name  string
	lang  text.Lang
	words []uint32
	worth float64 // of the asks that it stands for
}

// needs lists the terms that the need asks for, the heaviest first.
func (q *Question) needs() []needed {
	worth := map[uint32]float64{}
	for _, a := range q.asks {
		worth[a.term] = a.worth
	}
	var list []needed
	names, denied := map[string]bool{}, map[string]bool{}
	for _, f := range text.FieldsIn(*q.entry, q.need.Lang) {
		for _, term := range capability.Denied(f.Text, f.Lang) {
			denied[term] = true // also where a keyword names it
		}
	}
	for _, f := range text.FieldsIn(*q.entry, q.need.Lang) {
		for _, t := range capability.Terms(q.stats.Dictionary(), f.Text, f.Lang) {
			if f.Part == text.Body && len(t.Terms) == 1 && !t.Sought {
				continue // a word in passing: what there is, and what it comes from
			}
			if !slices.ContainsFunc(t.Terms, func(term string) bool { return !denied[term] }) {
				continue
			}
			n := needed{name: t.Name, lang: f.Lang}
			for _, word := range t.Terms {
				number := q.stats.Number(word)
				n.words, n.worth = append(n.words, number), n.worth+worth[number]
			}
			if n.worth > 0 && !names[n.name] {
				names[n.name] = true
				list = append(list, n)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b needed) int { return cmp.Compare(b.worth, a.worth) })
	return list
}

// lacks lists the terms of the need of which the offer has less than half of the words, in any way of saying them, and
// the languages that they are of. A need in two languages says the same twice; readers look at one of them.
func (q *Question) lacks(offer *reading) (terms, langs []string) {
	answered := map[uint32]bool{}
	for i, a := range q.asks {
		if offer.answers[i].value > 0 {
			answered[a.term] = true
		}
	}
	count := map[text.Lang]int{}
	for _, n := range q.terms() {
		have := 0
		for _, word := range n.words {
			if _, stands := offer.Find(word); stands || answered[word] {
				have++
			}
		}
		if 2*have < len(n.words) && count[n.lang] < maxLacking {
			count[n.lang]++
			terms, langs = append(terms, n.name), append(langs, string(n.lang))
		}
	}
	return terms, langs
}

// maxLacking bounds the terms of a language that a result says are missing.
const maxLacking = 6

// HasTerm tells whether all words of a term stand in the texts, in whatever form.
func (w Words) HasTerm(name string) bool {
	for _, lang := range []text.Lang{text.Polish, text.English} {
		terms := text.Phrase(name, lang)
		if len(terms) > 0 && !slices.ContainsFunc(terms, func(t string) bool { return !w[stemmed+t] }) {
			return true
		}
	}
	return false
}

// stemmed marks index terms among words.
const stemmed = "="

// Translated lists how a term of a text is written in the other language.
func (r *Ranker) Translated(term string) []string {
	d := r.corpus.Dictionary()
	var list []string
	for _, w := range d.Writings(term) {
		list = append(list, w.Other()...)
	}
	return list
}

// Related lists, at most limit, what the thesaurus relates to a term, as people write it: in the term's language where
// that is written, else in English.
func (r *Ranker) Related(term string, limit int) []string {
	d := r.corpus.Dictionary()
	lang := text.English
	for _, w := range d.Writings(term) {
		lang = w.Lang
	}
	var list []string
	for _, k := range d.Related(text.Analyse(term, lang)) {
		name, ok := d.Name(k.Terms, lang)
		if ok && k.Weight >= leastRelated && !slices.Contains(list, name) && len(list) < limit {
			list = append(list, name)
		}
	}
	return list
}

// leastRelated is what a relation is worth that may be told as another way of saying something.
const leastRelated = 0.4
