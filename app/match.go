package app

import (
	"slices"
	"time"
)

// MatchState is how far the two sides of a match have come.
type MatchState string

// The states.
const (
	MatchSuggested MatchState = "suggested"
	MatchInterest  MatchState = "interest" // by one side
	MatchMutual    MatchState = "mutual"
	MatchTalking   MatchState = "talking"
	MatchAgreed    MatchState = "agreed"
	MatchDeclined  MatchState = "declined"
)

// MatchStates lists the states.
var MatchStates = []string{
	string(MatchSuggested), string(MatchInterest), string(MatchMutual), string(MatchTalking), string(MatchAgreed), string(MatchDeclined),
}

// DeclineReasons lists the reasons of which a decline must give one.
var DeclineReasons = []string{"too_early", "benefit_unclear", "route_unclear", "description_unclear", "technical_objection", "capacity", "other"}

// Open tells whether identities and confidential detail are open to both sides.
func (s MatchState) Open() bool { return s == MatchMutual || s == MatchTalking || s == MatchAgreed }

// Side is one side of a match.
type Side string

// The sides.
const (
	NeedSide  Side = "need"
	OfferSide Side = "offer"
)

// Other is the opposite side.
func (s Side) Other() Side {
	if s == NeedSide {
		return OfferSide
	}
	return NeedSide
}

// Match is a pair of a need and a technology or competence that passed the gates.
type Match struct {
	ID    ID         `bson:"-"`
	Need  Party      `bson:"need"`
	Offer Party      `bson:"offer"`
	State MatchState `bson:"state"`
	// Pair is that of the entries, for the unique key; Derive fills it in when it is stored.
	Pair string `bson:"pair"`
	// Both sides' ids, for queries by either.
	Entries       []ID `bson:"entries"`
	Organisations []ID `bson:"organisations"`
	Clusters      []ID `bson:"clusters"`
	// What the parties' Hidden and Seen say, by organisation, for queries.
	ShownTo  []ID `bson:"shownTo"`  // have not hidden it
	HiddenBy []ID `bson:"hiddenBy"` // have
	UnseenBy []ID `bson:"unseenBy"` // nobody of them has opened it
	// Closed says that a gate has closed since: the match is seen by nobody until it opens again. Only
	// matches that people acted on are kept closed; mere suggestions are deleted.
	Closed bool `bson:"closed"`

	Score      float64     `bson:"score"` // 0–100, the sum of the components' points
	Components []Component `bson:"components"`
	Missing    []Finding   `bson:"missing"`
	Model      string      `bson:"model"` // version of the scoring

	DeclineReason string      `bson:"declineReason,omitempty"`
	DeclineNote   string      `bson:"declineNote,omitempty"`
	DeclinedBy    Side        `bson:"declinedBy,omitempty"`
	History       []MatchStep `bson:"history"`
	DisclosedAt   time.Time   `bson:"disclosedAt,omitempty"` // when identities were opened to both sides
	CreatedAt     time.Time   `bson:"createdAt"`
	UpdatedAt     time.Time   `bson:"updatedAt"`
}

// Party is the match's party of a side.
func (m *Match) Party(side Side) *Party {
	if side == NeedSide {
		return &m.Need
	}
	return &m.Offer
}

// SidesOf lists the sides on which some of the organisations stand.
func (m *Match) SidesOf(organisations []ID) []Side {
	sides := []Side{}
	for _, side := range []Side{NeedSide, OfferSide} {
		if slices.Contains(organisations, m.Party(side).Organisation) {
			sides = append(sides, side)
		}
	}
	return sides
}

// Party is one side of a match as the match stores it.
type Party struct {
	Entry        ID   `bson:"entry"`
	Kind         Kind `bson:"kind"`
	Organisation ID   `bson:"organisation"`
	Cluster      ID   `bson:"cluster"`
	Number       int  `bson:"number"` // the approved version that was scored
	Interested   bool `bson:"interested"`
	// InterestedAt is when the interest was shown; interests of before it was kept have none.
	InterestedAt time.Time `bson:"interestedAt,omitempty"`
	// Scored is the version of the entry and its owner that was scored: what was computed from an older one never
	// replaces it.
	Scored  int64  `bson:"scored,omitempty"`
	Message string `bson:"message,omitempty"` // with the interest; shown to the other side
	Hidden  bool   `bson:"hidden"`
	Seen    bool   `bson:"seen"` // opened by someone of this side
}

// Component is one named part of a score.
type Component struct {
	Name   string    `bson:"name"`
	Points float64   `bson:"points"`
	Max    float64   `bson:"max"`
	Pairs  []Pair    `bson:"pairs"` // words that met, in the texts of both sides
	Notes  []Finding `bson:"notes"`
}

// Pair is a word or phrase of the need that met one of the offer, as both wrote it.
type Pair struct {
	Need       string  `bson:"need"`
	Offer      string  `bson:"offer"`
	Translated bool    `bson:"translated"`
	Weight     float64 `bson:"weight"` // share of the component's points, 0–1
	// Kind is same, translation, related or concept; matches of before it was kept have none.
	Kind string `bson:"kind,omitempty"`
	// Where the two stand in the texts as they are shown; nil where that is not known. They are found when a match is
	// looked at, not stored.
	NeedAt  *Place `bson:"-"`
	OfferAt *Place `bson:"-"`
}

// Place is a place in a text of an entry: Start to End of the field title.pl, teaser.en and so on.
type Place struct {
	Field      string
	Start, End int
}

// Finding is a fact for the reader as a code with parameters; clients put it into words.
type Finding struct {
	Code   string         `bson:"code"`
	Params map[string]any `bson:"params,omitempty"`
}

// MatchStep is one thing that happened to a match.
type MatchStep struct {
	At     time.Time `bson:"at"`
	Side   Side      `bson:"side,omitempty"`
	By     ID        `bson:"by,omitempty"`
	Action string    `bson:"action"` // one of the steps
	Note   string    `bson:"note,omitempty"`
}

// The steps of a match, in its history and in the events of it.
const (
	StepSuggested    = "suggested"
	StepInterest     = "interest"
	StepMutual       = "mutual"
	StepTalking      = "talking"
	StepAgreed       = "agreed"
	StepDeclined     = "declined"
	StepReconsidered = "reconsidered"
	StepClosed       = "closed"   // a gate closed
	StepReopened     = "reopened" // it opened again
	StepRemoved      = "removed"  // in events only: the suggestion is gone
)

// MaxMessage is the longest message with an interest or decline, in characters.
const MaxMessage = 1000

// PairOf names the pair of a need and an offer: one document for one pair. It stays inside, for it names both entries, and
// whose an anonymous one is must not be learned from an id.
func PairOf(need, offer ID) string { return string(need) + "~" + string(offer) }

// Derive fills in what is stored for queries only.
func (m *Match) Derive() { m.Pair = PairOf(m.Need.Entry, m.Offer.Entry) }
