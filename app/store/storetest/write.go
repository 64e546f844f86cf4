package storetest

import (
	"errors"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app/store"
)

func insertAndGet(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "first"})
	got, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	if got.Version != 1 || got.Value.Name != "first" || got.ID != "a" {
		t.Errorf("got %+v", got)
	}
	if _, err := b.things().Get(b.ctx, "b"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("absent document: %v", err)
	}
}

func insertTwice(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "first"})
	clash(t, b.things().Insert(b.ctx, "a", thing{Name: "second"}), store.IDField)
	if got, _ := b.things().Get(b.ctx, "a"); got.Value.Name != "first" {
		t.Errorf("the second insert changed the document: %+v", got)
	}
}

// clash wants a *store.DuplicateError that names the index.
func clash(t *testing.T, err error, index string) {
	t.Helper()
	var duplicate *store.DuplicateError
	if !errors.Is(err, store.ErrDuplicate) || !errors.As(err, &duplicate) {
		t.Fatalf("got %v, want a clash of %s", err, index)
	}
	if duplicate.Index != index {
		t.Errorf("clash of index %q, want %q", duplicate.Index, index)
	}
}

func uniqueKeys(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Serial: ptr("s1"), Room: "r", Seat: 1})
	b.insert(t, "b", thing{Serial: ptr("s2"), Room: "r", Seat: 2})
	b.insert(t, "c", thing{Serial: ptr("S1"), Room: "q", Seat: 1}) // another case is another key
	clash(t, b.things().Insert(b.ctx, "d", thing{Serial: ptr("s1")}), "serial")
	clash(t, b.things().Insert(b.ctx, "d", thing{Room: "r", Seat: 2}), "seat")
	second, err := b.things().Get(b.ctx, "b")
	b.must(t, err)
	second.Value.Serial = ptr("s1")
	_, err = b.things().Replace(b.ctx, second)
	clash(t, err, "serial")
	if again, _ := b.things().Get(b.ctx, "b"); again.Version != 1 || *again.Value.Serial != "s2" {
		t.Errorf("the refused replace changed the document: %+v", again)
	}
}

func optionalUniqueKeys(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "no key"})
	b.insert(t, "b", thing{Name: "no key"})
	for _, id := range []string{"c", "d"} {
		null := store.Write{Kind: store.Insert, Collection: things, ID: id, Body: encode(t, bson.D{{Key: "serial", Value: nil}, {Key: "room", Value: "same"}})}
		b.must(t, store.One(b.Write(b.ctx, null)))
	}
}

func uniqueKeyFreed(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Serial: ptr("s1")})
	b.insert(t, "b", thing{Serial: ptr("s2")})
	first, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	first.Value.Serial = nil
	_, err = b.things().Replace(b.ctx, first)
	b.must(t, err)
	b.insert(t, "c", thing{Serial: ptr("s1")})
	second, err := b.things().Get(b.ctx, "b")
	b.must(t, err)
	b.must(t, b.things().Delete(b.ctx, second, event("e")))
	b.insert(t, "d", thing{Serial: ptr("s2")})
}

func requiredKeyFields(t *testing.T, b *bench) {
	b.must(t, b.Ensure(b.ctx, strict))
	set := store.Set[bson.M]{Store: b, Collection: strict}
	b.must(t, set.Insert(b.ctx, "a", bson.M{"channel": "c", "seq": 1}))
	clash(t, set.Insert(b.ctx, "b", bson.M{"channel": "c", "seq": int64(1)}), "seq")
	for _, body := range []bson.M{{"channel": "c"}, {"channel": nil, "seq": 2}, {}} {
		if err := set.Insert(b.ctx, "b", body); !errors.Is(err, store.ErrRefused) {
			t.Errorf("%v: %v", body, err)
		}
	}
	// Two deleted documents whose events wait do not stand in each other's way.
	b.must(t, set.Insert(b.ctx, "b", bson.M{"channel": "c", "seq": 2}))
	for i, id := range []string{"a", "b"} {
		d, err := set.Get(b.ctx, id)
		b.must(t, err)
		b.must(t, set.Delete(b.ctx, d, event("e"+id)))
		b.must(t, set.Insert(b.ctx, id+"2", bson.M{"channel": "c", "seq": i + 1}))
	}
}

func replace(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "one"})
	first, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	first.Value.Name = "two"
	second, err := b.things().Replace(b.ctx, first)
	b.must(t, err)
	if second.Version != 2 {
		t.Errorf("version %d after one replace", second.Version)
	}
	first.Value.Name = "lost update"
	if _, err := b.things().Replace(b.ctx, first); !errors.Is(err, store.ErrStale) {
		t.Errorf("stale replace: %v", err)
	}
	got, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	if got.Version != 2 || got.Value.Name != "two" {
		t.Errorf("got %+v", got)
	}
	if _, err := b.things().Replace(b.ctx, store.Doc[thing]{ID: "absent", Version: 1}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("replace of an absent document: %v", err)
	}
}

func remove(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "one"})
	first, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	second, err := b.things().Replace(b.ctx, first)
	b.must(t, err)
	if err := b.things().Delete(b.ctx, first); !errors.Is(err, store.ErrStale) {
		t.Errorf("stale delete: %v", err)
	}
	b.must(t, b.things().Delete(b.ctx, second))
	if _, err := b.things().Get(b.ctx, "a"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("deleted document: %v", err)
	}
	if err := b.things().Delete(b.ctx, second); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("second delete: %v", err)
	}
	if _, err := b.things().Replace(b.ctx, second); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("replace of a deleted document: %v", err)
	}
}

func insertAfterDelete(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "old"}, event("e1"))
	old, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	b.must(t, b.things().Delete(b.ctx, old, event("e2")))
	if _, err := b.things().Get(b.ctx, "a"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("deleted document whose events wait: %v", err)
	}
	b.insert(t, "a", thing{Name: "new"}, event("e3"))
	got, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	if got.Version != 1 || got.Value.Name != "new" {
		t.Errorf("got %+v", got)
	}
	sameSet(t, b.pending(t), "e1", "e2", "e3")
	b.must(t, b.Forget(b.ctx, "e1", "e2", "e3"))
	if got, err := b.things().Get(b.ctx, "a"); err != nil || got.Value.Name != "new" {
		t.Errorf("forgetting events took the document: %+v %v", got, err)
	}
}

func batch(t *testing.T, b *bench) {
	b.insert(t, "taken", thing{Serial: ptr("s")})
	write := func(id string, v thing) store.Write {
		w, err := b.things().InsertWrite(id, v, event("e-"+id))
		b.must(t, err)
		return w
	}
	stale := store.Write{Kind: store.Replace, Collection: things, ID: "taken", Version: 7, Body: encode(t, thing{})}
	b.insert(t, "there", thing{})
	results, err := b.Write(b.ctx, write("a", thing{Tags: []string{"x"}}), write("there", thing{}), stale, write("b", thing{Serial: ptr("s")}), write("c", thing{}))
	b.must(t, err)
	want := []error{nil, store.ErrDuplicate, store.ErrStale, store.ErrDuplicate, nil}
	for i, w := range want {
		if !errors.Is(results[i], w) {
			t.Errorf("write %d: %v, want %v", i, results[i], w)
		}
	}
	if _, err := b.Write(b.ctx, write("d", thing{}), stale, write("d", thing{})); !errors.Is(err, store.ErrRefused) {
		t.Errorf("two writes to one document: %v", err)
	}
	same(t, b.all(t, store.Query{}), "a", "c", "taken", "there")
	sameSet(t, b.pending(t), "e-a", "e-c")
	if results, err := b.Write(b.ctx); err != nil || len(results) != 0 {
		t.Errorf("empty batch: %v %v", results, err)
	}
}

func refusedBodies(t *testing.T, b *bench) {
	deep := bson.D{}
	for range store.MaxDepth + 1 {
		deep = bson.D{{Key: "d", Value: deep}}
	}
	for name, body := range map[string]any{
		"number for text":     bson.D{{Key: "name", Value: 1}},
		"text for number":     bson.D{{Key: "rank", Value: "1"}},
		"fraction for number": bson.D{{Key: "rank", Value: 1.5}},
		"text for time":       bson.D{{Key: "made", Value: "2026-01-01"}},
		"list for one":        bson.D{{Key: "name", Value: bson.A{"x"}}},
		"list on the way":     bson.D{{Key: "title", Value: bson.A{bson.D{{Key: "pl", Value: "x"}}}}},
		"document for text":   bson.D{{Key: "name", Value: bson.D{{Key: "x", Value: 1}}}},
		"mixed list":          bson.D{{Key: "tags", Value: bson.A{"x", 1}}},
		"not UTF-8":           bson.D{{Key: "name", Value: "a\xff"}},
		"operator":            bson.D{{Key: "$set", Value: bson.D{{Key: "name", Value: "x"}}}},
		"operator inside":     bson.D{{Key: "x", Value: bson.D{{Key: "$ne", Value: nil}}}},
		"operator in a list":  bson.D{{Key: "x", Value: bson.A{bson.D{{Key: "$ne", Value: nil}}}}},
		"code":                bson.D{{Key: "x", Value: bson.JavaScript("f()")}},
		"pattern":             bson.D{{Key: "x", Value: bson.Regex{Pattern: "x"}}},
		"greatest of all":     bson.D{{Key: "x", Value: bson.A{bson.MaxKey{}}}},
		"dot in a key":        bson.D{{Key: "a.b", Value: 1}},
		"empty key":           bson.D{{Key: "", Value: 1}},
		"too deep":            deep,
		"too big":             bson.D{{Key: "x", Value: strings.Repeat("x", store.MaxBody)}},
	} {
		w := store.Write{Kind: store.Insert, Collection: things, ID: "a", Body: encode(t, body)}
		if err := store.One(b.Write(b.ctx, w)); !errors.Is(err, store.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, w := range map[string]store.Write{
		"no BSON":  {Kind: store.Insert, Collection: things, ID: "a", Body: bson.Raw("nonsense")},
		"no body":  {Kind: store.Insert, Collection: things, ID: "a"},
		"no kind":  {Collection: things, ID: "a", Body: encode(t, thing{})},
		"no topic": {Kind: store.Insert, Collection: things, ID: "a", Body: encode(t, thing{}), Events: []store.Event{{ID: "e"}}},
	} {
		if err := store.One(b.Write(b.ctx, w)); !errors.Is(err, store.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	same(t, b.all(t, store.Query{}))
}

func refusedIDs(t *testing.T, b *bench) {
	for name, id := range map[string]string{
		"empty": "", "long": strings.Repeat("x", store.MaxID+1), "not UTF-8": "a\xff", "with NUL": "a\x00b",
	} {
		if err := b.things().Insert(b.ctx, id, thing{}); !errors.Is(err, store.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := b.things().Get(b.ctx, id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("get %s: %v", name, err)
		}
	}
}
