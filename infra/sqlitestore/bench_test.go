package sqlitestore_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"splot/app/store"
	"splot/infra/sqlitestore"
)

type entry struct {
	Owner string    `bson:"owner"`
	Score float64   `bson:"score"`
	Made  time.Time `bson:"made"`
	Sides []string  `bson:"sides"`
	Text  string    `bson:"text"`
}

var entries = &store.Collection{
	Name: "entries",
	Fields: []store.Field{
		{Name: "owner", Type: store.String},
		{Name: "score", Type: store.Float},
		{Name: "made", Type: store.Time},
		{Name: "sides", Type: store.String, Array: true},
	},
	Indexes: []store.Index{
		{Name: "owner", Fields: []string{"owner", "score"}},
		{Name: "made", Fields: []string{"made"}},
		{Name: "sides", Fields: []string{"sides", "score"}},
	},
}

func entryWrite(tb testing.TB, s *sqlitestore.Store, i int) store.Write {
	tb.Helper()
	v := entry{
		Owner: fmt.Sprint("org", i%60), Score: float64(rand.IntN(10_000)) / 100, //nolint:gosec // any figures do
		Made: time.UnixMilli(int64(i)), Sides: []string{fmt.Sprint("org", i%60), fmt.Sprint("org", i%59)}, Text: fmt.Sprintf("%01000d", i),
	}
	set := store.Set[entry]{Store: s, Collection: entries}
	w, err := set.InsertWrite(fmt.Sprintf("e%09d", i), v, store.Event{ID: fmt.Sprint("v", i), Topic: "made", Key: "x"})
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

func ensured(tb testing.TB, dir string) *sqlitestore.Store {
	tb.Helper()
	s := open(tb, dir)
	if err := s.Ensure(tb.Context(), entries); err != nil {
		tb.Fatal(err)
	}
	return s
}

func filled(tb testing.TB, dir string, n int) *sqlitestore.Store {
	tb.Helper()
	s := ensured(tb, dir)
	for i := 0; i < n; i += store.MaxBatch {
		insertBatch(tb, s, i, min(store.MaxBatch, n-i))
	}
	return s
}

func insertBatch(tb testing.TB, s *sqlitestore.Store, from, n int) {
	tb.Helper()
	writes := make([]store.Write, n)
	for k := range writes {
		writes[k] = entryWrite(tb, s, from+k)
	}
	results, err := s.Write(tb.Context(), writes...)
	if err != nil {
		tb.Fatal(err)
	}
	for _, err := range results {
		if err != nil {
			tb.Fatal(err)
		}
	}
}

// One caller that waits for each write: the price of an fsync.
func BenchmarkInsertOne(b *testing.B) {
	s := ensured(b, b.TempDir())
	i := 0
	for b.Loop() {
		if err := store.One(s.Write(b.Context(), entryWrite(b, s, i))); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// Documents of about 1.2 kB with an event each, in batches of 1000; per operation is per batch.
func BenchmarkInsertBatch(b *testing.B) {
	s := ensured(b, b.TempDir())
	i := 0
	for b.Loop() {
		insertBatch(b, s, i, store.MaxBatch)
		i += store.MaxBatch
	}
	b.ReportMetric(float64(i)/b.Elapsed().Seconds(), "docs/s")
}

func BenchmarkInsertManyCallers(b *testing.B) {
	s := ensured(b, b.TempDir())
	ids := make(chan int, 1)
	go func() {
		for i := 0; ; i++ {
			select {
			case ids <- i:
			case <-b.Context().Done():
				return
			}
		}
	}()
	b.SetParallelism(64)
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			if err := store.One(s.Write(b.Context(), entryWrite(b, s, <-ids))); err != nil {
				b.Error(err)
			}
		}
	})
}

func BenchmarkReplaceBatch(b *testing.B) {
	s := filled(b, b.TempDir(), store.MaxBatch)
	docs, _, err := s.Find(b.Context(), entries, store.Query{Limit: store.MaxLimit})
	if err != nil {
		b.Fatal(err)
	}
	writes := make([]store.Write, len(docs))
	n := int64(0)
	for b.Loop() {
		for i, d := range docs {
			writes[i] = store.Write{Kind: store.Replace, Collection: entries, ID: d.ID, Version: d.Version + n, Body: d.Body}
		}
		results, err := s.Write(b.Context(), writes...)
		if err != nil || results[0] != nil {
			b.Fatal(err, results[0])
		}
		n++
	}
	b.ReportMetric(float64(n*int64(len(docs)))/b.Elapsed().Seconds(), "docs/s")
}

func BenchmarkRead(b *testing.B) {
	s := filled(b, b.TempDir(), 50_000)
	for name, q := range map[string]store.Query{
		"by index, sorted":    {Where: []store.Condition{store.Eq("owner", "org7")}, Sort: "score", Desc: true},
		"by an array, sorted": {Where: []store.Condition{store.Eq("sides", "org7")}, Sort: "score", Desc: true},
		"newest":              {Sort: "made", Desc: true},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if docs, _, err := s.Find(b.Context(), entries, q); err != nil || len(docs) != store.DefaultLimit {
					b.Fatal(len(docs), err)
				}
			}
		})
	}
	b.Run("get", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := s.Get(b.Context(), entries, fmt.Sprintf("e%09d", i*7919%50_000)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("count by", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.CountBy(b.Context(), entries, store.Query{}, "owner"); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkReopen100k(b *testing.B) {
	dir := b.TempDir()
	if err := filled(b, dir, 100_000).Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := sqlitestore.Open(b.Context(), sqlitestore.Options{Dir: dir})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Ensure(b.Context(), entries); err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
