package matching_test

import (
	"maps"
	"slices"
	"testing"

	"splot/app"
	"splot/app/matching"
)

// TestListOfOneMember: a manager lists the matches of a member's needs, of the own clusters only.
func TestListOfOneMember(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks, offers := w.organisation("Pyta"), w.organisation("Oferuje", inCluster("krea"))
	need := w.insert(w.approved(asks, app.Need, filmTitle, filmText))
	offer := w.insert(w.approved(offers, app.Technology, filmTitle, filmText))
	w.settle()
	for _, test := range []struct {
		name  string
		actor app.Actor
		query matching.Query
		want  int
	}{
		{"needs of a member", manager("makros"), matching.Query{Organisation: asks.ID}, 1},
		{"offers of a member that has none", manager("makros"), matching.Query{Organisation: asks.ID, Side: app.OfferSide}, 0},
		{"needs of a member of another cluster", manager("krea"), matching.Query{Organisation: asks.ID}, 0},
		{"offers of another cluster", manager("makros"), matching.Query{Organisation: offers.ID, Side: app.OfferSide}, 0},
		{"offers of a member", manager("krea"), matching.Query{Organisation: offers.ID, Side: app.OfferSide}, 1},
	} {
		page, err := w.matching.List(t.Context(), test.actor, test.query)
		w.must(err)
		if len(page.Items) != test.want {
			t.Errorf("%s: %d matches, want %d", test.name, len(page.Items), test.want)
		}
	}
	_, err := w.matching.List(t.Context(), representative(offers), matching.Query{Organisation: asks.ID})
	if app.ClassOf(err) != app.ClassNotFound {
		t.Errorf("another member lists them: %v", err)
	}

	both := []app.ID{need.ID, offer.ID}
	for _, test := range []struct {
		name  string
		actor app.Actor
		want  map[app.ID]int64
	}{
		{"the side that asks", representative(asks), map[app.ID]int64{need.ID: 1}},
		{"the side that offers", representative(offers), map[app.ID]int64{offer.ID: 1}},
		{"the manager of one", manager("makros"), map[app.ID]int64{need.ID: 1}},
		{"the manager of neither", manager("else"), map[app.ID]int64{}},
	} {
		got, err := w.matching.Counts(t.Context(), test.actor, both)
		w.must(err)
		if !maps.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// TestListAscending turns both orders round.
func TestListAscending(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks := w.organisation("Pyta")
	w.insert(w.approved(asks, app.Need, filmTitle, filmText))
	for _, title := range []string{filmTitle, "Folia"} {
		w.insert(w.approved(w.organisation(title), app.Technology, title, filmText))
	}
	w.settle()
	scores := func(q matching.Query) []float64 {
		page, err := w.matching.List(t.Context(), representative(asks), q)
		w.must(err)
		list := []float64{}
		for _, v := range page.Items {
			list = append(list, v.Score)
		}
		return list
	}
	down, up := scores(matching.Query{}), scores(matching.Query{Ascending: true})
	slices.Reverse(up)
	if len(down) != 2 || !slices.Equal(down, up) || down[0] < down[1] {
		t.Errorf("down %v, up turned round %v", down, up)
	}
}
