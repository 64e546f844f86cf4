package matching

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
)

// requestsFor is how long an interest counts as a request.
const requestsFor = 90 * 24 * time.Hour

// demand is what is stored of an organisation whose offers are sought after.
type demand struct {
	Requests int `bson:"requests"` // one of search.RequestSteps
}

var demands = &store.Collection{Name: "demands"}

// requests holds the demand for every organisation that has some. It is safe for concurrent use.
type requests struct {
	mu   sync.RWMutex
	many map[app.ID]int
}

func (r *requests) of(organisation app.ID) int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.many[organisation]
}

func (r *requests) set(organisation app.ID, n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.many == nil {
		r.many = map[app.ID]int{}
	}
	if r.many[organisation] = n; n == 0 {
		delete(r.many, organisation)
	}
}

// loadRequests reads the demand for all organisations.
func (s *Service) loadRequests(ctx context.Context) error {
	err := s.demands.Each(ctx, store.Query{}, func(d store.Doc[demand]) error {
		s.requests.set(app.ID(d.ID), d.Value.Requests)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read demand for organisations: %w", err)
	}
	return nil
}

// Requested counts anew how sought after the offering side of a match is. It handles records.TopicMatch.
func (s *Service) Requested(ctx context.Context, e store.Event) error {
	step, err := records.Payload[records.MatchStep](e)
	if err != nil || step.Action == app.StepSuggested || step.Action == app.StepRemoved {
		return err
	}
	d, err := s.Matches.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read match %s: %w", e.Key, err)
	}
	return s.recount(ctx, d.Value.Offer.Organisation)
}

// recount stores an organisation's demand if it has come to another step. Interests count from when they were shown
// until they are declined or taken back, agreed on, or three months old; nothing but a step of a match or a full
// re-match looks at their age.
func (s *Service) recount(ctx context.Context, organisation app.ID) error {
	n, err := s.Matches.Count(ctx, store.Query{Where: []store.Condition{
		store.Eq("offer.organisation", string(organisation)),
		{Field: "need.interestedAt", Min: s.now().Add(-requestsFor)},
		store.In("state", string(app.MatchInterest), string(app.MatchMutual), string(app.MatchTalking)),
		store.Eq("closed", false),
	}})
	if err != nil {
		return fmt.Errorf("count requests to organisation %s: %w", organisation, err)
	}
	value := demand{Requests: requestStep(n)}
	_, err = s.demands.Upsert(ctx, string(organisation), func(have *demand, _ bool) ([]store.Event, error) {
		if *have == value { // also of nothing, where there is none
			return nil, store.ErrUnchanged
		}
		*have = value
		return []store.Event{s.event(records.TopicRequests, string(organisation))}, nil
	})
	if err != nil {
		return fmt.Errorf("store demand for organisation %s: %w", organisation, err)
	}
	return nil
}

// requestStep rounds a number of requests down to a step.
func requestStep(n int64) int {
	step := 0
	for _, s := range search.RequestSteps {
		if int64(s) <= n {
			step = s
		}
	}
	return step
}

// followRequests learns an organisation's demand. Its offers follow when they are matched or scored next.
func (s *Service) followRequests(ctx context.Context, organisation string) error {
	d, err := s.demands.Get(ctx, organisation)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("read demand for organisation %s: %w", organisation, err)
	}
	s.requests.set(app.ID(organisation), d.Value.Requests)
	return nil
}
