package matching

import (
	"sync"

	"splot/search/match"
)

// maxQuestions bounds the compiled needs that are kept: some ten megabytes. Beyond it they are compiled anew.
const maxQuestions = 2000

// questions keeps needs compiled against one state of the statistics: an offer is scored against the same needs as
// the offer before it. It is safe for concurrent use.
type questions struct {
	mu       sync.Mutex
	stats    match.Stats
	compiled map[*match.Prepared]*match.Question
}

// of returns the question of a need.
func (q *questions) of(need *match.Prepared, stats match.Stats) *match.Question {
	if found := q.find(need, stats); found != nil {
		return found
	}
	made := match.Ask(need, stats, &match.Default)
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stats == stats {
		if len(q.compiled) >= maxQuestions {
			clear(q.compiled)
		}
		q.compiled[need] = made
	}
	return made
}

// find looks for a question, and forgets all of them when newer statistics come.
func (q *questions) find(need *match.Prepared, stats match.Stats) *match.Question {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stats == nil || q.stats.Version() < stats.Version() {
		q.stats, q.compiled = stats, map[*match.Prepared]*match.Question{}
	}
	if q.stats != stats {
		return nil
	}
	return q.compiled[need]
}
