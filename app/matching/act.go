package matching

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// What a representative can do to a match.
const (
	ActInterest   = "interest"
	ActDecline    = "decline"
	ActReconsider = "reconsider"
	ActHide       = "hide"
	ActUnhide     = "unhide"
	ActTalking    = "talking"
	ActAgreed     = "agreed"
)

// possible tells whether the side may do something to the match as it stands.
func possible(m *app.Match, side app.Side, action string) bool {
	own := m.Party(side)
	switch action {
	case ActInterest:
		return (m.State == app.MatchSuggested || m.State == app.MatchInterest) && !own.Interested
	case ActDecline:
		return m.State != app.MatchDeclined && m.State != app.MatchAgreed
	case ActReconsider:
		return m.State == app.MatchDeclined && m.DeclinedBy == side || m.State == app.MatchInterest && own.Interested
	case ActHide:
		return !own.Hidden
	case ActUnhide:
		return own.Hidden
	case ActTalking:
		return m.State == app.MatchMutual
	case ActAgreed:
		return m.State == app.MatchMutual || m.State == app.MatchTalking
	}
	return false
}

// actions lists what the actor can do now.
func actions(actor app.Actor, m *app.Match) []string {
	list := []string{}
	sides := m.SidesOf(actor.Represents())
	for _, action := range []string{ActInterest, ActDecline, ActReconsider, ActTalking, ActAgreed, ActHide, ActUnhide} {
		if slices.ContainsFunc(sides, func(side app.Side) bool { return possible(m, side, action) }) {
			list = append(list, action)
		}
	}
	return list
}

// Command is what a representative does to a match. Side is needed only by someone who represents both sides.
type Command struct {
	Action  string
	Side    app.Side
	Message string // with an interest: to the other side, who reads it when they may know from whom it is
	Reason  string // with a decline, one of app.DeclineReasons: the other side learns it
	Note    string // with a decline, for the own side only
}

func (c Command) validate() error {
	var v app.Validator
	v.Length("message", c.Message, app.MaxMessage)
	v.Length("note", c.Note, app.MaxMessage)
	if c.Action == ActDecline {
		v.OneOf("reason", c.Reason, app.DeclineReasons)
	}
	if c.Side != "" {
		v.OneOf("side", string(c.Side), []string{string(app.NeedSide), string(app.OfferSide)})
	}
	return v.Err()
}

// Do carries out a command and answers with the match as the actor sees it then. What is done already is done
// again without effect where that is the same; what the state does not allow is a conflict.
func (s *Service) Do(ctx context.Context, actor app.Actor, id app.ID, c Command) (View, error) {
	if err := c.validate(); err != nil {
		return View{}, err
	}
	return s.change(ctx, actor, id, c.Side, func(m *app.Match, side app.Side) ([]store.Event, error) {
		if done(m, side, c.Action) {
			return nil, errNothing
		}
		if !possible(m, side, c.Action) {
			return nil, app.Conflict("wrong_state", "state", string(m.State))
		}
		return s.apply(actor, m, side, c), nil
	})
}

// Seen notes that someone of the actor's organisation has opened the match. The side is needed as in Command.
func (s *Service) Seen(ctx context.Context, actor app.Actor, id app.ID, side app.Side) (View, error) {
	return s.change(ctx, actor, id, side, func(m *app.Match, side app.Side) ([]store.Event, error) {
		if m.Party(side).Seen {
			return nil, errNothing
		}
		m.Party(side).Seen = true
		seen := records.MatchStep{Action: "seen", Side: side, By: actor.Person}
		return []store.Event{records.NewEvent(s.newID(), s.now(), actor.Person, records.TopicMatchSeen, m.ID, seen)}, nil
	})
}

// done tells whether the match already is as the action would make it.
func done(m *app.Match, side app.Side, action string) bool {
	own := m.Party(side)
	switch action {
	case ActInterest:
		return own.Interested && m.State != app.MatchDeclined
	case ActHide:
		return own.Hidden
	case ActUnhide:
		return !own.Hidden
	case ActDecline:
		return m.State == app.MatchDeclined && m.DeclinedBy == side
	case ActTalking:
		return m.State == app.MatchTalking
	case ActAgreed:
		return m.State == app.MatchAgreed
	}
	return false
}

var errNothing = errors.New("nothing to change")

// changeTries bounds how often a change is tried again because the match changed meanwhile.
const changeTries = 8

// change reads a match, lets f change it for the actor's side and writes it, again from the start if it changed
// meanwhile.
func (s *Service) change(
	ctx context.Context, actor app.Actor, id app.ID, side app.Side, f func(*app.Match, app.Side) ([]store.Event, error),
) (View, error) {
	for range changeTries {
		d, need, offer, err := s.read(ctx, actor, id)
		if err != nil {
			return View{}, err
		}
		own, err := actingSide(actor, &d.Value, side)
		if err != nil {
			return View{}, err
		}
		events, err := f(&d.Value, own)
		if errors.Is(err, errNothing) {
			return s.page(ctx, actor, d, need, offer)
		}
		if err != nil {
			return View{}, err
		}
		derive(&d.Value)
		saved, err := s.Matches.Replace(ctx, d, events...)
		if errors.Is(err, store.ErrStale) {
			continue
		}
		if err != nil {
			return View{}, fmt.Errorf("change match %s: %w", id, err)
		}
		return s.page(ctx, actor, saved, need, offer)
	}
	return View{}, app.Stale()
}

// actingSide is the side for which the actor acts.
func actingSide(actor app.Actor, m *app.Match, wanted app.Side) (app.Side, error) {
	sides := m.SidesOf(actor.Represents())
	switch {
	case len(sides) == 0:
		return "", app.Forbidden()
	case wanted == "" && len(sides) == 1:
		return sides[0], nil
	case wanted == "":
		return "", app.Wrong("side", "required")
	case !slices.Contains(sides, wanted):
		return "", app.Forbidden()
	}
	return wanted, nil
}

func (s *Service) apply(actor app.Actor, m *app.Match, side app.Side, c Command) []store.Event {
	own := m.Party(side)
	switch c.Action {
	case ActHide, ActUnhide:
		own.Hidden = c.Action == ActHide
		return nil
	case ActInterest:
		own.Interested, own.Seen, own.Message, own.InterestedAt = true, true, strings.TrimSpace(c.Message), s.now()
		events := s.step(actor, m, side, ActInterest)
		if m.State = app.MatchInterest; m.Party(side.Other()).Interested {
			m.State = app.MatchMutual
			m.DisclosedAt = s.now()
			events = s.step(actor, m, side, app.StepMutual)
		}
		return events
	case ActDecline:
		m.State, m.DeclinedBy, m.DeclineReason, m.DeclineNote = app.MatchDeclined, side, c.Reason, strings.TrimSpace(c.Note)
		own.Seen = true
		return s.step(actor, m, side, app.StepDeclined)
	case ActReconsider:
		s.reconsider(m, side)
		return s.step(actor, m, side, app.StepReconsidered)
	}
	m.State = app.MatchState(c.Action)
	return s.step(actor, m, side, c.Action)
}

// reconsider takes back the side's own decline or interest. What had been disclosed to both stays mutual.
func (s *Service) reconsider(m *app.Match, side app.Side) {
	declined := m.State == app.MatchDeclined
	m.DeclinedBy, m.DeclineReason, m.DeclineNote = "", "", ""
	own, other := m.Party(side), m.Party(side.Other())
	switch {
	case declined && !m.DisclosedAt.IsZero():
		m.State = app.MatchMutual
		return
	case other.Interested:
		m.State = app.MatchInterest
	default:
		m.State = app.MatchSuggested
	}
	own.Interested, own.Message, own.InterestedAt = false, "", time.Time{}
}

// maxHistory bounds the steps that a match remembers: the first and the latest.
const maxHistory = 100

// step notes what a side did, and makes the event of it.
func (s *Service) step(actor app.Actor, m *app.Match, side app.Side, action string) []store.Event {
	now := s.now()
	if len(m.History) >= maxHistory {
		m.History = slices.Delete(m.History, 1, len(m.History)-maxHistory+2)
	}
	m.UpdatedAt = now
	m.History = append(m.History, app.MatchStep{At: now, Side: side, By: actor.Person, Action: action})
	return []store.Event{records.NewEvent(s.newID(), now, actor.Person, records.TopicMatch, m.ID, records.MatchStep{
		Action: action, Side: side, By: actor.Person,
	})}
}
