package cover

import (
	"cmp"
	"slices"
)

// search is a branch and bound over the subsets of candidates.
type search struct {
	*problem
	candidates []int
	team       Team // the best so far
	nodes      int  // how many more it may look at
}

// promising orders candidates by what each brings beside those who are in anyway, and cuts them to the bound of the
// exact search, where the members of a known team stay.
func (p *problem) promising(candidates, members []int) []int {
	base := p.best(p.forced)
	gain := map[int]int{}
	for _, c := range candidates {
		gain[c] = p.gain(c, base)
		if len(candidates) > MaxExactParties && slices.Contains(members, c) {
			gain[c] += 1 << 40
		}
	}
	list := slices.Clone(candidates)
	slices.SortFunc(list, func(a, b int) int {
		return cmp.Or(cmp.Compare(gain[b], gain[a]), cmp.Compare(p.Parties[a].Cost, p.Parties[b].Cost), cmp.Compare(a, b))
	})
	return list[:min(len(list), MaxExactParties)]
}

// gain is what a party adds to the weighed scores.
func (p *problem) gain(party int, best []int) int {
	n := 0
	for k, s := range p.scores[party] {
		if s > best[k] {
			n += p.Weights[k] * (s - best[k])
		}
	}
	return n
}

// run looks at the team and at all greater ones made with candidates from i on.
func (s *search) run(members []int, i int) {
	if s.nodes <= 0 {
		return
	}
	s.nodes--
	v := s.value(members)
	if v.Better(s.team.Value) {
		s.team = Team{Members: slices.Clone(members), Value: v}
	}
	if len(members) >= s.Size || !s.hope(members, i, v).Better(s.team.Value) {
		return
	}
	for j := i; j < len(s.candidates); j++ {
		if c := s.candidates[j]; s.fits(c, members) {
			s.run(append(slices.Clone(members), c), j+1)
		}
	}
}

// hope is a value that no greater team reaches or only just: each part by itself is the best possible.
func (s *search) hope(members []int, i int, v Value) Value {
	room := s.Size - len(members)
	best := s.best(members)
	top := slices.Clone(best)
	var has [Science + 1]bool
	for _, m := range members {
		has[s.Parties[m].Origin] = true
	}
	brings := 0
	var gains []int
	for _, c := range s.candidates[i:] {
		if o := s.Parties[c].Origin; o != Other && !has[o] {
			has[o] = true
			brings++
		}
		if g := s.gain(c, best); g > 100*MemberCost {
			gains = append(gains, g)
		}
		for k, x := range s.scores[c] {
			top[k] = max(top[k], x)
		}
	}
	v.Missing -= min(brings, room)
	most := 0
	for k := range top {
		most += s.Weights[k] * (top[k] - best[k])
		if s.Required[k] && best[k] == 0 && top[k] > 0 {
			v.Uncovered -= s.Weights[k]
		}
	}
	v.Worth += ahead(gains, most, room)
	return v
}

// ahead bounds what further members bring together: each no more than beside the team so far, and all of them no more
// than the best score of each capability.
func ahead(gains []int, most, room int) int {
	slices.SortFunc(gains, func(a, b int) int { return cmp.Compare(b, a) })
	sum, bound := 0, 0
	for r, g := range gains[:min(room, len(gains))] {
		sum += g
		bound = max(bound, min(sum, most)-100*MemberCost*(r+1))
	}
	return bound
}
