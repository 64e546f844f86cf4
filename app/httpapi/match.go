package httpapi

import (
	"context"
	"strings"

	"splot/app"
	"splot/app/matching"
	"splot/app/store"
)

type (
	listMatches struct {
		Paging
		Entry        app.ID   `query:"entry" maxLength:"80" doc:"Only of this entry"`
		Organisation app.ID   `query:"organisation" maxLength:"80" doc:"Only of this organisation: one that the viewer represents or, for a manager, its entries of the own clusters on one side"`
		Cluster      app.ID   `query:"cluster" maxLength:"80" doc:"All of this cluster, for its manager"`
		Side         string   `query:"side" enum:",need,offer" doc:"On which side the organisation stands; need for a manager unless said otherwise"`
		States       []string `query:"state,explode" maxItems:"6" enum:"suggested,interest,mutual,talking,agreed,declined"`
		Kind         string   `query:"kind" enum:",technology,competence" doc:"Kind of the offer"`
		MinScore     float64  `query:"minScore" minimum:"0" maximum:"100"`
		New          bool     `query:"new" doc:"Only those that nobody of the own organisation has opened"`
		Hidden       bool     `query:"hidden" doc:"Those that the own organisation has hidden, instead of the others"`
		Sort         string   `query:"sort" enum:",score,-score,since,-since" doc:"-score unless said otherwise"`
	}
	actOnMatch struct {
		ByID
		Body *struct {
			Side string `json:"side,omitempty" required:"false" enum:"need,offer" doc:"Needed only by someone who represents both sides"`
		} `required:"false"`
	}
	interestInMatch struct {
		ByID
		Body struct {
			Side    string `json:"side,omitempty" required:"false" enum:"need,offer" doc:"Needed only by someone who represents both sides"`
			Message string `json:"message" required:"false" doc:"To the other side; it is shown when they may know from whom it is"`
		}
	}
	declineMatch struct {
		ByID
		Body struct {
			Side   string `json:"side,omitempty" required:"false" enum:"need,offer" doc:"Needed only by someone who represents both sides"`
			Reason string `json:"reason" enum:"too_early,benefit_unclear,route_unclear,description_unclear,technical_objection,capacity,other" doc:"The other side learns it"`
			Note   string `json:"note" required:"false" doc:"For the own side only"`
		}
	}
	progressMatch struct {
		ByID
		Body struct {
			Side  string `json:"side,omitempty" required:"false" enum:"need,offer" doc:"Needed only by someone who represents both sides"`
			State string `json:"state" enum:"talking,agreed"`
		}
	}
)

const tagMatches = "Matches"

// Matches is the matches and what people do with them.
func Matches(s *matching.Service) Resource { return func(a *API) { a.matches(s) } }

func (a *API) matches(s *matching.Service) {
	register(a, get(tagMatches, "listMatches", "/api/matches", "List matches: of an entry, of the own organisations, or of a managed cluster", app.OpListMatches),
		func(ctx context.Context, actor app.Actor, in *listMatches) (*body[MatchList], error) {
			result, err := s.List(ctx, actor, in.query())
			if err != nil {
				return nil, err
			}
			return answer(matchList(result, in.Cursor == "")), nil
		})
	register(a, get(tagMatches, "getMatch", "/api/matches/{id}", "Show a match with both sides, as far as the viewer may see them", app.OpReadMatch),
		func(ctx context.Context, actor app.Actor, in *ByID) (*body[MatchPage], error) {
			return matchAnswer(s.Get(ctx, actor, in.ID))
		})
	a.matchCounts(s)
	a.matchActions(s)
}

func (in *listMatches) query() matching.Query {
	q := matching.Query{
		Entry: in.Entry, Organisation: in.Organisation, Cluster: in.Cluster, Side: app.Side(in.Side), Kind: app.Kind(in.Kind),
		MinScore: in.MinScore, New: in.New, Hidden: in.Hidden, Newest: strings.HasSuffix(in.Sort, "since"),
		Ascending: in.Sort == "score" || in.Sort == "since",
		Cursor:    store.Cursor(in.Cursor), Limit: in.Limit,
	}
	for _, state := range in.States {
		q.States = append(q.States, app.MatchState(state))
	}
	return q
}

func (a *API) matchActions(s *matching.Service) {
	act := func(path, id, summary string) operation {
		return post(tagMatches, id, "/api/matches/{id}/"+path, summary, app.OpActOnMatch)
	}
	register(a, act("interest", "showInterest", "Say that the own side is interested; if both are, identities open to both"),
		func(ctx context.Context, actor app.Actor, in *interestInMatch) (*body[MatchPage], error) {
			return matchAnswer(s.Do(ctx, actor, in.ID, matching.Command{
				Action: matching.ActInterest, Side: app.Side(in.Body.Side), Message: in.Body.Message,
			}))
		})
	register(a, act("decline", "declineMatch", "Decline with a reason"),
		func(ctx context.Context, actor app.Actor, in *declineMatch) (*body[MatchPage], error) {
			return matchAnswer(s.Do(ctx, actor, in.ID, matching.Command{
				Action: matching.ActDecline, Side: app.Side(in.Body.Side), Reason: in.Body.Reason, Note: in.Body.Note,
			}))
		})
	register(a, act("progress", "progressMatch", "Say how far the talks have come"),
		func(ctx context.Context, actor app.Actor, in *progressMatch) (*body[MatchPage], error) {
			return matchAnswer(s.Do(ctx, actor, in.ID, matching.Command{Action: in.Body.State, Side: app.Side(in.Body.Side)}))
		})
	for _, o := range []operation{
		act(matching.ActReconsider, "reconsiderMatch", "Take back the own decline, or the own interest before it is mutual"),
		act(matching.ActHide, "hideMatch", "Hide the match from the own organisation's list"),
		act(matching.ActUnhide, "unhideMatch", "Show a hidden match again"),
	} {
		action := o.path[len("/api/matches/{id}/"):]
		register(a, o, func(ctx context.Context, actor app.Actor, in *actOnMatch) (*body[MatchPage], error) {
			return matchAnswer(s.Do(ctx, actor, in.ID, matching.Command{Action: action, Side: in.side()}))
		})
	}
	register(a, act("seen", "seeMatch", "Note that someone of the own organisation has opened the match"),
		func(ctx context.Context, actor app.Actor, in *actOnMatch) (*body[MatchPage], error) {
			return matchAnswer(s.Seen(ctx, actor, in.ID, in.side()))
		})
}

func (in *actOnMatch) side() app.Side {
	if in.Body == nil {
		return ""
	}
	return app.Side(in.Body.Side)
}

func matchAnswer(v matching.View, err error) (*body[MatchPage], error) {
	if err != nil {
		return nil, err
	}
	return answer(matchPage(v)), nil
}
