package account

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Hashing is the work of one argon2id hash and how much of it runs at once; what is zero is as recommended.
type Hashing struct {
	Memory  uint32 // KiB
	Passes  uint32
	Threads uint8
	AtOnce  int // hashes computed at the same time, each holding Memory
	Waiting int // callers that may wait for their turn; more are refused as unavailable
}

// recommended is OWASP's Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one thread. Two at
// once bound the memory at 38 MiB; 64 waiting are about a second of work.
var recommended = Hashing{Memory: 19 * 1024, Passes: 2, Threads: 1, AtOnce: 2, Waiting: 64}

// complete takes what is recommended where nothing is said.
func (h Hashing) complete() Hashing {
	return Hashing{
		Memory: cmp.Or(h.Memory, recommended.Memory), Passes: cmp.Or(h.Passes, recommended.Passes), Threads: cmp.Or(h.Threads, recommended.Threads),
		AtOnce: cmp.Or(h.AtOnce, recommended.AtOnce), Waiting: cmp.Or(h.Waiting, recommended.Waiting),
	}
}

const (
	saltLength = 16
	keyLength  = 32
)

var errHash = errors.New("stored password hash is malformed")

// passwords computes hashes, a bounded number at once.
type passwords struct {
	work  Hashing
	turns chan struct{} // one token for each hash that runs
	queue chan struct{} // one token for each caller inside, running or waiting
	// nobody has the form of a stored hash and fits no password: what is checked for unknown accounts.
	nobody string
}

func newPasswords(work Hashing) (*passwords, error) {
	work = work.complete()
	if work.Memory < 8 || work.AtOnce < 1 || work.Waiting < 1 {
		return nil, errors.New("account: hashing needs at least 8 KiB, one at once and one waiting")
	}
	p := &passwords{work: work, turns: make(chan struct{}, work.AtOnce), queue: make(chan struct{}, work.AtOnce+work.Waiting)}
	p.nobody = work.encode(random(saltLength), random(keyLength))
	return p, nil
}

// hash makes the PHC string of a password.
func (p *passwords) hash(ctx context.Context, password string) (string, error) {
	leave, err := p.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	salt := random(saltLength)
	return p.work.encode(salt, p.work.key(password, salt, keyLength)), nil
}

// verify compares a password with a PHC string. outdated says that the hash was made with other work
// than is asked for now.
func (p *passwords) verify(ctx context.Context, phc, password string) (ok, outdated bool, err error) {
	work, salt, want, err := parsePHC(phc)
	if err != nil {
		return false, false, err
	}
	leave, err := p.enter(ctx)
	if err != nil {
		return false, false, err
	}
	defer leave()
	got := work.key(password, salt, uint32(len(want))) //nolint:gosec // parsePHC bounds it
	outdated = work.Memory != p.work.Memory || work.Passes != p.work.Passes || work.Threads != p.work.Threads
	return subtle.ConstantTimeCompare(got, want) == 1, outdated, nil
}

// enter waits for a turn; the caller leaves when done. A full queue and a context that ends while
// waiting are ClassUnavailable.
func (p *passwords) enter(ctx context.Context) (leave func(), err error) {
	select {
	case p.queue <- struct{}{}:
	default:
		return nil, unavailable("password queue is full")
	}
	select {
	case p.turns <- struct{}{}:
		return func() { <-p.turns; <-p.queue }, nil
	case <-ctx.Done():
		<-p.queue
		return nil, unavailable("password queue is slow")
	}
}

// key normalises first: the same characters typed on another system may come in another composition.
func (h Hashing) key(password string, salt []byte, length uint32) []byte {
	return argon2.IDKey(norm.NFC.Bytes([]byte(password)), salt, h.Passes, h.Memory, h.Threads, length)
}

var phcBase64 = base64.RawStdEncoding.Strict()

func (h Hashing) encode(salt, key []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.Memory, h.Passes, h.Threads,
		phcBase64.EncodeToString(salt), phcBase64.EncodeToString(key))
}

// parsePHC reads what encode wrote, now or with other work. The bounds keep a restored archive from
// asking for any amount of memory.
func parsePHC(phc string) (work Hashing, salt, key []byte, err error) {
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return work, nil, nil, errHash
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &work.Memory, &work.Passes, &work.Threads); err != nil {
		return work, nil, nil, errHash
	}
	salt, errSalt := phcBase64.DecodeString(parts[4])
	key, errKey := phcBase64.DecodeString(parts[5])
	sound := errSalt == nil && errKey == nil && len(salt) >= 8 && len(key) >= 16 && len(key) <= 128 &&
		work.Memory >= 8 && work.Memory <= 1<<20 && work.Passes >= 1 && work.Passes <= 32 && work.Threads >= 1 && work.Threads <= 16
	if !sound {
		return work, nil, nil, errHash
	}
	return work, salt, key, nil
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}
