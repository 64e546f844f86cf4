package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"splot/app/store"
)

// same wants these ids in this order.
func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// sameSet wants these ids in any order.
func sameSet(t *testing.T, got []string, want ...string) {
	t.Helper()
	got = slices.Sorted(slices.Values(got))
	slices.Sort(want)
	same(t, got, want...)
}

var day = time.Date(2026, 3, 4, 5, 6, 7, 8_000_000, time.UTC)

func findByConditions(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "x", Rank: ptr(int64(1)), Weight: 0.5, Made: day, Used: true, Title: words{PL: "łódź"}})
	b.insert(t, "b", thing{Name: "x", Rank: ptr(int64(2)), Weight: 1.5, Made: day.Add(time.Millisecond)})
	b.insert(t, "c", thing{Name: "y", Rank: ptr(int64(3)), Weight: -2, Made: day.Add(time.Hour), Note: ptr("n")})
	b.insert(t, "d", thing{Name: "X"})
	type named string
	for _, test := range []struct {
		name  string
		where []store.Condition
		want  []string
	}{
		{"text", []store.Condition{store.Eq("name", "x")}, []string{"a", "b"}},
		{"text of a named type", []store.Condition{store.Eq("name", named("x"))}, []string{"a", "b"}},
		{"text by pointer", []store.Condition{store.Eq("name", ptr("x"))}, []string{"a", "b"}},
		{"two", []store.Condition{store.Eq("name", "x"), store.Eq("rank", 2)}, []string{"b"}},
		{"not declared as indexed", []store.Condition{store.Eq("name", "x"), store.Eq("unindexed", nil)}, []string{"a", "b"}},
		{"number", []store.Condition{store.Eq("rank", int32(3))}, []string{"c"}},
		{"float", []store.Condition{store.Eq("weight", 1.5)}, []string{"b"}},
		{"time in another zone", []store.Condition{store.Eq("made", day.In(time.FixedZone("", 7200)))}, []string{"a"}},
		{"time finer than stored", []store.Condition{store.Eq("made", day.Add(999*time.Microsecond))}, []string{"a"}},
		{"true", []store.Condition{store.Eq("used", true)}, []string{"a"}},
		{"false is not missing", []store.Condition{store.Eq("used", false)}, nil},
		{"nested", []store.Condition{store.Eq("title.pl", "łódź")}, []string{"a"}},
		{"null and missing", []store.Condition{store.Eq("rank", nil)}, []string{"d"}},
		{"null given", []store.Condition{store.Eq("note", nil)}, []string{"a", "b", "d"}},
		{"in", []store.Condition{store.In("name", "y", "X", "absent")}, []string{"c", "d"}},
		{"in twice the same", []store.Condition{store.In("rank", 1, 1, 2)}, []string{"a", "b"}},
		{"in nothing", []store.Condition{store.In[string]("name")}, nil},
		{"none of", []store.Condition{store.Eq("name", "x"), store.NotIn("rank", 1, 7)}, []string{"b"}},
		{"none of, missing", []store.Condition{store.In("name", "X", "y"), store.NotIn("rank", 3)}, []string{"d"}},
		{"none of nothing", []store.Condition{store.Eq("name", "x"), store.NotIn[int64]("rank")}, []string{"a", "b"}},
		{"ids", []store.Condition{store.In(store.IDField, "d", "a", "z")}, []string{"a", "d"}},
		{"id range", []store.Condition{{Field: store.IDField, Above: "a", Max: "c"}}, []string{"b", "c"}},
		{"from to", []store.Condition{{Field: "rank", Min: 2, Max: 3}}, []string{"b", "c"}},
		{"above", []store.Condition{{Field: "rank", Above: 2}}, []string{"c"}},
		{"below leaves out missing", []store.Condition{{Field: "rank", Below: 3}}, []string{"a", "b"}},
		{"negative", []store.Condition{{Field: "weight", Max: 0}}, []string{"c"}},
		{"time range", []store.Condition{{Field: "made", Above: day, Below: day.Add(time.Hour)}}, []string{"b"}},
		{"text range is bytewise", []store.Condition{{Field: "name", Min: "X", Below: "x"}}, []string{"d"}},
		{"empty range", []store.Condition{{Field: "rank", Above: 2, Below: 2}}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			ids, next := b.find(t, store.Query{Where: test.where})
			same(t, ids, test.want...)
			if next != "" {
				t.Errorf("a cursor at the end: %q", next)
			}
			n, err := b.Count(b.ctx, things, store.Query{Where: test.where})
			if err != nil || int(n) != len(test.want) {
				t.Errorf("count %d, want %d (%v)", n, len(test.want), err)
			}
		})
	}
}

func findByArrays(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "x", Tags: []string{"red", "blue"}, Sizes: []int{1, 10}, Roles: []role{{"r", "k1"}, {"s", "k2"}}})
	b.insert(t, "b", thing{Name: "y", Tags: []string{"blue", "blue"}, Sizes: []int{5}, Roles: []role{{"r", "k2"}}})
	b.insert(t, "c", thing{Name: "z", Tags: []string{}, Roles: []role{}})
	b.insert(t, "d", thing{Name: "x"})
	for _, test := range []struct {
		name  string
		where []store.Condition
		want  []string
	}{
		{"any element", []store.Condition{store.Eq("tags", "red")}, []string{"a"}},
		{"a document once", []store.Condition{store.Eq("tags", "blue")}, []string{"a", "b"}},
		{"two elements", []store.Condition{store.Eq("tags", "blue"), store.Eq("tags", "red")}, []string{"a"}},
		{"in", []store.Condition{store.In("tags", "red", "green", "blue")}, []string{"a", "b"}},
		{"in nothing", []store.Condition{store.In[string]("tags")}, nil},
		{"bound", []store.Condition{{Field: "sizes", Above: 5}}, []string{"a"}},
		{"other bound", []store.Condition{{Field: "sizes", Max: 5}}, []string{"a", "b"}},
		{"inside a list of documents", []store.Condition{store.Eq("roles.scope", "k2")}, []string{"a", "b"}},
		{"and a plain field", []store.Condition{store.Eq("roles.scope", "k2"), store.Eq("name", "y")}, []string{"b"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, q := range []store.Query{{Where: test.where}, {Where: test.where, Sort: "name"}} {
				ids, _ := b.find(t, q)
				same(t, ids, test.want...)
			}
			n, err := b.Count(b.ctx, things, store.Query{Where: test.where})
			if err != nil || int(n) != len(test.want) {
				t.Errorf("count %d, want %d (%v)", n, len(test.want), err)
			}
		})
	}
}

func findFollows(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "old", Tags: []string{"one", "two"}})
	d, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	d.Value.Name, d.Value.Tags = "new", []string{"two", "three"}
	d, err = b.things().Replace(b.ctx, d)
	b.must(t, err)
	selects := func(field, value string, want ...string) {
		t.Helper()
		ids, _ := b.find(t, store.Query{Where: []store.Condition{store.Eq(field, value)}})
		same(t, ids, want...)
	}
	selects("name", "old")
	selects("name", "new", "a")
	selects("tags", "one")
	selects("tags", "two", "a")
	selects("tags", "three", "a")
	b.must(t, b.things().Delete(b.ctx, d, event("e")))
	selects("tags", "two")
	selects("name", "new")
	same(t, b.all(t, store.Query{}))
	same(t, b.all(t, store.Query{Where: []store.Condition{store.Eq("note", nil)}}))
	b.insert(t, "b", thing{Name: "other"})
	selects("tags", "two")
}

func refusedQueries(t *testing.T, b *bench) {
	where := func(c ...store.Condition) store.Query { return store.Query{Where: c} }
	for name, q := range map[string]store.Query{
		"undeclared field":              where(store.Eq("colour", "red")),
		"operator as field":             where(store.Eq("$where", "1")),
		"path into a field":             where(store.Eq("name.$ne", "x")),
		"no index":                      where(store.Eq("unindexed", "x")),
		"index's second field":          where(store.Eq("seat", 1)),
		"sort by undeclared":            {Sort: "colour"},
		"sort by an array":              {Sort: "tags", Where: []store.Condition{store.Eq("tags", "x")}},
		"sort without an index":         {Sort: "seat"},
		"sort by a sparse index":        {Sort: "serial"},
		"limit too high":                {Limit: store.MaxLimit + 1},
		"limit below zero":              {Limit: -1},
		"text for a number":             where(store.Eq("rank", "1")),
		"document for text":             where(store.Eq("name", map[string]any{"$ne": nil})),
		"list for text":                 where(store.Eq("name", []string{"x"})),
		"function for text":             where(store.Eq("name", func() {})),
		"bound of another type":         where(store.Condition{Field: "rank", Min: "1"}),
		"null in a list of what is not": where(store.Condition{Field: "name", NotIn: []any{"x", nil}}),
		"null in a list":                where(store.Condition{Field: "name", In: []any{"x", nil}, IsIn: true}),
		"no form":                       where(store.Condition{Field: "name"}),
		"two forms":                     where(store.Condition{Field: "name", Equal: "x", IsEqual: true, Min: "a"}),
		"array between":                 where(store.Condition{Field: "sizes", Min: 1, Max: 2}),
		"array is null":                 where(store.Eq("tags", nil)),
		"not UTF-8":                     where(store.Eq("name", "\xff")),
		"too many values":               where(store.In("name", make([]string, store.MaxIn+1)...)),
		"id of another type":            where(store.Eq(store.IDField, 1)),
		"cursor that is no place":       {Cursor: "nonsense"},
	} {
		if _, _, err := b.Find(b.ctx, things, q); !errors.Is(err, store.ErrQuery) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := b.Count(b.ctx, things, where(store.Eq("colour", "red"))); !errors.Is(err, store.ErrQuery) {
		t.Errorf("count by an undeclared field: %v", err)
	}
	if _, err := b.CountBy(b.ctx, things, store.Query{}, "colour"); !errors.Is(err, store.ErrQuery) {
		t.Errorf("count by the values of an undeclared field: %v", err)
	}
}

func counting(t *testing.T, b *bench) {
	for i := range 10 {
		v := thing{Name: fmt.Sprintf("n%d", i%3), Used: true, Made: day, Tags: []string{"all", "all", fmt.Sprint("t", i%2)}}
		if i < 4 {
			v.Rank, v.Weight, v.Used = ptr(int64(-i)), 2.5, false
		}
		b.insert(t, numbered(i), v)
	}
	d, err := b.things().Get(b.ctx, numbered(9))
	b.must(t, err)
	b.must(t, b.things().Delete(b.ctx, d, event("e")))
	for _, test := range []struct {
		field string
		where []store.Condition
		want  map[string]int64
	}{
		{"name", nil, map[string]int64{"n0": 3, "n1": 3, "n2": 3}},
		{"name", []store.Condition{store.Eq("tags", "t1")}, map[string]int64{"n0": 1, "n1": 2, "n2": 1}},
		{"rank", nil, map[string]int64{"0": 1, "-1": 1, "-2": 1, "-3": 1}},
		{"weight", nil, map[string]int64{"2.5": 4}},
		{"used", nil, map[string]int64{"true": 5}},
		{"made", nil, map[string]int64{"2026-03-04T05:06:07.008Z": 9}},
		{"tags", nil, map[string]int64{"all": 9, "t0": 5, "t1": 4}},
		{"tags", []store.Condition{store.Eq("name", "n1")}, map[string]int64{"all": 3, "t0": 1, "t1": 2}},
		{"name", []store.Condition{store.Eq("name", "absent")}, map[string]int64{}},
	} {
		got, err := b.CountBy(b.ctx, things, store.Query{Where: test.where}, test.field)
		b.must(t, err)
		if fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("by %s where %v: got %v, want %v", test.field, test.where, got, test.want)
		}
	}
	n, err := b.Count(b.ctx, things, store.Query{})
	if err != nil || n != 9 {
		t.Errorf("count of all: %d %v", n, err)
	}
}
