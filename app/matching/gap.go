package matching

import (
	"context"
	"fmt"
	"slices"
	"time"

	"splot/app"
	"splot/app/store"
	"splot/search"
	"splot/search/match"
)

// Why a need has no good matches.
const (
	GapNotLive = "not_live" // it is not matched at all
	GapField   = "field"    // nobody offers anything like it
	GapGate    = "gate"     // there are offers, but visibility or exclusions keep them apart
	GapWording = "wording"  // no offer uses some of its words
	GapLow     = "low"      // offers come close, and something is missing
)

// GapReasons lists them in the order in which they are told.
var GapReasons = []string{GapNotLive, GapField, GapGate, GapWording, GapLow}

const (
	// GoodScore is the score from which a need's best match is good: such a need has no gap.
	GoodScore = 60
	// faint is the score below which an offer has next to nothing to do with a need.
	faint = Threshold / 2
	// closest is how many of the best offers tell what is missing.
	closest = 10
)

// Gap says why a need has no good matches, and what its owner can do. It names no offer and no owner.
type Gap struct {
	Reasons []string // none for a need that has good matches
	Matches int64    // that are shown now
	Best    float64  // score of the best offer whose gates are open, kept or not
	// Near is how many offers with open gates have something to do with the need, of at most Candidates looked at.
	Near   int
	Hidden Hidden
	// Words are those of the need that none of the best offers has, with similar words that offers do have.
	Words   []GapWord
	Lacking []Lack // what the best offers lack, the most frequent first
	Closest int    // how many offers Words and Lacking are about
	// Concepts are fields of science at or near the need's own in which there are offers.
	Concepts   []FieldOffers
	Visibility app.Visibility
	CanWiden   bool // the viewer may make the need visible to the whole network
	CanAsk     bool // the viewer may ask the managers now
	AskedAt    time.Time
}

// Hidden counts the offers that would be matches but for a gate. Other does not tell exclusion from visibility, so
// that nobody learns of being excluded.
type Hidden struct {
	Visibility int // the need is for its own cluster only, and these are in others
	Excluded   int // their owners are excluded by the need's; known to its representatives only
	Other      int // closed from the other side
}

func (h Hidden) any() bool { return h.Visibility+h.Excluded+h.Other > 0 }

// GapWord is a word of a need that no offer has.
type GapWord struct {
	Word string
	Near []string // similar words that offers have
}

// Lack is what a number of offers lack.
type Lack struct {
	Code  string // of a finding
	Count int
}

// Gap answers for the need's owner and the managers of its cluster.
func (s *Service) Gap(ctx context.Context, actor app.Actor, id app.ID) (Gap, error) {
	p, err := s.need(ctx, actor, id, app.OpGap)
	if err != nil {
		return Gap{}, err
	}
	e := p.entry.Value
	g := Gap{Reasons: []string{}, Visibility: e.Content.Visibility}
	if g.AskedAt, err = s.asked(ctx, id); err != nil {
		return g, err
	}
	if !p.live(s.now()) {
		g.Reasons = append(g.Reasons, GapNotLive)
		return g, nil
	}
	t := app.Target{Organisations: []app.ID{e.Organisation}, Clusters: []app.ID{e.Cluster}}
	g.Visibility = e.Approved.Content.Visibility
	g.CanWiden = g.Visibility == app.VisibleCluster && actor.May(app.OpEditEntry, t)
	g.CanAsk = actor.May(app.OpAskManager, t) && s.now().Sub(g.AskedAt) >= askEvery
	where := []store.Condition{store.Eq("need.entry", string(id)), store.Eq("closed", false)}
	if g.Matches, err = s.Matches.Count(ctx, store.Query{Where: where}); err != nil {
		return g, fmt.Errorf("count matches of entry %s: %w", id, err)
	}
	return g, s.explainGap(ctx, actor, p, &g)
}

// need reads a need for an operation of its owner or its managers.
func (s *Service) need(ctx context.Context, actor app.Actor, id app.ID, op app.Operation) (party, error) {
	p, exists, err := s.load(ctx, string(id))
	if err != nil {
		return p, err
	}
	e := p.entry.Value
	switch {
	case !exists:
		return p, app.NotFound()
	case !actor.May(op, app.Target{Organisations: []app.ID{e.Organisation}, Clusters: []app.ID{e.Cluster}}):
		if sees(actor, p, s.now()) {
			return p, app.Forbidden()
		}
		return p, app.NotFound()
	case e.Kind != app.Need:
		return p, app.Conflict("no_need")
	}
	return p, nil
}

// sees tells whether the actor may see at least the teaser of an entry.
func sees(actor app.Actor, p party, now time.Time) bool {
	e := p.entry.Value
	t := app.Target{Organisations: []app.ID{e.Organisation}, Clusters: []app.ID{e.Cluster}, Auditor: e.Auditor}
	if actor.May(app.OpFollowEntry, t) {
		return true
	}
	if actor.Person == "" || !p.live(now) {
		return false
	}
	return e.Approved.Content.Visibility != app.VisibleCluster || slices.Contains(actor.Clusters, e.Cluster) && actor.May(app.OpReadEntry, t)
}

// explainGap looks at the offers nearest to the need, whatever their gates.
func (s *Service) explainGap(ctx context.Context, actor app.Actor, p party, g *Gap) error {
	own := s.indexed(p)
	ranking, err := s.ungated(ctx, own)
	if err != nil {
		return err
	}
	looks := viewer(actor)
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
	missing := lacks(g, ranking, best, looks)
	if g.Words, err = s.unknown(ctx, looks, missing); err != nil {
		return err
	}
	g.Concepts = s.fieldsNear(own, looks)
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
func lacks(g *Gap, ranking *match.Ranking, best []match.Ranked, looks search.Viewer) []string {
	var missing []string
	count := map[string]int{}
	for i, r := range best {
		full := looks.View(r.Partner.Entry()) == search.ViewFull
		var terms []string
		for _, n := range ranking.Explain(r.Partner).Missing {
			if n.Code == match.NoteTermsMissing {
				terms, _ = n.Params["terms"].([]string)
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
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return slices.Compare([]byte(a.Code), []byte(b.Code))
	})
	return missing
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

func viewer(actor app.Actor) search.Viewer {
	return search.Viewer{
		Clusters: texts(actor.Clusters), Manages: texts(actor.In(app.RoleManager)), Organisations: texts(actor.Represents()),
	}
}
