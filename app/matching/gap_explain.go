package matching

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/indexed"
	"splot/app/store"
	"splot/search"
	"splot/search/match"
)

// explainGap looks at the offers nearest to the need, whatever their gates.
func (s *Service) explainGap(ctx context.Context, actor app.Actor, p party, g *Gap) error {
	own := s.entryOf(p)
	ranking, err := s.ungated(ctx, own)
	if errors.Is(err, search.ErrUnavailable) {
		return &app.Error{Class: app.ClassUnavailable, Reason: "unavailable"}
	}
	if err != nil {
		return err
	}
	looks := indexed.Viewer(actor)
	var near []match.Ranked
	for _, r := range ranking.List {
		open, reason := match.Gate(&own, r.Partner.Entry(), s.now())
		switch {
		case open:
			g.Best = max(g.Best, r.Score)
			if r.Score >= faint {
				near = append(near, r)
			}
		case r.Score < Threshold || reason == match.GateSameOrganisation:
		default:
			g.Hidden.count(own, *r.Partner.Entry(), reason, slices.Contains(actor.Represents(), app.ID(own.Organisation)))
		}
	}
	g.Near = len(near)
	best := near[:min(len(near), closest)]
	g.Closest = len(best)
	missing := lacks(g, ranking, best, looks, actor.Lang)
	if g.Words, err = s.unknown(ctx, looks, missing); err != nil {
		return err
	}
	g.Concepts = s.fieldsNear(own, looks, best[:min(len(best), evident)])
	g.Reasons = g.reasons()
	return nil
}

func (h *Hidden) count(need, offer search.Entry, reason string, owner bool) {
	wide := need
	wide.Visibility = search.VisibleNetwork
	switch {
	case reason == match.GateExcludedByNeed && owner:
		h.Excluded++
	case reason == match.GateNotVisible && search.MutuallyVisible(&wide, &offer):
		h.Visibility++
	default:
		h.Other++
	}
}

// ungated ranks the offers for a need as if it were visible to everybody and nobody excluded anybody.
func (s *Service) ungated(ctx context.Context, own search.Entry) (*match.Ranking, error) {
	clusters, _, err := s.Clusters.Find(ctx, store.Query{Limit: store.MaxLimit})
	if err != nil {
		return nil, fmt.Errorf("read clusters: %w", err)
	}
	own.Organisation, own.Excluded, own.Visibility = "", nil, search.VisibleNetwork
	for _, c := range clusters {
		if !slices.Contains(own.Clusters, c.ID) {
			own.Clusters = append(own.Clusters, c.ID)
		}
	}
	return s.ranker.Rank(ctx, s.corpus.Prepare(own), nil, s.now())
}

// lacks counts what the offers lack. Of an offer that the viewer sees as a teaser it counts only what a teaser tells.
// It returns the words of the need that none of them has.
func lacks(g *Gap, ranking *match.Ranking, best []match.Ranked, looks search.Viewer, lang app.Lang) []string {
	var missing []string
	count := map[string]int{}
	for i, r := range best {
		full := looks.View(r.Partner.Entry()) == search.ViewFull
		var terms []string
		for _, n := range ranking.Explain(r.Partner).Missing {
			if n.Code == match.NoteTermsMissing {
				terms = inLang(n.Params, lang)
			} else if full || slices.Contains(telling, n.Code) {
				count[n.Code]++
			}
		}
		if i == 0 {
			missing = slices.Clone(terms)
			continue
		}
		missing = slices.DeleteFunc(missing, func(t string) bool { return !slices.Contains(terms, t) })
	}
	for code, n := range count {
		g.Lacking = append(g.Lacking, Lack{code, n})
	}
	slices.SortFunc(g.Lacking, func(a, b Lack) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Code, b.Code))
	})
	return missing
}

// inLang are the missing terms in the reader's language, or all where the need is not written in it.
func inLang(params map[string]any, lang app.Lang) []string {
	all := func(string) bool { return true }
	terms, langs := termsOf(params, all)
	var own []string
	for i, term := range terms {
		if langs[i] == string(lang) {
			own = append(own, term)
		}
	}
	if len(own) > 0 {
		return own
	}
	return terms
}

func (g *Gap) reasons() []string {
	list := []string{}
	if g.Best >= GoodScore {
		return list
	}
	if g.Near == 0 && !g.Hidden.any() {
		list = append(list, GapField)
	}
	if g.Hidden.any() {
		list = append(list, GapGate)
	}
	if len(g.Words) > 0 {
		list = append(list, GapWording)
	}
	if g.Near > 0 {
		list = append(list, GapLow)
	}
	return list
}
