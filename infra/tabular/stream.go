package tabular

import (
	"bufio"
	"compress/gzip"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// bounded reads at most so many bytes and answers more with an error, never with a silent end.
func bounded(from io.Reader, most int64) io.Reader {
	return &limited{from: from, left: most, most: most}
}

type limited struct {
	from       io.Reader
	left, most int64
}

func (l *limited) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.from.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, &Error{Code: "file_too_large", Params: map[string]any{"max": l.most}}
	}
	return n, err
}

func gunzip(from io.Reader, most int64) (io.Reader, error) {
	unpacked, err := gzip.NewReader(from)
	if err != nil {
		return nil, &Error{Code: "file_broken", cause: err}
	}
	return bounded(unpacked, most), nil
}

// decoded turns a text file into UTF-8 without a byte order mark.
func decoded(stream *bufio.Reader) io.Reader {
	switch {
	case begins(stream, "\xef\xbb\xbf"):
		_, _ = stream.Discard(3)
		return stream
	case begins(stream, "\xff\xfe"), begins(stream, "\xfe\xff"):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(stream)
	}
	return &sniffer{stream: stream}
}

// sniffer passes on ASCII until the first other byte and only then decides, by all that is in its buffer,
// between UTF-8 and Windows-1250, which Excel writes on Polish machines.
type sniffer struct {
	stream  *bufio.Reader
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
		s.decided = charmap.Windows1250.NewDecoder().Reader(s.stream)
	}
	return s.decided.Read(p)
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
