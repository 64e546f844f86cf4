package matching_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"splot/app"
	"splot/app/matching"
	"splot/app/records"
	"splot/search"
)

// paused is an engine that lets a test do something while a round waits for its candidates.
type paused struct {
	search.Engine
	during atomic.Pointer[func()]
}

func (p *paused) Candidates(ctx context.Context, of search.Entry, limit int) ([]search.Candidate, error) {
	found, err := p.Engine.Candidates(ctx, of, limit)
	if f := p.during.Swap(nil); f != nil {
		(*f)()
	}
	return found, err
}

// A round that began before a change never leaves its result over that of a round that saw the change: neither of
// the own entry nor of the partner, the owner of either, or what closes a gate.
func TestStaleResultIsDiscarded(t *testing.T) {
	t.Parallel()
	number := func(id app.ID) func(w *world) {
		return func(w *world) { w.changeEntry(id, func(e *app.Entry) { e.Approved.Number = 7 }) }
	}
	cases := []struct {
		name   string
		change func(w *world, need, offer app.Entry)
		check  func(m app.Match) bool
		gone   bool
	}{
		{"own entry", func(w *world, need, _ app.Entry) { number(need.ID)(w) }, func(m app.Match) bool { return m.Need.Number == 7 }, false},
		{"partner", func(w *world, _, offer app.Entry) { number(offer.ID)(w) }, func(m app.Match) bool { return m.Offer.Number == 7 }, false},
		{"partner withdrawn", func(w *world, _, offer app.Entry) { w.changeEntry(offer.ID, withdraw) }, nil, true},
		{"partner's owner excludes", func(w *world, need, offer app.Entry) {
			w.changeOrganisation(offer.Organisation, func(o *app.Organisation) { o.Excluded = []app.ID{need.Organisation} })
		}, nil, true},
		{"own owner archived", func(w *world, need, _ app.Entry) {
			w.changeOrganisation(need.Organisation, func(o *app.Organisation) { o.State = app.Archived })
		}, nil, true},
		{"own owner changed", func(w *world, need, _ app.Entry) {
			w.changeOrganisation(need.Organisation, func(o *app.Organisation) { o.Voivodeship = "12" })
		}, func(m app.Match) bool { return m.Need.Scored > 2 }, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var p paused
			w := newStillWorld(t, func(o *matching.Options) { p.Engine, o.Engine = o.Engine, &p })
			asks, offers := w.organisation("Pyta"), w.organisation("Oferuje")
			need := w.insert(w.approved(asks, app.Need, filmTitle, filmText))
			offer := w.insert(w.approved(offers, app.Technology, filmTitle, filmText))
			w.deliver(records.TopicEntry)
			if len(w.stored()) != 1 {
				t.Fatal("the pair does not match to begin with")
			}
			change := func() {
				c.change(w, need, offer)
				for w.deliver(records.TopicEntry, records.TopicOrganisation, records.TopicSweep) > 0 { // the faster rounds
				}
			}
			p.during.Store(&change)
			w.must(w.matching.MatchEntry(t.Context(), need.ID))
			left := w.stored()
			switch {
			case c.gone && len(left) != 0:
				t.Errorf("a match is left: %+v", left[0].Value.Need)
			case !c.gone && (len(left) != 1 || !c.check(left[0].Value)):
				t.Errorf("the match is of need %+v and offer %+v", left[0].Value.Need, left[0].Value.Offer)
			}
		})
	}
}

// A result that was scored from a newer version stays, even where the slower node knows nothing of it yet.
func TestOlderNodeDoesNotOverwrite(t *testing.T) {
	t.Parallel()
	w := newStillWorld(t)
	_, offer := w.twoMatched()
	d := w.stored()[0]
	d.Value.Offer.Scored += 5 // as if a node had scored a version that is not to be read here yet
	d.Value.Score = 99
	_, err := w.Matches.Replace(t.Context(), d)
	w.must(err)
	if err := w.matching.MatchEntry(t.Context(), offer.ID); err == nil {
		t.Error("the round succeeds although it knows an older version only")
	}
	if got := w.stored()[0].Value.Score; got != 99 {
		t.Errorf("the newer score was replaced by %v", got)
	}
}

func (w *world) twoMatched() (need, offer app.Entry) {
	w.t.Helper()
	need = w.insert(w.approved(w.organisation("Pyta"), app.Need, filmTitle, filmText))
	offer = w.insert(w.approved(w.organisation("Oferuje"), app.Technology, filmTitle, filmText))
	w.deliver(records.TopicEntry)
	return need, offer
}

// Whatever order entries arrive in, the same matches are stored, as long as no need has more than NeedQuota.
func TestOrderOfArrivalChangesNothing(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 2)) //nolint:gosec // reproducible
	texts := []string{filmText, "Chwytak robota spawalniczego do blach karoseryjnych, z czujnikiem siły.", "Czujnik wilgotności gleby zasilany energią słoneczną."}
	template := newStillWorld(t)
	var organisations []app.Organisation
	for i := range 4 {
		organisations = append(organisations, template.organisation(fmt.Sprint("Organizacja ", i)))
	}
	var entries []app.Entry
	for i := range 24 {
		kind := []app.Kind{app.Need, app.Technology, app.Competence}[i%3]
		title := fmt.Sprintf("%s nr %d", texts[i%len(texts)][:20], i%5)
		entries = append(entries, template.approved(organisations[random.IntN(4)], kind, title, texts[random.IntN(3)]))
	}
	var want []string
	rounds := 5
	if testing.Short() {
		rounds = 2
	}
	for round := range rounds {
		w := newStillWorld(t)
		for _, o := range organisations {
			w.must(w.Organisations.Insert(t.Context(), string(o.ID), o))
		}
		random.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
		for _, e := range entries {
			w.insert(e)
			if random.IntN(2) == 0 {
				w.deliver(records.TopicEntry)
			}
		}
		w.deliver(records.TopicEntry)
		w.startRecompute() // scores are of the statistics that there were; this brings them to the same
		w.recomputeAll()
		got := w.openMatches()
		if round == 0 {
			if want = got; len(want) == 0 {
				t.Fatal("nothing matches, so it proves nothing")
			}
			continue
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("order %d stores %d matches, the first %d:\n%v\n%v", round, len(got), len(want), got, want)
		}
	}
}
