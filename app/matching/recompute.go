package matching

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// recomputeID is the id of the one run that is stored.
const recomputeID = "rematch"

// The states of a run.
const (
	RecomputeIdle     = "idle" // there was none yet
	RecomputeRunning  = "running"
	RecomputeTelling  = "telling" // all is matched; organisations are being told
	RecomputeFinished = "finished"
)

// Why everything is matched anew.
const (
	RecomputeRequested = "requested" // by an administrator
	RecomputeFormula   = "formula"   // the program computes scores otherwise
	RecomputeWeights   = "weights"   // other weights were switched on
)

// Recompute is a run that matches every live entry anew.
type Recompute struct {
	State   string `bson:"state"`
	Reason  string `bson:"reason,omitempty"`
	By      app.ID `bson:"by,omitempty"`
	Done    int64  `bson:"done"`    // entries matched
	Total   int64  `bson:"total"`   // entries that were live at the start
	Changed int64  `bson:"changed"` // matches that were added, changed or removed

	StartedAt  time.Time `bson:"startedAt,omitempty"`
	FinishedAt time.Time `bson:"finishedAt,omitempty"`

	// Model is that of the run, and once it has finished that of all matches.
	Model string    `bson:"model"`
	Run   app.ID    `bson:"run"`
	Turn  string    `bson:"turn"`  // id of the event that goes on with it
	After string    `bson:"after"` // entry, or while telling organisation, that was done last
	Moved time.Time `bson:"moved"` // when it last came forward

	marked map[app.ID]bool // organisations that this turn has marked
}

type recomputeDoc = store.Doc[Recompute]

var recomputes = &store.Collection{Name: "rematches"}

func (r Recompute) active() bool { return r.State == RecomputeRunning || r.State == RecomputeTelling }

// stuck is how long a run does not come forward before an administrator's start gives it another push: its event may
// have been parked.
const stuck = time.Minute

// StartRecompute begins to match everything anew, for an administrator. A run that is under way with the present
// formula and weights goes on; it answers with that.
func (s *Service) StartRecompute(ctx context.Context, actor app.Actor) (Recompute, error) {
	if !actor.May(app.OpRematch, app.Target{}) {
		return Recompute{}, app.Forbidden()
	}
	r, err := s.startRecompute(ctx, actor.Person, RecomputeRequested)
	if err != nil || s.now().Sub(r.Moved) < stuck {
		return r, err
	}
	d, _, err := s.recompute(ctx)
	if err == nil && d.Value.active() {
		err = s.saveRecompute(ctx, d, 0)
	}
	return d.Value, err
}

// RecomputeState tells an administrator of the present or the last run.
func (s *Service) RecomputeState(ctx context.Context, actor app.Actor) (Recompute, error) {
	if !actor.May(app.OpRematch, app.Target{}) {
		return Recompute{}, app.Forbidden()
	}
	d, _, err := s.recompute(ctx)
	return d.Value, err
}

// recompute reads the stored run; false if there is none.
func (s *Service) recompute(ctx context.Context) (recomputeDoc, bool, error) {
	d, err := s.recomputes.Get(ctx, recomputeID)
	if errors.Is(err, store.ErrNotFound) {
		return recomputeDoc{ID: recomputeID, Value: Recompute{State: RecomputeIdle}}, false, nil
	}
	if err != nil {
		return d, false, fmt.Errorf("read the recompute: %w", err)
	}
	return d, true, nil
}

// ResumeRecompute goes on with a run that was interrupted, and begins one if the stored matches have another formula
// or other weights than those in use. It is called at start, when the index is filled, and when weights change; it
// does no harm at any time.
func (s *Service) ResumeRecompute(ctx context.Context) error {
	d, exists, err := s.recompute(ctx)
	if err != nil {
		return err
	}
	model := s.model()
	switch {
	case exists && d.Value.active() && d.Value.Model == model:
		return s.saveRecompute(ctx, d, 0) // its event may have been parked
	case exists && d.Value.Model == model:
		return nil
	case exists:
		_, err = s.startRecompute(ctx, "", changedPart(d.Value.Model, model))
		return err
	}
	known, err := s.Matches.First(ctx, store.Query{})
	if err == nil && known.Value.Model != model {
		_, err = s.startRecompute(ctx, "", changedPart(known.Value.Model, model))
		return err
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("look at a match: %w", err)
	}
	err = s.recomputes.Insert(ctx, recomputeID, Recompute{State: RecomputeIdle, Model: model})
	if err != nil && !errors.Is(err, store.ErrDuplicate) {
		return fmt.Errorf("note the model of matches: %w", err)
	}
	return nil
}

// model names the formula and the weights in use.
func (s *Service) model() string { return s.weights.Weights().Model() }

// changedPart tells what differs between two models: the formula before the slash or the weights behind it.
func changedPart(a, b string) string {
	a, _, _ = strings.Cut(a, "/")
	b, _, _ = strings.Cut(b, "/")
	if a == b {
		return RecomputeWeights
	}
	return RecomputeFormula
}

func (s *Service) startRecompute(ctx context.Context, by app.ID, reason string) (Recompute, error) {
	total, err := s.Entries.Count(ctx, store.Query{Where: []store.Condition{store.Eq("live", true)}})
	if err != nil {
		return Recompute{}, fmt.Errorf("count live entries: %w", err)
	}
	d, err := s.recomputes.Upsert(ctx, recomputeID, func(have *Recompute, exists bool) ([]store.Event, error) {
		if exists && have.active() && have.Model == s.model() {
			return nil, store.ErrUnchanged
		}
		now := s.now()
		e := s.event(records.TopicRecompute, recomputeID)
		e.By = by
		value := Recompute{
			State: RecomputeRunning, Reason: reason, By: by, Total: total, StartedAt: now, Model: s.model(), Run: s.newID(), Moved: now, Turn: e.ID,
		}
		if have.active() { // it begins anew, and tells at its end of what came before too
			value.Run, value.StartedAt = have.Run, have.StartedAt
		}
		*have = value
		return []store.Event{e}, nil
	})
	return d.Value, records.Answer("start the recompute", err)
}

// saveRecompute stores how far a run is with the event that goes on after the rest. Whoever was faster goes on instead.
func (s *Service) saveRecompute(ctx context.Context, d recomputeDoc, rest time.Duration) error {
	var events []store.Event
	if d.Value.active() {
		e := s.event(records.TopicRecompute, recomputeID)
		if rest > 0 {
			e.Due = s.now().Add(rest)
		}
		d.Value.Turn = e.ID
		events = append(events, e)
	}
	_, err := s.recomputes.Replace(ctx, d, events...)
	if err != nil && !errors.Is(err, store.ErrStale) {
		return fmt.Errorf("save the recompute: %w", err)
	}
	return nil
}
