package realtime

import (
	"context"
	"math/rand/v2"
	"time"
)

const (
	// HeadEvery is the longest time between two head frames of a followed channel. As often the
	// stream compares with the log, so that even a silently deaf bus costs no more than this.
	HeadEvery = 25 * time.Second
	// lingerFor is how long a stream without followers stays, for a page that reloads.
	lingerFor = 5 * time.Second
	// The pause after the log failed to answer.
	retryFirst = 50 * time.Millisecond
	retryLast  = 5 * time.Second
)

// stream is one followed channel on this node: a goroutine that alone decides order. Everything
// below mailbox belongs to that goroutine.
type stream struct {
	hub     *Hub
	channel string
	mailbox

	known   bool // epoch and seq are what the log said
	epoch   string
	seq     int64 // the last entry that members have
	behind  bool  // the log holds, or may hold, more than seq
	tail    tail
	members map[*Connection]struct{}

	headAt, retryAt, endAt time.Time
	pause                  time.Duration
}

func newStream(h *Hub, channel string) *stream {
	return &stream{
		hub: h, channel: channel, mailbox: mailbox{wake: make(chan struct{}, 1)},
		members: map[*Connection]struct{}{},
	}
}

func (s *stream) run(ctx context.Context) {
	cancel := s.hub.bus.Subscribe(topicOf(s.channel), s.receive)
	defer cancel()
	// The first head frame comes anywhere within the interval, so that channels spread over it.
	s.headAt = time.Now().Add(rand.N(HeadEvery))
	timer := time.NewTimer(HeadEvery)
	defer timer.Stop()
	for {
		timer.Reset(time.Until(s.next()))
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		case <-timer.C:
		}
		s.turn(ctx, s.take())
		if s.idle() && s.hub.retire(s) {
			return
		}
	}
}

// turn does all the work that waits. Live entries come first: with luck nothing needs to be read.
func (s *stream) turn(ctx context.Context, w work) {
	joins := s.admit(w.requests)
	for _, e := range w.live {
		s.apply(e)
	}
	if len(s.members) == 0 {
		s.retryAt = time.Time{}
	}
	now := time.Now()
	headDue := !now.Before(s.headAt)
	retryDue := !s.retryAt.IsZero() && !now.Before(s.retryAt)
	gap := s.behind && s.retryAt.IsZero()
	if len(joins) > 0 || len(s.members) > 0 && (w.check || headDue || retryDue || gap) {
		s.sync(ctx, joins)
	}
	if headDue {
		s.sendHead()
		s.headAt = now.Add(HeadEvery)
	}
}

// admit lets go who goes and returns who waits for an Init. A member who asks again gets nothing more
// until then.
func (s *stream) admit(all requests) (joins requests) {
	joins = all
	for c, sub := range all {
		delete(s.members, c)
		if sub == nil {
			delete(joins, c)
		}
	}
	return joins
}

// apply takes one live entry: the next one goes out, a known one is dropped, anything else is a gap.
func (s *stream) apply(e Entry) {
	switch {
	case !s.known || e.Channel != s.channel:
		s.behind = true
	case e.Epoch != s.epoch:
		s.behind = true
	case e.Seq == s.seq+1:
		s.deliver(e)
	case e.Seq > s.seq:
		s.behind = true
	}
}

// deliver encodes the next entry once and shares it.
func (s *stream) deliver(e Entry) {
	frame := encodeEv(e)
	s.seq = e.Seq
	s.tail.push(e.Seq, frame)
	for c := range s.members {
		c.send(frame)
	}
}

func (s *stream) sendHead() {
	if !s.known || len(s.members) == 0 {
		return
	}
	frame := encode(Head{Type: "head", Channel: s.channel, Epoch: s.epoch, Seq: s.seq})
	for c := range s.members {
		c.send(frame)
	}
}

// next is when the goroutine must look again without being woken.
func (s *stream) next() time.Time {
	at := s.headAt
	for _, t := range []time.Time{s.retryAt, s.endAt} {
		if !t.IsZero() && t.Before(at) {
			at = t
		}
	}
	return at
}

// idle tells whether nobody has followed for lingerFor.
func (s *stream) idle() bool {
	if len(s.members) > 0 {
		s.endAt = time.Time{}
		return false
	}
	if s.endAt.IsZero() {
		s.endAt = time.Now().Add(lingerFor)
	}
	return !time.Now().Before(s.endAt)
}

// retire removes the stream unless somebody just joined.
func (h *Hub) retire(s *stream) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !s.empty() {
		return false
	}
	delete(h.streams, s.channel)
	return true
}
