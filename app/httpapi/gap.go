package httpapi

import (
	"context"
	"time"

	"splot/app"
	"splot/app/matching"
)

// Gap says why a need has no good matches, and what its owner can do about it.
type Gap struct {
	Reasons    []string    `json:"reasons" nullable:"false" enum:"not_live,field,gate,wording,low" doc:"Why; empty for a need that has good matches. not_live: it is not matched at all; field: nobody offers anything like it; gate: offers are kept apart from it; wording: no offer uses some of its words; low: offers come close, and something is missing"`
	Matches    int64       `json:"matches" doc:"Matches that are shown now"`
	Best       float64     `json:"best" doc:"Score of the best offer whose gates are open, shown or not; 0 for none"`
	Near       int         `json:"near" doc:"Offers with open gates that have something to do with the need"`
	Hidden     GapHidden   `json:"hidden" doc:"Offers that would be matches but for a gate"`
	Words      []GapWord   `json:"words" nullable:"false" doc:"Words of the need that no offer has"`
	Lacking    []GapLack   `json:"lacking" nullable:"false" doc:"What the nearest offers lack, the most frequent first"`
	Closest    int         `json:"closest" doc:"How many of the nearest offers words and lacking are about"`
	Concepts   []GapFields `json:"concepts" nullable:"false" doc:"Fields of science at or near the need's own in which there are offers, the nearest first"`
	Visibility string      `json:"visibility" enum:",cluster,network,teaser"`
	CanWiden   bool        `json:"canWiden" doc:"The viewer may make the need visible to the whole network: POST /api/entries/{id}/visibility"`
	CanAsk     bool        `json:"canAsk" doc:"The viewer may ask the cluster's managers now: POST /api/entries/{id}/ask-manager"`
	AskedAt    *time.Time  `json:"askedAt" nullable:"true" doc:"When the managers were asked last"`
}

// GapHidden counts offers by what keeps them apart. No owner is named.
type GapHidden struct {
	Visibility int `json:"visibility" doc:"The need is visible in its own cluster only, and these are in others"`
	Excluded   int `json:"excluded" doc:"Of organisations that the need's owner excludes; for its representatives only"`
	Other      int `json:"other" doc:"Closed from the other side"`
}

// GapWord is a word that no offer has.
type GapWord struct {
	Word string   `json:"word"`
	Near []string `json:"near" nullable:"false" doc:"Similar words that offers have"`
}

// GapLack is something that a number of offers lack.
type GapLack struct {
	Code  string `json:"code" doc:"As in a match's findings"`
	Count int    `json:"count"`
}

// GapFields is a field of science in which there are offers.
type GapFields struct {
	Concept
	Distance int `json:"distance" doc:"Steps in EuroSciVoc from the need's nearest concept; 0 is its own"`
	Offers   int `json:"offers" doc:"Offers of others that the viewer may see in full, at most 1000"`
}

// Asked says when the managers were asked about a need.
type Asked struct {
	AskedAt time.Time `json:"askedAt"`
}

// Gaps tells why a need has no good matches.
func Gaps(s *matching.Service) Resource { return func(a *API) { a.gaps(s) } }

func (a *API) gaps(s *matching.Service) {
	register(a, get(tagMatches, "explainGap", "/api/entries/{id}/gap", "Say why a need has no good matches", app.OpGap),
		func(ctx context.Context, actor app.Actor, in *ByID) (*body[Gap], error) {
			g, err := s.Gap(ctx, actor, in.ID)
			if err != nil {
				return nil, err
			}
			return answer(a.gap(g)), nil
		})
	register(a, post(tagMatches, "askManager", "/api/entries/{id}/ask-manager", "Ask the cluster's managers about a need without good matches, once a week", app.OpAskManager),
		func(ctx context.Context, actor app.Actor, in *ByID) (*body[Asked], error) {
			at, err := s.AskManager(ctx, actor, in.ID)
			if err != nil {
				return nil, err
			}
			return answer(Asked{AskedAt: at}), nil
		})
}

func (a *API) gap(g matching.Gap) Gap {
	out := Gap{
		Reasons: listOf(g.Reasons), Matches: g.Matches, Best: g.Best, Near: g.Near, Hidden: GapHidden(g.Hidden), Closest: g.Closest,
		Words: make([]GapWord, len(g.Words)), Lacking: make([]GapLack, len(g.Lacking)), Concepts: []GapFields{},
		Visibility: string(g.Visibility), CanWiden: g.CanWiden, CanAsk: g.CanAsk, AskedAt: timeOf(g.AskedAt),
	}
	for i, w := range g.Words {
		out.Words[i] = GapWord{Word: w.Word, Near: listOf(w.Near)}
	}
	for i, l := range g.Lacking {
		out.Lacking[i] = GapLack(l)
	}
	for _, f := range g.Concepts {
		for _, c := range a.options.Concepts.Lookup([]string{f.Concept}) {
			out.Concepts = append(out.Concepts, GapFields{Concept: c, Distance: f.Distance, Offers: f.Offers})
		}
	}
	return out
}
