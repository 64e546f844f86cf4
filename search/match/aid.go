package match

import (
	"slices"
	"strings"

	"splot/search"
	"splot/search/capability"
	"splot/search/text"
)

// Gloss is a term of a text in the other language, as it stands there, and what it means in the reader's.
type Gloss struct{ Term, Meaning string }

// maxGlosses bounds a reading aid: it helps to see what a text is about, and is no translation.
const maxGlosses = 16

// Aid lists the terms of texts that are not there in the reader's language, as far as the dictionary knows them: those
// of several words first, then by their order, each meaning once. Whoever calls gives only what the reader may read.
func (r *Ranker) Aid(reader string, texts ...search.Text) []Gloss {
	list := []Gloss{}
	for _, several := range []bool{true, false} {
		for _, t := range texts {
			s, lang := foreign(t, reader)
			for _, n := range r.corpus.Dictionary().Namings(s, lang) {
				if n.Words > 1 == several && len(list) < maxGlosses {
					list = glossed(list, s[n.Start:n.End], n, text.Lang(reader))
				}
			}
		}
	}
	return list
}

// foreign is a text that is written in the other language only.
func foreign(t search.Text, reader string) (string, text.Lang) {
	switch {
	case reader == string(text.Polish) && strings.TrimSpace(t.PL) == "":
		return t.EN, text.English
	case reader == string(text.English) && strings.TrimSpace(t.EN) == "":
		return t.PL, text.Polish
	}
	return "", text.Polish
}

// glossed adds a term unless it is usual, means nothing that is known, or is spelt the same.
func glossed(list []Gloss, term string, n text.Naming, reader text.Lang) []Gloss {
	w, lang := n.All[0], text.English
	if reader == text.English {
		lang = text.Polish
	}
	if w.Plain || len(w.In(reader)) == 0 || n.Words == 1 && !capability.Specific(term, lang) {
		return list
	}
	meaning := w.In(reader)[0]
	known := func(g Gloss) bool { return g.Meaning == meaning }
	if strings.EqualFold(term, meaning) || slices.ContainsFunc(list, known) {
		return list
	}
	return append(list, Gloss{term, meaning})
}
