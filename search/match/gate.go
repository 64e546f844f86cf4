package match

import (
	"slices"
	"time"

	"splot/search"
)

// Reasons for which a pair never appears.
const (
	GateKinds            = "kinds" // not a need and an offer
	GateSameOrganisation = "same_organisation"
	GateNeedExpired      = "need_expired"
	GateOfferExpired     = "offer_expired"
	GateExcludedByNeed   = "excluded_by_need"
	GateExcludedByOffer  = "excluded_by_offer"
	GateNotVisible       = "not_visible"
)

// Gate tells whether the pair may appear at now, else why not. An entry without ValidUntil does not expire, a need whose
// deadline's day is over, in UTC, has.
func Gate(need, offer *search.Entry, now time.Time) (open bool, reason string) {
	expired := func(e *search.Entry) bool { return !e.ValidUntil.IsZero() && !now.Before(e.ValidUntil) }
	switch {
	case need.Kind != search.Need || !offer.Offer():
		return false, GateKinds
	case need.Organisation == offer.Organisation:
		return false, GateSameOrganisation
	case expired(need) || past(need, now):
		return false, GateNeedExpired
	case expired(offer):
		return false, GateOfferExpired
	case slices.Contains(need.Excluded, offer.Organisation):
		return false, GateExcludedByNeed
	case slices.Contains(offer.Excluded, need.Organisation):
		return false, GateExcludedByOffer
	case !search.MutuallyVisible(need, offer):
		return false, GateNotVisible
	}
	return true, ""
}

func past(need *search.Entry, now time.Time) bool {
	return !need.Deadline.IsZero() && !now.Before(need.Deadline.AddDate(0, 0, 1))
}
