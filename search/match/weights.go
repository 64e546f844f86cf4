package match

import "splot/search/text"

// ModelVersion names the formula; it changes whenever equal input and weights could give another score.
const ModelVersion = "2026-11-2"

// The names of the components, in the order of Result.Components.
const (
	Topic       = "topic"       // the need's terms, or what stands for them, in the offer
	Core        = "core"        // how many of its heaviest terms the offer has at all
	Phrases     = "phrases"     // its neighbouring terms near each other in the offer
	Closeness   = "closeness"   // how much of it stands in one place of the offer
	Meaning     = "meaning"     // likeness of the texts as an embedding server sees it
	Field       = "field"       // EuroSciVoc concepts, smart specialisations, PKD divisions
	Cooperation = "cooperation" // forms wanted and offered
	Readiness   = "readiness"   // TRL, time and cost to reach what is wanted
	Reciprocity = "reciprocity" // how well each suits what the other seeks
	Region      = "region"      // voivodeship and languages
	Attention   = "attention"   // whether the offering side can answer more requests
	Freshness   = "freshness"   // age of the older of the two approvals

	components = 12
)

// Names lists the components.
var Names = []string{
	Topic, Core, Phrases, Closeness, Meaning, Field, Cooperation, Readiness, Reciprocity, Region, Attention, Freshness,
}

// Weights are the parameters of the score. Version names a set; it is stored with every result.
type Weights struct {
	Version string

	// Share is the weight of each component by its index in Names; only their proportions count.
	Share [components]float64

	// Part weighs a term's count by where it stands in the offer, Length is b of BM25 for that part and
	// Saturation k1.
	Part       [text.Parts]float64
	Length     [text.Parts]float64
	Saturation float64

	// Translated is the worth of a translated term against the term itself.
	Translated float64
	// Cognate is that of a term that is alike in its sounds.
	Cognate float64
	// Related is that of a related phrase, against what the thesaurus gives it.
	Related float64
	// Steepness bends coverage into the topic's value: 0 is a straight line, higher values reach the top sooner.
	Steepness float64
	// Footing is the topic's value from which the facts count in full; below it they count in proportion, so
	// that a pair without a common topic cannot score by region and freshness.
	Footing float64
	// Sure is the share from which a translation's frequency counts as the term's.
	Sure float64
	// Burst is the power by which terms weigh more that recur in the texts that have them.
	Burst float64
	// Core is how many of the heaviest terms make the component of that name.
	Core int
	// Units is how many of the need's terms count: those that weigh most.
	Units int
}

// Default are the weights in use.
var Default = Weights{
	Version:    "default-2",
	Share:      [components]float64{34, 4, 11, 11, 14, 10, 7, 10, 5, 4, 2, 2},
	Part:       [text.Parts]float64{text.Title: 5, text.Teaser: 2, text.Keywords: 3, text.Body: 1},
	Length:     [text.Parts]float64{text.Title: 1, text.Teaser: 0.5, text.Keywords: 0.4, text.Body: 0.5},
	Saturation: 2,
	Translated: 0.8,
	Cognate:    0.5,
	Related:    1,
	Steepness:  3,
	Footing:    0.35,
	Sure:       0.5,
	Burst:      0.2,
	Core:       3,
	Units:      32,
}
