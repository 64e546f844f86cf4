package entry_test

import (
	"fmt"
	"testing"

	"splot/app"
	"splot/app/entry"
)

// BenchmarkList lists the first page of a cluster of 2,000 entries among 4,000, for a manager and for a member.
func BenchmarkList(b *testing.B) {
	s := newSite(b)
	for i := range 2000 {
		s.live(s.maker, s.cluster, app.VisibleNetwork, fmt.Sprint("near ", i))
		s.live(s.far, s.elsewhere, app.VisibleNetwork, fmt.Sprint("far ", i))
	}
	for _, c := range []struct {
		name  string
		actor app.Actor
	}{{"manager", s.manager}, {"member", s.author}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				views, _, err := s.List(b.Context(), c.actor, entry.Filter{Limit: 50})
				if err != nil || len(views) != 50 {
					b.Fatal(len(views), err)
				}
			}
		})
	}
}
