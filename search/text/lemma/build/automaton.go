package main

import (
	"encoding/binary"
	"io"

	"splot/search/text/lemma"
)

// automaton is the minimal acyclic automaton of the forms: states are written after those they lead to.
type automaton struct {
	codes []lemma.Code
	arcs  []uint32
	root  uint32
}

type state struct {
	code     int // of the form that ends here, -1: none
	letters  []byte
	children []*state
	at       uint32 // index of its first arc once written
}

// compile builds the automaton of sorted forms, one branch at a time (Daciuk and others, "Incremental construction of
// minimal acyclic finite-state automata", 2000).
func compile(forms []form) *automaton {
	b := builder{codes: map[lemma.Code]int{}, register: map[string]*state{}}
	path := []*state{{code: -1}}
	last := ""
	for _, f := range forms {
		shared := 0
		for shared < len(last) && shared < len(f.text) && last[shared] == f.text[shared] {
			shared++
		}
		path = b.close(path, shared)
		for i := shared; i < len(f.text); i++ {
			child := &state{code: -1}
			s := path[len(path)-1]
			s.letters, s.children = append(s.letters, f.text[i]), append(s.children, child)
			path = append(path, child)
		}
		path[len(path)-1].code = b.code(f)
		last = f.text
	}
	path = b.close(path, 0)
	b.write(path[0])
	b.out.root = path[0].at
	return &b.out
}

type builder struct {
	out      automaton
	codes    map[lemma.Code]int
	register map[string]*state
}

// close replaces the states of a path behind a depth by equal ones that are written already.
func (b *builder) close(path []*state, depth int) []*state {
	for len(path) > depth+1 {
		s := path[len(path)-1]
		path = path[:len(path)-1]
		k := s.key()
		known, ok := b.register[k]
		if !ok {
			b.write(s)
			b.register[k], known = s, s
		}
		parent := path[len(path)-1]
		parent.children[len(parent.children)-1] = known
	}
	return path
}

// key names a state by what it accepts; its children are written.
func (s *state) key() string {
	k := binary.AppendVarint(nil, int64(s.code))
	for i, c := range s.children {
		k = append(k, s.letters[i])
		k = binary.AppendUvarint(k, uint64(c.at))
	}
	return string(k)
}

func (b *builder) write(s *state) {
	s.at = uint32(len(b.out.arcs))
	if s.code >= 0 {
		b.out.arcs = append(b.out.arcs, uint32(s.code)<<lemma.StateShift)
	}
	for i, c := range s.children {
		b.out.arcs = append(b.out.arcs, uint32(s.letters[i]-'a'+1)|c.at<<lemma.StateShift)
	}
	b.out.arcs[len(b.out.arcs)-1] |= lemma.LastBit
}

func (b *builder) code(f form) int {
	shared := 0
	for shared < len(f.text) && shared < len(f.key) && f.text[shared] == f.key[shared] {
		shared++
	}
	c := lemma.Code{Cut: len(f.text) - shared, Add: f.key[shared:]}
	i, ok := b.codes[c]
	if !ok {
		i = len(b.out.codes)
		b.codes[c] = i
		b.out.codes = append(b.out.codes, c)
	}
	return i
}

func (a *automaton) write(w io.Writer, header string) error {
	b := []byte(lemma.Magic + header + "\n")
	b = binary.AppendUvarint(b, uint64(len(a.codes)))
	for _, c := range a.codes {
		b = binary.AppendUvarint(b, uint64(c.Cut))
		b = binary.AppendUvarint(b, uint64(len(c.Add)))
		b = append(b, c.Add...)
	}
	b = binary.AppendUvarint(b, uint64(len(a.arcs)))
	b = binary.AppendUvarint(b, uint64(a.root))
	for i, arc := range a.arcs {
		head, rest := arc&(lemma.LastBit<<1-1), arc>>lemma.StateShift
		if head&(lemma.LastBit-1) != 0 {
			rest = uint32(i) - rest
		}
		b = binary.AppendUvarint(b, uint64(head))
		b = binary.AppendUvarint(b, uint64(rest))
	}
	_, err := w.Write(b)
	return err
}
