package matching_test

import (
	"fmt"
	"testing"
	"time"

	"splot/app"
	"splot/app/matching"
)

// Interests lift what scoring knows of the demand for an organisation's offers, step by step; declines and time lower
// it.
func TestDemandFollowsInterests(t *testing.T) {
	t.Parallel()
	var c counting
	w := newWorld(t, count(&c))
	offers := w.organisation("Oferuje")
	offer := w.insert(w.approved(offers, app.Technology, filmTitle, filmText))
	demand := func() int {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.put[string(offer.ID)].Requests
	}
	var asks []app.Organisation
	var ids, needs []app.ID
	for i := range 4 {
		asks = append(asks, w.organisation(fmt.Sprint("Pyta ", i)))
		need := w.insert(w.approved(asks[i], app.Need, filmTitle, filmText))
		needs = append(needs, need.ID)
	}
	w.settle()
	for _, need := range needs {
		ids = append(ids, w.idOf(need, offer.ID))
	}
	for i, want := range []int{0, 0, 3, 3} {
		w.do(asks[i], ids[i], matching.Command{Action: matching.ActInterest})
		w.settle()
		if got := demand(); got != want {
			t.Errorf("after %d interests the demand is %d, want %d", i+1, got, want)
		}
	}
	w.do(offers, ids[0], matching.Command{Action: matching.ActDecline, Reason: "capacity"})
	w.settle()
	if got := demand(); got != 3 {
		t.Errorf("with three open interests the demand is %d, want 3", got)
	}
	w.do(asks[1], ids[1], matching.Command{Action: matching.ActReconsider})
	w.settle()
	if got := demand(); got != 0 {
		t.Errorf("with two open interests the demand is %d, want 0", got)
	}
	w.do(asks[1], ids[1], matching.Command{Action: matching.ActInterest})
	w.settle()
	if got := demand(); got != 3 {
		t.Errorf("the demand is %d, want 3 again", got)
	}
	w.pass(91 * 24 * time.Hour)
	_, err := w.matching.StartRecompute(t.Context(), admin)
	w.must(err)
	w.settle()
	if got := demand(); got != 0 {
		t.Errorf("three months later the demand is %d, want 0 after everything was matched anew", got)
	}
}
