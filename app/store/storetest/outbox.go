package storetest

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app/store"
)

func eventsCommit(t *testing.T, b *bench) {
	payload := encode(t, bson.D{{Key: "old", Value: "draft"}, {Key: "n", Value: int64(3)}})
	sent := event("e1")
	sent.Due, sent.Payload = sent.At.Add(time.Hour), payload
	b.insert(t, "a", thing{Serial: ptr("s")}, sent, event("e2"))
	for _, err := range []error{
		b.things().Insert(b.ctx, "a", thing{}, event("lost1")),
		b.things().Insert(b.ctx, "b", thing{Serial: ptr("s")}, event("lost2")),
	} {
		if !errors.Is(err, store.ErrDuplicate) {
			t.Fatalf("got %v", err)
		}
	}
	stale := store.Doc[thing]{ID: "a", Version: 9}
	if _, err := b.things().Replace(b.ctx, stale, event("lost3")); !errors.Is(err, store.ErrStale) {
		t.Fatalf("got %v", err)
	}
	if err := b.things().Delete(b.ctx, stale, event("lost4")); !errors.Is(err, store.ErrStale) {
		t.Fatalf("got %v", err)
	}
	got, err := b.Pending(b.ctx, 10)
	b.must(t, err)
	if len(got) != 2 || got[1].ID != "e2" {
		t.Fatalf("got %+v", got)
	}
	if first := utc(got[0]); !reflect.DeepEqual(first, sent) {
		t.Errorf("got %+v, want %+v", first, sent)
	}
	if !got[1].Due.IsZero() {
		t.Errorf("an event without a due time has %v", got[1].Due)
	}
}

func utc(e store.Event) store.Event {
	e.At, e.Due = e.At.UTC(), e.Due.UTC()
	return e
}

func eventsOfChanges(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "one"}, event("e1"))
	d, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	d, err = b.things().Replace(b.ctx, d, event("e2"), event("e3"))
	b.must(t, err)
	d, err = b.things().Replace(b.ctx, d)
	b.must(t, err)
	sameSet(t, b.pending(t), "e1", "e2", "e3")
	b.must(t, b.things().Delete(b.ctx, d)) // without an event of its own, with others that wait
	sameSet(t, b.pending(t), "e1", "e2", "e3")
	same(t, b.all(t, store.Query{}))
	b.insert(t, "b", thing{Name: "two"})
	d, err = b.things().Get(b.ctx, "b")
	b.must(t, err)
	b.must(t, b.things().Delete(b.ctx, d, event("e4")))
	sameSet(t, b.pending(t), "e1", "e2", "e3", "e4")
}

func eventsInOrder(t *testing.T, b *bench) {
	var want []string
	for i := range 20 {
		e := event(numbered(i))
		e.At = e.At.Add(time.Duration(i) * time.Second)
		b.insert(t, numbered(99-i), thing{}, e)
		want = append(want, e.ID)
	}
	same(t, b.pending(t), want...)
	oldest, err := b.Pending(b.ctx, 3)
	b.must(t, err)
	if len(oldest) != 3 || oldest[0].ID != want[0] || oldest[2].ID != want[2] {
		t.Errorf("the oldest three: %+v", oldest)
	}
}

func forget(t *testing.T, b *bench) {
	b.insert(t, "a", thing{}, event("e1"), event("e2"))
	b.insert(t, "b", thing{}, event("e3"))
	b.must(t, b.Forget(b.ctx))
	b.must(t, b.Forget(b.ctx, "e1", "e3", "unknown", "$ne"))
	same(t, b.pending(t), "e2")
	b.must(t, b.Forget(b.ctx, "e1"))
	same(t, b.pending(t), "e2")
	d, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	if d.Version != 1 {
		t.Errorf("forgetting made version %d", d.Version)
	}
	_, err = b.things().Replace(b.ctx, d, event("e4"))
	b.must(t, err)
	b.must(t, b.Forget(b.ctx, "e2"))
	same(t, b.pending(t), "e4")
}

func wake(t *testing.T, b *bench) {
	b.insert(t, "a", thing{})
	select {
	case <-b.Wake():
		t.Error("woken by a write without events")
	default:
	}
	for _, id := range []string{"b", "c", "d"} { // more than the buffer holds
		b.insert(t, id, thing{}, event("e"+id))
	}
	select {
	case <-b.Wake():
	case <-b.ctx.Done():
		t.Fatal("not woken")
	}
	select {
	case <-b.Wake():
		t.Error("woken twice without another write")
	default:
	}
}
