package match

import (
	"math"
	"slices"
	"time"
)

func judgeCooperation(f *facts) verdict {
	var v verdict
	n, o := f.need.Cooperation, f.offer.Cooperation
	v.unstated(len(n) > 0, len(o) > 0)
	if len(n) == 0 || len(o) == 0 {
		return v
	}
	if both := common(n, o); len(both) > 0 {
		v.count(1, 1, note(NoteCooperationShared, "forms", both))
	} else {
		v.lacking(0, 1, note(NoteCooperationDiffers, "wanted", n, "offered", o))
	}
	return v
}

// judgeReadiness compares the least TRL that the need accepts with what the offer has or serves and, where the
// offer is not there yet, the months and the money that it takes with what there is.
func judgeReadiness(f *facts) verdict {
	var v verdict
	want, have := f.need.TRLMin, f.offer.TRLMax
	v.unstated(want > 0, have > 0)
	judgeCapacity(f, &v)
	if want == 0 || have == 0 {
		return v
	}
	if have >= want {
		v.count(1, 2, note(NoteTRLReached, "have", have, "want", want))
		return v
	}
	v.lacking(max(0, 1-float64(want-have)/4), 2, note(NoteTRLLow, "have", have, "want", want))
	judgeTime(f, &v)
	judgeCost(f, &v)
	return v
}

func judgeTime(f *facts, v *verdict) {
	available := monthsAvailable(f)
	takes := f.offer.MonthsToTarget
	switch {
	case available < 0:
	case takes == 0:
		v.missing = append(v.missing, note(NoteTimeUnknown))
	case takes <= available:
		v.count(1, 1, note(NoteInTime, "months", takes, "available", available))
	default:
		late := float64(takes-available) / float64(max(available, 3))
		v.lacking(max(0, 1-late), 1, note(NoteTooSlow, "months", takes, "available", available))
	}
}

// monthsAvailable is the time until the need's deadline, else what its urgency stands for; -1 is not stated.
func monthsAvailable(f *facts) int {
	if d := f.need.Deadline; !d.IsZero() {
		return max(0, int(d.Sub(f.now).Hours()/(24*30.44)))
	}
	switch f.need.Urgency {
	case "critical":
		return 3
	case "high":
		return 6
	case "medium":
		return 12
	case "low":
		return 24
	}
	return -1
}

func judgeCost(f *facts, v *verdict) {
	cost := f.offer.CostToTarget
	limit, ok := budgetLimit(f.need.Budget)
	if cost <= 0 || !ok {
		return
	}
	if cost <= limit {
		v.count(1, 1, note(NoteWithinBudget, "cost", cost, "budget", f.need.Budget))
		return
	}
	over := float64(cost)/float64(limit) - 1
	v.lacking(max(0, 1-over/2), 1, note(NoteOverBudget, "cost", cost, "budget", f.need.Budget))
}

// budgetLimit is the upper end of a budget band in PLN.
func budgetLimit(band string) (int64, bool) {
	switch band {
	case "under_50k":
		return 50_000, true
	case "50k_200k":
		return 200_000, true
	case "200k_1m":
		return 1_000_000, true
	case "over_1m":
		return math.MaxInt64, true
	}
	return 0, false
}

func judgeRegion(f *facts) verdict {
	var v verdict
	n, o := f.need, f.offer
	v.unstated(n.Voivodeship != "" || len(n.Languages) > 0, o.Voivodeship != "" || len(o.Languages) > 0)
	if n.Voivodeship != "" && o.Voivodeship != "" {
		if n.Voivodeship == o.Voivodeship {
			v.count(1, 2, note(NoteSameRegion, "voivodeship", n.Voivodeship))
		} else {
			v.count(0.4, 2, note(NoteOtherRegion, "need", n.Voivodeship, "offer", o.Voivodeship))
		}
	}
	if len(n.Languages) > 0 && len(o.Languages) > 0 {
		if both := common(n.Languages, o.Languages); len(both) > 0 {
			v.count(1, 1, note(NoteCommonLanguage, "languages", both))
		} else {
			v.lacking(0, 1, note(NoteNoCommonLanguage))
		}
	}
	return v
}

// judgeFreshness halves with every year since the older of the two approvals.
func judgeFreshness(f *facts) verdict {
	var v verdict
	n, o := f.need.ApprovedAt, f.offer.ApprovedAt
	v.unstated(!n.IsZero(), !o.IsZero())
	if n.IsZero() || o.IsZero() {
		return v
	}
	older := n
	if o.Before(n) {
		older = o
	}
	days := max(0, int(f.now.Sub(older)/(24*time.Hour)))
	v.count(math.Exp2(-float64(days)/365), 1, note(NoteAge, "date", older.UTC().Format(time.DateOnly)))
	return v
}

// common lists what is in both, in the order of a, each once.
func common(a, b []string) []string {
	var out []string
	for _, x := range a {
		if slices.Contains(b, x) && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}
