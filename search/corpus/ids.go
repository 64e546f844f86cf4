package corpus

import "hash/maphash"

// idTable finds documents by id: eight bytes a document and six of a slot, where a map takes forty.
type idTable struct {
	docs  []*Doc   // nil is free
	free  []uint32 // numbers in docs
	slots []uint32 // open addressing: number+1, 0 is free; a power of two, at most three quarters taken
	count int
}

func (t *idTable) get(id string) *Doc {
	if i, ok := t.find(id); ok {
		return t.docs[t.slots[i]-1]
	}
	return nil
}

// find is the slot of an id, or the free one where it would stand.
func (t *idTable) find(id string) (slot uint64, found bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(t.slots) - 1)
	i := maphash.String(seed, id) & mask
	for t.slots[i] != 0 && t.docs[t.slots[i]-1].ID() != id {
		i = (i + 1) & mask
	}
	return i, t.slots[i] != 0
}

// put enters a document whose id is not there.
func (t *idTable) put(d *Doc) {
	if 4*(t.count+1) > 3*len(t.slots) {
		t.grow()
	}
	n := uint32(len(t.docs))
	if k := len(t.free); k > 0 {
		n, t.free = t.free[k-1], t.free[:k-1]
		t.docs[n] = d
	} else {
		t.docs = append(t.docs, d)
	}
	i, _ := t.find(d.ID())
	t.slots[i] = n + 1
	t.count++
}

// delete takes a document out and closes the gap behind it.
func (t *idTable) delete(id string) {
	i, ok := t.find(id)
	if !ok {
		return
	}
	n := t.slots[i] - 1
	t.docs[n] = nil
	t.free = append(t.free, n)
	t.count--
	mask := uint64(len(t.slots) - 1)
	for j := (i + 1) & mask; t.slots[j] != 0; j = (j + 1) & mask {
		home := maphash.String(seed, t.docs[t.slots[j]-1].ID()) & mask
		if (j-home)&mask >= (j-i)&mask { // it may stand at i
			t.slots[i] = t.slots[j]
			i = j
		}
	}
	t.slots[i] = 0
}

func (t *idTable) grow() {
	t.slots = make([]uint32, max(64, 2*len(t.slots)))
	for n, d := range t.docs {
		if d != nil {
			i, _ := t.find(d.ID())
			t.slots[i] = uint32(n) + 1
		}
	}
}

// all yields every document.
func (t *idTable) all(yield func(*Doc) bool) {
	for _, d := range t.docs {
		if d != nil && !yield(d) {
			return
		}
	}
}
