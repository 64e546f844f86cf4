package match

import (
	"slices"
	"time"

	"splot/search"
	"splot/search/corpus"
	"splot/search/vocabulary"
)

func (w *whatIf) trials() []trial {
	n, o := w.question.entry, w.offer.Entry()
	var list []trial
	list = append(list, w.offerReadiness(n, o)...)
	list = append(list, w.offerTerms(n, o)...)
	list = append(list, w.needReadiness(n, o)...)
	list = append(list, shared(sideOffer, w.offer, w.question.need)...)
	return append(list, shared(sideNeed, w.question.need, w.offer)...)
}

// offerReadiness tries how far an offer is, when it would be ready and for how much.
func (w *whatIf) offerReadiness(n, o *search.Entry) []trial {
	var list []trial
	want := n.TRLMin
	if o.TRLMax > 0 {
		want = min(want, o.TRLMax+nextLevels)
	}
	for level := max(1, o.TRLMax+1); level <= want; level++ {
		code, field := ChangeTRLEvidenced, "technology.trl"
		if o.TRLMax == 0 {
			code = ChangeTRLStated
		}
		set := func(e *search.Entry) { e.TRLMin, e.TRLMax = level, level }
		if o.Kind == search.Competence {
			code, field = ChangeTRLRange, "competence.trlMax"
			set = func(e *search.Entry) { e.TRLMax = level }
		}
		list = append(list, value(sideOffer, field, code, whole(o.TRLMax), level, set))
	}
	if o.Kind == search.Competence && want > 0 && o.TRLMin > want {
		list = append(list, value(sideOffer, "competence.trlMin", ChangeTRLRange, o.TRLMin, want, func(e *search.Entry) { e.TRLMin = want }))
	}
	if o.Kind != search.Technology || want == 0 || o.TRLMax >= want {
		return list
	}
	months := monthsAvailable(&facts{need: n, offer: o, now: w.now})
	if months > 0 && o.MonthsToTarget == 0 {
		list = append(list, value(sideOffer, "technology.monthsToTarget", ChangeMonths, nil, months,
			func(e *search.Entry) { e.MonthsToTarget = months }))
	}
	if limit, ok := budgetLimit(n.Budget); ok && limit <= 1_000_000 && o.CostToTarget == 0 {
		list = append(list, value(sideOffer, "technology.costToTarget", ChangeCost, nil, limit,
			func(e *search.Entry) { e.CostToTarget = limit }))
	}
	return list
}

// offerTerms tries what else an offer says of itself: the partner it seeks and what it can spare. What is stated
// already is taken for true: a team with ten free hours has no forty.
func (w *whatIf) offerTerms(n, o *search.Entry) []trial {
	var list []trial
	if o.Kind == search.Technology {
		if len(o.PartnerOrigins) > 0 {
			list = append(list, addedAll(sideOffer, "technology.partnerOrigins", ChangePartnerOrigin, "origin", o.PartnerOrigins, stated(n.Origin),
				func(e *search.Entry, to []string) { e.PartnerOrigins = to })...)
		}
		if len(o.PartnerSizes) > 0 {
			list = append(list, addedAll(sideOffer, "technology.partnerSizes", ChangePartnerSize, "size", o.PartnerSizes, stated(n.Size),
				func(e *search.Entry, to []string) { e.PartnerSizes = to })...)
		}
		return list
	}
	if o.CapacityHours == 0 {
		list = append(list, value(sideOffer, "competence.capacityHours", ChangeCapacity, nil, spareHours,
			func(e *search.Entry) { e.CapacityHours = spareHours }))
	}
	if o.ReactionDays == 0 {
		list = append(list, value(sideOffer, "competence.reactionDays", ChangeReaction, nil, promptDays,
			func(e *search.Entry) { e.ReactionDays = promptDays }))
	}
	return list
}

// nextLevels is how many levels an offer may be from what it is said to reach: more is a wish. Yielded is how many a
// need may give up: more is another need.
const (
	nextLevels = 2
	yielded    = 2
)

// needReadiness tries what a need accepts, until when and for how much.
func (w *whatIf) needReadiness(n, o *search.Entry) []trial {
	var list []trial
	if o.TRLMax > 0 && o.TRLMax < n.TRLMin && o.TRLMax+yielded >= n.TRLMin {
		list = append(list, value(sideNeed, "need.minTrl", ChangeTRLLowered, n.TRLMin, o.TRLMax, func(e *search.Entry) { e.TRLMin = o.TRLMax }))
	}
	if n.BudgetSecured != "yes" {
		list = append(list, value(sideNeed, "need.budgetSecured", ChangeBudgetSecured, coded(n.BudgetSecured), "yes",
			func(e *search.Entry) { e.BudgetSecured = "yes" }))
	}
	if o.CostToTarget > 0 {
		for _, band := range []string{"under_50k", "50k_200k", "200k_1m", "over_1m"} {
			limit, _ := budgetLimit(band)
			if now, ok := budgetLimit(n.Budget); limit >= o.CostToTarget && (!ok || now < limit) {
				list = append(list, value(sideNeed, "need.budget", ChangeBudget, coded(n.Budget), band, func(e *search.Entry) { e.Budget = band }))
				break
			}
		}
	}
	return append(list, w.later(n, o)...)
}

// later tries to give an offer the time that it takes.
func (w *whatIf) later(n, o *search.Entry) []trial {
	available := monthsAvailable(&facts{need: n, offer: o, now: w.now})
	if available < 0 || o.MonthsToTarget <= available {
		return nil
	}
	if !n.Deadline.IsZero() {
		to := w.now.UTC().Add(time.Duration(o.MonthsToTarget)*fullMonth + 24*time.Hour).Truncate(24 * time.Hour)
		return []trial{value(sideNeed, "need.deadline", ChangeDeadline, n.Deadline.Format(time.DateOnly), to.Format(time.DateOnly),
			func(e *search.Entry) { e.Deadline = to })}
	}
	for _, u := range []string{"high", "medium", "low"} {
		x := *n
		x.Urgency = u
		if monthsAvailable(&facts{need: &x, offer: o, now: w.now}) >= o.MonthsToTarget {
			return []trial{value(sideNeed, "need.urgency", ChangeUrgency, n.Urgency, u, func(e *search.Entry) { e.Urgency = u })}
		}
	}
	return nil
}

// shared tries what one side could have in common with the other: a form of cooperation that it may choose, a field of
// science that its own texts name, and languages where it states none.
func shared(side string, own, other *corpus.Doc) []trial {
	e, o := own.Entry(), other.Entry()
	list := addedAll(side, e.Kind+".cooperation", ChangeCooperation, "form", e.Cooperation, o.Cooperation,
		func(e *search.Entry, to []string) { e.Cooperation = to })
	list = append(list, addedAll(side, "concepts", ChangeConcept, "concept", e.Concepts, named(own, o.Concepts),
		func(e *search.Entry, to []string) { e.Concepts = to })...)
	if len(e.Languages) > 0 {
		return list
	}
	languages := "organisation.languages"
	if e.Kind == search.Competence {
		languages = "competence.languages"
	}
	return append(list, addedAll(side, languages, ChangeLanguage, "language", nil, o.Languages,
		func(e *search.Entry, to []string) { e.Languages = to })...)
}

// named are those of a list of concepts that the texts of a document name.
func named(d *corpus.Doc, concepts []string) []string {
	return slices.DeleteFunc(slices.Clone(concepts), func(notation string) bool {
		return !slices.ContainsFunc(d.Concepts(), func(m corpus.Concept) bool {
			return m.Weight >= leastMention && vocabulary.Notation(int(m.Number)) == notation
		})
	})
}

// addedAll tries to add each value that is missing.
func addedAll(side, field, code, param string, have, wanted []string, set func(*search.Entry, []string)) []trial {
	var list []trial
	for _, v := range wanted {
		if !slices.Contains(have, v) && len(list) < maxTried {
			list = append(list, added(side, field, code, param, have, v, set))
		}
	}
	return list
}

func added(side, field, code, param string, have []string, v string, set func(*search.Entry, []string)) trial {
	to := append(slices.Clone(have), v)
	t := value(side, field, code, nil, to, func(e *search.Entry) { set(e, to) })
	if len(have) > 0 {
		t.Params["from"] = have
	}
	t.Params[param] = v
	return t
}

func value(side, field, code string, from, to any, apply func(*search.Entry)) trial {
	return trial{apply: apply, Change: Change{
		Side: side, Field: field, Code: code, Params: map[string]any{"from": from, "to": to},
	}}
}

// whole is a number that may not be stated.
func whole[T int | int64](n T) any {
	if n == 0 {
		return nil
	}
	return n
}

// coded is a code that may not be stated.
func coded(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func stated(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}
