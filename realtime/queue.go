package realtime

import "sync"

// Limits of a connection's outgoing queue.
const (
	// MaxQueued bounds the bytes that wait for one connection. Frames shared with other connections
	// count for each. Overflow closes the connection as slow; nothing is dropped silently and nobody
	// waits for it.
	MaxQueued = 1 << 20
	// MaxBatch is how many frames travel in one message.
	MaxBatch = 16
	// batchBytes ends a batch early, so that one message stays small even if its frames are not.
	batchBytes = 64 << 10
)

// queue holds encoded frames until the one writer takes them.
type queue struct {
	mu     sync.Mutex
	frames [][]byte
	bytes  int
	signal chan struct{} // holds one token while frames wait
}

func newQueue() *queue { return &queue{signal: make(chan struct{}, 1)} }

// push reports false, and keeps nothing, if the frame does not fit.
func (q *queue) push(frame []byte) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.bytes+len(frame) > MaxQueued {
		return false
	}
	q.frames = append(q.frames, frame)
	q.bytes += len(frame)
	select {
	case q.signal <- struct{}{}:
	default:
	}
	return true
}

// take appends one message, a JSON array of frames, to buf and tells how many frames it holds.
func (q *queue) take(buf []byte) (message []byte, n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.frames) == 0 {
		return buf, 0
	}
	buf = append(buf, '[')
	for n < len(q.frames) && n < MaxBatch && (n == 0 || len(buf)+len(q.frames[n]) <= batchBytes) {
		if n > 0 {
			buf = append(buf, ',')
		}
		buf = append(buf, q.frames[n]...)
		q.bytes -= len(q.frames[n])
		q.frames[n] = nil
		n++
	}
	q.frames = q.frames[n:]
	if len(q.frames) == 0 {
		q.frames = nil
	}
	return append(buf, ']'), n
}

// clear forgets what waits.
func (q *queue) clear() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.frames, q.bytes = nil, 0
}

func (q *queue) size() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.bytes
}
