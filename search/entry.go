package search

import "time"

// The kinds of indexed documents.
const (
	Technology   = "technology"
	Need         = "need"
	Competence   = "competence"
	Organisation = "organisation"
)

// The visibilities of an approved entry.
const (
	VisibleCluster = "cluster"
	VisibleNetwork = "network"
	VisibleTeaser  = "teaser"
)

// Text is a text in one or both languages of the product.
type Text struct {
	PL string
	EN string
}

// Entry is what the engines index: the approved version of one audit entry, or a published organisation
// (then Title is its name, and only the text, Clusters, Voivodeship, PKD, KIS, Origin and Size are set).
// Lists hold the codes of package app; an empty string or nil is "not stated".
type Entry struct {
	ID      string
	Version int64 // an older version never overwrites a newer one
	Kind    string

	Organisation string // owner's id
	Clusters     []string
	Visibility   string
	Excluded     []string // organisations that the owner excludes

	// Identifying lists the names by which the owner could be recognised. The words in them do not match while
	// the entry is an anonymous teaser, for anybody, so that nobody can probe for a name.
	Identifying []string

	Title       Text
	Teaser      Text
	Description Text
	Detail      Text // the other public fields of the form, joined
	Keywords    []string
	Concepts    []string // EuroSciVoc notations
	PKD         []string
	KIS         []string

	Voivodeship string
	Origin      string
	Size        string
	Languages   []string
	Cooperation []string // forms sought or offered

	TRLMin, TRLMax int // technology: both its TRL; competence: range served; need: least accepted and 9
	Budget         string
	Urgency        string
	Deadline       time.Time
	MonthsToTarget int
	CostToTarget   int64 // PLN
	IPStatus       string

	PartnerOrigins []string // technology: origins and sizes of the partner sought
	PartnerSizes   []string
	BudgetSecured  string // need
	CapacityHours  int    // competence: free hours a month, NoCapacity for none; 0 is not stated
	ReactionDays   int    // competence: days until an answer, at least 1; 0 is not stated
	// Requests is how many open requests for its offers the owner got lately, rounded down to one of
	// RequestSteps.
	Requests int

	ValidUntil time.Time
	ApprovedAt time.Time
}

// Offer tells whether the entry stands on the offering side.
func (e Entry) Offer() bool { return e.Kind == Technology || e.Kind == Competence }

// NoCapacity is the CapacityHours of an entry that states that there are none.
const NoCapacity = -1

// RequestSteps are the values of Entry.Requests: so coarse that a request more rarely changes the index.
var RequestSteps = []int{0, 3, 6, 12, 24, 48}
