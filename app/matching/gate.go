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

// live tells whether the entry is searched.
func (p party) live(now time.Time) bool {
	e := p.entry.Value
	return e.Live && e.Approved != nil && p.owner.Value.State != app.Archived &&
		(e.Approved.ValidUntil.IsZero() || now.Before(e.Approved.ValidUntil))
}

// matched tells whether the entry may be matched with anything at all: a need whose deadline has passed is searched, and
// not matched any more. That is decided whenever something is read, since nothing happens when a deadline passes.
func (p party) matched(now time.Time) bool {
	return p.live(now) && !p.entry.Value.Approved.Content.Need.Past(now)
}

// open tells whether the pair may appear now: both live, of different organisations, none of which excludes the
// other, and each visible to the other.
func open(need, offer party, now time.Time) bool {
	if !need.matched(now) || !offer.matched(now) {
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
