package match

import (
	"cmp"
	"slices"
	"time"

	"splot/search"
	"splot/search/corpus"
)

// Codes of changes. The client has a text in each language for every one of them.
const (
	ChangeTRLEvidenced  = "trl_evidenced"     // to: the offer's level if it were proven
	ChangeTRLStated     = "trl_stated"        // to
	ChangeTRLRange      = "trl_range"         // to: end of the range that a competence serves
	ChangeTRLLowered    = "trl_lowered"       // to: the least level that the need accepts
	ChangeMonths        = "months_stated"     // to: months to the target, at most
	ChangeCost          = "cost_stated"       // to: PLN to the target, at most
	ChangeCooperation   = "cooperation_added" // form
	ChangeConcept       = "concept_added"     // concept
	ChangeLanguage      = "language_added"    // language
	ChangePartnerOrigin = "partner_origin"    // origin
	ChangePartnerSize   = "partner_size"      // size
	ChangeCapacity      = "capacity_stated"   // to: hours a month
	ChangeReaction      = "reaction_sooner"   // to: days
	ChangeDeadline      = "deadline_later"    // to: a date, YYYY-MM-DD
	ChangeUrgency       = "urgency_lower"     // to
	ChangeBudget        = "budget_stated"     // to
	ChangeBudgetSecured = "budget_secured"    // to
)

const (
	maxChanges = 5   // of a side
	leastGain  = 1.0 // points
	maxTried   = 6   // values tried of one field
	spareHours = 40  // a month, and
	promptDays = 7   // are what a competence that says nothing is asked for
	fullMonth  = 24 * 3044 * time.Hour / 100
)

// Change is one field that its owner could truthfully fill in otherwise: choices of the own side, what it has not stated, and the
// next levels of readiness, and the score of the pair as it would then
// be.
type Change struct {
	Side   string // need or offer: whose field it is
	Field  string // path in the form of that side's entry; organisation.languages is the owner's profile
	Code   string
	Params map[string]any // from (nil: not stated) and to, and what the code names besides
	Before float64        // score without the change
	Score  float64        // and with it
}

// Gain is how many points the change brings.
func (c Change) Gain() float64 { return float64(int((c.Score-c.Before)*100+0.5)) / 100 }

// WhatIf scores the pair anew with one field of one side changed at a time. It lists, for either side, the best change
// of each field that gains at least a point: the greatest gains first, at most five a side. A change for which allow
// is false is not considered; nil allows all. Nothing is kept or changed.
func (q *Question) WhatIf(offer *corpus.Doc, now time.Time, allow func(Change) bool) []Change {
	w := whatIf{question: q, offer: offer, now: now, before: q.Value(offer, now)}
	var best []Change
	for _, t := range w.trials() {
		t.Before = w.before
		if allow != nil && !allow(t.Change) {
			continue
		}
		if t.Score = w.score(t); t.Gain() >= leastGain {
			best = keepBest(best, t.Change)
		}
	}
	slices.SortStableFunc(best, func(a, b Change) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Field, b.Field))
	})
	count := map[string]int{}
	return slices.DeleteFunc(best, func(c Change) bool {
		count[c.Side]++
		return count[c.Side] > maxChanges
	})
}

// keepBest keeps one change for each field. Of equal ones the first, which asks for less, stays.
func keepBest(list []Change, c Change) []Change {
	i := slices.IndexFunc(list, func(x Change) bool { return x.Side == c.Side && x.Field == c.Field })
	switch {
	case i < 0:
		return append(list, c)
	case c.Score > list[i].Score:
		list[i] = c
	}
	return list
}

// trial is a change with what it does to an entry. It changes facts and never texts: a word that is written down to be
// found makes no partner.
type trial struct {
	Change
	apply func(*search.Entry)
}

type whatIf struct {
	question *Question
	offer    *corpus.Doc
	now      time.Time
	before   float64
}

// score is the score of the pair after a trial.
func (w *whatIf) score(t trial) float64 {
	if t.Side == sideOffer {
		return w.question.Value(w.on(t, w.offer), w.now)
	}
	return w.question.of(w.on(t, w.question.need)).Value(w.offer, w.now)
}

func (w *whatIf) on(t trial, p *corpus.Doc) *corpus.Doc {
	e := *p.Entry()
	t.apply(&e)
	return p.With(e)
}

const (
	sideNeed  = "need"
	sideOffer = "offer"
)

// Explain is Question.Score with the statistics and weights in use.
func (r *Ranker) Explain(need, offer *corpus.Doc, now time.Time) Result {
	return r.questions.of(need, r.corpus.Stats(), r.active.Weights()).Score(offer, now)
}

// WhatIf is Question.WhatIf with the statistics and weights in use.
func (r *Ranker) WhatIf(need, offer *corpus.Doc, now time.Time, allow func(Change) bool) []Change {
	return r.questions.of(need, r.corpus.Stats(), r.active.Weights()).WhatIf(offer, now, allow)
}
