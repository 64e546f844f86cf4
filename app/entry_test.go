package app_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"splot/app"
)

func number[T int | float64](n T) *T { return &n }

func complete(kind app.Kind) app.Content {
	c := app.Content{
		Title: app.Text{PL: "Folia"}, Teaser: app.Text{PL: "Folia barierowa"}, Description: app.Text{EN: "A barrier film"},
		Visibility: app.VisibleTeaser, PKD: "22", Keywords: []string{"folia"},
	}
	switch kind {
	case app.Technology:
		c.Technology = &app.TechnologyForm{
			TRL: number(4), TRLEvidence: app.Text{PL: "próby"}, Advantage: app.Text{PL: "tańsza"},
			IPStatus: "applied", Cooperation: []string{"licence"},
		}
	case app.Need:
		c.Need = &app.NeedForm{Problem: app.Text{PL: "odpad"}, Urgency: "high", Budget: "200k_1m", Cooperation: []string{"joint_rd"}}
	case app.Competence:
		c.Competence = &app.CompetenceForm{Field: app.Text{PL: "polimery"}, Methods: app.Text{PL: "DSC"}, TRLMin: number(2), TRLMax: number(6)}
	}
	return c
}

func TestContentCheck(t *testing.T) {
	tests := []struct {
		name     string
		kind     app.Kind
		complete bool
		change   func(c *app.Content)
		want     []string
	}{
		{"technology", app.Technology, true, func(*app.Content) {}, nil},
		{"need", app.Need, true, func(*app.Content) {}, nil},
		{"competence", app.Competence, true, func(*app.Content) {}, nil},
		{"an empty draft needs a visibility only", app.Need, false, func(c *app.Content) { *c = app.Content{Visibility: "cluster"} }, nil},
		{"an empty technology", app.Technology, true, func(c *app.Content) { *c = app.Content{Visibility: "cluster"} }, []string{
			"title: required", "teaser: required", "description: required", "technology.trl: required",
			"technology.trlEvidence: required", "technology.advantage: required", "technology.ipStatus: required", "technology.cooperation: required",
		}},
		{"an empty need", app.Need, true, func(c *app.Content) { c.Need = nil }, []string{
			"need.problem: required", "need.urgency: required", "need.budget: required", "need.cooperation: required",
		}},
		{"an empty competence", app.Competence, true, func(c *app.Content) { c.Competence = nil }, []string{
			"competence.field: required", "competence.methods: required", "competence.trlMin: required", "competence.trlMax: required",
		}},
		{"unknown visibility", app.Need, false, func(c *app.Content) { c.Visibility = "public" }, []string{"visibility: not_one_of"}},
		{"another kind's form", app.Need, true, func(c *app.Content) { c.Technology = &app.TechnologyForm{} }, []string{"technology: other_kind"}},
		{"title at its limit", app.Need, true, func(c *app.Content) { c.Title.PL = strings.Repeat("ś", 120) }, nil},
		{"title over its limit", app.Need, false, func(c *app.Content) { c.Title.EN = strings.Repeat("ś", 121) }, []string{"title.en: too_long"}},
		{"teaser over its limit", app.Need, false, func(c *app.Content) { c.Teaser.PL = strings.Repeat("a", 501) }, []string{"teaser.pl: too_long"}},
		{"TRL 0", app.Technology, false, func(c *app.Content) { c.Technology.TRL = number(0) }, []string{"technology.trl: out_of_range"}},
		{"TRL 10", app.Technology, false, func(c *app.Content) { c.Technology.TRL = number(10) }, []string{"technology.trl: out_of_range"}},
		{"target below the present", app.Technology, false, func(c *app.Content) { c.Technology.TargetTRL = number(3) }, []string{"technology.targetTrl: below_trl"}},
		{"target at the present", app.Technology, false, func(c *app.Content) { c.Technology.TargetTRL = number(4) }, nil},
		{"range upside down", app.Competence, false, func(c *app.Content) { c.Competence.TRLMax = number(1) }, []string{"competence.trlMax: below_min"}},
		{"team that is not a number", app.Competence, false, func(c *app.Content) { c.Competence.TeamFTE = number(math.NaN()) }, []string{"competence.teamFte: out_of_range"}},
		{"team of infinite size", app.Competence, false, func(c *app.Content) { c.Competence.TeamFTE = number(math.Inf(1)) }, []string{"competence.teamFte: out_of_range"}},
		{"equipment without a name in a draft", app.Competence, false, func(c *app.Content) { c.Competence.Equipment = []app.Equipment{{}} }, nil},
		{"equipment without a name", app.Competence, true, func(c *app.Content) {
			c.Competence.Equipment = []app.Equipment{{Model: "DSC", Year: number(1949)}, {}}
		}, []string{"competence.equipment.0.year: out_of_range", "competence.equipment.1.model: required"}},
		{"16 keywords", app.Need, false, func(c *app.Content) {
			c.Keywords = strings.Split("aa bb cc dd ee ff gg hh ii jj kk ll mm nn oo pp", " ")
		}, []string{"keywords: too_many"}},
		{"unknown kind of cooperation", app.Need, true, func(c *app.Content) { c.Need.Cooperation = []string{"donation"} }, []string{"need.cooperation.0: not_one_of"}},
	}
	for _, test := range tests {
		c := complete(test.kind)
		test.change(&c)
		if got := faults(c.Check(test.kind, test.complete)); !slices.Equal(got, test.want) {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}

func TestOrganisationValidate(t *testing.T) {
	valid := app.Organisation{Name: "Opakowania Mazur sp. z o.o.", Origin: "enterprise", Size: "small", Voivodeship: "mazowieckie", State: app.Draft}
	tests := []struct {
		name   string
		change func(o *app.Organisation)
		want   []string
	}{
		{"valid", func(*app.Organisation) {}, nil},
		{"no size", func(o *app.Organisation) { o.Size = "" }, nil},
		{"an institute with a size", func(o *app.Organisation) { o.Origin = "science" }, []string{"size: only_enterprise"}},
		{"wrong NIP", func(o *app.Organisation) { o.NIP = "1234563219" }, []string{"nip: nip_checksum"}},
		{"NIP with hyphens is not the stored form", func(o *app.Organisation) { o.NIP = "123-456-32-18" }, []string{"nip: nip_checksum"}},
		{"nothing", func(o *app.Organisation) { *o = app.Organisation{} }, []string{"name: required", "origin: required", "voivodeship: required"}},
		{"name at its limit", func(o *app.Organisation) { o.Name = strings.Repeat("ó", 200) }, nil},
		{"name over its limit", func(o *app.Organisation) { o.Name = strings.Repeat("ó", 201) }, []string{"name: too_long"}},
	}
	for _, test := range tests {
		o := valid
		test.change(&o)
		if got := faults(o.Validate()); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestReviewScore(t *testing.T) {
	weights := 0.0
	for _, c := range app.Rubric {
		weights += c.Weight
	}
	if len(app.Rubric) != 10 || math.Abs(weights-1) > 1e-9 {
		t.Errorf("%d criteria with weights that add up to %v", len(app.Rubric), weights)
	}
	tests := []struct {
		in   map[string]int
		want float64 // 0: none
	}{
		{nil, 0},
		{map[string]int{"novelty": 4}, 4},
		{map[string]int{"problem_fit": 5, "maturity_evidence": 3}, 4},
		{map[string]int{"problem_fit": 5, "novelty": 2}, (0.14*5 + 0.10*2) / 0.24},
		{map[string]int{"no_such_criterion": 5}, 0},
	}
	for _, test := range tests {
		got := app.Review{Scores: test.in}.Score()
		if (got == nil) != (test.want == 0) || got != nil && math.Abs(*got-test.want) > 1e-9 {
			t.Errorf("%v: got %v, want %v", test.in, got, test.want)
		}
	}
	faulty := app.Review{Scores: map[string]int{"novelty": 6}, Remarks: []app.Remark{{Field: "title"}}}
	if got := faults(faulty.Validate()); !slices.Equal(got, []string{"scores.novelty: out_of_range", "remarks.title: required"}) {
		t.Errorf("got %q", got)
	}
}

func TestTextIn(t *testing.T) {
	tests := []struct {
		in     app.Text
		pl, en string
	}{
		{app.Text{PL: "folia", EN: "film"}, "folia", "film"},
		{app.Text{PL: "folia"}, "folia", "folia"},
		{app.Text{EN: "film"}, "film", "film"},
		{app.Text{}, "", ""},
	}
	for _, test := range tests {
		if pl, en := test.in.In(app.PL), test.in.In(app.EN); pl != test.pl || en != test.en {
			t.Errorf("%+v: %q and %q", test.in, pl, en)
		}
	}
}

func TestMatchStateOpensIdentities(t *testing.T) {
	open := []app.MatchState{app.MatchMutual, app.MatchTalking, app.MatchAgreed}
	for _, s := range app.MatchStates {
		if got := app.MatchState(s).Open(); got != slices.Contains(open, app.MatchState(s)) {
			t.Errorf("%s opens identities: %t", s, got)
		}
	}
	if app.NeedSide.Other() != app.OfferSide || app.OfferSide.Other() != app.NeedSide {
		t.Error("the sides are not each other's other")
	}
}

// One text that is too long keeps nothing of a draft from being saved, and the entry from being submitted.
func TestDraftKeepsLongTexts(t *testing.T) {
	long := app.Content{Title: app.Text{PL: strings.Repeat("ż", app.MaxTitle+22)}, Visibility: app.VisibleTeaser}
	if errs := long.CheckDraft(app.Need); len(errs) > 0 {
		t.Errorf("a draft with a long title is refused: %v", errs)
	}
	if errs := long.Check(app.Need, true); !slices.ContainsFunc(errs, func(e app.FieldError) bool { return e.Field == "title.pl" && e.Code == "too_long" }) {
		t.Errorf("a long title may be submitted: %v", errs)
	}
	long.Title.PL = strings.Repeat("ż", app.DraftSlack*app.MaxTitle+1)
	if len(long.CheckDraft(app.Need)) == 0 {
		t.Error("a draft's title has no bound")
	}
}
