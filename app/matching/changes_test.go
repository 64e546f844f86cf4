package matching_test

import (
	"fmt"
	"slices"
	"testing"
	"unicode/utf16"

	"splot/app"
	"splot/app/matching"
	"splot/search/match"
)

// far is a need and a technology that match although the technology is far from ready.
func (w *world) far(offer ...func(*app.Content)) (asks, offers app.Organisation, id app.ID) {
	w.t.Helper()
	asks, offers = w.organisation("Mazur Opakowania"), w.organisation("Kwarzenit Brzozkowy sp. z o.o.", anonymousOwner)
	want, have, months, cost := 6, 4, 30, 700_000
	need := w.insert(w.approved(asks, app.Need, filmTitle, filmText, func(c *app.Content) {
		c.Concepts = []string{"1.1"}
		c.Need = &app.NeedForm{MinTRL: &want, Urgency: "critical", Budget: "under_50k", Cooperation: []string{"licence"}}
	}))
	tech := w.insert(w.approved(offers, app.Technology, "Folia barierowa kompostowalna", filmText, append([]func(*app.Content){func(c *app.Content) {
		c.Concepts = []string{"1.2"}
		c.Technology = &app.TechnologyForm{TRL: &have, MonthsToTarget: &months, CostToTarget: &cost, Cooperation: []string{"joint_rd"}}
	}}, offer...)...))
	w.settle()
	return asks, offers, w.idOf(need.ID, tech.ID)
}

func (w *world) changes(actor app.Actor, id app.ID) []match.Change {
	w.t.Helper()
	v, err := w.matching.Get(w.t.Context(), actor, id)
	w.must(err)
	return v.Changes
}

func codes(changes []match.Change) []string {
	var list []string
	for _, c := range changes {
		list = append(list, c.Code)
	}
	return list
}

func TestChangesAreForTheOwnSideOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks, offers, id := w.far()
	both := representative(asks)
	both.Grants = append(both.Grants, representative(offers).Grants...)
	cases := []struct {
		actor app.Actor
		sides []string
	}{
		{representative(asks), []string{"need"}},
		{representative(offers), []string{"offer"}},
		{both, []string{"need", "offer"}},
		{manager("makros"), nil},
	}
	for _, c := range cases {
		var sides []string
		for _, change := range w.changes(c.actor, id) {
			if !slices.Contains(sides, change.Side) {
				sides = append(sides, change.Side)
			}
		}
		slices.Sort(sides)
		if !slices.Equal(sides, c.sides) {
			t.Errorf("%s sees changes of %v, want %v", c.actor.Person, sides, c.sides)
		}
	}
	if got := codes(w.changes(representative(offers), id)); !slices.Contains(got, match.ChangeTRLEvidenced) || !slices.Contains(got, match.ChangeCooperation) {
		t.Errorf("changes of the offer: %v", got)
	}
}

// A change would tell what an anonymous side asks for: only what its teaser shows may be the reason for one.
func TestChangesTellNothingOfATeaser(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks, offers, id := w.far(func(c *app.Content) { c.Visibility = app.VisibleTeaser })
	shown := codes(w.changes(representative(asks), id))
	for _, code := range shown {
		if code != match.ChangeTRLLowered && code != match.ChangeBudgetSecured {
			t.Errorf("%s tells of the other side", code)
		}
	}
	if !slices.Contains(shown, match.ChangeTRLLowered) {
		t.Errorf("changes %v, want the TRL, which a teaser shows", shown)
	}
	if own := codes(w.changes(representative(offers), id)); !slices.Contains(own, match.ChangeCooperation) {
		t.Errorf("the anonymous side itself sees %v, want all of its changes", own)
	}
	w.do(asks, id, matching.Command{Action: matching.ActInterest})
	w.do(offers, id, matching.Command{Action: matching.ActInterest})
	if now := codes(w.changes(representative(asks), id)); !slices.Contains(now, match.ChangeCooperation) {
		t.Errorf("when both agreed: %v, want cooperation among them", now)
	}
}

// Where words met is told in the units of the texts that are shown, and only where they stand there.
func TestPlacesStandInTheTexts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks, offers := w.organisation("Pyta"), w.organisation("Kwarzenit Brzozkowy sp. z o.o.", anonymousOwner)
	need := w.insert(w.approved(asks, app.Need, "Żółta 🙂 "+filmTitle, filmText))
	offer := w.insert(w.approved(offers, app.Technology, "", "", anonymousContent))
	w.settle()
	for _, o := range []app.Organisation{asks, offers} {
		v, err := w.matching.Get(t.Context(), representative(o), w.idOf(need.ID, offer.ID))
		w.must(err)
		found := 0
		for _, c := range v.Components {
			for _, p := range c.Pairs {
				found += standsAt(t, p.NeedAt, p.Need, v.Need.Content) + standsAt(t, p.OfferAt, p.Offer, v.Offer.Content)
			}
		}
		if found == 0 {
			t.Errorf("%s is told no places", o.Name)
		}
	}
}

// standsAt checks that a word stands at its place; 1 if it has one.
func standsAt(t *testing.T, at *app.Place, word string, c app.Content) int {
	t.Helper()
	if at == nil {
		return 0
	}
	text := map[string]string{
		"title.pl": c.Title.PL, "title.en": c.Title.EN, "teaser.pl": c.Teaser.PL, "teaser.en": c.Teaser.EN,
		"description.pl": c.Description.PL, "description.en": c.Description.EN,
	}[at.Field]
	units := utf16.Encode([]rune(text))
	if got := string(utf16.Decode(units[at.Start:at.End])); got != word {
		t.Errorf("%q stands at %+v, want %q", got, *at, word)
	}
	return 1
}

// The stored score and what a change starts from are of the same formula.
func TestChangeStartsFromTheScore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks, _, id := w.far()
	v, err := w.matching.Get(t.Context(), representative(asks), id)
	w.must(err)
	for _, c := range v.Changes {
		if fmt.Sprintf("%.2f", c.Before) != fmt.Sprintf("%.2f", v.Score) {
			t.Errorf("%s starts from %v, the score is %v", c.Field, c.Before, v.Score)
		}
	}
}
