package store_test

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app/store"
)

// Whatever the bytes, a body is refused without a panic, or it is a whole document that can be read back as it was
// declared, without a byte beyond it.
func TestAcceptSurvivesBrokenBodies(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // a reproducible order, not a secret
	c := &store.Collection{
		Name:    "c",
		Fields:  []store.Field{{Name: "a", Type: store.String}, {Name: "b.c", Type: store.Int, Array: true}, {Name: "d", Type: store.Time}},
		Indexes: []store.Index{{Name: "a", Fields: []string{"a"}, Unique: true}},
	}
	whole, err := bson.Marshal(bson.D{
		{Key: "a", Value: "text"},
		{Key: "b", Value: bson.A{bson.D{{Key: "c", Value: int64(1)}}, bson.D{{Key: "c", Value: bson.A{1, 2}}}}},
		{Key: "d", Value: time.Now()},
		{Key: "e", Value: bson.Binary{Data: []byte{1, 2, 3}}},
		{Key: "f", Value: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	accepted := 0
	for range 50_000 {
		body := append(bson.Raw{}, whole...)
		for range random.IntN(4) {
			body[random.IntN(len(body))] = byte(random.IntN(256))
		}
		if random.IntN(10) == 0 {
			body = body[:random.IntN(len(body))]
		}
		w := store.Write{Kind: store.Insert, Collection: c, ID: "x", Body: body}
		if err := w.Accept(); err != nil {
			if !errors.Is(err, store.ErrRefused) {
				t.Fatalf("%x: %v", []byte(body), err)
			}
			continue
		}
		accepted++
		readable(t, c, body)
	}
	if accepted == 0 || accepted == 50_000 {
		t.Errorf("%d of 50000 bodies accepted", accepted)
	}
}

func readable(t *testing.T, c *store.Collection, body bson.Raw) {
	t.Helper()
	for _, f := range c.Fields {
		if _, err := f.Values(body); err != nil {
			t.Fatalf("accepted with %s unreadable: %x: %v", f.Name, []byte(body), err)
		}
	}
	if a, err := c.Fields[0].Values(body); err != nil || len(a) != 1 {
		t.Fatalf("accepted without its unique key: %x", []byte(body))
	}
	var d bson.D
	if err := bson.Unmarshal(body, &d); err != nil {
		t.Fatalf("accepted and not to be decoded: %x: %v", []byte(body), err)
	}
	if declared := int(binary.LittleEndian.Uint32(body)); declared != len(body) {
		t.Fatalf("%d bytes accepted, of which %d are the document: %x", len(body), declared, []byte(body))
	}
}

// A body that says it is shorter than it is holds bytes that nobody declared.
func TestAcceptRefusesTrailingBytes(t *testing.T) {
	body, err := bson.Marshal(bson.D{{Key: "a", Value: "text"}})
	if err != nil {
		t.Fatal(err)
	}
	w := store.Write{Kind: store.Insert, Collection: &store.Collection{Name: "c"}, ID: "x", Body: append(body, "more"...)}
	if err := w.Accept(); !errors.Is(err, store.ErrRefused) {
		t.Errorf("accepted: %v", err)
	}
}
