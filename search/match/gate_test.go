package match_test

import (
	"testing"
	"time"

	"splot/search"
	"splot/search/match"
)

var now = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func TestGate(t *testing.T) {
	type change func(need, offer *search.Entry)
	cluster := func(e *search.Entry, c string) { e.Visibility, e.Clusters = search.VisibleCluster, []string{c} }
	for _, c := range []struct {
		name   string
		change change
		want   string
	}{
		{"open", func(*search.Entry, *search.Entry) {}, ""},
		{"competence", func(_, o *search.Entry) { o.Kind = search.Competence }, ""},
		{"two needs", func(_, o *search.Entry) { o.Kind = search.Need }, match.GateKinds},
		{"organisation", func(_, o *search.Entry) { o.Kind = search.Organisation }, match.GateKinds},
		{"sides swapped", func(n, o *search.Entry) { n.Kind, o.Kind = o.Kind, n.Kind }, match.GateKinds},
		{"same owner", func(n, o *search.Entry) { o.Organisation = n.Organisation }, match.GateSameOrganisation},
		{"need ends now", func(n, _ *search.Entry) { n.ValidUntil = now }, match.GateNeedExpired},
		{"need ends later", func(n, _ *search.Entry) { n.ValidUntil = now.Add(time.Second) }, ""},
		{"offer ended", func(_, o *search.Entry) { o.ValidUntil = now.Add(-time.Hour) }, match.GateOfferExpired},
		{"need excludes", func(n, _ *search.Entry) { n.Excluded = []string{"x", "offers"} }, match.GateExcludedByNeed},
		{"offer excludes", func(_, o *search.Entry) { o.Excluded = []string{"asks"} }, match.GateExcludedByOffer},
		{"teasers", func(n, o *search.Entry) { n.Visibility, o.Visibility = search.VisibleTeaser, search.VisibleTeaser }, ""},
		{"one cluster", func(n, o *search.Entry) { cluster(n, "a"); cluster(o, "a") }, ""},
		{"two clusters", func(n, o *search.Entry) { cluster(n, "a"); cluster(o, "b") }, match.GateNotVisible},
		{"network and another cluster", func(n, o *search.Entry) { n.Clusters = []string{"a"}; cluster(o, "b") }, match.GateNotVisible},
		{"visibility unstated", func(n, _ *search.Entry) { n.Visibility = "" }, match.GateNotVisible},
	} {
		need := search.Entry{Kind: search.Need, Organisation: "asks", Visibility: search.VisibleNetwork}
		offer := search.Entry{Kind: search.Technology, Organisation: "offers", Visibility: search.VisibleNetwork}
		c.change(&need, &offer)
		open, reason := match.Gate(&need, &offer, now)
		if open != (c.want == "") || reason != c.want {
			t.Errorf("%s: got %v %q, want %q", c.name, open, reason, c.want)
		}
	}
}
