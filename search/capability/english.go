package capability

import (
	"strings"
	"unicode/utf8"
)

// nominal are English words that end as adverbs or participles and are nouns or adjectives.
var nominal = []string{"assembly", "supply", "family", "anomaly", "poly", "early", "friendly", "daily", "fly", "butterfly", "seed", "feed", "weed", "speed", "bed", "shed", "adhesive", "additive", "preservative", "derivative", "alternative", "library", "boundary", "summary", "cable", "vegetable", "table"}

// englishClass is the class of an English word in small letters, as far as its ending tells; the lists tell the verbs.
func englishClass(lower string) class {
	switch {
	case hasSuffix(lower, nominal):
		return noun
	case strings.HasSuffix(lower, "ly") && utf8.RuneCountInString(lower) > 4:
		return other
	case strings.HasSuffix(lower, "ed") && utf8.RuneCountInString(lower) > 4, hasSuffix(lower, attributes):
		return adjective
	}
	return noun
}

// attributes are endings of English adjectives: a phrase may begin with such a word and does not end with it.
var attributes = []string{"able", "ible", "ous", "ful", "less", "free", "ive", "ical", "atic", "etic", "based", "friendly", "ional", "ular", "ary", "ish"}

func hasSuffix(word string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}
