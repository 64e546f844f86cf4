package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type span struct{ start, end int }

// isWord tells the characters of which words consist. A soft hyphen and the zero-width signs stand inside words.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	if r == utf8.RuneError {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || ignorable(r)
}

func ignorable(r rune) bool {
	return r == '\u00ad' || r >= '\u200b' && r <= '\u200d' || r == '\ufeff' || r == '\u2060'
}

// isJoiner tells the characters that hold a compound together when they stand between two words.
func isJoiner(r rune) bool {
	switch r {
	case '-', '\u2010', '\u2011', '_', '/', '\'', '\u2019', '.', ',', '\u00b7', '&':
		return true
	}
	return false
}

// eachChunk calls f with each maximal run of words and single joiners between them; f returns false to stop.
func eachChunk(s string, f func(start, end int) bool) {
	start, end := -1, 0 // the chunk so far is s[start:end]; after end there may be one joiner
	flush := func() bool {
		if start < 0 {
			return true
		}
		b := start
		start = -1
		return f(b, end)
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isWord(r):
			if start < 0 {
				start = i
			}
			end = i + n
		case start >= 0 && i == end && (r == '+' || r == '#') && end-start == 1:
			for i < len(s) && s[i] == byte(r) && i-end < 2 { // C++, C#
				i++
			}
			end = i
			if !flush() {
				return
			}
			continue
		case start >= 0 && i == end && isJoiner(r):
		default:
			if !flush() {
				return
			}
		}
		i += n
	}
	flush()
}

// splitChunk cuts a chunk at its joiners, except inside numbers (2.5), and drops what follows an apostrophe.
func splitChunk(s string, start, end int) []span {
	parts := make([]span, 0, 2)
	at := start
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(s[i:end])
		if !isJoiner(r) {
			i += n
			continue
		}
		if (r == '.' || r == ',') && i > start && i+1 < end && digit(s[i-1]) && digit(s[i+1]) {
			i += n
			continue
		}
		if i > at {
			parts = append(parts, span{at, i})
		}
		i += n
		at = i
		if (r == '\'' || r == '\u2019') && end-i <= 3 {
			at = end
			break
		}
	}
	if at < end {
		parts = append(parts, span{at, end})
	}
	return parts
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// joinable tells that a chunk is one name or compound (e-mobility, XR-500), not a list of words (and/or, a,b).
func joinable(chunk string) bool {
	return !strings.ContainsAny(chunk, "/.,'\u2019") || strings.Contains(chunk, "&")
}
