package main

import (
	"fmt"
	"strings"
)

// rule is one line of an affix class: a suffix goes on words that end as the condition says.
type rule struct {
	cut, add  string
	condition []class
}

// class is a set of letters, or its complement.
type class struct {
	letters string
	not     bool
}

func (c class) holds(r rune) bool {
	return c.letters == "" || strings.ContainsRune(c.letters, r) != c.not
}

// parseRules reads the suffix classes. Of the prefixes Polish has only nie-, which look-up takes off.
func parseRules(aff string) (map[byte][]rule, error) {
	rules := map[byte][]rule{}
	for line := range strings.Lines(aff) {
		f := strings.Fields(line)
		if len(f) < 5 || f[0] != "SFX" {
			continue
		}
		if len(f[1]) != 1 || strings.Contains(f[3], "/") {
			return nil, fmt.Errorf("rule %q: flags of one byte without continuation are understood", line)
		}
		r := rule{cut: f[2], add: f[3], condition: parseCondition(f[4])}
		if r.cut == "0" {
			r.cut = ""
		}
		if r.add == "0" {
			r.add = ""
		}
		rules[f[1][0]] = append(rules[f[1][0]], r)
	}
	return rules, nil
}

func parseCondition(s string) []class {
	var out []class
	for r := []rune(s); len(r) > 0; {
		if r[0] != '[' {
			c := class{letters: string(r[0])}
			if r[0] == '.' {
				c = class{}
			}
			out, r = append(out, c), r[1:]
			continue
		}
		set, _, _ := strings.Cut(string(r[1:]), "]")
		r = r[len([]rune(set))+2:]
		set, not := strings.CutPrefix(set, "^")
		out = append(out, class{set, not})
	}
	return out
}

// apply makes the form of a word, if the rule is for such words.
func (r rule) apply(word string, runes []rune) (string, bool) {
	if !strings.HasSuffix(word, r.cut) || len(r.condition) > len(runes) {
		return "", false
	}
	tail := runes[len(runes)-len(r.condition):]
	for i, c := range r.condition {
		if !c.holds(tail[i]) {
			return "", false
		}
	}
	return word[:len(word)-len(r.cut)] + r.add, true
}

// entry is a word of the dictionary with the classes of its forms.
type entry struct {
	word  string
	flags string
}

func parseEntries(dic string) []entry {
	var out []entry
	for line := range strings.Lines(dic) {
		word, flags, _ := strings.Cut(strings.TrimSpace(line), "/")
		if word != "" {
			out = append(out, entry{word, flags})
		}
	}
	return out[1:] // the first line is the number of entries
}

// latin2 reads ISO 8859-2, of which the dictionary uses the Polish letters and some of the neighbours.
func latin2(b []byte) string {
	var s strings.Builder
	for _, c := range b {
		if c < 0x80 {
			s.WriteByte(c)
		} else {
			s.WriteRune(upperHalf[c-0x80])
		}
	}
	return s.String()
}

var upperHalf = func() (t [128]rune) {
	for i := range 32 {
		t[i] = rune(0x80 + i)
	}
	copy(t[32:], []rune("\u00a0Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u00adŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙"))
	return t
}()

// fold takes the diacritics off; "" for a word with signs that no Polish word has.
func fold(word string) string {
	b := make([]byte, 0, len(word))
	for _, r := range strings.ToLower(word) {
		if i := strings.IndexRune(marked, r); i >= 0 {
			r = rune(plain[len([]rune(marked[:i]))])
		}
		if r < 'a' || r > 'z' {
			return ""
		}
		b = append(b, byte(r))
	}
	return string(b)
}

const (
	marked = "ąćęłńóśźżáâăäĺçčéëěíîďđňôőöŕřšşťţůúűüýž"
	plain  = "acelnoszzaaaalcceeeiiddnooorrssttuuuuyz"
)
