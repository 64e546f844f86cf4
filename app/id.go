package app

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"io"
	"sync"
	"time"
)

// ID identifies a stored thing: a UUIDv7 (RFC 9562) in its usual text form, sortable by creation time.
type ID string

// Clock tells the time, in UTC with millisecond precision.
type Clock func() time.Time

// Now is the Clock of the machine.
func Now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// IDs makes new ids.
type IDs func() ID

// NewIDs makes ids from the clock and the system's random source. Within one millisecond ids keep the
// order in which they were made.
func NewIDs(now Clock) IDs { return newIDs(now, rand.Reader) }

// NewIDsFrom is NewIDs with another source of randomness, for reproducible data.
func NewIDsFrom(now Clock, random io.Reader) IDs { return newIDs(now, random) }

func newIDs(now Clock, random io.Reader) IDs {
	var mu sync.Mutex
	var last int64
	var count uint16
	return func() ID {
		mu.Lock()
		defer mu.Unlock()
		ms := now().UnixMilli()
		if ms <= last {
			if count++; count > 0x0fff {
				last, count = last+1, 0
			}
		} else {
			last, count = ms, 0
		}
		var b [16]byte
		if _, err := io.ReadFull(random, b[8:]); err != nil {
			panic("app: the system's random source failed: " + err.Error())
		}
		binary.BigEndian.PutUint64(b[:8], uint64(last)<<16|0x7000|uint64(count)) //nolint:gosec // times after 1970
		b[8] = b[8]&0x3f | 0x80
		return ID(format(b))
	}
}

func format(b [16]byte) string {
	h := hex.EncodeToString(b[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
