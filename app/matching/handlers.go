package matching

import (
	"splot/app/feed"
	"splot/app/records"
)

// Handlers are what a feed runs for matching.
func (s *Service) Handlers() []feed.Handler {
	return []feed.Handler{
		{
			Name: "index", Topics: []string{records.TopicEntry, records.TopicOrganisation},
			Handle: s.Index, Concurrency: 2, Coalesce: true,
		},
		{
			Name: "matching", Topics: []string{records.TopicEntry, records.TopicOrganisation, records.TopicSettle, records.TopicSweep, records.TopicRequests, records.TopicAgain},
			Handle: s.Match, Concurrency: 4, Coalesce: true,
		},
		{Name: "recompute", Topics: []string{records.TopicRecompute, records.TopicWeights}, Handle: s.GoOn},
		{Name: "requests", Topics: []string{records.TopicMatch}, Handle: s.Requested},
		{Name: "disclosure", Topics: []string{records.TopicMatch}, Handle: s.Disclose},
	}
}
