package consortium

import (
	"context"
	"errors"
	"slices"
	"strings"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Invite invites all members that are only proposed and whose name is known, at once.
func (s *Service) Invite(ctx context.Context, actor app.Actor, id app.ID, version int64) (View, error) {
	d, err := s.change(ctx, actor, id, version)
	if err != nil {
		return View{}, err
	}
	p := &d.Value
	if p.State == app.ProjectClosed {
		return View{}, app.Conflict("wrong_state", "state", string(p.State))
	}
	s.taken(actor, p)
	if !p.Agreed() {
		return View{}, app.Conflict("owner_not_agreed")
	}
	if err := s.name(ctx, p); err != nil {
		return View{}, err
	}
	reachable, err := s.reachable(ctx, p)
	if err != nil {
		return View{}, err
	}
	var now []app.ID
	for i := range p.Members {
		m := &p.Members[i]
		if m.Invitation == app.Proposed && !m.Anonymous && reachable[m.Organisation] {
			m.Invitation, m.InvitedAt = app.Invited, s.o.Clock()
			now = append(now, m.Organisation)
		}
	}
	if len(now) == 0 {
		return View{}, app.Conflict("nobody_to_invite")
	}
	p.Derive()
	return s.save(ctx, actor, d, records.ProjectStep{Action: "invited", By: actor.Person, Organisations: now})
}

// name turns anonymous members whose owner agreed on the match with the project's need into named ones. One that is
// a member by name already is dropped.
func (s *Service) name(ctx context.Context, p *app.Project) error {
	open, err := s.opened(ctx, p)
	if err != nil {
		return err
	}
	list := []app.ProjectMember{}
	for _, m := range p.Members {
		if m.Anonymous && open[m.Entry] {
			m.Anonymous = false
			if slices.ContainsFunc(p.Members, func(have app.ProjectMember) bool { return same(have, m) }) {
				continue
			}
		}
		list = append(list, m)
	}
	p.Members = list
	return nil
}

// opened lists the anonymous members' entries whose match with the project's need has opened identities.
func (s *Service) opened(ctx context.Context, p *app.Project) (map[app.ID]bool, error) {
	open := map[app.ID]bool{}
	if p.Need == "" {
		return open, nil
	}
	var pairs []string
	for _, m := range p.Members {
		if m.Anonymous {
			pairs = append(pairs, app.PairOf(p.Need, m.Entry))
		}
	}
	matches, err := s.matchesOf(ctx, pairs)
	if err != nil {
		return nil, records.Answer("read matches of project "+string(p.ID), err)
	}
	for _, d := range matches {
		if d.Value.State.Open() && !d.Value.Closed {
			open[d.Value.Offer.Entry] = true
		}
	}
	return open, nil
}

// reachable lists the members that may still be invited: published, and without exclusions between them and the owner.
func (s *Service) reachable(ctx context.Context, p *app.Project) (map[app.ID]bool, error) {
	ids := []app.ID{p.Organisation}
	for _, m := range p.Members {
		ids = append(ids, m.Organisation)
	}
	organisations, err := s.Organisations.ByID(ctx, ids)
	if err != nil {
		return nil, records.Answer("read members of project "+string(p.ID), err)
	}
	owner := organisations[p.Organisation].Value
	owner.ID = p.Organisation
	out := map[app.ID]bool{}
	for id, o := range organisations {
		out[id] = id != owner.ID && o.Value.State == app.Published && !o.Value.Apart(&owner)
	}
	return out, nil
}

// Reply is an organisation's answer to an invitation.
type Reply struct {
	Organisation app.ID // may be empty for who represents one invited only
	Accept       bool
	Reason       string // of a refusal, one of app.RefusalReasons
	Note         string // with it, for the owner
}

func (r Reply) validate() error {
	var v app.Validator
	if !r.Accept {
		v.OneOf("reason", r.Reason, app.RefusalReasons)
	}
	v.Length("note", r.Note, app.MaxMessage)
	return v.Err()
}

// answerTries bounds how often an answer is tried again because the project changed meanwhile.
const answerTries = 8

// Answer accepts or declines an invitation, and may be changed until the project is closed.
func (s *Service) Answer(ctx context.Context, actor app.Actor, id app.ID, r Reply) (View, error) {
	for range answerTries {
		d, err := s.read(ctx, actor, id)
		if err != nil {
			return View{}, err
		}
		m, err := answering(actor, &d.Value, r)
		if err == nil {
			err = r.validate()
		}
		if err != nil {
			return View{}, err
		}
		want := app.Declined
		if r.Accept {
			want = app.Accepted
		}
		if m.Invitation == want && m.Reason == r.Reason {
			return s.one(ctx, actor, d)
		}
		m.Invitation, m.AnsweredAt, m.AnsweredBy, m.Reason, m.Note = want, s.o.Clock(), actor.Person, "", ""
		if !r.Accept {
			m.Reason, m.Note = r.Reason, strings.TrimSpace(r.Note)
		}
		organisation := m.Organisation
		if organisation == d.Value.Organisation && !r.Accept {
			d.Value.State = app.ProjectClosed // nobody asks in the name of who does not want it
		}
		d.Value.Derive()
		v, err := s.save(ctx, actor, d, records.ProjectStep{Action: want, By: actor.Person, Organisations: []app.ID{organisation}})
		if !errors.Is(err, store.ErrStale) && app.ClassOf(err) != app.ClassStale {
			return v, err
		}
	}
	return View{}, app.Stale()
}

// answering finds the member for whom the actor answers.
func answering(actor app.Actor, p *app.Project, r Reply) (*app.ProjectMember, error) {
	if r.Organisation != "" && !slices.Contains(actor.Represents(), r.Organisation) || len(actor.Represents()) == 0 {
		return nil, app.Forbidden()
	}
	m := invited(actor, p)
	if r.Organisation != "" {
		m, _ = p.Member(r.Organisation)
	}
	switch {
	case m == nil || m.Invitation == app.Proposed || m.Organisation == p.Organisation && !p.ByManager:
		return nil, app.Conflict("not_invited")
	case p.State == app.ProjectClosed:
		return nil, app.Conflict("wrong_state", "state", string(p.State))
	}
	return m, nil
}
