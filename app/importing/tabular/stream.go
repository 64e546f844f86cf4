package tabular

import (
	"compress/gzip"
	"io"
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
