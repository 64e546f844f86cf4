package match

import "slices"

// judgeReciprocity is the harmonic mean of how well the offer suits the need (forms of cooperation, readiness) and how
// well the need suits what the offering side seeks: a pair that suits only one side is no good pair. It is not known
// while the offering side states nothing that the need could meet or miss.
func judgeReciprocity(f *facts) verdict {
	v := judgeWishes(f)
	if !v.known() {
		return v
	}
	theirs, ours, weight := v.value(), 0.0, 0.0
	for i, w := range f.before {
		if w.known() && (Names[factsFrom+i] == Cooperation || Names[factsFrom+i] == Readiness) {
			ours, weight = ours+w.value(), weight+1
		}
	}
	if weight > 0 {
		ours /= weight
		v.sum, v.weight = ratio(2*ours*theirs, ours+theirs), 1
	}
	return v
}

// judgeWishes compares the need and its owner with what the offering side seeks, can pay for and can spare.
func judgeWishes(f *facts) verdict {
	var v verdict
	n, o := f.need, f.offer
	v.unstated(n.Origin != "" || n.BudgetSecured != "", len(o.PartnerOrigins)+len(o.PartnerSizes) > 0)
	sought := func(list []string, own, code, missing string) {
		switch {
		case len(list) == 0 || own == "":
		case slices.Contains(list, own):
			v.count(1, 2, note(code, "own", own))
		default:
			v.lacking(0.2, 2, note(missing, "own", own, "sought", list))
		}
	}
	sought(o.PartnerOrigins, n.Origin, NoteOriginSought, NoteOriginNotSought)
	sought(o.PartnerSizes, n.Size, NoteSizeSought, NoteSizeNotSought)
	switch n.BudgetSecured {
	case "yes":
		v.count(1, 1, note(NoteBudgetSecured))
	case "grant":
		v.count(0.7, 1, note(NoteBudgetGrant))
	case "no":
		v.lacking(0.4, 1, note(NoteBudgetOpen))
	}
	return v
}

// judgeAttention lowers gently the offers of owners who are asked more than they can answer: to half at a dozen open
// requests.
func judgeAttention(f *facts) verdict {
	var v verdict
	if n := f.offer.Requests; n > 0 {
		v.count(1/(1+float64(n)/12), 1, note(NoteInDemand))
	} else {
		v.sum, v.weight = 1, 1
	}
	return v
}

// judgeCapacity counts what a competence can spare and how soon it answers, into how ready it is.
func judgeCapacity(f *facts, v *verdict) {
	switch h := f.offer.CapacityHours; {
	case h < 0:
		v.lacking(0, 1, note(NoteNoCapacity))
	case h > 0:
		v.count(min(1, float64(h)/fullCapacity), 1, note(NoteCapacity, "hours", h))
	}
	patience, stated := map[string]int{"critical": 7, "high": 14, "medium": 30, "low": 60}[f.need.Urgency]
	if days := f.offer.ReactionDays; days > 0 && stated {
		if days <= patience {
			v.count(1, 0.5, note(NoteReaction, "days", days))
		} else {
			v.lacking(float64(patience)/float64(days), 0.5, note(NoteSlowReaction, "days", days, "urgency", f.need.Urgency))
		}
	}
}

// fullCapacity is the free hours a month from which more do not count.
const fullCapacity = 40
