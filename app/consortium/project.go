package consortium

import (
	"context"
	"errors"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Draft is what people write of a project. Members are named by their organisation, or an anonymous one by its entry;
// their invitations are kept.
type Draft struct {
	Organisation app.ID // of a new one: owner; may be empty for who represents one only
	Title, Goal  app.Text
	Call         string
	Need         app.ID
	Closed       bool
	Capabilities []app.Capability
	Members      []app.ProjectMember
}

func target(p *app.Project) app.Target {
	return app.Target{Organisations: []app.ID{p.Organisation}, Clusters: []app.ID{p.Cluster}}
}

// sees tells whether a project exists for the actor: for its owner, the managers of its cluster, and who was invited.
func sees(actor app.Actor, p *app.Project) bool {
	return actor.May(app.OpReadProject, target(p)) || invited(actor, p) != nil
}

// invited is the member whom the actor represents, if that was invited.
func invited(actor app.Actor, p *app.Project) *app.ProjectMember {
	for _, id := range actor.Represents() {
		asked := slices.Contains(p.Invited, id) || p.ByManager && id == p.Organisation
		if m, ok := p.Member(id); ok && asked {
			return m
		}
	}
	return nil
}

// read loads a project that exists for the actor.
func (s *Service) read(ctx context.Context, actor app.Actor, id app.ID) (projectDoc, error) {
	d, err := s.Projects.Get(ctx, string(id))
	if err != nil {
		return d, records.Answer("read project "+string(id), err)
	}
	if !sees(actor, &d.Value) {
		return d, app.NotFound()
	}
	return d, nil
}

// change loads a project that the actor may change, in the version that the actor saw.
func (s *Service) change(ctx context.Context, actor app.Actor, id app.ID, version int64) (projectDoc, error) {
	d, err := s.read(ctx, actor, id)
	switch {
	case err != nil:
		return d, err
	case !actor.May(app.OpEditProject, target(&d.Value)):
		return d, app.Forbidden()
	case d.Version != version:
		return d, app.Stale()
	}
	return d, nil
}

// Create makes a project draft. The owner is its leader unless the draft names another.
func (s *Service) Create(ctx context.Context, actor app.Actor, draft Draft) (View, error) {
	owner, err := s.initiator(ctx, actor, draft.Organisation, app.OpCreateProject)
	if err != nil {
		return View{}, err
	}
	now := s.o.Clock()
	p := app.Project{
		ID: s.o.IDs(), Organisation: owner.Value.ID, Cluster: ownCluster(actor, &owner.Value), Author: actor.Person, State: app.ProjectDraft, CreatedAt: now,
		ByManager: !slices.Contains(actor.Represents(), owner.Value.ID),
	}
	if err := s.fill(ctx, &p, draft, &owner.Value); err != nil {
		return View{}, err
	}
	step := records.ProjectStep{Action: "saved", By: actor.Person}
	if p.ByManager {
		step.Action, step.Organisations = "founded", []app.ID{p.Organisation}
	}
	err = s.Projects.Insert(ctx, string(p.ID), p, s.step(&p, step))
	if err != nil {
		return View{}, records.Answer("create project", err)
	}
	return s.one(ctx, actor, projectDoc{ID: string(p.ID), Version: 1, Value: p})
}

// ownCluster is the owner's cluster in which the project stands: one that the actor belongs to, else the first.
func ownCluster(actor app.Actor, o *app.Organisation) app.ID {
	for _, mine := range [][]app.ID{actor.In(app.RoleManager), actor.Clusters} {
		for _, c := range o.Clusters {
			if slices.Contains(mine, c) {
				return c
			}
		}
	}
	if len(o.Clusters) == 0 {
		return ""
	}
	return o.Clusters[0]
}

// Save changes a project. Members whose invitation it takes back no longer see it.
func (s *Service) Save(ctx context.Context, actor app.Actor, id app.ID, version int64, draft Draft) (View, error) {
	d, err := s.change(ctx, actor, id, version)
	if err != nil {
		return View{}, err
	}
	owner, err := s.Organisations.Get(ctx, string(d.Value.Organisation))
	if err != nil {
		return View{}, records.Answer("read owner of project "+string(id), err)
	}
	before := slices.Clone(d.Value.Invited)
	if err := s.fill(ctx, &d.Value, draft, &owner.Value); err != nil {
		return View{}, err
	}
	s.taken(actor, &d.Value)
	return s.save(ctx, actor, d, records.ProjectStep{Action: "saved", By: actor.Person, Organisations: without(before, d.Value.Invited)})
}

// taken notes that the owner's own people work on a project that a manager founded: that is a yes.
func (s *Service) taken(actor app.Actor, p *app.Project) {
	m, ok := p.Member(p.Organisation)
	if ok && m.Invitation != app.Accepted && slices.Contains(actor.Represents(), p.Organisation) {
		m.Invitation, m.AnsweredAt, m.AnsweredBy, m.Reason, m.Note = app.Accepted, s.o.Clock(), actor.Person, "", ""
		p.Derive()
	}
}

// without lists what is in a and not in b.
func without(a, b []app.ID) []app.ID {
	return slices.DeleteFunc(slices.Clone(a), func(id app.ID) bool { return slices.Contains(b, id) })
}

func (s *Service) save(ctx context.Context, actor app.Actor, d projectDoc, step records.ProjectStep) (View, error) {
	d.Value.UpdatedAt = s.o.Clock()
	saved, err := s.Projects.Replace(ctx, d, s.step(&d.Value, step))
	if err != nil {
		return View{}, records.Answer("save project "+d.ID, err)
	}
	return s.one(ctx, actor, saved)
}

func (s *Service) step(p *app.Project, step records.ProjectStep) store.Event {
	return records.NewEvent(s.o.IDs(), s.o.Clock(), step.By, records.TopicProject, p.ID, step)
}

// fill takes over what people wrote.
func (s *Service) fill(ctx context.Context, p *app.Project, draft Draft, owner *app.Organisation) error {
	before := p.Members
	p.Title, p.Goal, p.Call, p.Need, p.Capabilities = draft.Title, draft.Goal, draft.Call, draft.Need, draft.Capabilities
	p.Members, p.UpdatedAt = draft.Members, s.o.Clock()
	switch {
	case draft.Closed:
		p.State = app.ProjectClosed
	case p.State == app.ProjectClosed:
		p.State = app.ProjectDraft
	}
	p.Trim()
	if errs := p.Validate(); len(errs) > 0 {
		return app.Invalid(errs...)
	}
	if err := s.needOf(ctx, p); err != nil {
		return err
	}
	if err := s.members(ctx, p, before, owner); err != nil {
		return err
	}
	p.Derive()
	return nil
}

// needOf checks that the need from which the project comes is the owner's.
func (s *Service) needOf(ctx context.Context, p *app.Project) error {
	if p.Need == "" {
		return nil
	}
	e, err := s.Entries.Get(ctx, string(p.Need))
	if errors.Is(err, store.ErrNotFound) || err == nil && (e.Value.Kind != app.Need || e.Value.Organisation != p.Organisation) {
		return app.Wrong("need", "not_found")
	}
	return records.Answer("read need "+string(p.Need), err)
}

// members resolves who is meant, keeps their invitations, and puts the owner in.
func (s *Service) members(ctx context.Context, p *app.Project, before []app.ProjectMember, owner *app.Organisation) error {
	var named, entries []app.ID
	for _, m := range p.Members {
		named = append(named, m.Organisation)
		entries = append(entries, m.Entry)
		for _, c := range m.Covers {
			entries = append(entries, c.Entry)
		}
	}
	organisations, err := s.Organisations.ByID(ctx, named)
	if err != nil {
		return records.Answer("read members", err)
	}
	parties, err := s.load(ctx, entries)
	if err != nil {
		return err
	}
	list := []app.ProjectMember{}
	for _, m := range p.Members {
		old := kept(before, m)
		if old == nil {
			if m, err = s.member(m, organisations, parties, owner); err != nil {
				return err
			}
		} else {
			old.Role, old.Covers = m.Role, m.Covers
			m = *old
		}
		if slices.ContainsFunc(list, func(have app.ProjectMember) bool { return same(have, m) }) {
			return app.Wrong("members", "twice")
		}
		m.Covers = s.visible(m, parties, owner)
		list = append(list, m)
	}
	p.Members = s.withOwner(p, list)
	return nil
}

func same(a, b app.ProjectMember) bool {
	return a.Anonymous == b.Anonymous && a.Organisation == b.Organisation && (!a.Anonymous || a.Entry == b.Entry)
}

// kept finds the member as it was: by its organisation, or an anonymous one by its entry.
func kept(before []app.ProjectMember, m app.ProjectMember) *app.ProjectMember {
	for _, old := range before {
		if m.Organisation != "" && !old.Anonymous && old.Organisation == m.Organisation || m.Organisation == "" && old.Anonymous && old.Entry == m.Entry {
			return &old
		}
	}
	return nil
}

// member is a new one, if the owner may know of it.
func (s *Service) member(m app.ProjectMember, organisations map[app.ID]organisationDoc, parties map[app.ID]party, owner *app.Organisation) (app.ProjectMember, error) {
	out := app.ProjectMember{Organisation: m.Organisation, Role: m.Role, Covers: m.Covers, Invitation: app.Proposed}
	if m.Organisation != "" {
		o, ok := organisations[m.Organisation]
		if m.Organisation != owner.ID && (!ok || o.Value.State != app.Published || o.Value.Apart(owner)) {
			return out, app.Wrong("members", "not_found")
		}
		return out, nil
	}
	p, ok := parties[m.Entry]
	if !ok || level(p, owner) == app.LevelNothing || p.Owner.Value.Apart(owner) {
		return out, app.Wrong("members", "not_found")
	}
	out.Organisation = p.Owner.Value.ID
	if level(p, owner) == app.LevelTeaser {
		out.Anonymous, out.Entry = true, m.Entry
	}
	return out, nil
}

// visible keeps of what a member covers the entries that are its own and that the owner may know of as the member's.
func (s *Service) visible(m app.ProjectMember, parties map[app.ID]party, owner *app.Organisation) []app.Covered {
	list := []app.Covered{}
	for _, c := range m.Covers {
		p, ok := parties[c.Entry]
		switch {
		case !ok || p.Owner.Value.ID != m.Organisation:
			c.Entry = ""
		case m.Anonymous && c.Entry != m.Entry, !m.Anonymous && level(p, owner) < app.LevelPublic:
			c.Entry = ""
		}
		list = append(list, c)
	}
	return list
}

// withOwner makes the owner a member, and the leader where there is none. An owner who founded the project has accepted;
// one for whom a manager did is asked, unless it has answered.
func (s *Service) withOwner(p *app.Project, list []app.ProjectMember) []app.ProjectMember {
	led := slices.ContainsFunc(list, func(m app.ProjectMember) bool { return m.Role == app.Leader })
	i := slices.IndexFunc(list, func(m app.ProjectMember) bool { return m.Organisation == p.Organisation && !m.Anonymous })
	if i < 0 {
		list = slices.Insert(list, 0, app.ProjectMember{
			Organisation: p.Organisation, Role: app.Partner, Covers: []app.Covered{}, Invitation: app.Proposed,
		})
		i = 0
	}
	switch {
	case !p.ByManager:
		list[i].Invitation = app.Accepted
	case list[i].Invitation == app.Proposed:
		list[i].Invitation, list[i].InvitedAt = app.Invited, s.o.Clock()
	}
	if !led {
		list[i].Role = app.Leader
	}
	return list
}

// Delete removes a project that nobody has been invited to. One to which somebody was is closed instead.
func (s *Service) Delete(ctx context.Context, actor app.Actor, id app.ID, version int64) error {
	d, err := s.change(ctx, actor, id, version)
	if err != nil {
		return err
	}
	if len(d.Value.Invited) > 0 {
		return app.Conflict("wrong_state", "state", string(d.Value.State))
	}
	return records.Answer("delete project "+string(id), s.Projects.Delete(ctx, d, s.step(&d.Value, records.ProjectStep{
		Action: "deleted", By: actor.Person, Organisations: []app.ID{d.Value.Organisation},
	})))
}
