package consortium

import (
	"cmp"
	"slices"

	"splot/app"
	"splot/app/consortium/cover"
)

// Team is who could do a project together.
type Team struct {
	Organisation app.ID // the initiator
	Members      []Member
	Gaps         []Gap
	// Exact says that of the candidates no team is better by the rules of package cover, that all that
	// is required is covered, and that what is covered is so well enough to say so; otherwise the team is the best that was found.
	Exact bool
	// Missing lists the origins of which there is nobody: enterprise, science.
	Missing []string
	// Covered is the share of what is required that somebody covers, by weight, 0–1; 1 when nothing is required.
	Covered float64
}

// Member is a party of a team.
type Member struct {
	Party
	Covers []Coverage
	// Reasons say why it is in, the weightiest first.
	Reasons      []Reason
	Alternatives []Alternative
}

// Party names an organisation, or an anonymous teaser's owner by its entry and what everyone may know of it.
type Party struct {
	Organisation app.ID // empty if anonymous
	Name         string
	Entry        app.ID // of an anonymous one
	Title        app.Text
	Origin       string
	Size         string
	Voivodeship  string
}

// Coverage says by which entry, and how well, a capability is covered.
type Coverage struct {
	Capability int
	Entry      app.ID
	Kind       app.Kind
	Title      app.Text
	Score      float64
	Only, Best bool // nobody else in the team covers it; nobody covers it as well
	by         *candidate
}

// Reason is why a member is in a team, as a code; Capabilities are those that it is about.
type Reason struct {
	Code         string
	Capabilities []int
}

// The codes of reasons.
const (
	ReasonInitiator  = "initiator"  // starts the project
	ReasonIncluded   = "included"   // the request names it
	ReasonOnly       = "only"       // nobody else in the team covers these
	ReasonBest       = "best"       // nobody in the team covers these as well
	ReasonEnterprise = "enterprise" // the only enterprise
	ReasonScience    = "science"    // the only science unit
)

// Alternative is who could take a member's place, with the capabilities that would then be covered by nobody.
type Alternative struct {
	Party
	Covers []Coverage
	Loses  []int
}

// Gap is a capability that nobody in the team covers, with what comes nearest.
type Gap struct {
	Capability int
	Nearest    *Coverage
	By         *Party
}

// alternativesEach is how many alternatives a member has at most.
const alternativesEach = 3

func partyOf(c *candidate) Party {
	if c.anonymous() {
		content, owner := app.TeaserOf(c.entry.Approved.Content, &c.owner)
		return Party{Entry: c.entry.ID, Title: content.Title, Origin: owner.Origin, Size: owner.Size, Voivodeship: owner.Voivodeship}
	}
	return Party{
		Organisation: c.owner.ID, Name: c.owner.Name, Origin: c.owner.Origin, Size: c.owner.Size, Voivodeship: c.owner.Voivodeship,
	}
}

// team describes a solution.
func (c *composition) team(in cover.Instance, list []*candidate, t cover.Team) Team {
	out := Team{Organisation: c.initiator.ID, Members: make([]Member, len(t.Members)), Gaps: []Gap{}, Exact: t.Exact, Missing: c.missing(list, t)}
	best := bestIn(in, t.Members)
	for i, m := range t.Members {
		p := list[m]
		out.Members[i] = Member{Party: partyOf(p), Covers: c.covers(in, t.Members, m, p, best), Alternatives: c.alternatives(in, list, t, m)}
		out.Members[i].Reasons = c.reasons(list, t, p, out.Members[i].Covers)
	}
	slices.SortStableFunc(out.Members, func(a, b Member) int { return -cmp.Compare(rank(a), rank(b)) })
	whole, covered := 0, 0
	for k, wanted := range c.request.Capabilities {
		if wanted.Required {
			whole += wanted.Weight
		}
		if best[k] > 0 {
			if wanted.Required {
				covered += wanted.Weight
			}
			continue
		}
		out.Gaps = append(out.Gaps, c.gap(k))
	}
	out.Exact = t.Exact && covered == whole && !slices.ContainsFunc(best, func(s float64) bool { return s > 0 && s < Adequate })
	out.Covered = 1
	if whole > 0 {
		out.Covered = float64(covered) / float64(whole)
	}
	return out
}

// rank puts the initiator first and then who covers most.
func rank(m Member) float64 {
	sum := 0.0
	for _, r := range m.Reasons {
		if r.Code == ReasonInitiator {
			sum += 1e6
		}
	}
	for _, found := range m.Covers {
		if found.Only || found.Best {
			sum += found.Score
		}
	}
	return sum
}

func bestIn(in cover.Instance, members []int) []float64 {
	best := make([]float64, len(in.Weights))
	for _, m := range members {
		for k, s := range in.Parties[m].Scores {
			best[k] = max(best[k], s)
		}
	}
	return best
}

func (c *composition) covers(in cover.Instance, members []int, m int, p *candidate, best []float64) []Coverage {
	list := []Coverage{}
	for k, found := range p.coverage {
		if found.Score == 0 {
			continue
		}
		found.Only, found.Best = true, found.Score == best[k]
		for _, other := range members {
			found.Only = found.Only && (other == m || in.Parties[other].Scores[k] == 0)
		}
		list = append(list, found)
	}
	return list
}

func (c *composition) reasons(list []*candidate, t cover.Team, p *candidate, covers []Coverage) []Reason {
	reasons := []Reason{}
	add := func(code string, capabilities []int) { reasons = append(reasons, Reason{code, capabilities}) }
	switch {
	case p.id == c.initiator.ID:
		add(ReasonInitiator, nil)
	case p.forced:
		add(ReasonIncluded, nil)
	}
	var only, best []int
	for _, found := range covers {
		if found.Only {
			only = append(only, found.Capability)
		} else if found.Best {
			best = append(best, found.Capability)
		}
	}
	if len(only) > 0 {
		add(ReasonOnly, only)
	}
	if len(best) > 0 {
		add(ReasonBest, best)
	}
	same := 0
	for _, m := range t.Members {
		if list[m].owner.Origin == p.owner.Origin {
			same++
		}
	}
	if same == 1 && (p.owner.Origin == ReasonEnterprise || p.owner.Origin == ReasonScience) {
		add(p.owner.Origin, nil)
	}
	return reasons
}

// missing lists the origins of which the team has nobody.
func (c *composition) missing(list []*candidate, t cover.Team) []string {
	out := []string{}
	for _, origin := range []string{ReasonEnterprise, ReasonScience} {
		if !slices.ContainsFunc(t.Members, func(m int) bool { return list[m].owner.Origin == origin }) {
			out = append(out, origin)
		}
	}
	return out
}

// alternatives lists who could stand in a member's place, the best teams first.
func (c *composition) alternatives(in cover.Instance, list []*candidate, t cover.Team, m int) []Alternative {
	found := []Alternative{}
	if list[m].id == c.initiator.ID {
		return found
	}
	rest := slices.DeleteFunc(slices.Clone(t.Members), func(x int) bool { return x == m })
	type option struct {
		party int
		value cover.Value
	}
	var options []option
	for i := range in.Parties {
		takes := slices.ContainsFunc(in.Parties[i].Scores, func(s float64) bool { return s > 0 })
		if slices.Contains(t.Members, i) || !takes || slices.ContainsFunc(rest, func(x int) bool { return in.Conflict(x, i) }) {
			continue
		}
		options = append(options, option{i, cover.Evaluate(in, append(slices.Clone(rest), i))})
	}
	slices.SortStableFunc(options, func(a, b option) int {
		switch {
		case a.value.Better(b.value):
			return -1
		case b.value.Better(a.value):
			return 1
		}
		return cmp.Compare(a.party, b.party)
	})
	before := bestIn(in, t.Members)
	for _, o := range options[:min(len(options), alternativesEach)] {
		a := Alternative{Party: partyOf(list[o.party]), Covers: []Coverage{}, Loses: []int{}}
		after := bestIn(in, append(slices.Clone(rest), o.party))
		for k := range after {
			if before[k] > 0 && after[k] == 0 {
				a.Loses = append(a.Loses, k)
			}
		}
		for _, covered := range list[o.party].coverage {
			if covered.Score > 0 {
				a.Covers = append(a.Covers, covered)
			}
		}
		found = append(found, a)
	}
	return found
}

func (c *composition) gap(k int) Gap {
	g := Gap{Capability: k}
	if near := c.nearest[k]; near.by != nil {
		by := partyOf(near.by)
		g.Nearest, g.By = &near, &by
	}
	return g
}
