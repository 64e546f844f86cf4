package match

import (
	"time"

	"splot/search"
	"splot/search/corpus"
)

// facts are what the judges of structured facts look at.
type facts struct {
	need, offer *search.Entry
	now         time.Time

	needMentions, offerMentions []corpus.Concept // that the texts name

	before []verdict // of the judges that have judged
}

// verdict is a weighted mean of the facts that both sides state.
type verdict struct {
	sum, weight float64
	notes       []Note
	missing     []Note
	silent      string  // which side does not state it, when nothing is known
	faint       float64 // by how much of its share the component counts less: its evidence is weak
}

func (v *verdict) known() bool { return v.weight > 0 }

func (v *verdict) value() float64 { return ratio(v.sum, v.weight) }

func (v *verdict) count(value, weight float64, n Note) {
	v.sum += value * weight
	v.weight += weight
	v.notes = append(v.notes, n)
}

// lacking counts a fact that keeps the pair from a better score.
func (v *verdict) lacking(value, weight float64, n Note) {
	v.sum += value * weight
	v.weight += weight
	v.missing = append(v.missing, n)
	v.notes = append(v.notes, n)
}

// unstated notes which side is silent about a fact that nobody can judge.
func (v *verdict) unstated(need, offer bool) {
	side := "both"
	switch {
	case need && !offer:
		side = "offer"
	case offer && !need:
		side = "need"
	}
	v.silent = side
}

// judges judge the components of facts, in the order of Names.
var judges = []func(*facts) verdict{
	judgeField, judgeCooperation, judgeReadiness, judgeReciprocity, judgeRegion, judgeAttention, judgeFreshness,
}

// judged are the verdicts of all judges.
func (f *facts) judged() []verdict {
	f.before = make([]verdict, 0, len(judges))
	for _, judge := range judges {
		f.before = append(f.before, judge(f))
	}
	return f.before
}
