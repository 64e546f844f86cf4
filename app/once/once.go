// Package once answers a request that is sent again with the answer of the first: a double click, or a repetition after
// a connection that broke, makes one thing. Who asks names the attempt by a key. The key is claimed in the store before
// anything is done, by a unique id, so that of two requests at once, on whatever nodes, one acts and the other waits for
// its answer. A failure gives the key free: what did not happen may be tried again.
//
// A node that dies between acting and noting its answer leaves the claim; after takeover the next request acts again, so
// that a crash in that moment can still make a second thing, and nothing else can.
//
// It imports app and app/store; httpapi is its user.
package once

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"splot/app"
	"splot/app/store"
)

// Attempts hold what was answered to whom; the id is a digest of person, operation and key.
var Attempts = &store.Collection{
	Name:    "attempts",
	Fields:  []store.Field{{Name: "at", Type: store.Time}},
	Indexes: []store.Index{{Name: "at", Fields: []string{"at"}}},
}

// Collections are what the package stores.
func Collections() []*store.Collection { return []*store.Collection{Attempts} }

type attempt struct {
	Asked  []byte    `bson:"asked"`            // digest of the request
	Answer []byte    `bson:"answer,omitempty"` // as JSON; absent while it is being made
	At     time.Time `bson:"at"`
}

// Bounds.
const (
	Kept = 24 * time.Hour // how long an answer is repeated
	// takeover is when a claim without an answer is taken for that of a dead node: later than any request may take.
	takeover  = time.Minute
	lookEvery = 50 * time.Millisecond // for the answer of a request under way
)

// Keeper is the memory of attempts.
type Keeper struct {
	set store.Set[attempt]
	now app.Clock
}

// New makes a keeper on a store in which Collections are ensured.
func New(s store.Store, now app.Clock) *Keeper {
	return &Keeper{store.Set[attempt]{Store: s, Collection: Attempts}, now}
}

// Do answers a request: with what do makes, or with what it made for the same key before. Another request under the same
// key is ClassInvalid at the field Idempotency-Key.
func (k *Keeper) Do(ctx context.Context, person app.ID, operation, key string, asked []byte, do func() ([]byte, error)) ([]byte, error) {
	id := digest(string(person), operation, key)
	sum := sha256.Sum256(asked)
	for {
		mine, d, err := k.claim(ctx, id, sum[:])
		switch {
		case err != nil:
			return nil, fmt.Errorf("claim attempt: %w", err)
		case mine:
			return k.act(ctx, d, do)
		case !bytes.Equal(d.Value.Asked, sum[:]):
			return nil, app.Wrong("Idempotency-Key", "other_request")
		case d.Value.Answer != nil:
			return d.Value.Answer, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(lookEvery):
		}
	}
}

// claim takes an id that is free, or whose holder is dead or forgotten; otherwise it answers what is there.
func (k *Keeper) claim(ctx context.Context, id string, asked []byte) (bool, store.Doc[attempt], error) {
	fresh := attempt{Asked: asked, At: k.now()}
	err := k.set.Insert(ctx, id, fresh)
	if err == nil {
		return true, store.Doc[attempt]{ID: id, Version: 1, Value: fresh}, nil
	}
	if !errors.Is(err, store.ErrDuplicate) {
		return false, store.Doc[attempt]{}, err
	}
	d, err := k.set.Get(ctx, id)
	if errors.Is(err, store.ErrNotFound) { // it failed meanwhile, and is free
		return k.claim(ctx, id, asked)
	}
	age := k.now().Sub(d.Value.At)
	if err != nil || age < takeover || age < Kept && d.Value.Answer != nil {
		return false, d, err
	}
	d.Value = fresh
	d, err = k.set.Replace(ctx, d)
	if errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrNotFound) {
		return k.claim(ctx, id, asked)
	}
	return err == nil, d, err
}

// act does it and notes the answer. That it could not be noted is no failure of what was done.
func (k *Keeper) act(ctx context.Context, d store.Doc[attempt], do func() ([]byte, error)) ([]byte, error) {
	answer, err := do()
	after := context.WithoutCancel(ctx) // the request may be over, its claim must not stay
	if err != nil {
		_ = k.set.Delete(after, d) // otherwise takeover frees it
		return nil, err
	}
	d.Value.Answer = answer
	_, _ = k.set.Replace(after, d)
	return answer, nil
}

// Sweep forgets what is older than Kept.
func (k *Keeper) Sweep(ctx context.Context) error {
	old := store.Query{Where: []store.Condition{{Field: "at", Below: k.now().Add(-Kept)}}, Sort: "at"}
	return k.set.Each(ctx, old, func(d store.Doc[attempt]) error {
		err := k.set.Delete(ctx, d)
		if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrStale) {
			return nil
		}
		return err
	})
}

func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))
}
