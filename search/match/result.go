package match

// Result is a score and its explanation.
type Result struct {
	Score      float64     `json:"score"` // 0 to 100, the sum of the components' points
	Model      string      `json:"model"`
	Weights    string      `json:"weights"`
	Statistics int64       `json:"statistics"` // version of the corpus statistics
	Components []Component `json:"components"` // in the order of Names
	// Missing says what keeps the pair from a better score: words first, then facts in the order of Names.
	Missing []Note `json:"missing"`
}

// Component is a named part of a score. Max is 0 when a side does not state what it needs.
type Component struct {
	Name   string  `json:"name"`
	Points float64 `json:"points"`
	Max    float64 `json:"max"`
	Pairs  []Pair  `json:"pairs,omitempty"`
	Notes  []Note  `json:"notes,omitempty"`
}

// Pair is a term of the need and what answers it in the offer, as they are written. Weight is the pair's share of
// the component's points.
type Pair struct {
	Need   Place   `json:"need"`
	Offer  Place   `json:"offer"`
	How    Meeting `json:"how"`
	Weight float64 `json:"weight"`
}

// Place is a word in a text: bytes Start to End of the field title.pl, description.en, keywords, …
type Place struct {
	Surface string `json:"surface"`
	Field   string `json:"field"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
}

// Note is a fact as a code with parameters: numbers, codes or lists of codes. The codes stand in notes.go.
type Note struct {
	Code   string         `json:"code"`
	Params map[string]any `json:"params,omitempty"`
}

// MaxPairs bounds the pairs of a component.
const MaxPairs = 24

// Component finds a component by name; one that is absent is zero.
func (r Result) Component(name string) Component {
	for _, c := range r.Components {
		if c.Name == name {
			return c
		}
	}
	return Component{Name: name}
}
