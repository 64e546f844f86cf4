package learning

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
	"splot/search/match"
)

// WeightVersion is a set of components' weights that training proposed. Nothing uses it until an administrator
// switches it on.
type WeightVersion struct {
	Version   string             `bson:"-"`
	Model     string             `bson:"model"`  // of the formula that it is for
	Base      string             `bson:"base"`   // version of the weights that it departs from
	Shares    map[string]float64 `bson:"shares"` // by component, of a hundred
	Report    Report             `bson:"report"`
	CreatedAt time.Time          `bson:"createdAt"`
}

// Report says what a version was learned from, and how well it ranks what it was not fitted on against
// the weights that it departs from.
type Report struct {
	Examples    int            `bson:"examples"`
	Positives   int            `bson:"positives"`
	Negatives   int            `bson:"negatives"`
	Needs       int            `bson:"needs"`
	LeftOut     map[string]int `bson:"leftOut"` // by reason
	Folds       int            `bson:"folds"`
	AUC         float64        `bson:"auc"`
	DefaultAUC  float64        `bson:"defaultAuc"`
	NDCG        float64        `bson:"ndcg"` // at 10, over needs with something to rank
	DefaultNDCG float64        `bson:"defaultNdcg"`
}

// activation is a switch to other weights.
type activation struct {
	Version string    `bson:"version"`
	By      app.ID    `bson:"by"`
	At      time.Time `bson:"at"`
}

// choice is which weights are in use: the last of its activations, or the shipped ones if there is none.
type choice struct {
	Activations []activation `bson:"activations"` // the latest last
}

func (c choice) version() string {
	if len(c.Activations) == 0 {
		return match.Default.Version
	}
	return c.Activations[len(c.Activations)-1].Version
}

const (
	choiceID       = "active"
	maxActivations = 100
	maxVersions    = 200 // that one list shows
)

var (
	weightVersions = &store.Collection{
		Name: "weightVersions", Fields: []store.Field{{Name: "createdAt", Type: store.Time}},
		Indexes: []store.Index{{Name: "created", Fields: []string{"createdAt"}}},
	}
	weightChoices = &store.Collection{Name: "weightChoices"}
)

// weightsOf makes the weights of a version. Those of another formula cannot be used.
func weightsOf(v WeightVersion) (*match.Weights, error) {
	if v.Model != match.ModelVersion {
		return nil, fmt.Errorf("weights %s are for the formula %s, not %s", v.Version, v.Model, match.ModelVersion)
	}
	return match.Default.Reshared(v.Version+"+"+match.Default.Version, v.Shares)
}

// LoadWeights puts the weights that the store names to use on this node: at start, and whenever they change. A
// version that this program cannot use leaves the shipped weights in use.
func (s *Service) LoadWeights(ctx context.Context) error {
	d, err := s.choices.Get(ctx, choiceID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("read which weights are in use: %w", err)
	}
	w, err := s.weightsNamed(ctx, d.Value.version())
	if err != nil {
		return err
	}
	if s.active.Weights().Version != w.Version {
		s.active.Set(w)
		s.log.InfoContext(ctx, "weights in use", slog.String("version", w.Version))
	}
	return nil
}

func (s *Service) weightsNamed(ctx context.Context, version string) (*match.Weights, error) {
	v, err := s.versions.Get(ctx, version)
	if errors.Is(err, store.ErrNotFound) { // the shipped ones, of this program or of an older one
		return &match.Default, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read weights %s: %w", version, err)
	}
	v.Value.Version = v.ID
	w, err := weightsOf(v.Value)
	if err != nil {
		s.log.WarnContext(ctx, "chosen weights cannot be used", slog.Any("error", err))
		return &match.Default, nil
	}
	return w, nil
}

// FollowWeights handles records.TopicWeights on the node that gets it; the others learn of it over the bus.
func (s *Service) FollowWeights(ctx context.Context, _ store.Event) error { return s.LoadWeights(ctx) }

// WeightList is what an administrator sees of the weights.
type WeightList struct {
	Active      string // version
	Shipped     WeightVersion
	Learned     []WeightVersion // the latest first
	Activations []Activation    // the latest first
}

// Activation is a switch to other weights, as shown.
type Activation struct {
	Version string
	By      app.ID
	Name    string // of the person
	At      time.Time
}

// Usable tells whether the version fits this program's formula.
func (v WeightVersion) Usable() bool {
	_, err := weightsOf(v)
	return err == nil
}

// Weights lists the versions of the weights.
func (s *Service) Weights(ctx context.Context, actor app.Actor) (WeightList, error) {
	if !actor.May(app.OpWeights, app.Target{}) {
		return WeightList{}, app.Forbidden()
	}
	list := WeightList{Shipped: WeightVersion{
		Version: match.Default.Version, Model: match.ModelVersion, Base: match.Default.Version, Shares: match.Default.Shares(),
	}}
	docs, _, err := s.versions.Find(ctx, store.Query{Sort: "createdAt", Desc: true, Limit: maxVersions})
	if err != nil {
		return list, fmt.Errorf("list weights: %w", err)
	}
	for _, d := range docs {
		d.Value.Version = d.ID
		list.Learned = append(list.Learned, d.Value)
	}
	c, err := s.choices.Get(ctx, choiceID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return list, fmt.Errorf("read which weights are in use: %w", err)
	}
	if list.Active = c.Value.version(); !slices.ContainsFunc(list.Learned, func(v WeightVersion) bool { return v.Version == list.Active && v.Usable() }) {
		list.Active = match.Default.Version
	}
	list.Activations, err = s.activations(ctx, c.Value)
	return list, err
}

func (s *Service) activations(ctx context.Context, c choice) ([]Activation, error) {
	var ids []string
	for _, a := range c.Activations {
		ids = append(ids, string(a.By))
	}
	people, err := s.names(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read who switched weights: %w", err)
	}
	list := make([]Activation, 0, len(c.Activations))
	for _, a := range slices.Backward(c.Activations) {
		list = append(list, Activation{a.Version, a.By, people[string(a.By)], a.At})
	}
	return list, nil
}

func (s *Service) names(ctx context.Context, ids []string) (map[string]string, error) {
	names := make(map[string]string, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	people, _, err := s.People.Find(ctx, store.Query{Where: []store.Condition{store.In(store.IDField, ids...)}, Limit: store.MaxLimit})
	for _, p := range people {
		names[p.ID] = p.Value.Name
	}
	return names, err
}

// UseWeights switches to a version, the shipped or a learned one, and causes everything to be matched anew. What is
// in use already is left as it is.
func (s *Service) UseWeights(ctx context.Context, actor app.Actor, version string) error {
	if !actor.May(app.OpWeights, app.Target{}) {
		return app.Forbidden()
	}
	if version != match.Default.Version {
		v, err := s.versions.Get(ctx, version)
		if errors.Is(err, store.ErrNotFound) {
			return app.NotFound()
		}
		if err != nil {
			return fmt.Errorf("read weights %s: %w", version, err)
		}
		v.Value.Version = v.ID
		if !v.Value.Usable() {
			return app.Conflict("weights_outdated")
		}
	}
	if err := s.choose(ctx, actor, version); err != nil {
		return err
	}
	return s.LoadWeights(ctx)
}

func (s *Service) choose(ctx context.Context, actor app.Actor, version string) error {
	_, err := s.choices.Upsert(ctx, choiceID, func(have *choice, _ bool) ([]store.Event, error) {
		if have.version() == version {
			return nil, store.ErrUnchanged
		}
		now := s.now()
		have.Activations = append(have.Activations, activation{version, actor.Person, now})
		have.Activations = have.Activations[max(0, len(have.Activations)-maxActivations):]
		return []store.Event{records.NewEvent(s.newID(), now, actor.Person, records.TopicWeights, choiceID, nil)}, nil
	})
	return records.Answer("switch to weights "+version, err)
}

const learnedPrefix = "learned-"

// ProposeWeights stores a version for an administrator to look at, and names it.
func (s *Service) ProposeWeights(ctx context.Context, shares map[string]float64, report Report) (WeightVersion, error) {
	v := WeightVersion{
		Model: match.ModelVersion, Base: match.Default.Version, Shares: shares, Report: report, CreatedAt: s.now(), Version: "proposed",
	}
	if _, err := weightsOf(v); err != nil {
		return v, err
	}
	for range tries {
		latest, _, err := s.versions.Find(ctx, store.Query{Sort: "createdAt", Desc: true, Limit: 1})
		if err != nil {
			return v, fmt.Errorf("read the latest weights: %w", err)
		}
		number := 0
		if len(latest) > 0 {
			number, _ = strconv.Atoi(strings.TrimPrefix(latest[0].ID, learnedPrefix))
		}
		v.Version = learnedPrefix + strconv.Itoa(number+1)
		err = s.versions.Insert(ctx, v.Version, v)
		if errors.Is(err, store.ErrDuplicate) {
			continue
		}
		if err != nil {
			return v, fmt.Errorf("store weights %s: %w", v.Version, err)
		}
		return v, nil
	}
	return v, fmt.Errorf("store proposed weights: %w", store.ErrDuplicate)
}
