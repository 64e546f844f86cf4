package matching

import (
	"time"

	"splot/app"
	"splot/search/match"
)

// party is an entry with its owner, as read from the store.
type party struct {
	entry entryDoc
	owner organisationDoc
}

// live tells whether the entry may be matched with anything at all.
func (p party) live(now time.Time) bool {
	e := p.entry.Value
	return e.Live && e.Approved != nil && p.owner.Value.State != app.Archived &&
		(e.Approved.ValidUntil.IsZero() || now.Before(e.Approved.ValidUntil))
}

// open tells whether the pair may appear now: both live, of different organisations, none of which excludes the
// other, and each visible to the other.
func open(need, offer party, now time.Time) bool {
	if !need.live(now) || !offer.live(now) {
		return false
	}
	a, b := facts(need.entry, need.owner), facts(offer.entry, offer.owner)
	ok, _ := match.Gate(&a, &b, now)
	return ok
}

// bulk tells whether the entry's approved version came with an import: nobody waits for news of it.
func bulk(e app.Entry) bool {
	if e.Approved == nil {
		return false
	}
	for _, step := range e.History {
		if step.Action == "imported" && step.Number == e.Approved.Number {
			return true
		}
	}
	return false
}
