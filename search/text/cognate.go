package text

import "strings"

// shortCognate is how many letters a skeleton has at least: shorter ones meet by chance.
const shortCognate = 5

// Skeleton is what the spellings of an international word have in common in Polish and English: fotoniczny and
// photonic, optymalizacja and optimisation give the same. It is made of a stem; "" says that the stem is too short or
// no plain word. Equal skeletons are a hint, not a translation.
func Skeleton(stem string) string {
	if len(stem) < shortCognate {
		return ""
	}
	b := make([]byte, 0, len(stem)+2)
	for i := 0; i < len(stem); i++ {
		if stem[i] < 'a' || stem[i] > 'z' {
			return ""
		}
		sound, used := sounds(stem, i)
		for j := range len(sound) {
			if n := len(b); n == 0 || b[n-1] != sound[j] { // doubled letters are one
				b = append(b, sound[j])
			}
		}
		i += used - 1
	}
	s := bare(string(b))
	if len(s) < shortCognate {
		return ""
	}
	return s
}

// pairs are letters that stand for one sound; what is left of singles stands for itself.
var pairs = map[string]string{
	"ph": "f", "th": "t", "ch": "h", "ck": "k", "sz": "s", "sh": "s", "cz": "c", "rh": "r", "qu": "kv", "ae": "e", "oe": "e",
	"ou": "u", "rz": "r",
}

var singles = map[byte]string{'x': "ks", 'w': "v", 'y': "i", 'j': "i", 'z': "s", 'q': "k"}

// sounds is the sound at stem[i:] and how many letters it takes.
func sounds(stem string, i int) (sound string, letters int) {
	if i+1 < len(stem) {
		if s, ok := pairs[stem[i:i+2]]; ok {
			return s, 2
		}
	}
	c := stem[i]
	if c == 'c' && (i+1 == len(stem) || strings.IndexByte("eiyjz", stem[i+1]) < 0) {
		return "k", 1
	}
	if s, ok := singles[c]; ok {
		return s, 1
	}
	return stem[i : i+1], 1
}

// wordEnds are endings by which words of one family differ, as sounds, the longer before the shorter.
var wordEnds = []string{"ament", "ement", "iment", "isaci", "anci", "ator", "enci", "isat", "isov", "itor", "ment", "aci", "aln", "anc", "ant", "arn", "enc", "ent", "ici", "icn", "ism", "ist", "ium", "ivn", "ori", "ac", "ak", "al", "ar", "at", "er", "et", "ic", "ik", "is", "iv", "ks", "or", "ov", "um", "a", "e", "i", "k", "n", "o"}

// bare takes up to four such endings off, and what the sounds at the end of the rest differ by.
func bare(s string) string {
	for range 4 {
		cut := false
		for _, e := range wordEnds {
			if len(s)-len(e) >= shortCognate && strings.HasSuffix(s, e) {
				s, cut = s[:len(s)-len(e)], true
				break
			}
		}
		if !cut {
			break
		}
	}
	switch n := len(s) - 1; {
	case n < shortCognate:
	case strings.HasSuffix(s, "sc"), strings.HasSuffix(s, "tr"): // luminescencja, filtr
		s = s[:n]
	case s[n] == 'c': // destrukcja, destructive
		s = s[:n] + "t"
	}
	return s
}
