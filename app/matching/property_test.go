package matching_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/store"
)

// Whatever happens to entries and organisations, in whatever order and at once: when all is handled, the open
// matches are exactly the pairs whose gates are open.
func TestGatesAreAbsolute(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // reproducible
	w := newWorld(t)
	var organisations []app.Organisation
	for i, clusters := range [][]app.ID{{"makros"}, {"makros"}, {"krea"}, {"krea"}} {
		organisations = append(organisations, w.organisation(fmt.Sprint("Organizacja ", i), func(o *app.Organisation) { o.Clusters = clusters }))
	}
	var entries []app.Entry
	for i := range 12 {
		kind := []app.Kind{app.Need, app.Technology, app.Competence}[i%3]
		entries = append(entries, w.insert(w.approved(organisations[i%4], kind, filmTitle, filmText)))
	}
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	for round := range rounds {
		var together sync.WaitGroup
		touched := map[app.ID]bool{}
		for range 1 + random.IntN(4) {
			e, o := entries[random.IntN(len(entries))], organisations[random.IntN(4)]
			change := random.IntN(5)
			other := organisations[random.IntN(4)].ID
			if touched[e.ID] || touched[o.ID] {
				continue // a document is changed by compare-and-set, once at a time
			}
			touched[e.ID], touched[o.ID] = true, true
			together.Go(func() { w.happen(change, e.ID, o.ID, other) })
		}
		together.Wait()
		w.settle()
		want, got := w.openPairs(), w.openMatches()
		if !slices.Equal(got, want) {
			t.Fatalf("round %d: open matches\n%v, want\n%v", round, got, want)
		}
	}
}

func (w *world) happen(change int, entry, organisation, other app.ID) {
	switch change {
	case 0:
		w.changeEntry(entry, func(e *app.Entry) { e.Live = !e.Live })
	case 1:
		w.changeEntry(entry, func(e *app.Entry) { e.Approved.Content.Visibility = app.VisibleCluster })
	case 2:
		w.changeEntry(entry, func(e *app.Entry) { e.Approved.Content.Visibility = app.VisibleTeaser })
	case 3:
		w.changeOrganisation(organisation, func(o *app.Organisation) {
			if i := slices.Index(o.Excluded, other); i >= 0 {
				o.Excluded = slices.Delete(o.Excluded, i, i+1)
			} else if other != organisation {
				o.Excluded = append(o.Excluded, other)
			}
		})
	case 4:
		w.changeOrganisation(organisation, func(o *app.Organisation) {
			if o.State = app.Archived; len(o.Excluded) == 0 {
				o.State = app.Published
			}
		})
	}
}

// openPairs lists the pairs whose gates are open, by the rules of the domain and nothing of the program.
func (w *world) openPairs() []string {
	w.t.Helper()
	entries, _, err := w.Entries.Find(w.t.Context(), store.Query{Limit: 100})
	w.must(err)
	organisations := map[app.ID]app.Organisation{}
	w.must(w.Organisations.Each(w.t.Context(), store.Query{}, func(d store.Doc[app.Organisation]) error {
		organisations[app.ID(d.ID)] = d.Value
		return nil
	}))
	pairs := map[string]bool{}
	for _, n := range entries {
		for _, o := range entries {
			need, offer := n.Value, o.Value
			a, b := organisations[need.Organisation], organisations[offer.Organisation]
			local := need.Approved.Content.Visibility == app.VisibleCluster || offer.Approved.Content.Visibility == app.VisibleCluster
			switch {
			case need.Kind != app.Need || offer.Kind == app.Need,
				!need.Live || !offer.Live,
				a.State == app.Archived || b.State == app.Archived,
				need.Organisation == offer.Organisation,
				slices.Contains(a.Excluded, offer.Organisation) || slices.Contains(b.Excluded, need.Organisation),
				local && need.Cluster != offer.Cluster:
				continue
			}
			pairs[app.PairOf(app.ID(n.ID), app.ID(o.ID))] = true
		}
	}
	return slices.Sorted(maps.Keys(pairs))
}

func (w *world) openMatches() []string {
	list := []string{}
	for _, d := range w.stored() {
		if !d.Value.Closed {
			list = append(list, d.Value.Pair)
		}
	}
	slices.Sort(list)
	return list
}
