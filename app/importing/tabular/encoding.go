package tabular

import (
	"bufio"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
)

// decoded turns a text file into UTF-8 without a byte order mark and with line feeds at the ends of lines.
func (r *Reader) decoded(stream *bufio.Reader) io.Reader {
	switch {
	case begins(stream, "\xef\xbb\xbf"):
		_, _ = stream.Discard(3)
		return &lineEnds{from: bufio.NewReader(stream)}
	case begins(stream, "\xff\xfe"), begins(stream, "\xfe\xff"):
		r.about.Encoding = "UTF-16"
		return &lineEnds{from: bufio.NewReader(utf.UTF16(utf.LittleEndian, utf.UseBOM).NewDecoder().Reader(stream))}
	}
	if order, is := withoutMark(stream); is {
		r.about.Encoding = "UTF-16"
		return &lineEnds{from: bufio.NewReader(utf.UTF16(order, utf.IgnoreBOM).NewDecoder().Reader(stream))}
	}
	return &lineEnds{from: bufio.NewReader(&sniffer{stream: stream, decide: func(name string) { r.about.Encoding = name }})}
}

// withoutMark recognises UTF-16 without a byte order mark: Latin letters have a zero for every second byte.
func withoutMark(stream *bufio.Reader) (utf.Endianness, bool) {
	head, _ := stream.Peek(1 << 10)
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case half < 2:
		return utf.LittleEndian, false
	case zeros[1]*10 > half*7 && zeros[0]*10 < half:
		return utf.LittleEndian, true
	case zeros[0]*10 > half*7 && zeros[1]*10 < half:
		return utf.BigEndian, true
	}
	return utf.LittleEndian, false
}

// sniffer passes on ASCII until the first other byte and only then decides, by all that is in its buffer.
type sniffer struct {
	stream  *bufio.Reader
	decide  func(encoding string)
	decided io.Reader
}

func (s *sniffer) Read(p []byte) (int, error) {
	if s.decided != nil {
		return s.decided.Read(p)
	}
	window, err := s.stream.Peek(s.stream.Size())
	if len(window) == 0 {
		return 0, err
	}
	ascii := 0
	for ascii < len(window) && window[ascii] < utf8.RuneSelf {
		ascii++
	}
	if ascii > 0 {
		return s.stream.Read(p[:min(len(p), ascii)])
	}
	s.decided = s.stream
	if !utf8Window(window, err == io.EOF) {
		best := polishest(window)
		s.decide(best.name)
		s.decided = best.NewDecoder().Reader(s.stream)
	}
	return s.decided.Read(p)
}

type namedEncoding struct {
	name string
	encoding.Encoding
}

// singleByte are the encodings of Polish texts without a mark of their own: of Windows, which Excel writes, of Unix and
// of DOS. The first wins where two say the same.
var singleByte = []namedEncoding{
	{"Windows-1250", charmap.Windows1250}, {"ISO-8859-2", charmap.ISO8859_2}, {"CP852", charmap.CodePage852},
}

// polishest chooses the encoding in which a piece of a file looks most like Polish.
func polishest(window []byte) namedEncoding {
	best, most := singleByte[0], polishness(singleByte[0], window)
	for _, e := range singleByte[1:] {
		if n := polishness(e, window); n > most {
			best, most = e, n
		}
	}
	return best
}

const (
	polishLetters = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
	usualSigns    = "„”“’–—…§°«»×\u00a0"
)

// polishness counts Polish letters and the signs of good typography; other letters are nothing, signs that no word or
// sentence has speak against it, and so do control characters. A capital in the middle of a word is a wrong guess, too.
func polishness(e namedEncoding, window []byte) int {
	text, err := e.NewDecoder().Bytes(window)
	if err != nil {
		return -len(window)
	}
	points, before := 0, ' '
	for _, r := range string(text) {
		switch {
		case r < utf8.RuneSelf:
		case strings.ContainsRune(polishLetters, r) && unicode.IsUpper(r) && unicode.IsLower(before):
			points--
		case strings.ContainsRune(polishLetters, r):
			points += 2
		case strings.ContainsRune(usualSigns, r):
			points++
		case unicode.IsControl(r):
			points -= 6
		case !unicode.IsLetter(r):
			points -= 2
		}
		before = r
	}
	return points
}

// utf8Window tells whether a piece of a file is UTF-8; unless it is the last piece, its last character may
// be cut.
func utf8Window(window []byte, last bool) bool {
	for len(window) > 0 {
		r, size := utf8.DecodeRune(window)
		if r == utf8.RuneError && size == 1 {
			return !last && len(window) < utf8.UTFMax && !utf8.FullRune(window)
		}
		window = window[size:]
	}
	return true
}

// lineEnds makes every end of line, also the lone carriage return of old Macs, a line feed.
type lineEnds struct{ from *bufio.Reader }

func (l *lineEnds) Read(p []byte) (int, error) {
	n, err := l.from.Read(p)
	kept := 0
	for i := range n {
		b := p[i]
		if b == '\r' {
			if i+1 < n && p[i+1] == '\n' || i+1 == n && begins(l.from, "\n") {
				continue // the line feed follows
			}
			b = '\n'
		}
		p[kept] = b
		kept++
	}
	if kept == 0 && n > 0 {
		return l.Read(p)
	}
	return kept, err
}
