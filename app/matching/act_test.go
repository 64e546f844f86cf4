package matching_test

import (
	"strings"
	"sync"
	"testing"

	"splot/app"
	"splot/app/matching"
	"splot/app/store"
)

const (
	byNeed  = app.NeedSide
	byOffer = app.OfferSide
)

type act struct {
	side app.Side
	matching.Command
}

func doing(side app.Side, action string) act {
	return act{side, matching.Command{Action: action, Reason: "too_early"}}
}

func TestStates(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name    string
		acts    []act
		want    app.MatchState
		refused app.Class // of the last act; empty if it is done
	}{
		{"interest", []act{doing(byNeed, "interest")}, app.MatchInterest, ""},
		{"interest twice is one", []act{doing(byNeed, "interest"), doing(byNeed, "interest")}, app.MatchInterest, ""},
		{"both", []act{doing(byNeed, "interest"), doing(byOffer, "interest")}, app.MatchMutual, ""},
		{"interest taken back", []act{doing(byNeed, "interest"), doing(byNeed, "reconsider")}, app.MatchSuggested, ""},
		{"the other's interest is not taken back", []act{doing(byNeed, "interest"), doing(byOffer, "reconsider")}, app.MatchInterest, app.ClassConflict},
		{"decline", []act{doing(byOffer, "decline")}, app.MatchDeclined, ""},
		{"interest after a decline", []act{doing(byOffer, "decline"), doing(byNeed, "interest")}, app.MatchDeclined, app.ClassConflict},
		{"own decline taken back", []act{doing(byOffer, "decline"), doing(byOffer, "reconsider")}, app.MatchSuggested, ""},
		{"the other's decline is not taken back", []act{doing(byOffer, "decline"), doing(byNeed, "reconsider")}, app.MatchDeclined, app.ClassConflict},
		{"decline keeps the other's interest", []act{doing(byNeed, "interest"), doing(byOffer, "decline"), doing(byOffer, "reconsider")}, app.MatchInterest, ""},
		{"decline after mutual taken back", []act{doing(byNeed, "interest"), doing(byOffer, "interest"), doing(byNeed, "decline"), doing(byNeed, "reconsider")}, app.MatchMutual, ""},
		{"mutual is not taken back", []act{doing(byNeed, "interest"), doing(byOffer, "interest"), doing(byNeed, "reconsider")}, app.MatchMutual, app.ClassConflict},
		{"talking before mutual", []act{doing(byNeed, "talking")}, app.MatchSuggested, app.ClassConflict},
		{"talking", []act{doing(byNeed, "interest"), doing(byOffer, "interest"), doing(byNeed, "talking")}, app.MatchTalking, ""},
		{"agreed", []act{doing(byNeed, "interest"), doing(byOffer, "interest"), doing(byNeed, "talking"), doing(byOffer, "agreed")}, app.MatchAgreed, ""},
		{"agreed is not declined", []act{doing(byNeed, "interest"), doing(byOffer, "interest"), doing(byNeed, "agreed"), doing(byOffer, "decline")}, app.MatchAgreed, app.ClassConflict},
		{"hidden keeps its state", []act{doing(byNeed, "hide")}, app.MatchSuggested, ""},
		{"unknown", []act{doing(byNeed, "steal")}, app.MatchSuggested, app.ClassConflict},
		{"reason missing", []act{{byNeed, matching.Command{Action: "decline"}}}, app.MatchSuggested, app.ClassInvalid},
		{"message too long", []act{{byNeed, matching.Command{Action: "interest", Message: strings.Repeat("ż", app.MaxMessage+1)}}}, app.MatchSuggested, app.ClassInvalid},
	}
	w := newWorld(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w.t = t
			need, offer, asks, offers := w.pair()
			id := w.idOf(need.ID, offer.ID)
			var err error
			for i, a := range c.acts {
				who := asks
				if a.side == byOffer {
					who = offers
				}
				_, err = w.matching.Do(t.Context(), representative(who), id, a.Command)
				if err != nil && i < len(c.acts)-1 {
					t.Fatalf("act %d: %v", i, err)
				}
			}
			if c.refused == "" && err != nil || c.refused != "" && app.ClassOf(err) != c.refused {
				t.Errorf("last act = %v, want %q", err, c.refused)
			}
			d, err := w.Matches.Get(t.Context(), string(id))
			if err != nil || d.Value.State != c.want {
				t.Errorf("state = %s, %v, want %s", d.Value.State, err, c.want)
			}
			w.changeEntry(need.ID, withdraw)
			w.changeEntry(offer.ID, withdraw)
		})
	}
}

func TestBothInterestedAtOnceIsMutual(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	need, offer, asks, offers := w.pair()
	id := w.idOf(need.ID, offer.ID)
	var together sync.WaitGroup
	for _, o := range []app.Organisation{asks, offers} {
		together.Go(func() {
			if _, err := w.matching.Do(t.Context(), representative(o), id, matching.Command{Action: "interest"}); err != nil {
				t.Error(err)
			}
		})
	}
	together.Wait()
	w.settle()
	if m := w.stored()[0].Value; m.State != app.MatchMutual || m.DisclosedAt.IsZero() {
		t.Errorf("state = %s, disclosed at %v, want mutual", m.State, m.DisclosedAt)
	}
	if got := w.count("mutual"); got != 1 {
		t.Errorf("%d events of mutual, want 1", got)
	}
	made, _, err := store.ViewOf[matching.Disclosure](w.Store, collection(t, "disclosures")).Find(t.Context(), store.Query{
		Where: []store.Condition{store.Eq("match", string(id))},
	})
	if err != nil || len(made) != 2 || made[0].Value.To != made[1].Value.Organisation || made[0].Value.Organisation != made[1].Value.To {
		t.Errorf("disclosures = %+v, %v, want one to each side", made, err)
	}
}

func TestWhoMayReadAndAct(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	need, offer, asks, _ := w.pair(func(c *app.Content) { c.Visibility = app.VisibleTeaser })
	id := w.idOf(need.ID, offer.ID)
	stranger := w.organisation("Obcy")
	cases := []struct {
		name       string
		actor      app.Actor
		read, acts app.Class
	}{
		{"representative", representative(asks), "", ""},
		{"manager of the cluster", manager("makros"), "", app.ClassForbidden},
		{"manager of another cluster", manager("krea"), app.ClassNotFound, app.ClassNotFound},
		{"another member", representative(stranger), app.ClassNotFound, app.ClassNotFound},
		{"admin", app.Actor{Person: "admin", Grants: []app.Grant{{Role: app.RoleAdmin}}}, app.ClassNotFound, app.ClassNotFound},
		{"nobody", app.Actor{}, app.ClassNotFound, app.ClassNotFound},
	}
	class := func(err error) app.Class {
		if err == nil {
			return ""
		}
		return app.ClassOf(err)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := w.matching.Get(t.Context(), c.actor, id); class(err) != c.read {
				t.Errorf("Get = %v, want %q", err, c.read)
			}
			if _, err := w.matching.Do(t.Context(), c.actor, id, matching.Command{Action: "hide"}); class(err) != c.acts {
				t.Errorf("Do = %v, want %q", err, c.acts)
			}
			if _, err := w.matching.List(t.Context(), c.actor, matching.Query{Entry: need.ID}); (err == nil) != (c.read == "") {
				t.Errorf("List of the entry = %v, want as Get: %q", err, c.read)
			}
		})
	}
	if _, err := w.matching.Get(t.Context(), representative(asks), "absent~absent"); app.ClassOf(err) != app.ClassNotFound {
		t.Errorf("Get of an absent match = %v, want not found", err)
	}
}

func TestListFilters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	need, offer, asks, offers := w.pair()
	other := w.insert(w.approved(offers, app.Competence, "Badania folii barierowych kompostowalnych", filmText))
	w.settle()
	first, second := w.idOf(need.ID, offer.ID), w.idOf(need.ID, other.ID)
	if len(w.stored()) != 2 {
		t.Fatalf("%d matches, want 2", len(w.stored()))
	}
	w.do(asks, first, matching.Command{Action: "hide"})
	if _, err := w.matching.Seen(t.Context(), representative(offers), second, ""); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name  string
		who   app.Actor
		query matching.Query
		want  []app.ID
	}{
		{"hidden is left out", representative(asks), matching.Query{}, []app.ID{second}},
		{"hidden alone", representative(asks), matching.Query{Hidden: true}, []app.ID{first}},
		{"the other side still sees it", representative(offers), matching.Query{Kind: app.Technology}, []app.ID{first}},
		{"by kind", representative(offers), matching.Query{Kind: app.Competence}, []app.ID{second}},
		{"new", representative(offers), matching.Query{New: true}, []app.ID{first}},
		{"of an entry", representative(offers), matching.Query{Entry: other.ID}, []app.ID{second}},
		{"by state", representative(offers), matching.Query{States: []app.MatchState{app.MatchMutual}}, nil},
		{"by side", representative(offers), matching.Query{Side: app.NeedSide}, nil},
		{"by score", representative(offers), matching.Query{MinScore: 100}, nil},
		{"newest", representative(offers), matching.Query{Newest: true, Limit: 1}, []app.ID{second}},
		{"of a manager's cluster", manager("makros"), matching.Query{Cluster: "makros", Kind: app.Technology}, []app.ID{first}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			page, err := w.matching.List(t.Context(), c.who, c.query)
			if err != nil {
				t.Fatal(err)
			}
			got := make([]app.ID, 0)
			for _, v := range page.Items {
				got = append(got, v.ID)
			}
			if len(got) != len(c.want) || len(got) > 0 && got[0] != c.want[0] {
				t.Errorf("List = %v, want %v", got, c.want)
			}
		})
	}
}
