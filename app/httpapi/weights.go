package httpapi

import (
	"context"
	"maps"
	"slices"
	"time"

	"splot/app"
	"splot/app/learning"
)

// WeightsPage is the versions of the weights by which matches are scored.
type WeightsPage struct {
	Active      string              `json:"active" doc:"Version in use"`
	Items       []WeightsVersion    `json:"items" nullable:"false" doc:"Learned versions, the latest first, and the shipped one last"`
	Activations []WeightsActivation `json:"activations" nullable:"false" doc:"Who switched when, the latest first"`
}

// WeightsVersion is one version of the weights.
type WeightsVersion struct {
	Version   string            `json:"version"`
	Active    bool              `json:"active"`
	Shipped   bool              `json:"shipped" doc:"It came with the program"`
	Usable    bool              `json:"usable" doc:"It fits the formula of this program; one that does not cannot be switched on"`
	Weights   []ComponentWeight `json:"weights" nullable:"false" doc:"They sum to 100; the heaviest first"`
	Report    *LearningReport   `json:"report,omitempty" doc:"Of a learned version"`
	CreatedAt *time.Time        `json:"createdAt,omitempty" doc:"Of a learned version"`
}

// ComponentWeight is how much a component counts.
type ComponentWeight struct {
	Component string  `json:"component"`
	Weight    float64 `json:"weight" doc:"Of 100"`
	Shipped   float64 `json:"shipped" doc:"The same in the shipped version; 0 if it has no such component"`
}

// LearningReport says what a version was learned from. The measures are of held-out data.
type LearningReport struct {
	Examples    int             `json:"examples"`
	Positives   int             `json:"positives" doc:"Shown and followed by interest"`
	Negatives   int             `json:"negatives" doc:"Declined for a reason that tells of relevance, or shown and left"`
	Needs       int             `json:"needs"`
	LeftOut     []LearningGroup `json:"leftOut" nullable:"false" doc:"What was not learned from"`
	Folds       int             `json:"folds"`
	AUC         float64         `json:"auc"`
	DefaultAUC  float64         `json:"defaultAuc"`
	NDCG        float64         `json:"ndcgAt10"`
	DefaultNDCG float64         `json:"defaultNdcgAt10"`
}

// LearningGroup counts examples that were left out for one reason.
type LearningGroup struct {
	Reason string `json:"reason" doc:"A reason of a decline, or model: of another formula, recent: shown too recently to tell"`
	Count  int    `json:"count"`
}

// WeightsActivation is a switch to other weights.
type WeightsActivation struct {
	Version string    `json:"version"`
	By      app.ID    `json:"by"`
	Name    string    `json:"name" doc:"Of the person"`
	At      time.Time `json:"at"`
}

type byWeights struct {
	Version string `path:"version" maxLength:"80" doc:"Version of the weights"`
}

// Weights is the weights that were learned.
func Weights(s *learning.Service) Resource { return func(a *API) { a.weights(s) } }

func (a *API) weights(s *learning.Service) {
	const tag = "matching"
	register(a, get(tag, "listWeights", "/api/matching/weights", "List the versions of the weights of matching", app.OpWeights),
		func(ctx context.Context, actor app.Actor, _ *struct{}) (*body[WeightsPage], error) {
			return weightsPage(ctx, actor, s)
		})
	register(a, post(tag, "activateWeights", "/api/matching/weights/{version}/activate", "Switch to a version of the weights; everything is matched anew", app.OpWeights),
		func(ctx context.Context, actor app.Actor, in *byWeights) (*body[WeightsPage], error) {
			if err := s.UseWeights(ctx, actor, in.Version); err != nil {
				return nil, err
			}
			return weightsPage(ctx, actor, s)
		})
}

func weightsPage(ctx context.Context, actor app.Actor, s *learning.Service) (*body[WeightsPage], error) {
	list, err := s.Weights(ctx, actor)
	if err != nil {
		return nil, err
	}
	page := WeightsPage{Active: list.Active, Items: []WeightsVersion{}, Activations: []WeightsActivation{}}
	for _, v := range append(list.Learned, list.Shipped) {
		x := WeightsVersion{
			Version: v.Version, Active: v.Version == list.Active, Shipped: v.Version == list.Shipped.Version, Usable: true,
			Weights: componentWeights(v.Shares, list.Shipped.Shares),
		}
		if !x.Shipped {
			x.Usable, x.Report, x.CreatedAt = v.Usable(), learningReport(v.Report), &v.CreatedAt
		}
		page.Items = append(page.Items, x)
	}
	for _, x := range list.Activations {
		page.Activations = append(page.Activations, WeightsActivation(x))
	}
	return answer(page), nil
}

func componentWeights(shares, shipped map[string]float64) []ComponentWeight {
	list := []ComponentWeight{}
	for _, name := range slices.Sorted(maps.Keys(shares)) {
		list = append(list, ComponentWeight{name, shares[name], shipped[name]})
	}
	slices.SortStableFunc(list, func(a, b ComponentWeight) int {
		switch {
		case a.Weight > b.Weight:
			return -1
		case a.Weight < b.Weight:
			return 1
		}
		return 0
	})
	return list
}

func learningReport(r learning.Report) *LearningReport {
	out := &LearningReport{
		Examples: r.Examples, Positives: r.Positives, Negatives: r.Negatives, Needs: r.Needs, LeftOut: []LearningGroup{},
		Folds: r.Folds, AUC: r.AUC, DefaultAUC: r.DefaultAUC, NDCG: r.NDCG, DefaultNDCG: r.DefaultNDCG,
	}
	for _, reason := range slices.Sorted(maps.Keys(r.LeftOut)) {
		out.LeftOut = append(out.LeftOut, LearningGroup{reason, r.LeftOut[reason]})
	}
	return out
}
