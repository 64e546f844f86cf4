package memory

import (
	"encoding/binary"

	"splot/search/text"
)

// postings are lists of documents by term. A list is a chain of blocks in pages of bytes that hold no pointers; each
// block is larger than the one before it, so that a term that occurs once costs twenty bytes and a frequent one a
// quarter more than its postings.
type postings struct {
	pages [][]byte
	used  int // of the last page
	lists []list
}

// list is the chain of a term: where it begins, where the next byte goes, and the last document.
type list struct{ head, tail, last uint32 }

const (
	pageBits = 16
	pageSize = 1 << pageBits
	link     = 4 // bytes behind a block's payload: a mark, then the address of the next block
)

// payloads are the sizes of the blocks of a chain; the last is repeated.
var payloads = [...]int{4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096}

func payload(level int) int { return payloads[min(level, len(payloads)-1)] }

// block takes a new block and marks its end with its level.
func (p *postings) block(level int) uint32 {
	size := payload(level) + link
	if len(p.pages) == 0 || p.used+size > pageSize {
		p.pages = append(p.pages, make([]byte, pageSize))
		p.used = 0
	}
	at := (len(p.pages)-1)<<pageBits | p.used
	p.used += size
	p.pages[len(p.pages)-1][p.used-link] = endMark
	return uint32(at + 1) // 0 is no block
}

// endMark stands behind the payload of the last block of a chain.
const endMark = 1

// add appends a document to the list of a term: what the cursor reads.
func (p *postings) add(term, doc uint32, counts [text.Parts]uint8) {
	if int(term) >= len(p.lists) {
		p.lists = append(p.lists, make([]list, int(term)+1-len(p.lists))...)
	}
	l := &p.lists[term]
	var room [16]byte
	b := appendPosting(room[:0], doc-l.last, counts)
	l.last = doc
	if l.head == 0 {
		l.head = p.block(0)
		l.tail = l.head
	}
	p.write(l, b)
}

// write appends bytes to a chain. The block in which the tail stands is found from the head, over few blocks.
func (p *postings) write(l *list, b []byte) {
	level, block := 0, l.head
	end := block + uint32(payload(0))
	for l.tail < block || l.tail > end {
		block = p.next(end)
		level++
		end = block + uint32(payload(level))
	}
	for len(b) > 0 {
		if l.tail == end {
			level++
			next := p.block(level)
			binary.LittleEndian.PutUint32(p.at(end)[:link], next)
			l.tail, end = next, next+uint32(payload(level))
		}
		n := copy(p.at(l.tail)[:end-l.tail], b)
		l.tail += uint32(n)
		b = b[n:]
	}
}

func (p *postings) at(address uint32) []byte {
	a := address - 1
	return p.pages[a>>pageBits][a&(pageSize-1):]
}

func (p *postings) next(end uint32) uint32 { return binary.LittleEndian.Uint32(p.at(end)[:link]) }

// gather copies the bytes of a term's list into buf.
func (p *postings) gather(term uint32, buf []byte) []byte {
	buf = buf[:0]
	if int(term) >= len(p.lists) || p.lists[term].head == 0 {
		return buf
	}
	l := p.lists[term]
	for level, block := 0, l.head; ; level++ {
		end := block + uint32(payload(level))
		if l.tail >= block && l.tail <= end {
			return append(buf, p.at(block)[:l.tail-block]...)
		}
		buf = append(buf, p.at(block)[:end-block]...)
		block = p.next(end)
	}
}

// How a posting's counts are written, in the two low bits beside the document's distance from the one before.
const (
	bodyOnce  = iota
	bodyTimes // a byte follows
	titleOnce
	anyCounts // a byte with a bit for each part, and a byte for each bit
)

func appendPosting(b []byte, distance uint32, counts [text.Parts]uint8) []byte {
	d := uint64(distance) << 2
	once, body, title := [text.Parts]uint8{}, [text.Parts]uint8{}, [text.Parts]uint8{}
	once[text.Body], body[text.Body], title[text.Title] = 1, counts[text.Body], 1
	switch counts {
	case once:
		return binary.AppendUvarint(b, d) // bodyOnce is 0
	case body:
		return append(binary.AppendUvarint(b, d|bodyTimes), counts[text.Body])
	case title:
		return binary.AppendUvarint(b, d|titleOnce)
	}
	b = append(binary.AppendUvarint(b, d|anyCounts), 0)
	mask := len(b) - 1
	for i, c := range counts {
		if c > 0 {
			b[mask] |= 1 << i
			b = append(b, c)
		}
	}
	return b
}

// cursor goes through a gathered list.
type cursor struct {
	b      []byte
	doc    uint32
	counts [text.Parts]uint8
}

func (c *cursor) next() bool {
	if len(c.b) == 0 {
		return false
	}
	x, n := uint64(c.b[0]), 1
	if x >= 0x80 {
		x, n = binary.Uvarint(c.b)
	}
	c.b = c.b[n:]
	c.doc += uint32(x >> 2)
	c.counts = [text.Parts]uint8{}
	switch x & 3 {
	case bodyOnce:
		c.counts[text.Body] = 1
	case bodyTimes:
		c.counts[text.Body] = c.b[0]
		c.b = c.b[1:]
	case titleOnce:
		c.counts[text.Title] = 1
	default:
		mask := c.b[0]
		c.b = c.b[1:]
		for i := range c.counts {
			if mask>>i&1 != 0 {
				c.counts[i] = c.b[0]
				c.b = c.b[1:]
			}
		}
	}
	return true
}
