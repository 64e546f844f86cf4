package capability

import (
	"strings"

	"splot/search/text"
)

// Term is something that a text names in its own favour and that a dictionary knows as a term of some field.
type Term struct {
	Name  string // as the dictionary writes it, in the language of the text: in Polish in the nominative
	Terms []string
	Known []*text.Written
	// Sought tells that a title names it, or a sentence that says what is looked for.
	Sought bool
}

// Terms lists what a text names, each once, in its order: terms of several words, and nouns that say something by
// themselves. What the text says it is without, what there is today and where something happens are left out, and so
// are numbers, measures, usual words and verbs.
func Terms(d *text.Dictionary, s string, lang text.Lang) []Term {
	var out []Term
	seen := map[string]bool{}
	for _, sentence := range sentences(s, lang) {
		if sentence.worth == haveWorth || alternatives(sentence) {
			continue
		}
		wanted, _ := runs(sentence)
		for _, run := range wanted {
			for _, n := range d.Namings(surfaces(run), lang) {
				if key := strings.Join(n.Terms, " "); !seen[key] && tells(n, run, lang) {
					seen[key] = true
					out = append(out, Term{n.Name, n.Terms, n.All, sentence.worth >= seekWorth})
				}
			}
		}
	}
	return out
}

// alternatives tells that a sentence names ways of which one will do: nobody lacks the others.
func alternatives(s sentence) bool {
	for _, w := range s.words {
		if w.class == without {
			return false // neither this nor that
		}
		switch w.lower {
		case "lub", "albo", "or", "either", "np", "e.g", "rozważamy", "rozważane", "consider", "considered":
			return true
		}
	}
	return false
}

// Denied lists the index terms of what a text says it is without or would replace.
func Denied(s string, lang text.Lang) []string {
	var out []string
	for _, sentence := range sentences(s, lang) {
		_, denied := runs(sentence)
		for _, w := range denied {
			out = append(out, text.Phrase(w.surface, lang)...)
		}
	}
	return out
}

// runs are the nouns, adjectives and prepositions of a sentence that stand together and are not denied, and the words
// that are. A denial holds until the list that it begins ends: bez chloru, fosforanów i PFAS.
func runs(s sentence) (out [][]word, no []word) {
	var run []word
	denied := false
	end := func() {
		if hasNoun(run) && !run[0].place {
			out = append(out, run)
		}
		run = nil
	}
	for i, w := range s.words {
		if w.gap {
			end()
			denied = denied && goesOn(s.words, i)
		}
		switch {
		case w.class == without, negative(w.lower):
			end()
			denied = true
		case w.class == measure:
			end()
		case w.class == noun || w.class == adjective || w.class == joiner && len(run) > 0:
			if !denied && !unwanted(w) {
				run = append(run, w)
				continue
			}
			end()
			if w.class == noun && s.worth != haveWorth {
				no = append(no, w)
			}
		default:
			end()
		}
	}
	end()
	return out, no
}

// goesOn tells that the word after a comma goes on with a list: it is a noun or an adjective.
func goesOn(words []word, i int) bool { return words[i].class == noun || words[i].class == adjective }

// negative are words that deny or replace what follows, beside those of the kind without.
func negative(lower string) bool {
	return strings.HasPrefix(lower, "zastąpi") || strings.HasPrefix(lower, "zastępuj") || strings.HasPrefix(lower, "wyeliminow") ||
		strings.HasPrefix(lower, "woln") && len(lower) <= len("wolnego") || strings.HasPrefix(lower, "pozbawion") ||
		strings.HasPrefix(lower, "replac") || strings.HasPrefix(lower, "eliminat") || lower == "instead" || lower == "non"
}

// unwanted tells a compound that denies its own part: PFAS-free, bezchlorowy.
func unwanted(w word) bool {
	return strings.HasSuffix(w.lower, "-free") || strings.HasPrefix(w.lower, "non-") || strings.HasPrefix(w.lower, "bez") && w.class == adjective
}

// Specific tells that one word, as it stands in a text, has a meaning by itself: it is a noun or an adjective, and neither
// general nor broad. What table, plant or operator mean, only their text tells.
func Specific(surface string, lang text.Lang) bool {
	w := word{surface: surface, lower: strings.ToLower(surface)}
	w.class = classOf(surface, w.lower, lang)
	return (w.class == noun || w.class == adjective) && !is(w.lower, "alone", lang) && !is(w.lower, "broad", lang)
}

// substantive tells that one word names something: an English word by itself may be an adjective, which its Polish
// wording is not.
func substantive(n text.Naming, lang text.Lang) bool {
	if lang == text.Polish {
		return polishClass(strings.ToLower(n.Name)) == noun || acronym(n.Name)
	}
	named := false
	for _, w := range n.All {
		for _, pl := range w.PL {
			switch {
			case strings.Contains(pl, " "):
			case hasSuffix(pl, []string{"ny", "wy", "czy", "ski", "cki"}):
				return false
			case polishClass(strings.ToLower(pl)) == noun || acronym(pl):
				named = true
			}
		}
	}
	return named
}

// broadPhrases name no field, as the words of the kind broad.
var broadPhrases = map[string]bool{
	"ochrona danych osobowych": true, "dane osobowe": true, "współpraca międzynarodowa": true, "model biznesowy": true, "badania przemysłowe": true,
	"personal data": true, "personal data protection": true, "international cooperation": true, "business model": true, "industrial research": true,
}

func surfaces(run []word) string {
	list := make([]string, len(run))
	for i, w := range run {
		list[i] = w.surface
	}
	return strings.Join(list, " ")
}

// tells tells that a term says something of a field: it is no usual word, and one word alone is a noun that is not
// general.
func tells(n text.Naming, run []word, lang text.Lang) bool {
	for _, w := range n.All {
		if w.Plain {
			return false
		}
	}
	if n.Words > 1 {
		return !broadPhrases[strings.ToLower(n.Name)]
	}
	for i := range run {
		if w := &run[i]; text.Stem(w.lower, lang) == n.Terms[0] || strings.EqualFold(w.surface, n.Name) {
			return w.class == noun && !w.general(lang) && !is(w.lower, "broad", lang) && !text.Weak(n.Terms[0]) && substantive(n, lang)
		}
	}
	return false
}
