package matching_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"splot/app"
	"splot/search/match"
)

// The age of a match is said as a date, however long ago it was computed: also where an older version of the program
// stored the number of days.
func TestAgeIsADate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	need, offer, asks, _ := w.pair()
	id := w.idOf(need.ID, offer.ID)
	approved := w.clock().UTC().Format(time.DateOnly)
	d, err := w.Matches.Get(t.Context(), string(id))
	w.must(err)
	for i, c := range d.Value.Components {
		for j, n := range c.Notes {
			if n.Code == match.NoteAge {
				if n.Params["date"] != approved {
					t.Errorf("stored as %v, want the date %s", n.Params, approved)
				}
				d.Value.Components[i].Notes[j].Params = map[string]any{"days": 7}
			}
		}
	}
	_, err = w.Matches.Replace(t.Context(), d)
	w.must(err)
	w.pass(60 * 24 * time.Hour)
	v, err := w.matching.Get(t.Context(), representative(asks), id)
	w.must(err)
	found := 0
	for _, c := range v.Components {
		for _, n := range c.Notes {
			if n.Code == match.NoteAge {
				if found++; len(n.Params) != 1 || n.Params["date"] != approved {
					t.Errorf("shown as %v, want the date %s", n.Params, approved)
				}
			}
		}
	}
	if found == 0 {
		t.Error("nothing says how old the match is")
	}
}

// A need whose deadline has passed is not matched, without anything that would have to happen on that day.
func TestPastDeadlineClosesMatches(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks, offers := w.organisation("Mazur Opakowania"), w.organisation("Kwarzenit")
	day := w.clock().UTC().Truncate(24*time.Hour).AddDate(0, 0, 3)
	need := w.insert(w.approved(asks, app.Need, filmTitle, filmText, func(c *app.Content) { c.Need = &app.NeedForm{Deadline: &day} }))
	offer := w.insert(w.approved(offers, app.Technology, "Folia barierowa kompostowalna", filmText))
	w.settle()
	id := w.idOf(need.ID, offer.ID)
	_, err := w.matching.Get(t.Context(), representative(asks), id)
	w.must(err)
	w.pass(3 * 24 * time.Hour) // the day itself
	_, err = w.matching.Get(t.Context(), representative(asks), id)
	w.must(err)
	w.pass(24 * time.Hour)
	if _, err := w.matching.Get(t.Context(), representative(asks), id); app.ClassOf(err) != app.ClassNotFound {
		t.Errorf("after the deadline: %v", err)
	}
	gap, err := w.matching.Gap(t.Context(), representative(asks), need.ID)
	w.must(err)
	if len(gap.Reasons) != 1 || gap.Reasons[0] != "not_live" {
		t.Errorf("the gap says %v", gap.Reasons)
	}
	late := w.insert(w.approved(offers, app.Technology, "Kompostowalna folia barierowa", filmText))
	w.settle()
	for _, d := range w.stored() {
		if d.Value.Offer.Entry == late.ID && !d.Value.Closed {
			t.Error("an offer was matched with a need whose deadline has passed")
		}
	}
}

// A partner's text in the other language is helped by its terms, and of an anonymous side only by those of what is shown.
func TestReadingAid(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks, offers := w.organisation("Mazur Opakowania"), w.organisation("Kwarzenit Brzozkowy sp. z o.o.", anonymousOwner)
	need := w.insert(w.approved(asks, app.Need, filmTitle, filmText))
	offer := w.insert(w.approved(offers, app.Technology, "", "", func(c *app.Content) {
		c.Visibility = app.VisibleTeaser
		c.Title, c.Teaser = app.Text{EN: "Compostable barrier film"}, app.Text{EN: "A compostable barrier film for ready meals."}
		c.Description = app.Text{EN: "Compostable barrier film for ready meals, of a monoclonal antibody."}
	}))
	w.settle()
	v, err := w.matching.Get(t.Context(), representative(asks), w.idOf(need.ID, offer.ID))
	w.must(err)
	says := fmt.Sprint(v.Offer.Aid)
	if !strings.Contains(says, "folia barierowa") || strings.Contains(says, "przeciwciało") || len(v.Need.Aid) > 0 {
		t.Errorf("aid %v, own %v; want the film, nothing of the hidden description, nothing of the own text", v.Offer.Aid, v.Need.Aid)
	}
}
