package app

import "time"

// NeedForm holds the fields of a technology need.
type NeedForm struct {
	Problem       Text       `bson:"problem"` // the problem, not a solution
	Workaround    Text       `bson:"workaround"`
	TargetMetric  Text       `bson:"targetMetric"` // what is measured
	TargetValue   *float64   `bson:"targetValue,omitempty"`
	TargetUnit    string     `bson:"targetUnit"`
	Constraints   Text       `bson:"constraints"`
	Impact        *int       `bson:"impact,omitempty"` // 1–5
	Urgency       string     `bson:"urgency"`          // one of Urgencies
	Deadline      *time.Time `bson:"deadline,omitempty"`
	Budget        string     `bson:"budget"` // one of Budgets
	BudgetSecured string     `bson:"budgetSecured"`
	MinTRL        *int       `bson:"minTRL,omitempty"`
	Cooperation   []string   `bson:"cooperation"`
	IPExpectation Text       `bson:"ipExpectation"`
}

// The coded values of a need. Urgencies stand for < 3, 3–6, 6–12 and > 12 months; budgets are in PLN.
var (
	Urgencies     = []string{"critical", "high", "medium", "low"}
	Budgets       = []string{"under_50k", "50k_200k", "200k_1m", "over_1m", "undisclosed"}
	BudgetSecured = []string{"yes", "no", "grant"}
)

// MaxUnit is the longest unit of a target, in characters.
const MaxUnit = 40

// Past tells that the deadline has passed: its day is over, in UTC. Such a need is neither submitted nor matched.
func (f *NeedForm) Past(now time.Time) bool {
	return f != nil && f.Deadline != nil && PastDay(*f.Deadline, now)
}

// PastDay tells that a day is over, in UTC.
func PastDay(day, now time.Time) bool { return !now.Before(day.AddDate(0, 0, 1)) }

func (f *NeedForm) check(v *Validator, complete bool) {
	if f == nil {
		f = &NeedForm{}
	}
	v.Text("need.problem", f.Problem, MaxDetail)
	v.Text("need.workaround", f.Workaround, MaxDetail)
	v.Text("need.targetMetric", f.TargetMetric, MaxTeaser)
	v.Length("need.targetUnit", f.TargetUnit, MaxUnit)
	v.Text("need.constraints", f.Constraints, MaxDetail)
	v.Text("need.ipExpectation", f.IPExpectation, MaxDetail)
	v.Between("need.impact", f.Impact, 1, 5)
	v.Between("need.minTrl", f.MinTRL, 1, 9)
	v.optional(f.Urgency, func() { v.OneOf("need.urgency", f.Urgency, Urgencies) })
	v.optional(f.Budget, func() { v.OneOf("need.budget", f.Budget, Budgets) })
	v.optional(f.BudgetSecured, func() { v.OneOf("need.budgetSecured", f.BudgetSecured, BudgetSecured) })
	v.SubsetOf("need.cooperation", f.Cooperation, Cooperation)
	if !complete {
		return
	}
	v.Required("need.problem", f.Problem)
	v.RequiredString("need.urgency", f.Urgency)
	v.RequiredString("need.budget", f.Budget)
	v.some("need.cooperation", f.Cooperation)
}
