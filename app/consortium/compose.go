package consortium

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"splot/app"
	"splot/app/consortium/cover"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
	"splot/search/capability"
)

// Bounds of a composition.
const (
	// Threshold is the least score with which an entry covers a capability, as for a match, and LeastShare the least part
	// of the capability that it has to speak of. A capability is a few words, so that one common word brings a score: on
	// the demonstration's data, trials of spa treatments scored 41 for tests of compostability by the word for tests.
	Threshold  = 40
	LeastShare = 0.5
	// Adequate is the score from which a coverage is so well founded that a team may be called the best.
	Adequate = 50
	// DefaultSize and MaxSize are members of a team.
	DefaultSize = 8
	MaxSize     = app.MaxMembers
	// MaxNamed bounds the parties that a request includes or excludes.
	MaxNamed = 50

	answersEach = 40  // offers that are scored for one capability
	ownEntries  = 200 // of the initiator that are
)

// Request asks for a team.
type Request struct {
	Organisation app.ID // that starts it; may be empty for who represents one only
	Capabilities []app.Capability
	Include      []app.ID // organisations, or entries that are anonymous teasers
	Exclude      []app.ID // the same
	Size         int      // 0 is DefaultSize
}

func (r *Request) validate() error {
	var v app.Validator
	if len(r.Capabilities) == 0 {
		v.Add("capabilities", "required")
	}
	v.Capabilities("capabilities", r.Capabilities)
	v.Count("include", len(r.Include), MaxNamed)
	v.Count("exclude", len(r.Exclude), MaxNamed)
	if r.Size == 0 {
		r.Size = DefaultSize
	}
	v.Between("maxSize", &r.Size, 2, MaxSize)
	return v.Err()
}

// Compose finds the smallest strong team for what a project takes.
func (s *Service) Compose(ctx context.Context, actor app.Actor, r Request) (Team, error) {
	initiator, err := s.initiator(ctx, actor, r.Organisation, app.OpCompose)
	if err != nil {
		return Team{}, err
	}
	if err := r.validate(); err != nil {
		return Team{}, err
	}
	c := &composition{service: s, request: r, initiator: initiator.Value, parties: map[app.ID]*candidate{}}
	if err := c.gather(ctx); err != nil {
		return Team{}, err
	}
	return c.solve(), nil
}

// composition is one search for a team.
type composition struct {
	service   *Service
	request   Request
	initiator app.Organisation
	parties   map[app.ID]*candidate // by organisation, or by entry of an anonymous one
	nearest   []Coverage            // of each capability, whether it covers it or not
}

// candidate is somebody who could be a member.
type candidate struct {
	id       app.ID
	owner    app.Organisation
	entry    *app.Entry // of an anonymous one
	requests int
	forced   bool
	coverage []Coverage // by capability; score 0 does not cover it
}

func (c *candidate) anonymous() bool { return c.entry != nil }

// gather finds who covers what.
func (c *composition) gather(ctx context.Context) error {
	own, err := c.ownOffers(ctx)
	if err != nil {
		return err
	}
	answers := make([][]Answer, len(c.request.Capabilities))
	var ids []app.ID
	for i, wanted := range c.request.Capabilities {
		if answers[i], err = c.service.o.Answers(ctx, c.question(i, wanted), answersEach, own...); err != nil {
			return records.Answer("find who covers a capability", err)
		}
		for _, a := range answers[i] {
			ids = append(ids, app.ID(a.Entry.ID))
		}
	}
	loaded, err := c.service.load(ctx, ids)
	if err != nil {
		return err
	}
	c.nearest = make([]Coverage, len(answers))
	for i, list := range answers {
		for _, a := range list {
			if p, ok := loaded[app.ID(a.Entry.ID)]; ok {
				c.enter(i, p, a)
			}
		}
	}
	return c.include(ctx)
}

// Question is a capability as a little need, of nobody yet: name, words and concepts are what it asks for.
func Question(wanted app.Capability) search.Entry {
	x := search.Entry{ID: "capability", Version: 1, Kind: search.Need, Visibility: search.VisibleNetwork, Concepts: wanted.Concepts}
	words := slices.DeleteFunc(slices.Clone(wanted.Words), func(w string) bool { return strings.EqualFold(w, wanted.Name) })
	teaser := strings.Join(words, ". ")
	if capability.Language(wanted.Name+". "+teaser) == "en" {
		x.Title.EN, x.Teaser.EN = wanted.Name, teaser
	} else {
		x.Title.PL, x.Teaser.PL = wanted.Name, teaser
	}
	return x
}

// question is a capability as a little need of the initiator.
func (c *composition) question(i int, wanted app.Capability) search.Entry {
	x := Question(wanted)
	x.ID += ":" + strconv.Itoa(i)
	x.Organisation, x.Clusters, x.Excluded = string(c.initiator.ID), indexed.Texts(c.initiator.Clusters), indexed.Texts(c.initiator.Excluded)
	return x
}

// ownOffers lists the initiator's own offers, which count like everybody's.
func (c *composition) ownOffers(ctx context.Context) ([]string, error) {
	docs, _, err := c.service.Entries.Find(ctx, store.Query{
		Where: []store.Condition{
			store.Eq("organisation", string(c.initiator.ID)), store.Eq("live", true),
			store.In("kind", string(app.Technology), string(app.Competence)),
		},
		Limit: ownEntries,
	})
	ids := make([]string, len(docs))
	for i, d := range docs {
		ids[i] = d.ID
	}
	return ids, records.Answer("read own offers", err)
}

// enter notes how well an entry covers a capability, if the initiator may know of it.
func (c *composition) enter(i int, p party, a Answer) {
	seen := level(p, &c.initiator)
	if seen == app.LevelNothing || p.Owner.Value.ID != c.initiator.ID && (p.Owner.Value.State != app.Published || c.initiator.Apart(&p.Owner.Value)) {
		return
	}
	member := c.candidate(p, seen == app.LevelTeaser)
	if slices.Contains(c.request.Exclude, member.id) && member.id != c.initiator.ID {
		return
	}
	found := Coverage{Capability: i, Entry: p.Entry.Value.ID, Kind: p.Entry.Value.Kind, Title: c.title(p, seen), Score: a.Score, by: member}
	if a.Score > c.nearest[i].Score {
		c.nearest[i] = found
	}
	if a.Score >= Threshold && a.Share >= LeastShare && a.Score > member.coverage[i].Score {
		member.coverage[i] = found
	}
	member.requests = max(member.requests, a.Entry.Requests)
}

func (c *composition) title(p party, seen app.Level) app.Text {
	content := p.Entry.Value.Approved.Content
	if seen == app.LevelTeaser {
		content, _ = app.TeaserOf(content, &p.Owner.Value)
	}
	return content.Title
}

// candidate is the party that an entry belongs to: its owner, or the entry itself where the owner is not shown.
func (c *composition) candidate(p party, anonymous bool) *candidate {
	id := p.Owner.Value.ID
	if anonymous {
		id = p.Entry.Value.ID
	}
	member, ok := c.parties[id]
	if !ok {
		member = &candidate{id: id, owner: p.Owner.Value, coverage: make([]Coverage, len(c.request.Capabilities))}
		if anonymous {
			entry := p.Entry.Value
			member.entry = &entry
		}
		c.parties[id] = member
	}
	return member
}

// include puts in who must be in: the initiator and those named, as far as they may be known.
func (c *composition) include(ctx context.Context) error {
	named := append([]app.ID{c.initiator.ID}, c.request.Include...)
	organisations, err := c.service.Organisations.ByID(ctx, named)
	if err != nil {
		return records.Answer("read named members", err)
	}
	for i, id := range named {
		member, known := c.parties[id]
		if o, ok := organisations[id]; ok && !known {
			if id != c.initiator.ID && (o.Value.State != app.Published || c.initiator.Apart(&o.Value)) {
				return app.Wrong("include", "not_found")
			}
			member = &candidate{id: id, owner: o.Value, coverage: make([]Coverage, len(c.request.Capabilities))}
			c.parties[id] = member
		} else if !known {
			return app.Wrong("include", "not_found")
		}
		member.forced = i == 0 || !slices.Contains(c.request.Exclude, id)
	}
	return nil
}

// solve asks for the team and describes it.
func (c *composition) solve() Team {
	list := make([]*candidate, 0, len(c.parties))
	for _, p := range c.parties {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *candidate) int { return cmp.Compare(a.id, b.id) })
	in := cover.Instance{Size: c.request.Size, Conflict: func(a, b int) bool { return list[a].owner.Apart(&list[b].owner) }}
	for _, wanted := range c.request.Capabilities {
		in.Weights, in.Required = append(in.Weights, wanted.Weight), append(in.Required, wanted.Required)
	}
	for _, p := range list {
		in.Parties = append(in.Parties, c.party(p))
	}
	return c.team(in, list, cover.Solve(in))
}

// maxBusy bounds what requests cost, so that region and cluster still count.
const maxBusy = 10

// party is a candidate as the solver sees it. Between teams of equal worth those who are asked less, then those of the
// own cluster, then those of the own region are preferred.
func (c *composition) party(p *candidate) cover.Party {
	out := cover.Party{Forced: p.forced, Cost: 4 * min(p.requests, maxBusy)}
	switch p.owner.Origin {
	case "enterprise":
		out.Origin = cover.Enterprise
	case "science":
		out.Origin = cover.Science
	}
	if !slices.ContainsFunc(p.owner.Clusters, func(id app.ID) bool { return slices.Contains(c.initiator.Clusters, id) }) {
		out.Cost += 2
	}
	if p.owner.Voivodeship != c.initiator.Voivodeship {
		out.Cost++
	}
	for _, found := range p.coverage {
		out.Scores = append(out.Scores, found.Score)
	}
	return out
}
