package learning

import (
	"log/slog"

	"splot/app"
	"splot/app/feed"
	"splot/app/records"
	"splot/app/store"
	"splot/search/match"
)

// Options are what learning needs.
type Options struct {
	Records records.Set
	Clock   app.Clock
	IDs     app.IDs
	Logger  *slog.Logger
}

// Service holds the handlers and use cases.
type Service struct {
	records.Set
	lessons  store.Set[Lesson]
	shown    store.Set[shownTo]
	noted    noted
	versions store.Set[WeightVersion]
	choices  store.Set[choice]
	active   match.Active
	now      app.Clock
	newID    app.IDs
	log      *slog.Logger
}

// New makes the service; the shipped weights are in use until LoadWeights.
func New(o Options) *Service {
	s := o.Records.Store
	return &Service{
		Set: o.Records, now: o.Clock, newID: o.IDs, log: o.Logger,
		lessons:  store.Set[Lesson]{Store: s, Collection: lessons},
		shown:    store.Set[shownTo]{Store: s, Collection: impressions},
		versions: store.Set[WeightVersion]{Store: s, Collection: weightVersions},
		choices:  store.Set[choice]{Store: s, Collection: weightChoices},
	}
}

// Active holds the weights in use on this node, for whoever scores.
func (s *Service) Active() *match.Active { return &s.active }

// Collections lists the collections that only learning uses, for store.Ensure.
func Collections() []*store.Collection {
	return []*store.Collection{weightVersions, weightChoices, lessons, impressions}
}

// Handlers are what a feed runs for learning.
func (s *Service) Handlers() []feed.Handler {
	return []feed.Handler{
		{Name: "learning", Topics: []string{records.TopicMatch}, Handle: s.Learn},
		{Name: "weights", Topics: []string{records.TopicWeights}, Handle: s.FollowWeights, Coalesce: true},
	}
}

// tries bounds how often a change is tried again because the document changed meanwhile.
const tries = 8
