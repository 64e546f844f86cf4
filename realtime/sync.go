package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

const (
	// MaxMissing is how many missing entries travel as entries; above it, a snapshot does.
	MaxMissing = 500
	// maxInitBytes bounds the entries of one Init, well below what a connection may queue.
	maxInitBytes = 512 << 10
	// logTimeout bounds one look at the log.
	logTimeout = 5 * time.Second
)

var errLogShort = errors.New("log holds less than its head says")

// sync compares with the log, gives members what they miss and answers those who wait: one look at
// the head, and at most one read, however many wait. Live entries that arrive meanwhile stay in the
// mailbox and are dropped later if the read already had them.
func (s *stream) sync(ctx context.Context, joins requests) {
	past, err := s.catchUp(ctx, joins)
	if err != nil {
		s.fail(ctx, err, joins)
		return
	}
	s.behind, s.retryAt, s.pause = false, time.Time{}, 0
	for c, sub := range joins {
		s.welcome(c, sub, past)
	}
}

// catchUp brings the stream and its members to the log's head, and returns the encoded entries that
// it read on the way for those who join.
func (s *stream) catchUp(ctx context.Context, joins requests) (tail, error) {
	select {
	case s.hub.reading <- struct{}{}:
		defer func() { <-s.hub.reading }()
	case <-ctx.Done():
		return tail{}, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, logTimeout)
	defer cancel()
	epoch, head, err := s.hub.log.Head(ctx, s.channel)
	if err != nil {
		return tail{}, err
	}
	s.settle(epoch, head)
	from := s.readFrom(head, joins)
	if from == head {
		return tail{}, nil
	}
	entries, err := s.read(ctx, from, head)
	if err != nil {
		return tail{}, err
	}
	return s.advance(entries), nil
}

// settle accepts the log's epoch and head. Members from before a restore, and those who miss too
// much, start over with a snapshot.
func (s *stream) settle(epoch string, head int64) {
	same := s.known && s.epoch == epoch && s.seq <= head
	if same && head-s.seq <= MaxMissing {
		return
	}
	before := s.known
	s.known, s.epoch, s.seq = true, epoch, head
	s.tail.reset()
	if before {
		s.startOver()
	}
}

func (s *stream) startOver() {
	frame := s.snapshot()
	for c := range s.members {
		c.send(frame)
	}
}

// readFrom is the seq after which somebody misses entries that the tail does not hold.
func (s *stream) readFrom(head int64, joins requests) int64 {
	from := s.seq
	for _, sub := range joins {
		after, ok := s.resumes(sub, head)
		if ok && after < from && !s.tail.reaches(after) {
			from = after
		}
	}
	return from
}

// resumes tells from where a follower can go on with entries.
func (s *stream) resumes(f *Sub, head int64) (after int64, ok bool) {
	if f.Seq == nil || f.Epoch != s.epoch || *f.Seq > head || head-*f.Seq > MaxMissing {
		return 0, false
	}
	return *f.Seq, true
}

// read returns the entries after from, at least up to head, without what lies before a hole.
func (s *stream) read(ctx context.Context, from, head int64) ([]Entry, error) {
	s.hub.stats.logReads.Add(1)
	entries, err := s.hub.log.Read(ctx, s.channel, from, MaxMissing)
	if err != nil {
		return nil, err
	}
	for i := len(entries) - 1; i > 0; i-- {
		if entries[i-1].Seq+1 != entries[i].Seq {
			entries = entries[i:]
			break
		}
	}
	if len(entries) == 0 || entries[len(entries)-1].Seq < head {
		return nil, fmt.Errorf("%w: %d after %d", errLogShort, head, from)
	}
	return entries, nil
}

// advance delivers what members miss and returns all entries encoded.
func (s *stream) advance(entries []Entry) tail {
	past := tail{first: entries[0].Seq}
	if entries[0].Seq > s.seq+1 { // the log has forgotten what members miss
		s.seq = entries[len(entries)-1].Seq
		s.tail.reset()
		s.startOver()
	}
	for _, e := range entries {
		if e.Seq == s.seq+1 {
			s.deliver(e)
			past.frames = append(past.frames, s.tail.frames[len(s.tail.frames)-1])
		} else {
			past.frames = append(past.frames, encodeEv(e))
		}
	}
	return past
}

// welcome makes a follower a member with everything up to seq.
func (s *stream) welcome(c *Connection, sub *Sub, past tail) {
	s.members[c] = struct{}{}
	after, ok := s.resumes(sub, s.seq)
	frames, have := s.missing(after, past)
	if !ok || !have {
		c.send(s.snapshot())
		return
	}
	init := s.init(ModeEntries)
	size := 0
	for _, f := range frames {
		init.Entries = append(init.Entries, json.RawMessage(f))
		size += len(f)
	}
	if size > maxInitBytes {
		c.send(s.snapshot())
		return
	}
	c.send(encode(init))
}

func (s *stream) missing(after int64, past tail) (frames [][]byte, have bool) {
	switch {
	case after == s.seq:
		return nil, true
	case s.tail.reaches(after):
		return s.tail.since(after), true
	case past.reaches(after):
		return past.since(after), true
	}
	return nil, false
}

func (s *stream) snapshot() []byte { return encode(s.init(ModeSnapshot)) }

func (s *stream) init(mode string) Init {
	return Init{
		Type: "init", Channel: s.channel, Epoch: s.epoch, Seq: s.seq, Mode: mode,
		ServerTime: s.hub.clock().UnixMilli(),
	}
}

// fail tells those who wait to try again, and for members tries again itself, ever more slowly.
func (s *stream) fail(ctx context.Context, err error, joins requests) {
	if ctx.Err() != nil {
		return
	}
	s.hub.stats.logFailures.Add(1)
	s.hub.logger.WarnContext(ctx, "channel log does not answer", slog.Any("channel", s.channel), slog.Any("error", err))
	for c := range joins {
		c.unfollow(s.channel)
		c.end(s.channel, CodeUnavailable)
	}
	if len(s.members) == 0 {
		return
	}
	s.behind = true
	s.pause = min(max(2*s.pause, retryFirst), retryLast)
	s.retryAt = time.Now().Add(s.pause)
}
