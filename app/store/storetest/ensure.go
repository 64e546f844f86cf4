package storetest

import (
	"errors"
	"testing"

	"splot/app/store"
)

func ensureAgain(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "x", Tags: []string{"t"}})
	b.must(t, b.Ensure(b.ctx, things, strict))
	b.must(t, b.Ensure(b.ctx, things))
	same(t, b.all(t, store.Query{Where: []store.Condition{store.Eq("tags", "t")}}), "a")
	for name, c := range map[string]*store.Collection{
		"name":          {Name: "a;b"},
		"field name":    {Name: "c", Fields: []store.Field{{Name: "$x", Type: store.String}}},
		"field type":    {Name: "c", Fields: []store.Field{{Name: "x"}}},
		"double field":  {Name: "c", Fields: []store.Field{{Name: "x", Type: store.Int}, {Name: "X", Type: store.Int}}},
		"index field":   {Name: "c", Indexes: []store.Index{{Name: "i", Fields: []string{"x"}}}},
		"unique array":  {Name: "c", Fields: []store.Field{{Name: "x", Type: store.Int, Array: true}}, Indexes: []store.Index{{Name: "i", Fields: []string{"x"}, Unique: true}}},
		"index without": {Name: "c", Indexes: []store.Index{{Name: "i"}}},
	} {
		if b.Ensure(b.ctx, c) == nil {
			t.Errorf("a malformed declaration was accepted: %s", name)
		}
	}
}

// A newer program declares more or other fields and indexes over the documents that are there.
func ensureChanged(t *testing.T, b *bench) {
	for i := range 1203 { // more than an adapter reads at once
		b.insert(t, numbered(i), thing{Name: "x", Serial: ptr(numbered(i)), Tags: []string{"t"}, Seat: i}, event(numbered(i)))
	}
	d, err := b.things().Get(b.ctx, numbered(7))
	b.must(t, err)
	d, err = b.things().Replace(b.ctx, d)
	b.must(t, err)
	changed := &store.Collection{
		Name:   things.Name,
		Fields: []store.Field{{Name: "serial", Type: store.String}, {Name: "seat", Type: store.Int}, {Name: "tags", Type: store.String, Array: true}},
		Indexes: []store.Index{
			{Name: "serial", Fields: []string{"serial"}, Unique: true},
			{Name: "seat", Fields: []string{"seat"}},
			{Name: "tags", Fields: []string{"tags"}},
		},
	}
	b.must(t, b.Ensure(b.ctx, changed))
	set := store.Set[thing]{Store: b, Collection: changed}
	found, _, err := set.Find(b.ctx, store.Query{Where: []store.Condition{{Field: "seat", Min: 1200}, store.Eq("tags", "t")}})
	b.must(t, err)
	if len(found) != 3 {
		t.Errorf("%d documents by a new index, want 3", len(found))
	}
	clash(t, set.Insert(b.ctx, "new", thing{Serial: ptr(numbered(3))}), "serial")
	if err := set.Insert(b.ctx, "new", thing{}); !errors.Is(err, store.ErrRefused) {
		t.Errorf("the key is no longer optional: %v", err)
	}
	kept, err := set.Get(b.ctx, numbered(7))
	b.must(t, err)
	if kept.Version != d.Version {
		t.Errorf("version %d, want %d", kept.Version, d.Version)
	}
	if n, err := b.Count(b.ctx, changed, store.Query{}); err != nil || n != 1203 {
		t.Errorf("%d documents: %v", n, err)
	}
	if got := b.pending(t); len(got) != store.MaxLimit {
		t.Errorf("%d events", len(got))
	}
}

func notEnsured(t *testing.T, b *bench) {
	other := &store.Collection{Name: "other"}
	w := store.Write{Kind: store.Insert, Collection: other, ID: "a", Body: encode(t, thing{})}
	if err := store.One(b.Write(b.ctx, w)); !errors.Is(err, store.ErrQuery) {
		t.Errorf("write: %v", err)
	}
	if _, err := b.Get(b.ctx, other, "a"); !errors.Is(err, store.ErrQuery) {
		t.Errorf("get: %v", err)
	}
	if _, _, err := b.Find(b.ctx, other, store.Query{}); !errors.Is(err, store.ErrQuery) {
		t.Errorf("find: %v", err)
	}
}
