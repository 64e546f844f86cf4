package match_test

import (
	"slices"
	"testing"
	"time"

	"splot/search"
	"splot/search/corpus"
	"splot/search/match"
)

var whatIfNow = time.Date(2026, 11, 4, 10, 0, 0, 0, time.UTC)

// poor is a need and an offer about the same thing that lack whatever a form can lack.
func poor(kind string) (need, offer search.Entry) {
	text := search.Text{PL: "Kompostowalna folia barierowa do dań gotowych o wysokiej barierze tlenowej, zgrzewalna w niskiej temperaturze."}
	need = search.Entry{
		ID: "need", Kind: search.Need, Organisation: "a", Clusters: []string{"c"}, Visibility: search.VisibleNetwork,
		Title: search.Text{PL: "Kompostowalna folia barierowa do tacek mikrofalowych"}, Teaser: text, Description: text,
		Concepts: []string{"21.1", "21.2"}, Voivodeship: "10", Origin: "enterprise", Size: "small", Languages: []string{"pl"},
		Cooperation: []string{"licence", "pilot"}, TRLMin: 7, TRLMax: 9, Budget: "under_50k", Urgency: "critical", ApprovedAt: whatIfNow,
	}
	offer = search.Entry{
		ID: "offer", Kind: kind, Organisation: "b", Clusters: []string{"c"}, Visibility: search.VisibleNetwork,
		Title: search.Text{PL: "Folia barierowa kompostowalna"}, Teaser: text, Description: text, Concepts: []string{"3.9"},
		Voivodeship: "10", Origin: "science", Size: "large", Languages: []string{"de"}, Cooperation: []string{"joint_rd"},
		TRLMin: 4, TRLMax: 4, ApprovedAt: whatIfNow,
	}
	if kind == search.Technology {
		offer.MonthsToTarget, offer.CostToTarget = 20, 400_000
		offer.PartnerOrigins, offer.PartnerSizes = []string{"science"}, []string{"large"}
	}
	return need, offer
}

func whatIfCorpus(entries ...search.Entry) *corpus.Corpus {
	c := corpus.New(corpus.Options{})
	c.Put(entries...)
	for _, title := range []string{"Chwytak robota spawalniczego", "Czujnik wilgotności gleby", "Powłoka antykorozyjna do stali"} {
		c.Put(search.Entry{ID: title, Kind: search.Technology, Title: search.Text{PL: title}, Visibility: search.VisibleNetwork})
	}
	c.Refresh()
	return c
}

// changed does to an entry by its field what a change says, without the program's own way of trying it.
func changed(t *testing.T, e search.Entry, c match.Change) search.Entry {
	t.Helper()
	list := func() []string { return c.Params["to"].([]string) }
	n := func() int { return c.Params["to"].(int) }
	switch c.Field {
	case "technology.trl":
		e.TRLMin, e.TRLMax = n(), n()
	case "competence.trlMax":
		e.TRLMax = n()
	case "competence.trlMin", "need.minTrl":
		e.TRLMin = n()
	case "technology.monthsToTarget":
		e.MonthsToTarget = n()
	case "technology.costToTarget":
		e.CostToTarget = c.Params["to"].(int64)
	case "technology.ipStatus":
		e.IPStatus = c.Params["to"].(string)
	case "technology.partnerOrigins":
		e.PartnerOrigins = list()
	case "technology.partnerSizes":
		e.PartnerSizes = list()
	case "competence.capacityHours":
		e.CapacityHours = n()
	case "competence.reactionDays":
		e.ReactionDays = n()
	case "keywords":
		e.Keywords = list()
	case "concepts":
		e.Concepts = list()
	case "organisation.languages", "competence.languages":
		e.Languages = list()
	case "technology.cooperation", "competence.cooperation", "need.cooperation":
		e.Cooperation = list()
	case "need.budget":
		e.Budget = c.Params["to"].(string)
	case "need.budgetSecured":
		e.BudgetSecured = c.Params["to"].(string)
	case "need.urgency":
		e.Urgency = c.Params["to"].(string)
	case "need.deadline":
		day, err := time.Parse(time.DateOnly, c.Params["to"].(string))
		if err != nil {
			t.Fatal(err)
		}
		e.Deadline = day
	default:
		t.Fatalf("the test does not know the field %q", c.Field)
	}
	return e
}

// What a change promises is the score of the entry that was really changed.
func TestChangesKeepTheirPromise(t *testing.T) {
	t.Parallel()
	for _, deadline := range []time.Time{{}, whatIfNow.AddDate(0, 5, 0)} {
		for _, kind := range []string{search.Technology, search.Competence} {
			need, offer := poor(kind)
			need.Deadline = deadline
			corpus := whatIfCorpus(need, offer)
			stats := corpus.Stats()
			score := func(n, o search.Entry) float64 {
				return match.Score(corpus.Prepare(n), corpus.Prepare(o), stats, &match.Default, whatIfNow).Score
			}
			before := score(need, offer)
			found := map[string]bool{}
			q := match.Ask(corpus.Prepare(need), stats, &match.Default)
			for _, c := range q.WhatIf(corpus.Prepare(offer), whatIfNow, nil) {
				found[c.Side] = true
				n, o := need, offer
				if c.Side == "need" {
					n = changed(t, need, c)
				} else {
					o = changed(t, offer, c)
				}
				if got := score(n, o); got != c.Score || c.Before != before {
					t.Errorf("%s %s (%s) promises %v → %v; it is %v → %v", kind, c.Field, c.Code, c.Before, c.Score, before, got)
				}
				if c.Gain() < 1 {
					t.Errorf("%s gains %v", c.Field, c.Gain())
				}
			}
			if !found["need"] || !found["offer"] {
				t.Errorf("%s: changes for %v, want some for both sides", kind, found)
			}
		}
	}
}

func TestChangesAreFewAndOrdered(t *testing.T) {
	t.Parallel()
	need, offer := poor(search.Technology)
	corpus := whatIfCorpus(need, offer)
	stats := corpus.Stats()
	q := match.Ask(corpus.Prepare(need), stats, &match.Default)
	all := q.WhatIf(corpus.Prepare(offer), whatIfNow, nil)
	count, fields := map[string]int{}, map[string]bool{}
	for _, c := range all {
		count[c.Side]++
		if fields[c.Side+c.Field] {
			t.Errorf("two changes of %s", c.Field)
		}
		fields[c.Side+c.Field] = true
	}
	if count["need"] > 5 || count["offer"] > 5 {
		t.Errorf("changes by side: %v", count)
	}
	if !slices.IsSortedFunc(all, func(a, b match.Change) int { return int(100 * (b.Score - a.Score)) }) {
		t.Errorf("not by gain: %v", all)
	}
	trl := slices.IndexFunc(all, func(c match.Change) bool { return c.Code == match.ChangeTRLEvidenced })
	if trl < 0 || all[trl].Params["to"] != 6 {
		t.Errorf("no change to the second next TRL in %v", all)
	}
	for _, c := range q.WhatIf(corpus.Prepare(offer), whatIfNow, func(c match.Change) bool { return c.Side == "need" }) {
		if c.Side != "need" {
			t.Errorf("%s was not allowed", c.Field)
		}
	}
}
