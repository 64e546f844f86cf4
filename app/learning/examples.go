package learning

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"splot/app"
	"splot/app/store"
	"splot/search/match"
)

// Example is a match as it was shown to a side, and whether the side cared for it.
type Example struct {
	Match  app.ID
	Need   app.ID
	List   app.ID // the side's own entry
	Values map[string]float64
	Good   bool
	Found  bool // the side acted on it; false: it was shown and left
	Rank   int  // best place in the side's list; 0 is unknown
	Weight float64
}

// Why an example is left out, beside the reasons of declines.
const (
	leftModel        = "model"         // of another formula: its values mean something else
	leftRecent       = "recent"        // shown too recently to tell that it is left
	leftReconsidered = "reconsidered"  // the side took back what it had done
	leftOther        = "other_decided" // the other side declined before this one acted
	leftBound        = "bound"         // more than maxExamples
)

// ofRelevance are the reasons of a decline that tell of relevance. The others do not: capacity and route_unclear are
// about the people and the next step, description_unclear about a text that may hide a good offer, and other
// about anything. Too early counts: readiness is a component, and should have told.
var ofRelevance = map[string]bool{"too_early": true, "benefit_unclear": true, "technical_objection": true}

// Bounds of what is learned from.
const (
	learnedMonths = 24 // how far back
	leftAfter     = 14 * 24 * time.Hour
	maxExamples   = 200_000
	agreedWeight  = 2 // of what both sides agreed on, against an interest
)

// fate is what became of a match for one side.
type fate struct {
	lesson  Lesson // the last that counts
	good    bool
	agreed  bool
	leftOut string // why it says nothing
}

// Examples reads what is learned from, oldest first, and counts what is left out, by reason.
func (s *Service) Examples(ctx context.Context) (list []Example, leftOut map[string]int, err error) {
	since := monthOf(s.now()).AddDate(0, -learnedMonths, 0)
	fates, declined, err := s.fates(ctx, since)
	if err != nil {
		return nil, nil, err
	}
	rows, err := s.shownSince(ctx, since)
	if err != nil {
		return nil, nil, err
	}
	leftOut = map[string]int{}
	add := func(e Example, model, reason string) {
		switch {
		case reason != "":
		case model != match.ModelVersion || e.Values == nil:
			reason = leftModel
		case len(list) >= maxExamples:
			reason = leftBound
		}
		if reason != "" {
			leftOut[reason]++
			return
		}
		list = append(list, e)
	}
	for _, r := range rows {
		key := sideOfMatch{r.Match, r.Side}
		if _, acted := fates[key]; acted {
			continue
		}
		reason := ""
		switch by, ok := declined[r.Match]; {
		case ok && by != r.Side:
			reason = leftOther
		case s.now().Sub(r.At) < leftAfter:
			reason = leftRecent
		}
		formula, _ := modelAndWeights(r.Model)
		e := Example{Match: app.ID(r.Match), Need: r.Need, List: r.Own, Weight: 1}
		e.Values, e.Rank = unpack(r.Values), r.Rank
		add(e, formula, reason)
	}
	for _, key := range sortedKeys(fates) {
		f := fates[key]
		e := Example{Match: app.ID(key.match), Need: f.lesson.Need, List: f.lesson.Own, Weight: 1}
		e.Values, e.Rank, e.Good, e.Found = f.lesson.Values, f.lesson.Rank, f.good, true
		if f.good && f.agreed {
			e.Weight = agreedWeight
		}
		add(e, f.lesson.Model, f.leftOut)
	}
	return list, leftOut, nil
}

func sortedKeys(fates map[sideOfMatch]*fate) []sideOfMatch {
	keys := make([]sideOfMatch, 0, len(fates))
	for key := range fates {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b sideOfMatch) int {
		return cmp.Or(cmp.Compare(a.match, b.match), cmp.Compare(a.side, b.side))
	})
	return keys
}

// fates goes through the log in the order of time. It also tells which side declined a match last.
func (s *Service) fates(ctx context.Context, since time.Time) (map[sideOfMatch]*fate, map[string]app.Side, error) {
	fates, declined := map[sideOfMatch]*fate{}, map[string]app.Side{}
	err := s.lessons.Each(ctx, store.Query{
		Where: []store.Condition{{Field: "at", Min: since}}, Sort: "at",
	}, func(d store.Doc[Lesson]) error {
		l := d.Value
		key := sideOfMatch{string(l.Match), l.Side}
		switch l.Action {
		case app.StepInterest, app.StepMutual:
			fates[key] = &fate{lesson: l, good: true}
		case app.StepAgreed:
			for _, side := range []app.Side{app.NeedSide, app.OfferSide} {
				if f := fates[sideOfMatch{string(l.Match), side}]; f != nil {
					f.agreed = true
				}
			}
		case app.StepDeclined:
			declined[string(l.Match)] = l.Side
			decline(fates, key, l)
		case app.StepReconsidered:
			delete(declined, string(l.Match))
			fates[key] = &fate{lesson: l, leftOut: leftReconsidered}
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read the log of actions: %w", err)
	}
	return fates, declined, nil
}

// decline takes a telling decline for the side's judgement. Another one leaves an interest that came before it as
// it was, and else says nothing.
func decline(fates map[sideOfMatch]*fate, key sideOfMatch, l Lesson) {
	before := fates[key]
	switch {
	case ofRelevance[l.Reason]:
		fates[key] = &fate{lesson: l}
	case before == nil || !before.good:
		fates[key] = &fate{lesson: l, leftOut: l.Reason}
	}
}

// shownSince joins the months' impressions: the earliest of each match and side, with its best place.
func (s *Service) shownSince(ctx context.Context, since time.Time) ([]impression, error) {
	var all []impression
	err := s.shown.Each(ctx, store.Query{Where: []store.Condition{{Field: "since", Min: since}}, Sort: "since"},
		func(d store.Doc[shownTo]) error {
			all = append(all, d.Value.Rows...)
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("read what was shown: %w", err)
	}
	slices.SortStableFunc(all, byTime)
	at := map[sideOfMatch]int{}
	joined := all[:0]
	for _, r := range all {
		key := sideOfMatch{r.Match, r.Side}
		if i, known := at[key]; known {
			joined[i].Rank = min(joined[i].Rank, r.Rank)
			continue
		}
		at[key] = len(joined)
		joined = append(joined, r)
	}
	return joined, nil
}
