package matching

import (
	"time"

	"splot/app"
	"splot/app/indexed"
	"splot/app/store"
	"splot/search/match"
)

type (
	entryDoc        = store.Doc[app.Entry]
	organisationDoc = store.Doc[app.Organisation]
	matchDoc        = store.Doc[app.Match]
	party           = indexed.Party
)

// open tells whether the pair may appear now: both live, of different organisations, none of which excludes the
// other, and each visible to the other.
func open(need, offer party, now time.Time) bool {
	if !need.Matched(now) || !offer.Matched(now) {
		return false
	}
	a, b := indexed.Facts(need.Entry, need.Owner), indexed.Facts(offer.Entry, offer.Owner)
	ok, _ := match.Gate(&a, &b, now)
	return ok
}
