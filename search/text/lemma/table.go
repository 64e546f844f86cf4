package lemma

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the table
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

// The table is a minimal acyclic automaton. An arc is a number: its lowest five bits are the letter (1 for a), the
// next bit tells the last arc of a state, the rest is the state to which it leads, by the index of that state's first
// arc. An arc with letter 0 is always the first of its state: a form ends here and the rest is the index of its code.
const (
	LetterBits = 5
	LastBit    = 1 << LetterBits
	StateShift = LetterBits + 1
)

// Magic begins a table. It is followed by the names and hashes of the sources, each line ended by a newline, an empty
// line, the codes, and the arcs as varints (unsigned letter and last bit, then the signed distance of the state).
const Magic = "Splot forms 1\n"

// Code makes a key of a form: Cut letters from its end, then Add.
type Code struct {
	Cut int
	Add string
}

//go:embed forms.bin.gz
var packed []byte

type table struct {
	codes []Code
	arcs  []uint32
	root  uint32
}

// loaded panics on broken data: it is part of the program.
var loaded = sync.OnceValue(func() *table {
	t, err := open(packed)
	if err != nil {
		panic("lemma: " + err.Error())
	}
	return t
})

func open(packed []byte) (*table, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("open forms: %w", err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("read forms: %w", err)
	}
	_, b, ok := bytes.Cut(b, []byte("\n\n"))
	if !ok {
		return nil, errors.New("forms without a header")
	}
	r := reader{b}
	t := &table{codes: make([]Code, r.uint())}
	for i := range t.codes {
		t.codes[i] = Code{int(r.uint()), r.text()}
	}
	t.arcs = make([]uint32, r.uint())
	t.root = uint32(r.uint())
	for i := range t.arcs {
		head := uint32(r.uint())
		rest := uint32(r.uint())
		if head&(LastBit-1) != 0 {
			rest = uint32(i) - rest // states are written before those that lead to them
		}
		t.arcs[i] = head | rest<<StateShift
	}
	return t, nil
}

type reader struct{ b []byte }

func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.b)
	r.b = r.b[max(n, 0):]
	return v
}

func (r *reader) text() string {
	n := min(int(r.uint()), len(r.b))
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

// find is the code of a folded form.
func (t *table) find(form string) (Code, bool) {
	at := t.root
	for i := range len(form) {
		letter := uint32(form[i]) - 'a' + 1
		for {
			a := t.arcs[at]
			if a&(LastBit-1) == letter {
				at = a >> StateShift
				break
			}
			if a&LastBit != 0 {
				return Code{}, false
			}
			at++
		}
	}
	if a := t.arcs[at]; a&(LastBit-1) == 0 {
		return t.codes[a>>StateShift], true
	}
	return Code{}, false
}

// maxForm bounds the forms that are looked up, in letters.
const maxForm = 40

// Of is the key of a form in small letters without diacritics. A form with nie- that the dictionary knows without
// is taken as that word's opposite. Other words are not known.
func Of(form string) (key string, ok bool) {
	if len(form) < 2 || len(form) > maxForm || !letters(form) {
		return "", false
	}
	t := loaded()
	c, ok := t.find(form)
	if !ok {
		rest, negated := strings.CutPrefix(form, "nie")
		if !negated || len(rest) < 5 {
			return "", false
		}
		if c, ok = t.find(rest); !ok || c.Cut+3 > len(form) {
			return "", false
		}
	}
	if c.Add == "" {
		return form[:len(form)-c.Cut], true
	}
	return form[:len(form)-c.Cut] + c.Add, true
}

func letters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}
