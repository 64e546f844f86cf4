package standing

import (
	"slices"
	"strings"
	"sync"

	"splot/search"
	"splot/search/text"
)

// Set is a set of standing queries by id.
type Set struct {
	dictionary *text.Dictionary

	mu      sync.RWMutex
	queries map[string]*standing
	posts   map[string][]string // key → ids of the queries kept under it
}

type standing struct {
	query search.Query
	words []text.Word
	keys  []string
}

// New makes an empty set, whose queries are read by a dictionary.
func New(d *text.Dictionary) *Set {
	return &Set{dictionary: d, queries: map[string]*standing{}, posts: map[string][]string{}}
}

// Put adds a query or replaces it. Viewer, facets and page of the query are not looked at.
func (s *Set) Put(id string, q search.Query) {
	x := &standing{query: q, words: s.dictionary.Words(q.Text)}
	x.keys = x.key()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(id)
	s.queries[id] = x
	for _, k := range x.keys {
		s.posts[k] = append(s.posts[k], id)
	}
}

// Delete takes a query out; an unknown id is no error.
func (s *Set) Delete(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(id)
}

// Len is the number of queries.
func (s *Set) Len() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.queries)
}

func (s *Set) remove(id string) {
	x := s.queries[id]
	if x == nil {
		return
	}
	delete(s.queries, id)
	for _, k := range x.keys {
		left := slices.DeleteFunc(s.posts[k], func(have string) bool { return have == id })
		if s.posts[k] = left; len(left) == 0 {
			delete(s.posts, k)
		}
	}
}

// The kinds of keys: an exact term, the beginning of a word, and a kind of entry for queries without words.
const (
	byTerm   = "="
	byPrefix = "^"
	byKind   = "#"
	anyKind  = byKind + "*"
)

// prefixBytes is how much of an unfinished word its key holds.
const prefixBytes = 6

// key lists the keys of which an entry has at least one if it satisfies the query.
func (x *standing) key() []string {
	if len(x.words) == 0 {
		if len(x.query.Kinds) == 0 {
			return []string{anyKind}
		}
		keys := make([]string, len(x.query.Kinds))
		for i, k := range x.query.Kinds {
			keys[i] = byKind + k
		}
		return distinct(keys)
	}
	w := x.words[0]
	for _, other := range x.words[1:] {
		if worth(other) > worth(w) {
			w = other
		}
	}
	keys := []string{byTerm + w.Folded}
	for _, t := range forms(w) {
		keys = append(keys, byTerm+t)
	}
	if w.Last {
		keys = append(keys, byPrefix+w.Folded[:min(prefixBytes, len(w.Folded))])
	}
	return distinct(keys)
}

// worth guesses how few entries a word selects: long words are rarer, and an unfinished one stands for many.
func worth(w text.Word) int {
	n := 2 * len(w.Folded)
	if w.Last {
		n -= 5
	}
	if slices.ContainsFunc(w.Terms, text.Weak) {
		n -= 8
	}
	return n
}

func distinct(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// Match is a query that an entry satisfies.
type Match struct {
	ID string
	// Teaser says that it does so also for someone who may see the entry as an anonymous teaser only.
	Teaser bool
}

// Matches lists the queries that an entry satisfies for someone who may read all of it, sorted by id.
func (s *Set) Matches(e search.Entry) []Match {
	known := read(e)
	s.mu.RLock()
	defer s.mu.RUnlock()
	ids := map[string]bool{}
	for key := range known.keys(e.Kind) {
		for _, id := range s.posts[key] {
			ids[id] = true
		}
	}
	var found []Match
	for id := range ids {
		x := s.queries[id]
		if x.query.Passes(&e, search.ViewFull) && known.satisfies(x.words, search.ViewFull) {
			teaser := x.query.Passes(&e, search.ViewTeaser) && known.satisfies(x.words, search.ViewTeaser)
			found = append(found, Match{ID: id, Teaser: teaser})
		}
	}
	slices.SortFunc(found, func(a, b Match) int { return strings.Compare(a.ID, b.ID) })
	return found
}
