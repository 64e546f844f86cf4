package match

// Windows and distances count the words of the texts, function words included.
const (
	apart     = 1000 // between two fields
	adjacent  = 2    // neighbours: one word may stand between, "treatment of water"
	halfway   = 4    // at this many more words nearness has halved
	windowLen = 12
)

// nearness looks at where the asks are met: phrases is how many of the need's neighbouring terms are neighbours in
// the offer and how near the others come, closeness the greatest share of the need within one window. Both are in
// [0, 1].
func (q *Question) nearness(r *reading) (phrases, closeness float64) {
	r.last, r.near, r.within = cleared(r.last, len(q.asks)), cleared(r.near, len(q.links)), cleared(r.within, len(q.asks))
	r.window = r.window[:0]
	for i := range r.last {
		r.last[i] = -apart
	}
	field, offset, first := uint8(0), int32(0), 0
	inside, best := 0.0, 0.0
	for _, t := range r.Tokens {
		if t.Field != field {
			field, offset = t.Field, offset+apart*10
		}
		if t.Joined {
			continue
		}
		at := offset + t.Pos
		for _, h := range r.hits[t.Term] {
			r.window = append(r.window, sighting{at, h.ask, h.share})
			if r.within[h.ask]++; r.within[h.ask] == 1 {
				inside += q.asks[h.ask].worth
			}
			for ; r.window[first].at < at-windowLen; first++ {
				gone := r.window[first]
				if r.within[gone.ask]--; r.within[gone.ask] == 0 {
					inside -= q.asks[gone.ask].worth
				}
			}
			best = max(best, inside)
			r.last[h.ask] = at
			q.approach(r, h.ask, at)
		}
	}
	for i, near := range r.near {
		phrases += q.links[i].worth * near
	}
	return ratio(phrases, q.linked), ratio(best, q.total)
}

// approach notes how near an ask that is met now comes to those that it is linked with.
func (q *Question) approach(r *reading, ask uint16, at int32) {
	for i, l := range q.links {
		other := l.b
		switch ask {
		case l.a:
		case l.b:
			other = l.a
		default:
			continue
		}
		r.near[i] = max(r.near[i], nearnessAt(at-r.last[other]))
	}
}

// nearnessAt is 1 for neighbours and falls with the distance; half of it is for neighbours alone.
func nearnessAt(distance int32) float64 {
	if distance > apart/2 {
		return 0
	}
	near := 1 / (1 + float64(max(0, distance-1))/halfway)
	if distance <= adjacent {
		return (1 + near) / 2
	}
	return near / 2
}
