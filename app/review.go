package app

import (
	"slices"
	"time"
)

// Criterion is one of the ten of the auditor's rubric.
type Criterion struct {
	Name   string
	Weight float64 // the weights add up to 1
}

// Rubric lists the criteria in the order of the form.
var Rubric = []Criterion{
	{"problem_fit", 0.14},
	{"novelty", 0.10},
	{"maturity_evidence", 0.14},
	{"advantage", 0.12},
	{"feasibility", 0.12},
	{"ip_position", 0.08},
	{"market_potential", 0.10},
	{"team_capacity", 0.08},
	{"regulatory_risk", 0.06},
	{"description_quality", 0.06},
}

// Review is what the assigned auditor noted about one frozen version.
type Review struct {
	Number int `bson:"number"` // the version reviewed
	// Scores holds 1–5 by criterion. What cannot be judged is absent, never a middle value.
	Scores    map[string]int `bson:"scores"`
	Remarks   []Remark       `bson:"remarks"`
	Summary   string         `bson:"summary"`
	By        ID             `bson:"by"`
	UpdatedAt time.Time      `bson:"updatedAt"`
}

// Remark is what the auditor says about one field; the field is a path as in FieldError, or empty for
// the whole entry.
type Remark struct {
	Field string `bson:"field"`
	Text  string `bson:"text"`
}

// Score is the weighted mean of the criteria that were judged, 1–5, or nil if none was.
func (r Review) Score() *float64 {
	sum, weight := 0.0, 0.0
	for _, c := range Rubric {
		if s, ok := r.Scores[c.Name]; ok {
			sum += c.Weight * float64(s)
			weight += c.Weight
		}
	}
	if weight == 0 {
		return nil
	}
	mean := sum / weight
	return &mean
}

// Validate lists what is wrong with the review's fields.
func (r Review) Validate() []FieldError {
	var v Validator
	for name, score := range r.Scores {
		if !slices.ContainsFunc(Rubric, func(c Criterion) bool { return c.Name == name }) {
			v.Add("scores."+name, "criterion")
		}
		v.Between("scores."+name, &score, 1, 5)
	}
	v.Count("remarks", len(r.Remarks), 100)
	for _, remark := range r.Remarks {
		v.RequiredString("remarks."+remark.Field, remark.Text)
		v.Length("remarks."+remark.Field, remark.Text, MaxRemark)
		v.Length("remarks", remark.Field, 100)
	}
	v.Length("summary", r.Summary, MaxRemark)
	return v.Errors
}
