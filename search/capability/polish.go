package capability

import (
	"strings"

	"splot/search/text"
	"splot/search/text/lemma"
)

// The table of forms tells only which forms belong to one word, so a form's class is found by asking for its
// neighbours: what has -ych and -ego beside it declines as an adjective, what has -ami as a noun. A form that does
// neither is taken for a verb or an adverb.

// polishClass is the class of a Polish word in small letters, with its diacritics.
func polishClass(lower string) class {
	if hasSuffix(lower, []string{"uje", "ują", "ają"}) {
		return other
	}
	folded := text.Fold(lower)
	key, known := lemma.Of(folded)
	if !known {
		return unknownPolish(folded)
	}
	p := paradigm{folded, key}
	switch {
	case strings.HasSuffix(lower, "ć"):
		if p.noun() && !p.infinitive() {
			return noun
		}
		return other
	case p.adjective():
		return adjective
	case p.noun():
		return noun
	}
	return other
}

// unknownPolish guesses by the ending: words that the dictionary lacks are new or international, hardly verbs.
func unknownPolish(folded string) class {
	for _, e := range []string{"owy", "owa", "owe", "owego", "owej", "owych", "owym", "owymi", "ny", "na", "ne", "nego", "nej", "nych", "nym", "nymi", "ski", "ska", "skie", "skiej", "skich"} {
		if len(folded) > len(e)+3 && strings.HasSuffix(folded, e) {
			return adjective
		}
	}
	if hasSuffix(folded, []string{"owal", "owala", "owaly", "owac", "ac"}) {
		return other
	}
	return noun
}

// paradigm is a folded form with the key of its word.
type paradigm struct{ form, key string }

// has tells that a form belongs to the same word.
func (p paradigm) has(form string) bool {
	key, ok := lemma.Of(form)
	return ok && key == p.key
}

var adjectiveEndings = []string{"ymi", "ych", "ego", "emu", "ej", "ym", "a", "e", "y"}

var softEndings = []string{"imi", "ich", "iego", "iemu", "iej", "im", "ia", "ie", "i", "a"}

func (p paradigm) adjective() bool {
	for _, e := range adjectiveEndings {
		if stem, ok := strings.CutSuffix(p.form, e); ok && p.has(stem+"ych") && p.has(stem+"ego") && p.has(stem+"emu") {
			return true
		}
	}
	for _, e := range softEndings { // the k of wysoki, the n of tani
		if stem, ok := strings.CutSuffix(p.form, e); ok && p.has(stem+"ich") && p.has(stem+"iego") && p.has(stem+"iemu") {
			return true
		}
	}
	return false
}

// nounEndings are the endings of the cases, longest first, each with what stands before -ami.
var nounEndings = []struct {
	ending string
	before []string
}{
	{"ami", []string{""}},
	{"scie", []string{"st", "sci"}},
	{"dzie", []string{"d", "dzi"}},
	{"iom", []string{"i"}},
	{"iem", []string{"i", ""}},
	{"cie", []string{"t", "ci"}},
	{"rze", []string{"r", "rz"}},
	{"ach", []string{""}},
	{"owi", []string{"", "i"}},
	{"om", []string{""}},
	{"ow", []string{"", "i"}},
	{"em", []string{""}},
	{"ce", []string{"k", "c"}},
	{"dze", []string{"g", "dz"}},
	{"ie", []string{"i", ""}},
	{"a", []string{""}},
	{"e", []string{""}},
	{"y", []string{""}},
	{"i", []string{"", "i"}},
	{"u", []string{"", "i"}},
	{"o", []string{""}},
	{"", []string{"", "i"}},
}

func (p paradigm) noun() bool {
	for _, n := range nounEndings {
		stem, ok := strings.CutSuffix(p.form, n.ending)
		if !ok || len(stem) < 2 {
			continue
		}
		for _, b := range n.before {
			if p.has(stem+b+"ami") && p.has(stem+b+"om") {
				return true
			}
		}
	}
	if n := len(p.form); n > 3 && p.form[n-2] == 'e' { // the e of drukarek
		return p.has(p.form[:n-2] + p.form[n-1:] + "ami")
	}
	return false
}

func (p paradigm) infinitive() bool {
	stem := strings.TrimSuffix(p.form, "c")
	return p.has(stem+"l") && p.has(stem+"la")
}
