package match

import (
	"sync"

	"splot/search"
	"splot/search/corpus"
)

// maxQuestions bounds the compiled needs that are kept: some ten megabytes. Beyond it they are compiled anew.
const maxQuestions = 2000

// questions keeps needs compiled against one state of the statistics and weights: an offer is scored against the
// same needs as the offer before it. It is safe for concurrent use.
type questions struct {
	mu       sync.Mutex
	stats    *corpus.Snapshot
	weights  *Weights
	compiled map[*corpus.Doc]*Question
	vectors  search.Vectors // of every question
}

// of returns the question of a need.
func (q *questions) of(need *corpus.Doc, stats *corpus.Snapshot, w *Weights) *Question {
	if found := q.find(need, stats, w); found != nil {
		return found
	}
	made := Ask(need, stats, w)
	made.vectors = q.vectors
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stats == stats && q.weights == w {
		if len(q.compiled) >= maxQuestions {
			clear(q.compiled)
		}
		q.compiled[need] = made
	}
	return made
}

// find looks for a question, and forgets all of them when newer statistics or other weights come.
func (q *questions) find(need *corpus.Doc, stats *corpus.Snapshot, w *Weights) *Question {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stats == nil || q.weights != w || q.stats.Version() < stats.Version() {
		q.stats, q.weights, q.compiled = stats, w, map[*corpus.Doc]*Question{}
	}
	if q.stats != stats {
		return nil
	}
	return q.compiled[need]
}
