package realtime_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"splot/realtime"
)

var errLogDown = errors.New("log is down")

// memLog is a complete Log in memory, with switches for what can go wrong.
type memLog struct {
	mu      sync.Mutex
	epoch   string
	entries map[string][]realtime.Entry
	kept    int64 // seq up to which entries are forgotten
	down    bool
	heads   int
	reads   int
}

func newMemLog() *memLog {
	return &memLog{epoch: "e1", entries: map[string][]realtime.Entry{}}
}

func (l *memLog) append(channel string) realtime.Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	seq := int64(len(l.entries[channel]) + 1)
	e := realtime.Entry{
		Channel: channel, Epoch: l.epoch, Seq: seq,
		Data: json.RawMessage(fmt.Sprintf(`[{"n":%d}]`, seq)),
	}
	l.entries[channel] = append(l.entries[channel], e)
	return e
}

func (l *memLog) Head(_ context.Context, channel string) (string, int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.heads++
	if l.down {
		return "", 0, errLogDown
	}
	return l.epoch, int64(len(l.entries[channel])), nil
}

func (l *memLog) Read(_ context.Context, channel string, after int64, limit int) ([]realtime.Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.reads++
	if l.down {
		return nil, errLogDown
	}
	all := l.entries[channel]
	from := min(max(after, l.kept), int64(len(all)))
	return append([]realtime.Entry(nil), all[from:min(from+int64(limit), int64(len(all)))]...), nil
}

func (l *memLog) set(change func(*memLog)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(l)
}

func (l *memLog) restore(epoch string, keep int, channel string) {
	l.set(func(l *memLog) {
		l.epoch, l.entries[channel] = epoch, l.entries[channel][:keep]
		for i := range l.entries[channel] {
			l.entries[channel][i].Epoch = epoch
		}
	})
}

func (l *memLog) counts() (heads, reads int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.heads, l.reads
}
