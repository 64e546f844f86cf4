package cover

import (
	"slices"
)

// The bounds of the exact search.
const (
	MaxExactParties      = 60
	MaxExactCapabilities = 12
	maxNodes             = 150_000
)

// Solve finds a team: the best one where the instance is within the bounds and the search finds its end.
func Solve(in Instance) Team {
	p := newProblem(in)
	t := p.improve(p.greedy())
	if len(in.Weights) > MaxExactCapabilities {
		return t.sorted()
	}
	candidates := p.candidates()
	all := len(candidates) <= MaxExactParties
	s := search{problem: p, candidates: p.promising(candidates, t.Members), team: t, nodes: maxNodes}
	s.run(slices.Clone(p.forced), 0)
	s.team.Exact = all && s.nodes > 0
	return s.team.sorted()
}

func (t Team) sorted() Team {
	t.Members = slices.Clone(t.Members)
	slices.Sort(t.Members)
	return t
}

// greedy adds the party that helps most until none helps.
func (p *problem) greedy() Team {
	t := Team{Members: slices.Clone(p.forced)}
	t.Value = p.value(t.Members)
	candidates := p.candidates()
	for len(t.Members) < p.Size {
		next, ok := p.add(t, candidates)
		if !ok {
			break
		}
		t = next
	}
	return t
}

// add is the best team with one more member, if it is better.
func (p *problem) add(t Team, candidates []int) (Team, bool) {
	found := t
	for _, c := range candidates {
		if !p.fits(c, t.Members) {
			continue
		}
		members := append(slices.Clone(t.Members), c)
		if v := p.value(members); v.Better(found.Value) {
			found = Team{Members: members, Value: v}
		}
	}
	return found, found.Value != t.Value
}

// maxMoves bounds the improvement; each move makes the team better, so that it ends by itself long before.
const maxMoves = 200

// improve drops, swaps and adds members while that makes the team better.
func (p *problem) improve(t Team) Team {
	candidates := p.candidates()
	for range maxMoves {
		next, ok := p.move(t, candidates)
		if !ok {
			break
		}
		t = next
	}
	return t
}

func (p *problem) move(t Team, candidates []int) (Team, bool) {
	found := t
	try := func(members []int) {
		if v := p.value(members); v.Better(found.Value) {
			found = Team{Members: members, Value: v}
		}
	}
	for i, m := range t.Members {
		if p.Parties[m].Forced {
			continue
		}
		rest := slices.Delete(slices.Clone(t.Members), i, i+1)
		try(rest)
		for _, c := range candidates {
			if c != m && p.fits(c, rest) {
				try(append(slices.Clone(rest), c))
			}
		}
	}
	if len(t.Members) < p.Size {
		if more, ok := p.add(t, candidates); ok && more.Value.Better(found.Value) {
			found = more
		}
	}
	return found, found.Value != t.Value
}
