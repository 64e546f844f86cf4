package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app/store"
)

// Run runs the suite. open returns an empty store and closes it with the test.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	t.Helper()
	for _, test := range []struct {
		name string
		run  func(*testing.T, *bench)
	}{
		{"insert and get", insertAndGet},
		{"insert twice", insertTwice},
		{"unique keys", uniqueKeys},
		{"optional unique keys", optionalUniqueKeys},
		{"unique key is free again", uniqueKeyFreed},
		{"required key fields", requiredKeyFields},
		{"replace", replace},
		{"delete", remove},
		{"insert after delete", insertAfterDelete},
		{"restore", restoring},
		{"restore over a deleted document", restoringOverDeleted},
		{"read by ids", readingByID},
		{"upsert", upsert},
		{"answers of upsert", upsertAnswers},
		{"change overtaken", changeOvertaken},
		{"batch", batch},
		{"refused bodies", refusedBodies},
		{"refused ids", refusedIDs},
		{"round trip", roundTrip},
		{"hostile text", hostileText},
		{"find by conditions", findByConditions},
		{"find by array fields", findByArrays},
		{"find follows replace and delete", findFollows},
		{"sort", sorting},
		{"pages", pages},
		{"pages of an array value", pagesOfArrayValue},
		{"pages under inserts", pagesUnderInserts},
		{"hostile cursors", hostileCursors},
		{"refused queries", refusedQueries},
		{"limits", limits},
		{"count", counting},
		{"events commit with the write", eventsCommit},
		{"events of replace and delete", eventsOfChanges},
		{"events in order", eventsInOrder},
		{"events tell who did it", actors},
		{"forget", forget},
		{"wake", wake},
		{"one winner", oneWinner},
		{"increments", increments},
		{"one holder of a key", oneHolder},
		{"cancelled context", cancelled},
		{"ensure again", ensureAgain},
		{"ensure another declaration", ensureChanged},
		{"ensure while others write", ensureWhileWriting},
		{"a unique index keeps its fields", uniqueIndexChanged},
		{"alone", alone},
		{"not ensured", notEnsured},
	} {
		t.Run(test.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			b := &bench{ctx: ctx, Store: open(t)}
			b.must(t, b.Ensure(ctx, things))
			test.run(t, b)
		})
	}
}

// bench is an open store with the steps that tests repeat.
type bench struct {
	ctx context.Context //nolint:containedctx // lives as long as one test
	store.Store
}

// thing is the document of the tests: a field of each type, nested ones, lists, keys.
type thing struct {
	Name   string    `bson:"name"`
	Serial *string   `bson:"serial,omitempty"`
	Note   *string   `bson:"note"`
	Rank   *int64    `bson:"rank,omitempty"`
	Weight float64   `bson:"weight,omitempty"`
	Made   time.Time `bson:"made,omitempty"`
	Used   bool      `bson:"used,omitempty"`
	Title  words     `bson:"title,omitempty"`
	Tags   []string  `bson:"tags,omitempty"`
	Sizes  []int     `bson:"sizes,omitempty"`
	Roles  []role    `bson:"roles,omitempty"`
	Room   string    `bson:"room,omitempty"`
	Seat   int       `bson:"seat,omitempty"`
}

type words struct {
	PL string `bson:"pl,omitempty"`
	EN string `bson:"en,omitempty"`
}

type role struct {
	Name  string `bson:"name"`
	Scope string `bson:"scope"`
}

var things = &store.Collection{
	Name: "things",
	Fields: []store.Field{
		{Name: "name", Type: store.String},
		{Name: "serial", Type: store.String},
		{Name: "note", Type: store.String},
		{Name: "rank", Type: store.Int},
		{Name: "weight", Type: store.Float},
		{Name: "made", Type: store.Time},
		{Name: "used", Type: store.Bool},
		{Name: "title.pl", Type: store.String},
		{Name: "tags", Type: store.String, Array: true},
		{Name: "sizes", Type: store.Int, Array: true},
		{Name: "roles.scope", Type: store.String, Array: true},
		{Name: "room", Type: store.String},
		{Name: "seat", Type: store.Int},
		{Name: "unindexed", Type: store.String},
	},
	Indexes: []store.Index{
		{Name: "name", Fields: []string{"name", "rank"}},
		{Name: "serial", Fields: []string{"serial"}, Unique: true, Sparse: true},
		{Name: "seat", Fields: []string{"room", "seat"}, Unique: true, Sparse: true},
		{Name: "rank", Fields: []string{"rank"}},
		{Name: "weight", Fields: []string{"weight"}},
		{Name: "made", Fields: []string{"made"}},
		{Name: "used", Fields: []string{"used"}},
		{Name: "note", Fields: []string{"note"}},
		{Name: "title", Fields: []string{"title.pl"}},
		{Name: "tags", Fields: []string{"tags"}},
		{Name: "tagged", Fields: []string{"tags", "used", "rank"}},
		{Name: "sizes", Fields: []string{"sizes"}},
		{Name: "roles", Fields: []string{"roles.scope", "name"}},
		{Name: "rolesByRank", Fields: []string{"roles.scope", "rank"}},
	},
}

// strict has a unique index whose fields every document must hold.
var strict = &store.Collection{
	Name:    "strict",
	Fields:  []store.Field{{Name: "channel", Type: store.String}, {Name: "seq", Type: store.Int}},
	Indexes: []store.Index{{Name: "seq", Fields: []string{"channel", "seq"}, Unique: true}},
}

func (b *bench) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (b *bench) things() store.Set[thing] { return store.Set[thing]{Store: b, Collection: things} }

func (b *bench) insert(t *testing.T, id string, v thing, events ...store.Event) {
	t.Helper()
	b.must(t, b.things().Insert(b.ctx, id, v, events...))
}

// find returns the ids that a query selects.
func (b *bench) find(t *testing.T, q store.Query) ([]string, store.Cursor) {
	t.Helper()
	docs, next, err := b.Find(b.ctx, things, q)
	b.must(t, err)
	ids := make([]string, len(docs))
	for i, d := range docs {
		ids[i] = d.ID
	}
	return ids, next
}

// all pages through a query and returns every id.
func (b *bench) all(t *testing.T, q store.Query) []string {
	t.Helper()
	var ids []string
	for range 10_000 {
		page, next := b.find(t, q)
		ids = append(ids, page...)
		if next == "" {
			return ids
		}
		q.Cursor = next
	}
	t.Fatal("the pages do not end")
	return nil
}

// pending returns the ids of the events in the outbox.
func (b *bench) pending(t *testing.T) []string {
	t.Helper()
	events, err := b.Pending(b.ctx, store.MaxLimit)
	b.must(t, err)
	ids := make([]string, len(events))
	for i, e := range events {
		ids[i] = e.ID
	}
	return ids
}

func event(id string) store.Event {
	return store.Event{ID: id, Topic: "tested", Key: "k-" + id, At: time.UnixMilli(1_700_000_000_000).UTC()}
}

func numbered(n int) string { return fmt.Sprintf("id-%04d", n) }

func ptr[T any](v T) *T { return &v }

func encode(t *testing.T, v any) bson.Raw {
	t.Helper()
	raw, err := bson.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
