package match

import "splot/search/text"

// ModelVersion names the formula; it changes whenever equal input and weights could give another score.
const ModelVersion = "2026-11"

// The names of the components, in the order of Result.Components.
const (
	Topic       = "topic"       // the need's terms, or translations of them, in the offer
	Phrases     = "phrases"     // its neighbouring terms as neighbours in the offer
	Field       = "field"       // EuroSciVoc concepts, smart specialisations, PKD divisions
	Cooperation = "cooperation" // forms wanted and offered
	Readiness   = "readiness"   // TRL, time and cost to reach what is wanted
	Region      = "region"      // voivodeship and languages
	Freshness   = "freshness"   // age of the older of the two approvals
)

// Names lists the components.
var Names = []string{Topic, Phrases, Field, Cooperation, Readiness, Region, Freshness}

// Weights are the parameters of the score. Version names a set; it is stored with every result.
type Weights struct {
	Version string

	// Share is the weight of each component by its index in Names; only their proportions count.
	Share [7]float64

	// Part weighs a term's count by where it stands in the offer, Length is b of BM25 for that part and
	// Saturation k1.
	Part       [text.Parts]float64
	Length     [text.Parts]float64
	Saturation float64

	// Translated is the worth of a translated term against the term itself.
	Translated float64
	// Cognate is that of a term that is alike in its sounds.
	Cognate float64
	// Steepness bends coverage into the topic's value: 0 is a straight line, higher values reach the top sooner.
	Steepness float64
	// Footing is the topic's value from which the facts count in full; below it they count in proportion, so
	// that a pair without a common topic cannot score by region and freshness.
	Footing float64
	// Units is how many of the need's terms count: those that weigh most.
	Units int
}

// Default are the weights in use.
var Default = Weights{
	Version:    "default-1",
	Share:      [7]float64{54, 6, 12, 8, 12, 5, 3},
	Part:       [text.Parts]float64{text.Title: 5, text.Teaser: 2, text.Keywords: 3, text.Body: 1},
	Length:     [text.Parts]float64{text.Title: 0.65, text.Teaser: 0.5, text.Keywords: 0.4, text.Body: 0.5},
	Saturation: 2,
	Translated: 0.6,
	Cognate:    0.5,
	Steepness:  3,
	Footing:    0.35,
	Units:      32,
}
