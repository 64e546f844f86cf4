package match

import (
	"slices"

	"splot/search/corpus"
	"splot/search/vocabulary"
)

// judgeField compares concepts, specialisations and industry. Belonging to different ones says less against a pair
// than a common one says for it: the partner of another industry is often the one who can help.
func judgeField(f *facts) verdict {
	var v verdict
	n, o := f.need, f.offer
	v.unstated(len(n.Concepts)+len(n.KIS)+len(n.PKD) > 0, len(o.Concepts)+len(o.KIS)+len(o.PKD) > 0)
	shared := judgeConcepts(f, &v)
	for _, s := range []struct {
		need, offer []string
		apart       float64 // value without overlap
		code, param string
	}{
		{n.KIS, o.KIS, 0.3, NoteKISShared, "kis"},
		{n.PKD, o.PKD, 0.4, NotePKDShared, "pkd"},
	} {
		if len(s.need) == 0 || len(s.offer) == 0 {
			continue
		}
		both := common(s.need, s.offer)
		if len(both) == 0 {
			v.sum += s.apart
			v.weight++
			continue
		}
		shared, v.faint = true, 0
		part := float64(len(both)) / float64(min(len(s.need), len(s.offer)))
		v.count(0.6+0.4*min(1, part), 1, note(s.code, s.param, both))
	}
	if v.known() && !shared {
		v.lacking(0, 0, note(NoteFieldDiffers))
	}
	return v
}

// What concepts weigh among the facts of a field, what they are worth apart, and how near two have to be to be near at
// all (Lin's similarity). What a text only mentions speaks for a pair and never against it, and alone speaks faintly.
const (
	conceptWeight = 3.0
	conceptsApart = 0.1
	near          = 0.6
	mentionsFaint = 0.6
)

// judgeConcepts compares the concepts that the sides state or, where one states none, that its texts name: near ones
// count less with their distance. It tells whether the sides have any in common or near.
func judgeConcepts(f *facts, v *verdict) bool {
	need, stated := concepts(f.need.Concepts, f.needMentions)
	offer, also := concepts(f.offer.Concepts, f.offerMentions)
	if len(need) == 0 || len(offer) == 0 {
		return false
	}
	few, many := need, offer
	if len(few) > len(many) {
		few, many = many, few
	}
	sum, best, from, to := 0.0, 0.0, 0, 0
	for _, a := range few {
		nearest := 0.0
		for _, b := range many {
			if x := vocabulary.Nearness(a, b); x > nearest {
				nearest = x
				if x > best {
					best, from, to = x, a, b
				}
			}
		}
		if nearest >= near {
			sum += nearest
		}
	}
	if len(few) != len(need) || &few[0] != &need[0] {
		from, to = to, from
	}
	switch {
	case best == 1:
		v.count(0.6+0.4*sum/float64(len(few)), conceptWeight, note(NoteConceptsShared, "concepts", inBoth(need, offer)))
	case best >= near:
		v.count(best*(0.6+0.4*sum/float64(len(few))), conceptWeight, note(NoteConceptsNear, "path", path(from, to)))
	case stated && also:
		v.sum += conceptsApart * conceptWeight
		v.weight += conceptWeight
		return false
	default:
		return false
	}
	if !stated && !also {
		v.faint = mentionsFaint
	}
	return true
}

// concepts are the numbers of the stated concepts, or of those that the texts name.
func concepts(stated []string, mentions []corpus.Concept) (numbers []int, areStated bool) {
	for _, notation := range stated {
		if n, ok := vocabulary.Number(notation); ok {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) > 0 {
		return numbers, true
	}
	for _, m := range mentions {
		if m.Weight >= leastMention {
			numbers = append(numbers, int(m.Number))
		}
	}
	return numbers, false
}

// leastMention is the weight, in 255ths, from which a concept that a text names counts.
const leastMention = 100

// inBoth lists the notations of the concepts that both have.
func inBoth(a, b []int) []string {
	var list []string
	for _, n := range a {
		if notation := vocabulary.Notation(n); slices.Contains(b, n) && !slices.Contains(list, notation) {
			list = append(list, notation)
		}
	}
	return list
}

// path lists the notations from one concept to another.
func path(from, to int) []string {
	var list []string
	for _, c := range vocabulary.Between(vocabulary.Notation(from), vocabulary.Notation(to)) {
		list = append(list, c.Notation)
	}
	return list
}
