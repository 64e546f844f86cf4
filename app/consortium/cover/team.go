package cover

import (
	"cmp"
	"math"
	"slices"
)

// Origin is what the rule of origins asks of a party.
type Origin uint8

// The origins.
const (
	Other Origin = iota
	Enterprise
	Science
)

// MemberCost is what a member has to bring, in points of score times weight.
const MemberCost = 25

// Party is somebody who could be in the team.
type Party struct {
	Scores []float64 // by capability, 0–100; 0 does not cover it
	Origin Origin
	Cost   int  // decides between teams of equal worth
	Forced bool // in the team whatever it brings
}

// Instance is a question. Weights and Required are by capability.
type Instance struct {
	Weights  []int
	Required []bool
	Parties  []Party
	// Conflict tells that two parties do not sit in one team. It is symmetrical; nil is never. Forced parties stay.
	Conflict func(a, b int) bool
	Size     int // members at most; forced ones are in even beyond it
}

// Value is how good a team is.
type Value struct {
	Missing   int // origins of which there is nobody: 0 to 2
	Uncovered int // weight of the required capabilities that nobody covers
	Worth     int // in hundredths of a point
	Cost      int
}

// Better orders values.
func (v Value) Better(than Value) bool { return v.compare(than) < 0 }

func (v Value) compare(o Value) int {
	return cmp.Or(cmp.Compare(v.Missing, o.Missing), cmp.Compare(v.Uncovered, o.Uncovered), cmp.Compare(o.Worth, v.Worth), cmp.Compare(v.Cost, o.Cost))
}

// Team is an answer. Members are indexes of parties, ascending. Exact says that there is no better team.
type Team struct {
	Members []int
	Value   Value
	Exact   bool
}

// problem is an instance in whole numbers.
type problem struct {
	Instance
	scores [][]int // hundredths
	forced []int
}

func newProblem(in Instance) *problem {
	p := &problem{Instance: in, scores: make([][]int, len(in.Parties))}
	for i, party := range in.Parties {
		p.scores[i] = make([]int, len(in.Weights))
		for k := range in.Weights {
			if k < len(party.Scores) {
				p.scores[i][k] = int(math.Round(100 * party.Scores[k]))
			}
		}
		if party.Forced {
			p.forced = append(p.forced, i)
		}
	}
	p.Size = max(in.Size, len(p.forced))
	return p
}

// best is the highest score of each capability among members.
func (p *problem) best(members []int) []int {
	best := make([]int, len(p.Weights))
	for _, m := range members {
		for k, s := range p.scores[m] {
			best[k] = max(best[k], s)
		}
	}
	return best
}

func (p *problem) value(members []int) Value {
	v := Value{Missing: 2}
	var has [Science + 1]bool
	for _, m := range members {
		has[p.Parties[m].Origin] = true
		v.Cost += p.Parties[m].Cost
	}
	for _, o := range []Origin{Enterprise, Science} {
		if has[o] {
			v.Missing--
		}
	}
	for k, s := range p.best(members) {
		v.Worth += p.Weights[k] * s
		if s == 0 && p.Required[k] {
			v.Uncovered += p.Weights[k]
		}
	}
	v.Worth -= 100 * MemberCost * len(members)
	return v
}

// Evaluate is the value of a team, whoever chose it.
func Evaluate(in Instance, members []int) Value { return newProblem(in).value(members) }

// fits tells whether a party may join members.
func (p *problem) fits(party int, members []int) bool {
	for _, m := range members {
		if m == party || p.Conflict != nil && p.Conflict(m, party) {
			return false
		}
	}
	return true
}

// candidates are the parties that may join those who are in anyway, and bring something: a score or an origin.
func (p *problem) candidates() []int {
	var list []int
	for i, party := range p.Parties {
		brings := party.Origin != Other || slices.ContainsFunc(p.scores[i], func(s int) bool { return s > 0 })
		if brings && !party.Forced && p.fits(i, p.forced) {
			list = append(list, i)
		}
	}
	return list
}
