package storetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"splot/app/store"
)

func sorting(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "b", Rank: ptr(int64(2)), Weight: 1e9, Made: day})
	b.insert(t, "b", thing{Name: "ą", Rank: ptr(int64(-5)), Weight: -1, Made: day.Add(-time.Hour)})
	b.insert(t, "c", thing{Name: "a", Weight: 0.25})
	b.insert(t, "d", thing{Name: "B", Rank: ptr(int64(2)), Made: day.Add(time.Millisecond)})
	b.insert(t, "e", thing{Name: "a", Rank: ptr(int64(10))})
	for _, test := range []struct {
		sort string
		want []string
	}{
		{"", []string{"a", "b", "c", "d", "e"}},
		{store.IDField, []string{"a", "b", "c", "d", "e"}},
		{"name", []string{"d", "c", "e", "a", "b"}},
		{"rank", []string{"c", "b", "a", "d", "e"}}, // missing comes first, numbers by value
		{"weight", []string{"d", "e", "b", "c", "a"}},
		{"made", []string{"c", "e", "b", "a", "d"}},
	} {
		for _, limit := range []int{1, 2, 3, 0} {
			same(t, b.all(t, store.Query{Sort: test.sort, Limit: limit}), test.want...)
			backward := slices.Clone(test.want)
			slices.Reverse(backward)
			same(t, b.all(t, store.Query{Sort: test.sort, Desc: true, Limit: limit}), backward...)
		}
	}
}

func pages(t *testing.T, b *bench) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // a reproducible order, not a secret
	ranks := map[string]int64{}
	var ids []string
	var writes []store.Write
	for i := range 137 {
		id, v := numbered(i), thing{Name: "all"}
		if random.IntN(4) > 0 {
			v.Rank = ptr(int64(random.IntN(9)))
			ranks[id] = *v.Rank
		} else {
			ranks[id] = -1
		}
		ids = append(ids, id)
		w, err := b.things().InsertWrite(id, v)
		b.must(t, err)
		writes = append(writes, w)
	}
	random.Shuffle(len(writes), func(i, j int) { writes[i], writes[j] = writes[j], writes[i] })
	_, err := b.Write(b.ctx, writes...)
	b.must(t, err)
	slices.SortStableFunc(ids, func(x, y string) int { return int(ranks[x] - ranks[y]) })
	all := []store.Condition{store.Eq("name", "all")}
	for _, limit := range []int{7, 50, 136, 137, 1000} {
		same(t, b.all(t, store.Query{Sort: "rank", Limit: limit}), ids...)
		same(t, b.all(t, store.Query{Sort: "rank", Limit: limit, Where: all}), ids...)
	}
	slices.Reverse(ids)
	same(t, b.all(t, store.Query{Sort: "rank", Desc: true, Limit: 10, Where: all}), ids...)
}

// The documents of one array value, sorted by a field that some of them lack, before and after changes.
func pagesOfArrayValue(t *testing.T, b *bench) {
	var want, used []string // by rank, the missing ones first
	for _, rank := range []int64{-1, 3, 3, 7, 9} {
		for _, tag := range []string{"x", "y"} {
			for _, isUsed := range []bool{true, false} {
				id := fmt.Sprintf("%d-%02d-%s-%v", rank+1, len(want), tag, isUsed)
				v := thing{Name: "n", Used: isUsed, Tags: []string{tag, "all"}, Roles: []role{{"r", "k"}, {"s", "k"}}}
				if rank >= 0 {
					v.Rank = ptr(rank)
				}
				b.insert(t, id, v)
				want = append(want, id)
				if isUsed {
					used = append(used, id)
				}
			}
		}
	}
	check := func() {
		t.Helper()
		for _, limit := range []int{1, 7, 50} {
			scope, all := store.Eq("roles.scope", "k"), store.Eq("tags", "all")
			bothWays(t, b, store.Query{Where: []store.Condition{scope}, Sort: "rank", Limit: limit}, want)
			bothWays(t, b, store.Query{Where: []store.Condition{store.Eq("name", "n"), scope, all}, Sort: "rank", Limit: limit}, want)
			bothWays(t, b, store.Query{Where: []store.Condition{store.Eq("used", true), all}, Sort: "rank", Limit: limit}, used)
			bothWays(t, b, store.Query{Where: []store.Condition{all, {Field: "rank", Min: 3}}, Sort: "rank", Limit: limit}, want[4:])
		}
	}
	check()
	move := func(id string, rank *int64) {
		d, err := b.things().Get(b.ctx, id)
		b.must(t, err)
		d.Value.Rank = rank
		_, err = b.things().Replace(b.ctx, d)
		b.must(t, err)
	}
	move(want[0], ptr(int64(20)))
	move(want[19], nil)
	want = append(append([]string{}, want[1:4]...), append([]string{want[19]}, append(want[4:19:19], want[0])...)...)
	used = append(append([]string{}, used[1:]...), used[0])
	check()
	last, err := b.things().Get(b.ctx, want[19])
	b.must(t, err)
	b.must(t, b.things().Delete(b.ctx, last))
	want, used = want[:19], used[:9]
	check()
}

func bothWays(t *testing.T, b *bench, q store.Query, want []string) {
	t.Helper()
	same(t, b.all(t, q), want...)
	q.Desc = true
	backward := slices.Clone(want)
	slices.Reverse(backward)
	same(t, b.all(t, q), backward...)
}

// Documents that come or go on pages seen already neither repeat nor hide others.
func pagesUnderInserts(t *testing.T, b *bench) {
	for i := range 10 {
		b.insert(t, numbered(i*10), thing{Name: "x", Rank: ptr(int64(i * 10))})
	}
	q := store.Query{Sort: "rank", Limit: 4}
	first, next := b.find(t, q)
	same(t, first, numbered(0), numbered(10), numbered(20), numbered(30))
	b.insert(t, numbered(5), thing{Name: "x", Rank: ptr(int64(5))})
	b.insert(t, numbered(35), thing{Name: "x", Rank: ptr(int64(35))})
	last, err := b.things().Get(b.ctx, numbered(30))
	b.must(t, err)
	b.must(t, b.things().Delete(b.ctx, last)) // the very document the cursor stands on
	q.Cursor = next
	second, _ := b.find(t, q)
	same(t, second, numbered(35), numbered(40), numbered(50), numbered(60))
}

func hostileCursors(t *testing.T, b *bench) {
	for i := range 5 {
		b.insert(t, numbered(i), thing{Name: "x", Rank: ptr(int64(i))})
	}
	_, next := b.find(t, store.Query{Sort: "rank", Limit: 2})
	for name, q := range map[string]store.Query{
		"of another sort":      {Sort: "name", Cursor: next},
		"of another direction": {Sort: "rank", Desc: true, Cursor: next},
		"cut":                  {Sort: "rank", Cursor: next[:len(next)/2]},
		"not base64":           {Sort: "rank", Cursor: "$$$"},
		"long":                 {Sort: "rank", Cursor: next + next},
	} {
		if _, _, err := b.Find(b.ctx, things, q); !errors.Is(err, store.ErrQuery) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func limits(t *testing.T, b *bench) {
	var writes []store.Write
	for i := range store.MaxBatch + 1 {
		w, err := b.things().InsertWrite(numbered(i), thing{Name: fmt.Sprint("n", i)})
		b.must(t, err)
		writes = append(writes, w)
	}
	if _, err := b.Write(b.ctx, writes...); !errors.Is(err, store.ErrRefused) {
		t.Errorf("a batch over the limit: %v", err)
	}
	results, err := b.Write(b.ctx, writes[:store.MaxBatch]...)
	b.must(t, errors.Join(append(results, err)...))
	first, next := b.find(t, store.Query{})
	if len(first) != store.DefaultLimit || next == "" {
		t.Errorf("%d documents without a limit, cursor %q", len(first), next)
	}
	whole, next := b.find(t, store.Query{Limit: store.MaxLimit})
	if len(whole) != store.MaxBatch || next != "" {
		t.Errorf("%d documents at the highest limit, cursor %q", len(whole), next)
	}
	many := make([]string, store.MaxIn)
	for i := range many {
		many[i] = fmt.Sprint("n", i)
	}
	found, _ := b.find(t, store.Query{Where: []store.Condition{store.In("name", many...)}, Limit: store.MaxLimit})
	if len(found) != store.MaxBatch {
		t.Errorf("%d documents by %d values", len(found), len(many))
	}
}
