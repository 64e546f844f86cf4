package consortium

import (
	"context"
	"slices"

	"splot/app"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
)

// View is a project as one person sees it.
type View struct {
	app.Project
	Version   int64
	OwnerName string
	Members   []MemberView
	Founder   string // name of the author, where a manager founded it for the owner
	Own       bool   // the viewer represents the owner
	CanEdit   bool   // also invite
	CanDelete bool
	// Answer is the state of the invitation that the viewer may answer, empty without one.
	Answer string
}

// MemberView is a member as far as the viewer may know of it. Party is without a name where it stays unnamed.
type MemberView struct {
	Party
	Role       string
	Covers     []Coverage
	Invitation string
	Reason     string
	Note       string
	Own        bool
	// Match is that of an anonymous member's entry with the project's need, where the owner has one to act on.
	Match app.ID
}

// Filter selects projects: of an organisation or cluster, or all that the actor takes part in.
type Filter struct {
	Organisation app.ID
	Cluster      app.ID
	Cursor       store.Cursor
	Limit        int
}

// List answers projects, last changed first: those of the organisations that the actor represents and those to which
// they were invited, or for a manager who represents none those of the managed clusters.
func (s *Service) List(ctx context.Context, actor app.Actor, f Filter) ([]View, store.Cursor, error) {
	where, err := scope(actor, f)
	if err != nil {
		return nil, "", err
	}
	docs, next, err := s.Projects.Find(ctx, store.Query{Where: where, Sort: "updatedAt", Desc: true, Limit: f.Limit, Cursor: f.Cursor})
	if err != nil {
		return nil, "", records.Answer("list projects", err)
	}
	docs = slices.DeleteFunc(docs, func(d projectDoc) bool { return !sees(actor, &d.Value) }) // who was taken out of the team
	views, err := s.views(ctx, actor, docs)
	return views, next, err
}

// scope is the condition of a list: it selects what the actor may see and nothing else, so that a cursor and the end of
// the list tell nothing of the rest. Of another organisation or cluster it is what the actor's own were invited to, or
// for a manager what their clusters have.
func scope(actor app.Actor, f Filter) ([]store.Condition, error) {
	own, managed := actor.Represents(), actor.In(app.RoleManager)
	mine := store.In("parties", indexed.Texts(own)...)
	office := store.In("cluster", indexed.Texts(managed)...)
	if len(own) == 0 && len(managed) == 0 {
		return nil, app.Forbidden()
	}
	var where []store.Condition
	switch {
	case f.Cluster != "":
		where = append(where, store.Eq("cluster", string(f.Cluster)))
		if slices.Contains(managed, f.Cluster) {
			return where, nil
		}
	case f.Organisation != "":
		where = append(where, store.Eq("organisation", string(f.Organisation)))
		if slices.Contains(own, f.Organisation) {
			return where, nil
		}
		if len(managed) > 0 {
			return append(where, office), nil
		}
	case len(own) == 0:
		return append(where, office), nil
	}
	return append(where, mine), nil
}

// Get answers one project.
func (s *Service) Get(ctx context.Context, actor app.Actor, id app.ID) (View, error) {
	d, err := s.read(ctx, actor, id)
	if err != nil {
		return View{}, err
	}
	return s.one(ctx, actor, d)
}

func (s *Service) one(ctx context.Context, actor app.Actor, d projectDoc) (View, error) {
	views, err := s.views(ctx, actor, []projectDoc{d})
	if err != nil {
		return View{}, err
	}
	return views[0], nil
}

// around is what views mention, read once for many projects.
type around struct {
	organisations map[app.ID]organisationDoc
	parties       map[app.ID]party
	matches       map[string]store.Doc[app.Match] // by pair
	founders      map[app.ID]store.Doc[app.Person]
}

func (s *Service) views(ctx context.Context, actor app.Actor, docs []projectDoc) ([]View, error) {
	var organisations, entries, founders []app.ID
	var pairs []string
	for _, d := range docs {
		organisations = append(organisations, d.Value.Organisation)
		if d.Value.ByManager {
			founders = append(founders, d.Value.Author)
		}
		for _, m := range d.Value.Members {
			organisations, entries = append(organisations, m.Organisation), append(entries, m.Entry)
			for _, c := range m.Covers {
				entries = append(entries, c.Entry)
			}
			if m.Anonymous && d.Value.Need != "" {
				pairs = append(pairs, app.PairOf(d.Value.Need, m.Entry))
			}
		}
	}
	organisations = append(organisations, actor.Represents()...)
	var a around
	var err error
	if a.organisations, err = s.Organisations.ByID(ctx, organisations); err != nil {
		return nil, records.Answer("read organisations of projects", err)
	}
	if a.parties, err = s.load(ctx, entries); err != nil {
		return nil, err
	}
	if a.matches, err = s.matchesOf(ctx, pairs); err != nil {
		return nil, records.Answer("read matches of projects", err)
	}
	if a.founders, err = s.People.ByID(ctx, founders); err != nil {
		return nil, records.Answer("read founders of projects", err)
	}
	views := make([]View, len(docs))
	for i, d := range docs {
		views[i] = s.projectView(actor, d, a)
	}
	return views, nil
}

// matchesOf reads the matches of pairs; those that have none are not in the result.
func (s *Service) matchesOf(ctx context.Context, pairs []string) (map[string]store.Doc[app.Match], error) {
	found := map[string]store.Doc[app.Match]{}
	for chunk := range slices.Chunk(pairs, store.MaxIn) {
		docs, _, err := s.Matches.Find(ctx, store.Query{Where: []store.Condition{store.In("pair", chunk...)}, Limit: store.MaxLimit})
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			found[d.Value.Pair] = d
		}
	}
	return found, nil
}

func (s *Service) projectView(actor app.Actor, d projectDoc, a around) View {
	p := d.Value
	p.ID = app.ID(d.ID)
	owner := a.organisations[p.Organisation].Value
	v := View{
		Project: p, Version: d.Version, OwnerName: owner.Name, Own: slices.Contains(actor.Represents(), p.Organisation),
		CanEdit: actor.May(app.OpEditProject, target(&p)), Members: []MemberView{},
	}
	if p.ByManager {
		v.Founder = a.founders[p.Author].Value.Name
	}
	v.CanDelete = v.CanEdit && len(p.Invited) == 0
	if m := invited(actor, &p); m != nil && p.State != app.ProjectClosed {
		v.Answer = m.Invitation
	}
	eyes := owner
	inside := actor.May(app.OpReadProject, target(&p))
	if !inside {
		if m := invited(actor, &p); m != nil {
			eyes = a.organisations[m.Organisation].Value
		}
		v.Need = "" // which need of the owner it was is the owner's
	}
	for _, m := range p.Members {
		v.Members = append(v.Members, s.memberView(actor, &p, m, inside, &eyes, a))
	}
	return v
}

// memberView is a member as an organisation sees it, from inside or as another member.
func (s *Service) memberView(actor app.Actor, p *app.Project, m app.ProjectMember, inside bool, eyes *app.Organisation, a around) MemberView {
	o := a.organisations[m.Organisation].Value
	v := MemberView{
		Role: m.Role, Covers: []Coverage{}, Invitation: m.Invitation,
		Own: !m.Anonymous && slices.Contains(actor.Represents(), m.Organisation),
	}
	match, paired := a.matches[app.PairOf(p.Need, m.Entry)]
	paired = paired && m.Anonymous && inside && !match.Value.Closed
	if paired {
		v.Match = app.ID(match.ID)
	}
	named := !m.Anonymous && (inside || m.Invitation != app.Proposed && !o.Apart(eyes)) || paired && match.Value.State.Open()
	v.Party = unnamed(&o)
	switch {
	case named:
		v.Party = Party{Organisation: m.Organisation, Name: o.Name, Origin: o.Origin, Size: o.Size, Voivodeship: o.Voivodeship}
	case inside:
		v.Entry = m.Entry
		if entry, ok := a.parties[m.Entry]; ok {
			content, _ := app.TeaserOf(entry.Entry.Value.Approved.Content, &entry.Owner.Value)
			v.Title = content.Title
		}
	}
	if inside || v.Own {
		v.Reason, v.Note = m.Reason, m.Note
	}
	for _, c := range m.Covers {
		v.Covers = append(v.Covers, s.coverage(c, named, inside, eyes, a))
	}
	return v
}

// unnamed is what a reader learns of an organisation that they may not know.
func unnamed(o *app.Organisation) Party {
	hint := o.Hint.Facts()
	return Party{Origin: hint.Origin, Size: hint.Size, Voivodeship: hint.Voivodeship}
}

// coverage shows by which entry a capability is covered where the reader may know whose it is.
func (s *Service) coverage(c app.Covered, named, inside bool, eyes *app.Organisation, a around) Coverage {
	out := Coverage{Capability: c.Capability, Score: c.Score}
	entry, ok := a.parties[c.Entry]
	if !ok {
		return out
	}
	content := entry.Entry.Value.Approved.Content
	switch seen := level(entry, eyes); {
	case named && seen > app.LevelTeaser:
		out.Entry, out.Kind, out.Title = c.Entry, entry.Entry.Value.Kind, content.Title
	case !named && inside && seen == app.LevelTeaser:
		content, _ = app.TeaserOf(content, &entry.Owner.Value)
		out.Entry, out.Kind, out.Title = c.Entry, entry.Entry.Value.Kind, content.Title
	}
	return out
}
