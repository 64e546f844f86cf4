package matching_test

import (
	"encoding/json"
	"strings"
	"testing"

	"splot/app"
	"splot/app/indexed"
	"splot/app/matching"
)

// telltales are words that occur only in what an anonymous teaser must not tell.
var telltales = []string{
	"kwarzenit", "brzozkow", "jaszczurow", "5260250995", "tajnoskład", "tajnosklad", "zaufnik", "opisnik", "kluczownik", "szczegółnik",
}

// noTelltale fails if a telltale, or one of the other words, occurs in what somebody reads.
func noTelltale(t *testing.T, when, seen string, more ...string) {
	t.Helper()
	seen = strings.ToLower(seen)
	for _, word := range append(more, telltales...) {
		if i := strings.Index(seen, word); i >= 0 {
			t.Errorf("%s: %q can be read in …%s…", when, word, seen[max(0, i-80):min(len(seen), i+80)])
		}
	}
}

func anonymousOwner(o *app.Organisation) {
	o.City, o.Website, o.NIP = "Jaszczurowo", "https://www.brzozkowy-las.pl/kontakt", "5260250995"
	o.Description = app.Text{PL: "Kwarzenit z Jaszczurowa, opisnik."}
	o.Keywords = []string{"kluczownik"}
}

func anonymousContent(c *app.Content) {
	c.Visibility = app.VisibleTeaser
	c.Title = app.Text{PL: "Folia barierowa Kwarzenitu", EN: "Compostable barrier film by KWARZENIT Ltd"}
	c.Teaser = app.Text{PL: "Kompostowalna folia barierowa do dań gotowych z Jaszczurowa, www.brzozkowy-las.pl, NIP 526-025-09-95."}
	c.Description = app.Text{PL: filmText + " Opisnik i kwarzenitowa linia w Jaszczurowie; biodegradowalne opakowanie, zgrzewalne."}
	c.Confidential = app.Text{PL: "Tajnoskład: zaufnik 40%."}
	c.Keywords = []string{"kluczownik", "zgrzewalne"}
	c.Attachments = []app.Attachment{{ID: "zaufnik", Name: "tajnoskład.pdf"}}
	c.Technology = &app.TechnologyForm{Advantage: app.Text{PL: "Szczegółnik"}, IPCountries: []string{"PL"}}
}

func TestTeaserTellsNobodyWhoItIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks := w.organisation("Mazur Opakowania")
	offers := w.organisation("Kwarzenit Brzozkowy sp. z o.o.", anonymousOwner)
	need := w.insert(w.approved(asks, app.Need, filmTitle, filmText+" Szczegółnik, opisnik, kluczownik."))
	offer := w.insert(w.approved(offers, app.Technology, "", "", anonymousContent))
	w.settle()
	id := w.idOf(need.ID, offer.ID)
	if len(w.stored()) != 1 {
		t.Fatal("the pair does not match")
	}

	look := func(when string) {
		t.Helper()
		noTelltale(t, when, w.everything(representative(asks), id, need.ID), string(offers.ID))
	}
	look("suggested")
	w.do(offers, id, matching.Command{Action: "interest", Message: "Tu Kwarzenit z Jaszczurowa, zaufnik."})
	look("interest of the anonymous side")
	w.do(offers, id, matching.Command{Action: "reconsider"})
	w.do(offers, id, matching.Command{Action: "decline", Reason: "other", Note: "Kwarzenit nie chce."})
	look("declined")
	w.do(offers, id, matching.Command{Action: "reconsider"})
	w.do(offers, id, matching.Command{Action: "interest", Message: "Tu Kwarzenit z Jaszczurowa."})
	v := w.do(asks, id, matching.Command{Action: "interest"})
	if v.Offer.Level != app.LevelFull || v.Offer.Owner.Name != offers.Name || v.Offer.Content.Confidential.PL == "" || v.Offer.Message == "" {
		t.Errorf("mutual shows %+v, want everything", v.Offer)
	}
	v, err := w.matching.Get(t.Context(), representative(offers), id)
	if err != nil || v.Need.Level != app.LevelFull || v.Need.Owner.Excluded != nil {
		t.Errorf("mutual shows the other side %+v, %v, want everything but exclusions", v.Need, err)
	}
}

// everything is what an actor gets to read about a match, as text. The own side is left out.
func (w *world) everything(actor app.Actor, id, entry app.ID) string {
	w.t.Helper()
	one, err := w.matching.Get(w.t.Context(), actor, id)
	if err != nil {
		w.t.Fatal(err)
	}
	all := []matching.View{one}
	for _, q := range []matching.Query{{}, {Entry: entry}, {Newest: true}} {
		page, err := w.matching.List(w.t.Context(), actor, q)
		if err != nil || len(page.Items) != 1 {
			w.t.Fatalf("List = %d items, %v, want the match", len(page.Items), err)
		}
		all = append(all, page.Items...)
	}
	for i := range all {
		all[i].Need = matching.SideView{}
	}
	text, err := json.Marshal(all)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text)
}

func TestManagerDoesNotLearnWhoATeaserIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks := w.organisation("Mazur Opakowania")
	offers := w.organisation("Kwarzenit Brzozkowy sp. z o.o.", anonymousOwner, func(o *app.Organisation) { o.Clusters = []app.ID{"krea"} })
	need := w.insert(w.approved(asks, app.Need, filmTitle, filmText))
	offer := w.insert(w.approved(offers, app.Technology, "", "", anonymousContent))
	w.settle()
	id := w.idOf(need.ID, offer.ID)
	seen := w.everything(manager("makros"), id, need.ID)
	noTelltale(t, "manager of the other side", seen, string(offers.ID))
	for _, side := range []app.Side{app.NeedSide, app.OfferSide} {
		page, err := w.matching.List(t.Context(), manager("makros"), matching.Query{Organisation: offers.ID, Side: side})
		if err != nil || len(page.Items) != 0 || page.Total != 0 || page.Next != "" {
			t.Errorf("List by the anonymous owner = %+v, %v, want nothing", page, err)
		}
	}
	v, err := w.matching.Get(t.Context(), manager("krea"), id)
	if err != nil || v.Offer.Level != app.LevelPublic || v.Offer.Owner.Name != offers.Name || v.Offer.Content.Confidential.PL != "" {
		t.Errorf("the own manager sees %+v, %v, want the public part with the name", v.Offer, err)
	}
}

// Nobody can ask the search or the scorer either: what they know of an anonymous teaser does not hold its names.
func TestIndexKnowsNoNameOfATeaser(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	offers := w.organisation("Kwarzenit Brzozkowy sp. z o.o.", anonymousOwner)
	offer := w.insert(w.approved(offers, app.Technology, "", "", anonymousContent))
	e, err := w.Entries.Get(t.Context(), string(offer.ID))
	w.must(err)
	o, err := w.Organisations.Get(t.Context(), string(offers.ID))
	w.must(err)
	indexed, err := json.Marshal(indexed.Entry(e, o))
	w.must(err)
	seen := strings.ToLower(string(indexed))
	for _, word := range []string{"kwarzenit", "brzozkow", "jaszczurow", "526", "tajnoskład", "zaufnik"} {
		if strings.Contains(strings.ReplaceAll(seen, string(offers.ID), ""), word) {
			t.Errorf("the index knows %q: %s", word, seen)
		}
	}
}
