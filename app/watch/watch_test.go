package watch_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"splot/app"
	"splot/app/entry"
	"splot/app/records"
	"splot/app/watch"
)

func representative(o app.Organisation) app.Grant {
	return app.Grant{Role: app.RoleRepresentative, Organisation: o.ID}
}

// A watch and a search with the same words and facets, made when all entries have come, name the same entries.
func TestWatchAgreesWithSearch(t *testing.T) {
	w := newWorld(t)
	own := w.organisation("Mazur Opakowania")
	me := w.person("me", []app.ID{"makros"}, representative(own))
	queries := []app.Watch{
		{Text: "folia barierowa"},
		{Text: "folii"},
		{Text: "bariera tlenowa "},
		{Text: "kompost"}, // the beginning of a word
		{Text: "film"},    // English, the entries are Polish
		{Text: "spektrometria mas"},
		{Text: "mass spectrometry "},
		{Text: "folia", Kinds: []string{"technology"}},
		{Text: "folia", Clusters: []string{"makros"}},
		{Kinds: []string{"competence"}},
		{Origins: []string{"science"}},
		{Voivodeships: []string{"lodzkie"}, TRLAtLeast: 6},
		{Cooperation: []string{"licence"}},
		{PKD: []string{"22"}},
	}
	watches := make([]watch.View, len(queries))
	for i, q := range queries {
		q.Name = fmt.Sprint("watch ", i)
		watches[i] = w.create(me, q)
	}
	firm := w.organisation("Kwarzenit", func(o *app.Organisation) { o.PKD = []string{"22"} })
	far := w.organisation("Instytut Daleki", func(o *app.Organisation) { o.Origin, o.Clusters = "science", []app.ID{"distant"} })
	trl := func(n int, cooperation ...string) func(*app.Content) {
		return func(c *app.Content) { c.Technology = &app.TechnologyForm{TRL: &n, Cooperation: cooperation} }
	}
	teaser := func(c *app.Content) { c.Visibility = app.VisibleTeaser }
	near := func(c *app.Content) { c.Visibility = app.VisibleCluster }
	w.entry(firm, app.Technology, "Folia barierowa kompostowalna", "Biodegradowalna folia o wysokiej barierze tlenowej.", trl(7, "licence"))
	w.entry(firm, app.Need, "Szukamy folii do dań gotowych", "Potrzebna kompostowalna folia z barierą dla tlenu.")
	w.entry(firm, app.Technology, "Lakier do drewna", "Wodny lakier utwardzany światłem.", trl(4, "sale"))
	w.entry(far, app.Competence, "Spektrometria mas", "Analiza śladowych zanieczyszczeń folii i opakowań.")
	w.entry(far, app.Technology, "Powłoka zapachowa", "Wielowarstwowa folia barierowa.", teaser, trl(6, "licence"))
	w.entry(far, app.Technology, "Folia z alg", "Kompostowalna folia barierowa.", teaser)
	w.entry(far, app.Technology, "Folia tylko dla swoich", "Kompostowalna folia barierowa.", near)
	w.entry(firm, app.Technology, "Folia dla klastra", "Kompostowalna folia barierowa.", near)
	w.settle()
	hits := 0
	for i, q := range queries {
		kinds := q.Kinds
		found, err := w.search.Search(t.Context(), me, entry.Query{
			Text: q.Text, Kinds: kinds, Clusters: q.Clusters, Voivodeships: q.Voivodeships, PKD: q.PKD, KIS: q.KIS,
			Origins: q.Origins, Cooperation: q.Cooperation, TRLAtLeast: q.TRLAtLeast, Limit: 100,
		})
		w.must(err)
		want := map[app.ID]bool{}
		for _, v := range found.Views {
			want[v.Entry.ID] = true
		}
		got := w.found(me, watches[i].ID)
		hits += len(got)
		if !maps.Equal(got, want) {
			t.Errorf("%+v: the watch was hit by %d entries, the search finds %d", q, len(got), len(want))
			for _, v := range found.Views {
				t.Logf("search: %s %s", v.Entry.ID, v.Content.Title.PL)
			}
			t.Logf("watch: %v", got)
		}
	}
	if hits < 20 {
		t.Errorf("only %d hits: the test proves little", hits)
	}
}

// What the owner may not find, or has written, hits no watch; each entry hits once, however often it changes.
func TestWhoIsTold(t *testing.T) {
	w := newWorld(t)
	own, firm := w.organisation("Mazur Opakowania"), w.organisation("Kwarzenit Brzozkowy", func(o *app.Organisation) { o.Clusters = []app.ID{"distant"} })
	me := w.person("me", []app.ID{"makros"}, representative(own))
	colleague := w.person("colleague", nil)
	colleague.Organisation = own.ID
	w.actors["colleague"] = colleague
	gone := w.person("gone", nil)
	words := w.create(me, app.Watch{Text: "folia"})
	body := w.create(me, app.Watch{Text: "opisnik"})
	name := w.create(me, app.Watch{Text: "brzozkowy"})
	theirs := w.create(colleague, app.Watch{Text: "folia"})
	disabled := w.create(gone, app.Watch{Text: "folia"})
	paused, err := w.watch.Create(t.Context(), me, app.Watch{Name: "paused", Text: "folia"})
	w.must(err)
	delete(w.actors, "gone")

	w.entry(own, app.Technology, "Folia własna", "Nasza.")
	hidden := w.entry(firm, app.Technology, "Folia Kwarzenit Brzozkowy", "Opisnik.", func(c *app.Content) { c.Visibility = app.VisibleCluster })
	w.settle()
	for _, v := range []watch.View{words, body, name} {
		if got := w.found(me, v.ID); len(got) != 0 {
			t.Errorf("watch %q is hit by %v: own and hidden entries are no news", v.Text, got)
		}
	}
	w.change(hidden.ID, func(e *app.Entry) { e.Approved.Content.Visibility = app.VisibleTeaser })
	w.settle()
	if got := w.found(me, words.ID); !got[hidden.ID] {
		t.Error("a teaser's title does not hit the watch")
	}
	if got := w.found(me, body.ID); len(got) != 0 {
		t.Error("a teaser is found by its hidden text")
	}
	if got := w.found(me, name.ID); len(got) != 0 {
		t.Error("an anonymous teaser is found by its owner's name")
	}
	for range 3 {
		w.change(hidden.ID, func(e *app.Entry) { e.Approved.Content.Visibility = app.VisibleNetwork })
		w.settle()
	}
	if got := w.found(me, body.ID); !got[hidden.ID] {
		t.Error("widened visibility does not hit the watch")
	}
	if got := w.found(colleague, theirs.ID); !got[hidden.ID] || len(got) != 1 {
		t.Errorf("the colleague's watch is hit by %v, want the other organisation's entry", got)
	}
	if n, err := w.WatchHits.Count(t.Context(), hitsOf(disabled.ID)); err != nil || n != 0 {
		t.Errorf("%d hits for someone who may not sign in (%v)", n, err)
	}
	if n, err := w.WatchHits.Count(t.Context(), hitsOf(paused.ID)); err != nil || n != 0 {
		t.Errorf("%d hits of a paused watch (%v)", n, err)
	}
	seen := map[string]int{}
	for _, id := range w.hits {
		if seen[id]++; seen[id] > 1 {
			t.Errorf("hit %s was told %d times", id, seen[id])
		}
	}
}

// A watch that is changed, paused or deleted is compared as it is from then on, on every node.
func TestChangesAreFollowed(t *testing.T) {
	w := newWorld(t)
	firm := w.organisation("Kwarzenit")
	me := w.person("me", []app.ID{"makros"})
	v := w.create(me, app.Watch{Text: "lakier"})
	first := w.entry(firm, app.Technology, "Lakier wodny", "Utwardzany światłem.")
	w.settle()
	v, err := w.watch.Save(t.Context(), me, v.ID, v.Version, app.Watch{Name: "Folie", Text: "folia", Active: true})
	w.must(err)
	second := w.entry(firm, app.Technology, "Folia z alg", "Kompostowalna.")
	third := w.entry(firm, app.Technology, "Lakier olejny", "Do drewna.")
	w.settle()
	if got := w.found(me, v.ID); !got[first.ID] || !got[second.ID] || got[third.ID] {
		t.Errorf("hit by %v, want the first lacquer and the film", got)
	}
	if _, err := w.watch.Save(t.Context(), me, v.ID, v.Version-1, app.Watch{Text: "x"}); app.ClassOf(err) != app.ClassStale {
		t.Errorf("an old version: %v, want stale", err)
	}
	list, err := w.watch.List(t.Context(), me)
	w.must(err)
	if len(list) != 1 || list[0].Hits != 2 || list[0].LastHit.IsZero() {
		t.Errorf("list = %+v, want one watch with two hits", list)
	}
	w.must(w.watch.Delete(t.Context(), me, v.ID, v.Version))
	w.entry(firm, app.Technology, "Folia z kory", "Kompostowalna.")
	w.settle()
	if n, err := w.WatchHits.Count(t.Context(), hitsOf(v.ID)); err != nil || n != 0 {
		t.Errorf("%d hits of a deleted watch (%v)", n, err)
	}
}

func TestNumberIsBounded(t *testing.T) {
	w := newWorld(t)
	me := w.person("me", nil)
	var last watch.View
	for i := range app.MaxWatches {
		last = w.create(me, app.Watch{Text: fmt.Sprint("słowo", i)})
	}
	_, err := w.watch.Create(t.Context(), me, app.Watch{Text: "one more"})
	if app.ClassOf(err) != app.ClassConflict {
		t.Errorf("one more = %v, want a conflict", err)
	}
	w.must(w.watch.Delete(t.Context(), me, last.ID, last.Version))
	w.create(me, app.Watch{Text: "one instead"})
	other := w.person("other", nil)
	if _, err := w.watch.Get(t.Context(), other, last.ID); app.ClassOf(err) != app.ClassNotFound {
		t.Errorf("another's watch = %v, want not found", err)
	}
	for _, wrong := range []app.Watch{{}, {Name: "no words"}, {Text: "x", Kinds: []string{"organisation"}}, {Text: "x", TRLAtLeast: 12}} {
		if _, err := w.watch.Create(t.Context(), other, wrong); app.ClassOf(err) != app.ClassInvalid {
			t.Errorf("%+v = %v, want invalid", wrong, err)
		}
	}
}

// The bound of an arrival: an entry is compared with 10,000 watches within 50 ms.
func BenchmarkTenThousandWatches(b *testing.B) {
	w := newWorld(b)
	firm := w.organisation("Kwarzenit")
	words := []string{"folia", "lakier", "spektrometria", "membrana", "kompozyt", "ogniwo", "szczepionka", "spawanie", "druk", "łożysko"}
	for i := range 10_000 {
		person := app.ID(fmt.Sprint("person", i/app.MaxWatches))
		id := w.ids()
		saved := app.Watch{
			Person: person, Slot: i % app.MaxWatches, Name: "x", Text: fmt.Sprintf("%s %s wersja%d", words[i%10], words[i/10%10], i/100),
			Active: true, UpdatedAt: w.now.Add(-time.Hour),
		}
		w.must(w.Watches.Insert(b.Context(), string(id), saved))
	}
	e := w.entry(firm, app.Technology, "Folia i lakier", "Membrana, kompozyt, ogniwo i druk w jednym.")
	w.settle()
	event := records.NewEvent(w.ids(), w.now, records.System, records.TopicEntry, e.ID, nil)
	for b.Loop() {
		w.must(w.watch.Entry(b.Context(), event))
	}
}
