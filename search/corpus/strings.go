package corpus

import (
	"bytes"
	"hash/maphash"
)

// none is no number of a string.
const none = ^uint32(0)

var seed = maphash.MakeSeed()

// stringTable numbers strings in the order in which they come and forgets none. All bytes lie in one arena: a string
// costs its bytes and ten more. Numbers, bytes and ends that were read once never change.
type stringTable struct {
	arena []byte
	ends  []uint32
	slots []uint32 // open addressing: number+1, 0 is free; a power of two, at most three quarters taken
}

func (t *stringTable) len() int { return len(t.ends) }

// at is the string of a number: a view into the arena.
func (t *stringTable) at(n uint32) []byte {
	start := uint32(0)
	if n > 0 {
		start = t.ends[n-1]
	}
	return t.arena[start:t.ends[n]]
}

// find looks a string up; none if it has no number.
func (t *stringTable) find(s string) uint32 {
	if len(t.slots) == 0 {
		return none
	}
	mask := uint64(len(t.slots) - 1)
	for i := maphash.String(seed, s) & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if n := t.slots[i] - 1; string(t.at(n)) == s {
			return n
		}
	}
	return none
}

// add is the number of a string, which gets one if it has none.
func (t *stringTable) add(s string) (n uint32, fresh bool) {
	if n := t.find(s); n != none {
		return n, false
	}
	if 4*(len(t.ends)+1) > 3*len(t.slots) {
		t.grow()
	}
	n = uint32(len(t.ends))
	t.arena = append(t.arena, s...)
	t.ends = append(t.ends, uint32(len(t.arena)))
	t.enter(n)
	return n, true
}

func (t *stringTable) enter(n uint32) {
	mask := uint64(len(t.slots) - 1)
	i := maphash.Bytes(seed, t.at(n)) & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = n + 1
}

func (t *stringTable) grow() {
	t.slots = make([]uint32, max(64, 2*len(t.slots)))
	for n := range t.ends {
		t.enter(uint32(n))
	}
}

func (t *stringTable) compare(a, b uint32) int { return bytes.Compare(t.at(a), t.at(b)) }
