package matching

import (
	"context"
	"fmt"
	"time"

	"splot/app"
	"splot/app/store"
)

// Why a need has no good matches, in the order in which it is told.
const (
	GapNotLive = "not_live" // it is not matched at all
	GapField   = "field"    // nobody offers anything like it
	GapGate    = "gate"     // there are offers, but visibility or exclusions keep them apart
	GapWording = "wording"  // no offer uses some of its words
	GapLow     = "low"      // offers come close, and something is missing
)

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

// Gap answers for the need's owner and the managers of its cluster. While the index is being loaded it is unavailable.
func (s *Service) Gap(ctx context.Context, actor app.Actor, id app.ID) (Gap, error) {
	p, err := s.need(ctx, actor, id, app.OpGap)
	if err != nil {
		return Gap{}, err
	}
	e := p.Entry.Value
	g := Gap{Reasons: []string{}, Visibility: e.Content.Visibility}
	if g.AskedAt, err = s.asked(ctx, id); err != nil {
		return g, err
	}
	if !p.Matched(s.now()) {
		g.Reasons = append(g.Reasons, GapNotLive)
		return g, nil
	}
	if s.corpus.Partial() { // what there is not may come
		return g, &app.Error{Class: app.ClassUnavailable, Reason: "unavailable"}
	}
	t := app.Target{Organisations: []app.ID{e.Organisation}, Clusters: []app.ID{e.Cluster}}
	g.Visibility = e.Approved.Content.Visibility
	g.CanWiden = g.Visibility == app.VisibleCluster && actor.May(app.OpEditEntry, t)
	g.CanAsk = actor.May(app.OpAskManager, t) && s.now().Sub(g.AskedAt) >= askEvery
	where := []store.Condition{store.Eq("need.entry", string(id)), store.Eq("closed", false)}
	if g.Matches, err = s.Matches.Count(ctx, store.Query{Where: where}); err != nil {
		return g, fmt.Errorf("count matches of entry %s: %w", id, err)
	}
	err = s.explainGap(ctx, actor, p, &g)
	return g, err
}

// need reads a need for an operation of its owner or its managers.
func (s *Service) need(ctx context.Context, actor app.Actor, id app.ID, op app.Operation) (party, error) {
	p, exists, err := s.load(ctx, string(id))
	if err != nil {
		return p, err
	}
	e := p.Entry.Value
	switch {
	case !exists:
		return p, app.NotFound()
	case !actor.May(op, app.Target{Organisations: []app.ID{e.Organisation}, Clusters: []app.ID{e.Cluster}}):
		if p.SeenBy(actor) > app.LevelNothing {
			return p, app.Forbidden()
		}
		return p, app.NotFound()
	case e.Kind != app.Need:
		return p, app.Conflict("no_need")
	}
	return p, nil
}
