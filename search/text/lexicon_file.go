package text

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the lexicon
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// The compiled lexicon: numbers as varints, keys by their distance, targets and words in the order of the keys.
//
//go:generate go run ./freedict/build -dict /usr/share/dictd/freedict-pol-eng.dict.dz -index /usr/share/dictd/freedict-pol-eng.index -out freedict/pol-eng.tsv.gz
//go:generate go run ./lexicon/build -sources . -out lexicon.bin.gz
//go:embed lexicon.bin.gz
var lexiconPacked []byte

// encode writes a lexicon of which the targets' words follow each other.
func (l *lexicon) encode(w io.Writer) error {
	b := binary.AppendUvarint(nil, uint64(len(l.terms)))
	for _, t := range l.terms {
		b = binary.AppendUvarint(b, uint64(len(t)))
	}
	b = append(b, strings.Join(l.terms, "")...)
	b = binary.AppendUvarint(b, uint64(len(l.keys)))
	last := uint64(0)
	for i, k := range l.keys {
		b = binary.AppendUvarint(b, k-last)
		last = k
		targets := l.targets[l.start[i]:l.start[i+1]]
		own := uint64(0)
		if _, ok := slices.BinarySearch(l.common, k); ok {
			own = 1
		}
		b = binary.AppendUvarint(b, uint64(len(targets))<<1|own)
		for _, t := range targets {
			b = append(b, t.n, t.share)
			for _, x := range l.words[t.first : t.first+uint32(t.n)] {
				b = binary.AppendUvarint(b, uint64(x.term))
				at := x.at
				if x.repeat {
					at |= repeatBit
				}
				b = append(b, at, x.part)
			}
		}
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("write lexicon: %w", err)
	}
	return nil
}

const repeatBit = 0x80

var errLexicon = errors.New("the lexicon is cut off")

func decodeLexicon(packed []byte) (*lexicon, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("open lexicon: %w", err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("read lexicon: %w", err)
	}
	r := numbers{b: b}
	l := &lexicon{terms: make([]string, r.next())}
	lengths := make([]int, len(l.terms))
	total := 0
	for i := range lengths {
		lengths[i] = r.next()
		total += lengths[i]
	}
	all := string(r.take(total))
	for i, n := range lengths {
		l.terms[i], all = all[:min(n, len(all))], all[min(n, len(all)):]
	}
	n := r.next()
	l.keys, l.start = make([]uint64, n), make([]uint32, n+1)
	key := uint64(0)
	for i := range l.keys {
		key += r.long()
		l.keys[i] = key
		count := r.next()
		if count&1 == 1 {
			l.common = append(l.common, key)
		}
		for range count >> 1 {
			l.target(&r)
		}
		l.start[i+1] = uint32(len(l.targets))
	}
	if r.short {
		return nil, errLexicon
	}
	l.targets, l.words, l.common = slices.Clip(l.targets), slices.Clip(l.words), slices.Clip(l.common)
	return l, nil
}

func (l *lexicon) target(r *numbers) {
	head := r.take(2)
	if r.short {
		return
	}
	l.targets = append(l.targets, target{uint32(len(l.words)), head[0], head[1]})
	for range head[0] {
		term := uint32(r.next())
		tail := r.take(2)
		if r.short {
			return
		}
		l.words = append(l.words, word{term: term, at: tail[0] &^ repeatBit, part: tail[1], repeat: tail[0]&repeatBit != 0})
	}
}

// numbers reads what encode has written; short says that it was cut off.
type numbers struct {
	b     []byte
	short bool
}

func (r *numbers) long() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.short = true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *numbers) next() int {
	v := r.long()
	if v > maxLexicon {
		r.short = true
		return 0
	}
	return int(v)
}

// maxLexicon bounds every count in the file.
const maxLexicon = 1 << 24

func (r *numbers) take(n int) []byte {
	if n > len(r.b) {
		r.short = true
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}
