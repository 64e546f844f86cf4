package learning

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
	"splot/search/match"
)

// Lesson is what a side did to a match, with the match's features at that time: no texts, no names. It is never
// changed.
type Lesson struct {
	Match   app.ID             `bson:"match"`
	Need    app.ID             `bson:"need"`
	Own     app.ID             `bson:"own"` // entry of the side
	Side    app.Side           `bson:"side"`
	Action  string             `bson:"action"` // interest, mutual, declined, reconsidered, talking, agreed
	Reason  string             `bson:"reason,omitempty"`
	Values  map[string]float64 `bson:"values"` // of the known components, each in [0, 1]
	Score   float64            `bson:"score"`
	Model   string             `bson:"model"`          // of the formula
	Weights string             `bson:"weights"`        // version
	Rank    int                `bson:"rank,omitempty"` // best place at which the side was shown it; 0 is unknown
	At      time.Time          `bson:"at"`
}

// lessons is append-only. The id is the match's and the event's: a handler that runs twice writes once.
var lessons = &store.Collection{
	Name: "learning", Fields: []store.Field{{Name: "match", Type: store.String}, {Name: "at", Type: store.Time}},
	Indexes: []store.Index{{Name: "match", Fields: []string{"match"}}, {Name: "at", Fields: []string{"at"}}},
}

// taught are the actions that say something of a pair's worth.
var taught = map[string]bool{
	app.StepInterest: true, app.StepMutual: true, app.StepDeclined: true, app.StepReconsidered: true, app.StepTalking: true, app.StepAgreed: true,
}

// Learn logs what a side did to a match. It handles records.TopicMatch.
func (s *Service) Learn(ctx context.Context, e store.Event) error {
	step, err := records.Payload[records.MatchStep](e)
	if err != nil || !taught[step.Action] {
		return err
	}
	d, err := s.Matches.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read match %s: %w", e.Key, err)
	}
	m := &d.Value
	l := Lesson{
		Match: app.ID(d.ID), Need: m.Need.Entry, Own: m.Party(step.Side).Entry, Side: step.Side, Action: step.Action,
		Values: values(m.Components), Score: m.Score, At: e.At,
	}
	l.Model, l.Weights = modelAndWeights(m.Model)
	if step.Action == app.StepDeclined && m.DeclinedBy == step.Side {
		l.Reason = m.DeclineReason
	}
	if l.Rank, err = s.rankShown(ctx, m.Party(step.Side).Organisation, d.ID, step.Side); err != nil {
		return err
	}
	if err := s.lessons.Insert(ctx, d.ID+"/"+e.ID, l); err != nil && !errors.Is(err, store.ErrDuplicate) {
		return fmt.Errorf("log %s of match %s: %w", step.Action, e.Key, err)
	}
	return nil
}

// values are the known components' shares of their greatest possible points.
func values(components []app.Component) map[string]float64 {
	list := make(map[string]float64, len(components))
	for _, c := range components {
		if c.Max > 0 {
			list[c.Name] = min(1, max(0, c.Points/c.Max))
		}
	}
	return list
}

// modelAndWeights takes apart what match.Weights.Model put together.
func modelAndWeights(model string) (formula, weights string) {
	formula, weights, _ = strings.Cut(model, "/")
	return formula, weights
}

// unknown stands for a component that is not known in packed values.
const unknown = 255

// pack writes values as a byte for each component of the formula: 0 to 200 for 0 to 1.
func pack(list map[string]float64) []byte {
	out := make([]byte, len(match.Names))
	for i, name := range match.Names {
		out[i] = unknown
		if v, ok := list[name]; ok {
			out[i] = byte(v*200 + 0.5)
		}
	}
	return out
}

// unpack reverses pack; nothing if they are of a formula with other components.
func unpack(packed []byte) map[string]float64 {
	if len(packed) != len(match.Names) {
		return nil
	}
	list := make(map[string]float64, len(packed))
	for i, b := range packed {
		if b != unknown {
			list[match.Names[i]] = min(1, float64(b)/200)
		}
	}
	return list
}
