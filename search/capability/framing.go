package capability

import (
	_ "embed" // the lists
	"strings"
	"sync"

	"splot/search/text"
)

// framing.txt lists words that decide by themselves. A line is a language, a kind, a colon and words. A word stands for
// all forms of its family; those of the kinds noun, adjective, verb and place for themselves.
//
//	frame      says nothing of what is asked for, or is a verb: a phrase ends before it
//	measure    is no ability: a cost, a speed, a deadline; in English it takes along what stands before it
//	alone      says too little as the only word of a phrase
//	noun       is a noun, though it has the form of something else
//	adjective  likewise
//	harm       is what one has rather than wants, when a phrase is about it
//	verb       is a verb, though it has the form of a noun
//	broad      names no field by itself: nobody is told that an offer lacks it
//	place      is a preposition: what follows is a circumstance
//	seek       the sentence says what is looked for
//	have       the sentence says what there is already
//	without    what follows is not wanted, or is there already
//
//go:embed framing.txt
var framing string

type kind string

var kinds = sync.OnceValue(func() map[text.Lang]map[string]map[kind]bool {
	out := map[text.Lang]map[string]map[kind]bool{text.Polish: {}, text.English: {}}
	for line := range strings.Lines(framing) {
		head, list, ok := strings.Cut(line, ":")
		lang, k, both := strings.Cut(head, " ")
		if !ok || !both {
			continue
		}
		for w := range strings.FieldsSeq(list) {
			w = named(w, text.Lang(lang), kind(k))
			if out[text.Lang(lang)][w] == nil {
				out[text.Lang(lang)][w] = map[kind]bool{}
			}
			out[text.Lang(lang)][w][kind(k)] = true
		}
	}
	return out
})

// named is how a word of the lists is looked up.
func named(lower string, lang text.Lang, k kind) string {
	if k == "noun" || k == "adjective" || k == "place" || k == "verb" {
		return lower
	}
	return text.Stem(lower, lang)
}

// is tells that a word in small letters is of a kind.
func is(lower string, k kind, lang text.Lang) bool {
	return kinds()[lang][named(lower, lang, k)][k]
}

// general tells that a word says too little by itself. An adjective of the same family may say more: wodny, sieciowy.
func (w *word) general(lang text.Lang) bool {
	return is(w.lower, "alone", lang) && (lang != text.Polish || w.class == noun)
}
