package member_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"splot/app"
	"splot/app/member"
	"splot/app/records"
	"splot/app/store"
)

// counted counts how often all organisations are looked at.
type counted struct {
	store.Store
	calls atomic.Int32
}

func (c *counted) CountBy(ctx context.Context, of *store.Collection, q store.Query, field string) (map[string]int64, error) {
	c.calls.Add(1)
	return c.Store.CountBy(ctx, of, q, field)
}

// TestMembersAreCountedSeldom lists clusters many times and counts once, and again when a membership was written here or
// may have been elsewhere.
func TestMembersAreCountedSeldom(t *testing.T) {
	s := newSite(t)
	db := &counted{Store: s.records.Store}
	s.Service = member.New(member.Options{Records: records.In(db), Search: noSearch{}, Clock: s.clock.read, IDs: app.NewIDs(s.clock.read)})
	want := func(calls int32, members int64) {
		t.Helper()
		for range 3 {
			list, err := s.ClusterList(t.Context(), s.any)
			must(t, err)
			for _, c := range list {
				if c.ID == s.near.ID && c.Members != members {
					t.Errorf("%d members, want %d", c.Members, members)
				}
			}
		}
		if got := db.calls.Load(); got != calls {
			t.Errorf("counted %d times, want %d", got, calls)
		}
	}
	want(1, 1)
	o := mill()
	o.NIP = ""
	_, err := s.CreateOrganisation(t.Context(), s.manager, s.near.ID, o)
	must(t, err)
	want(2, 2)
	s.clock.now = s.clock.now.Add(time.Minute)
	want(3, 2)
}
