package match

// Codes of notes. The client has a text in each language for every one of them.
const (
	NoteNotStated = "not_stated" // side: need, offer or both; the component does not count

	NoteTermsMissing = "terms_lacking" // terms: what the need asks for and the offer does not speak of, as a dictionary writes it; langs: of each
	NoteTopicWeak    = "topic_weak"    // the texts share little, so the facts count in part

	NoteConceptsShared = "concepts_shared" // concepts
	NoteConceptsNear   = "concepts_near"   // path: from the need's concept to the offer's, up and down the vocabulary
	NoteKISShared      = "kis_shared"      // kis
	NotePKDShared      = "pkd_shared"      // pkd
	NoteFieldDiffers   = "field_differs"

	NoteCooperationShared  = "cooperation_shared"  // forms
	NoteCooperationDiffers = "cooperation_differs" // wanted, offered

	NoteTRLReached   = "trl_reached"    // have, want
	NoteTRLLow       = "trl_low"        // have, want
	NoteTooSlow      = "too_slow"       // months, available
	NoteInTime       = "in_time"        // months, available
	NoteOverBudget   = "over_budget"    // cost, budget
	NoteWithinBudget = "within_budget"  // cost, budget
	NoteTimeUnknown  = "months_unknown" // the offer is not there yet and does not say when

	NoteCapacity     = "capacity" // hours a month
	NoteNoCapacity   = "no_capacity"
	NoteReaction     = "reaction"      // days
	NoteSlowReaction = "slow_reaction" // days, urgency

	NoteOriginSought    = "origin_sought"     // own: origin of the need's owner
	NoteOriginNotSought = "origin_not_sought" // own, sought
	NoteSizeSought      = "size_sought"       // own
	NoteSizeNotSought   = "size_not_sought"   // own, sought
	NoteBudgetSecured   = "budget_secured"
	NoteBudgetGrant     = "budget_grant"
	NoteBudgetOpen      = "budget_open"

	NoteMeaning  = "meaning"   // likeness: 0 to 100, of the texts by an embedding server
	NoteInDemand = "in_demand" // the offer's owner has many open requests

	NoteSameRegion       = "same_region"  // voivodeship
	NoteOtherRegion      = "other_region" // need, offer
	NoteCommonLanguage   = "common_language"
	NoteNoCommonLanguage = "no_common_language"

	NoteAge = "age" // date of the older approval, YYYY-MM-DD: how long ago that is, the reader reckons
)

// note makes a Note of alternating names and values.
func note(code string, params ...any) Note {
	n := Note{Code: code}
	for i := 0; i+1 < len(params); i += 2 {
		if n.Params == nil {
			n.Params = map[string]any{}
		}
		n.Params[params[i].(string)] = params[i+1]
	}
	return n
}
