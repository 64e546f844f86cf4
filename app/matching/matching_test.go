package matching_test

import (
	"testing"

	"splot/app"
	"splot/app/matching"
)

func TestApprovedPairMatchesOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	need, offer, asks, _ := w.pair()
	stored := w.stored()
	if len(stored) != 1 || stored[0].Value.Pair != app.PairOf(need.ID, offer.ID) {
		t.Fatalf("stored matches = %v, want the pair", stored)
	}
	m := stored[0].Value
	sum := 0.0
	for _, c := range m.Components {
		sum += c.Points
	}
	if d := sum - m.Score; d > 1e-6 || d < -1e-6 || m.Score < matching.Threshold {
		t.Errorf("score %v is not the sum %v of its components, or below the threshold", m.Score, sum)
	}
	if got := w.count("suggested"); got != 1 {
		t.Errorf("%d events of the suggestion, want 1", got)
	}
	page, err := w.matching.List(t.Context(), representative(asks), matching.Query{Entry: need.ID})
	if err != nil || len(page.Items) != 1 || page.Total != 1 || !page.Items[0].New {
		t.Errorf("List = %+v, %v, want the one new match", page, err)
	}
}
