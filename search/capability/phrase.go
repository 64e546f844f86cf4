package capability

import (
	"strings"

	"splot/search/text"
	"splot/search/vocabulary"
)

// Bounds of a phrase, in words.
const (
	maxPhrase = 5 // without prepositions
	maxMerged = 4 // words of a phrase that may take another by a preposition
)

// phrase is a noun phrase of a sentence.
type phrase struct {
	words    []word
	lang     text.Lang
	terms    []string
	concepts []string // EuroSciVoc notations
	worth    float64
	at       int // its place in the text
}

// reader collects the noun phrases of one sentence.
type reader struct {
	lang    text.Lang
	run     []word
	spoiled bool // what follows belongs to a measure, or is not wanted
	out     []phrase
}

// phrases finds the noun phrases of a sentence: runs of nouns and adjectives, with prepositions within that belong to a noun.
func phrases(d *text.Dictionary, s sentence, lang text.Lang) []phrase {
	r := reader{lang: lang}
	for _, w := range s.words {
		if w.gap {
			r.flush()
			r.spoiled = false
		}
		r.read(w)
	}
	r.flush()
	for i := range r.out {
		r.out[i].weigh(d, s.worth)
	}
	return r.out
}

func (r *reader) read(w word) {
	switch w.class {
	case noun, adjective:
		if r.lang == text.Polish && w.class == noun && instrumental(w.lower) && r.named() && r.run[len(r.run)-1].class != joiner {
			r.flush()
		}
		r.run = append(r.run, w)
	case joiner:
		if r.named() {
			r.run = append(r.run, w)
		}
	case measure:
		if r.lang != text.Polish {
			r.run = nil
		}
		r.flush()
		r.spoiled = true
	case without:
		r.flush()
		r.spoiled = true
	default:
		r.flush()
		r.spoiled = false
	}
}

// named tells that the run holds a noun.
func (r *reader) named() bool { return hasNoun(r.run) }

func hasNoun(run []word) bool {
	for _, w := range run {
		if w.class == noun {
			return true
		}
	}
	return false
}

// instrumental tells a noun that is no attribute of the one before it.
func instrumental(lower string) bool { return hasSuffix(lower, []string{"em", "ami", "om", "ą"}) }

func (r *reader) flush() {
	run := r.run
	r.run = nil
	if r.spoiled {
		return
	}
	var parts [][]word
	from := 0
	for i, w := range run {
		if w.class == joiner {
			parts, from = append(parts, run[from:i]), i+1
		}
	}
	parts = append(parts, run[from:])
	for i := 0; i < len(parts); i++ {
		part := r.trim(parts[i])
		whole := len(part) == len(parts[i]) // nothing fell off before the preposition
		n := len(part)
		for whole && i+1 < len(parts) && n > 0 && n <= maxMerged && !r.single(part) {
			next := r.trim(parts[i+1])
			if len(next) == 0 || n+len(next) > maxPhrase || !sameStart(next, parts[i+1]) {
				break
			}
			part = run[offset(run, part) : offset(run, next)+len(next)]
			n += len(next)
			whole = len(next) == len(parts[i+1])
			i++
		}
		if hasNoun(part) {
			r.out = append(r.out, phrase{words: part, lang: r.lang})
		}
	}
}

// single tells that a part says nothing by itself, so that what a preposition adds says nothing of it either.
func (r *reader) single(part []word) bool {
	return len(part) == 1 && part[0].general(r.lang)
}

func sameStart(a, b []word) bool { return len(a) > 0 && len(b) > 0 && &a[0] == &b[0] }

func offset(run, part []word) int {
	for i := range run {
		if &run[i] == &part[0] {
			return i
		}
	}
	return 0
}

// trim bounds a part and takes off what cannot stand at its ends.
func (r *reader) trim(part []word) []word {
	if r.lang == text.Polish {
		part = part[:min(len(part), maxPhrase-1)]
		for len(part) > 1 && apart(part[0], part[1]) {
			part = part[1:]
		}
		if n := len(part); n > 2 && part[n-1].class == adjective && part[n-2].class == adjective {
			part = part[:n-1]
		}
	} else {
		for len(part) > 0 && part[len(part)-1].class != noun {
			part = part[:len(part)-1]
		}
		part = part[max(0, len(part)-maxPhrase+1):]
	}
	if !hasNoun(part) {
		return nil
	}
	return part
}

// apart tells that an adjective belongs to another word than the noun that follows it.
func apart(a, b word) bool {
	if a.class != adjective || b.class != noun {
		return false
	}
	switch caseMark(a.lower) {
	case "ego":
		return !hasSuffix(b.lower, []string{"a", "u", "o"})
	case "ych", "ich":
		return hasSuffix(b.lower, []string{"em", "ą", "ę", "nie", "nia"})
	}
	return false
}

// What a phrase is worth: a term of the thesaurus or a field of science can be looked for, other words less.
const (
	relatedWord   = 1.5
	relatedPhrase = 2.5
	fieldWorth    = 1.5
	knownPhrase   = 1.5 // of the glossary
	classWorth    = 1.0 // an adjective behind its noun, in Polish, makes a term: bariera tlenowa
	doingWorth    = 0.5 // the head is something that one does
	wordWorth     = 0.5
	unsureFactor  = 0.6 // of a phrase that nothing knows
	placeFactor   = 0.45
	harmFactor    = 0.3
	sureShare     = 0.8 // of a translation
	mostWorth     = 6
	maxConcepts   = 3
)

// weigh gives a phrase its worth in a sentence of some worth; none if it says too little.
func (p *phrase) weigh(d *text.Dictionary, sentence float64) {
	tokens := text.Analyse(p.text(), p.lang)
	for _, t := range tokens {
		if !t.Joined {
			p.terms = append(p.terms, t.Term)
		}
	}
	for _, c := range vocabulary.Suggest(p.text(), maxConcepts) {
		p.concepts = append(p.concepts, c.Notation)
	}
	known := p.known(d, tokens)
	telling := p.telling()
	if telling == 0 && known < relatedPhrase || len(p.terms) == 0 {
		return
	}
	if len(p.terms) == 1 && (known == 0 || sentence < seekWorth || p.circumstance() || p.unknownAcronym(d)) {
		return // a word in passing
	}
	worth := known + wordWorth*float64(telling)
	if known == 0 {
		worth *= unsureFactor
	}
	worth += p.form()
	if p.circumstance() {
		worth *= placeFactor
	}
	if is(p.about(), "harm", p.lang) {
		worth *= harmFactor
	}
	p.worth = min(worth, mostWorth) * sentence
}

// unknownAcronym tells an abbreviation that no dictionary knows: the name of a programme, hardly an ability.
func (p *phrase) unknownAcronym(d *text.Dictionary) bool {
	return acronym(p.text()) && len(d.Writings(p.text())) == 0
}

// circumstance tells that a phrase says where or by what means something happens.
func (p *phrase) circumstance() bool {
	if p.words[0].place || p.lang != text.Polish {
		return p.words[0].place
	}
	first := p.words[0]
	locative := strings.HasSuffix(first.lower, "ach") && len(first.lower) > len("zapach")
	return (locative || instrumental(first.lower)) && base(p.words)[0] == first.surface
}

// manyWords make even general words telling: dopuszczenie do kontaktu z żywnością.
const manyWords = 3

// telling counts the words that say something: nouns but the general ones, and adjectives that go with such a noun or
// make a term of a general one.
func (p *phrase) telling() int {
	n, named := 0, false
	for i, w := range p.words {
		if w.class == joiner || len(p.terms) < manyWords && w.general(p.lang) {
			continue
		}
		n++
		named = named || w.class == noun || p.lang != text.Polish || i > 0 && p.words[i-1].class == noun
	}
	if !named {
		return 0
	}
	return n
}

// form is what the form of a phrase tells of it.
func (p *phrase) form() float64 {
	worth := 0.0
	for i, w := range p.words {
		if w.class == joiner {
			break
		}
		if p.lang == text.Polish && i > 0 && w.class == adjective && p.words[i-1].class == noun {
			worth = classWorth
		}
	}
	if hasSuffix(p.about(), doings[p.lang]) && len(p.terms) > 1 {
		worth += doingWorth
	}
	return worth
}

// doings are the endings of nouns that name what one does.
var doings = map[text.Lang][]string{
	text.Polish:  {"anie", "ania", "enie", "enia", "aniem", "eniem", "cja", "cji", "cję", "yza", "yzy", "owa"},
	text.English: {"ing", "tion", "sation", "ment", "lysis", "design", "recovery"},
}

// known is what the thesaurus, the glossary and EuroSciVoc know of a phrase.
func (p *phrase) known(d *text.Dictionary, tokens []text.Token) float64 {
	worth := p.related(d, tokens)
	for _, t := range d.Translations(tokens) {
		if t.To-t.From > 1 && t.Share >= sureShare && worth < relatedPhrase {
			worth += knownPhrase
			break
		}
	}
	if len(p.concepts) > 0 {
		worth += fieldWorth
	}
	return worth
}

func (p *phrase) related(d *text.Dictionary, tokens []text.Token) float64 {
	worth, end := 0.0, 0
	for _, k := range d.Related(tokens) {
		if k.From < end {
			continue
		}
		end = k.To
		if k.To-k.From > 1 {
			worth += relatedPhrase
		} else if !is(strings.ToLower(tokens[k.From].Surface), "alone", p.lang) {
			worth += relatedWord
		}
	}
	return worth
}

func (p *phrase) text() string {
	surfaces := make([]string, len(p.words))
	for i, w := range p.words {
		surfaces[i] = w.surface
	}
	return strings.Join(surfaces, " ")
}

// head is the term of the word that the phrase is about, empty when that word says too little.
func (p *phrase) head() string {
	about := p.about()
	if is(about, "alone", p.lang) {
		return ""
	}
	return text.Stem(about, p.lang)
}

// about is the word that a phrase is about: the first noun in Polish, in English the last before a preposition.
func (p *phrase) about() string {
	head := ""
	for _, w := range p.words {
		if w.class == joiner || p.lang == text.Polish && head != "" {
			break
		}
		if w.class == noun {
			head = w.lower
		}
	}
	return head
}
