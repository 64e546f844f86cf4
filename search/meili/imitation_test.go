package meili_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"splot/search"
	"splot/search/enginetest"
	"splot/search/meili"
	"splot/search/text"
)

// imitation answers as a Meilisearch server does, as far as the suite of engines goes: documents, filters, searches
// of all words or of some, completion, typing errors in the fields that allow them, facets, swaps. Its tasks are done
// at once. It shows that requests, filters and answers fit together, not how a real server ranks: TestConformance does.
type imitation struct {
	mu      sync.Mutex
	indexes map[string]map[string]doc
	tasks   int
}

type doc map[string]any

func TestConformanceAgainstAnImitation(t *testing.T) {
	enginetest.Run(t, func(t *testing.T) search.Engine {
		server := httptest.NewServer((&imitation{indexes: map[string]map[string]doc{}}).routes())
		t.Cleanup(server.Close)
		e, err := meili.Open(t.Context(), meili.Options{URL: server.URL})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(e.Close)
		return e
	})
}

func (m *imitation) routes() http.Handler {
	mux := http.NewServeMux()
	for pattern, handle := range map[string]func(r *http.Request, index map[string]doc) (int, any){
		"GET /indexes/{uid}":            func(r *http.Request, _ map[string]doc) (int, any) { return 200, doc{"uid": r.PathValue("uid")} },
		"DELETE /indexes/{uid}":         m.drop,
		"GET /indexes/{uid}/settings":   func(*http.Request, map[string]doc) (int, any) { return 200, doc{} },
		"PATCH /indexes/{uid}/settings": m.done,
		"GET /indexes/{uid}/stats": func(_ *http.Request, index map[string]doc) (int, any) {
			return 200, doc{"numberOfDocuments": len(index)}
		},
		"POST /indexes/{uid}/documents":              m.add,
		"POST /indexes/{uid}/documents/fetch":        m.fetch,
		"POST /indexes/{uid}/documents/delete-batch": m.remove,
		"POST /indexes/{uid}/documents/delete":       m.removeWhere,
	} {
		mux.HandleFunc(pattern, m.locked(func(r *http.Request) (int, any) {
			index, ok := m.indexes[r.PathValue("uid")]
			if !ok {
				return 404, doc{"code": "index_not_found"}
			}
			return handle(r, index)
		}))
	}
	mux.HandleFunc("POST /indexes", m.locked(m.create))
	mux.HandleFunc("POST /swap-indexes", m.locked(m.swap))
	mux.HandleFunc("POST /multi-search", m.locked(m.search))
	mux.HandleFunc("GET /tasks/{task}", m.locked(func(*http.Request) (int, any) { return 200, doc{"status": "succeeded"} }))
	return mux
}

func (m *imitation) locked(handle func(*http.Request) (int, any)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		m.mu.Lock()
		status, body := handle(r)
		m.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(body)
	}
}

func (m *imitation) done(*http.Request, map[string]doc) (int, any) { return m.task() }

func (m *imitation) task() (int, any) {
	m.tasks++
	return 202, doc{"taskUid": m.tasks}
}

func read[T any](r *http.Request) T {
	var v T
	_ = json.NewDecoder(r.Body).Decode(&v)
	return v
}

func (m *imitation) create(r *http.Request) (int, any) {
	m.indexes[read[struct{ UID string }](r).UID] = map[string]doc{}
	return m.task()
}

func (m *imitation) drop(r *http.Request, _ map[string]doc) (int, any) {
	delete(m.indexes, r.PathValue("uid"))
	return m.task()
}

func (m *imitation) swap(r *http.Request) (int, any) {
	for _, s := range read[[]struct{ Indexes []string }](r) {
		a, b := s.Indexes[0], s.Indexes[1]
		m.indexes[a], m.indexes[b] = m.indexes[b], m.indexes[a]
	}
	return m.task()
}

func (m *imitation) add(r *http.Request, index map[string]doc) (int, any) {
	for _, d := range read[[]doc](r) {
		index[d["id"].(string)] = d
	}
	return m.task()
}

func (m *imitation) fetch(r *http.Request, index map[string]doc) (int, any) {
	out := []doc{}
	asked := read[struct {
		IDs           []string
		Offset, Limit int
	}](r)
	if asked.IDs == nil {
		asked.IDs = slices.Sorted(maps.Keys(index))
		asked.IDs = asked.IDs[min(asked.Offset, len(asked.IDs)):]
		asked.IDs = asked.IDs[:min(asked.Limit, len(asked.IDs))]
	}
	for _, id := range asked.IDs {
		if d, ok := index[id]; ok {
			out = append(out, d)
		}
	}
	return 200, doc{"results": out}
}

func (m *imitation) remove(r *http.Request, index map[string]doc) (int, any) {
	for _, id := range read[[]string](r) {
		delete(index, id)
	}
	return m.task()
}

func (m *imitation) removeWhere(r *http.Request, index map[string]doc) (int, any) {
	keep := condition(read[struct{ Filter string }](r).Filter)
	for id, d := range index {
		if keep(d) {
			delete(index, id)
		}
	}
	return m.task()
}

func (m *imitation) search(r *http.Request) (int, any) {
	asked := read[multi](r)
	results := []doc{}
	for _, q := range asked.Queries {
		hits := []doc{}
		passes := condition(q.Filter)
		for _, d := range m.indexes[q.IndexUID] {
			score := rate(d, q.Q, q.MatchingStrategy, q.AttributesToSearchOn)
			if score == 0 || !passes(d) {
				continue
			}
			d = clone(d)
			d["_rankingScore"] = score
			hits = append(hits, d)
		}
		total := len(hits)
		results = append(results, doc{"hits": hits[:min(total, q.HitsPerPage)], "totalHits": total, "facetDistribution": counted(hits, q.Facets)})
	}
	return 200, doc{"results": results}
}

func counted(hits []doc, facets []string) map[string]map[string]int {
	out := map[string]map[string]int{}
	for _, f := range facets {
		out[f] = map[string]int{}
		for _, d := range hits {
			switch v := d[f].(type) {
			case string:
				out[f][v]++
			case []any:
				for _, x := range v {
					out[f][fmt.Sprint(x)]++
				}
			}
		}
	}
	return out
}

func clone(d doc) doc {
	out := doc{}
	for k, v := range d {
		out[k] = v
	}
	return out
}

// rate is the share of the query's words that stand in the fields, 0 when the strategy asks for more.
func rate(d doc, q, strategy string, fields []string) float64 {
	words := strings.Fields(q)
	if len(words) == 0 {
		return 1
	}
	found := 0
	for i, w := range words {
		open := i == len(words)-1 && !strings.HasSuffix(q, " ")
		if slices.ContainsFunc(fields, func(f string) bool { return stands(d, f, w, open) }) {
			found++
		}
	}
	if strategy == "all" && found < len(words) {
		return 0
	}
	return float64(found) / float64(len(words))
}

func stands(d doc, field, word string, open bool) bool {
	allowed := 0
	if strings.HasSuffix(field, "Words") {
		allowed = text.TyposAllowed(word)
	}
	value, _ := d[field].(string)
	return slices.ContainsFunc(strings.Fields(value), func(have string) bool {
		return have == word || open && strings.HasPrefix(have, word) || allowed > 0 && text.Distance(word, have, allowed) <= allowed
	})
}

// condition reads the part of the server's filter language that the engine writes: AND, OR, NOT, IN, = and >=.
func condition(filter string) func(doc) bool {
	p := &parser{rest: filter}
	c := p.or()
	if strings.TrimSpace(p.rest) != "" {
		panic(fmt.Sprintf("the filter goes on with %q", p.rest))
	}
	return c
}

type parser struct{ rest string }

func (p *parser) take(token string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(p.rest, " "), token)
	if ok {
		p.rest = rest
	}
	return ok
}

func (p *parser) or() func(doc) bool {
	a := p.and()
	for p.take("OR ") {
		x, y := a, p.and()
		a = func(d doc) bool { return x(d) || y(d) }
	}
	return a
}

func (p *parser) and() func(doc) bool {
	a := p.one()
	for p.take("AND ") {
		x, y := a, p.one()
		a = func(d doc) bool { return x(d) && y(d) }
	}
	return a
}

func (p *parser) one() func(doc) bool {
	if p.take("NOT ") {
		x := p.one()
		return func(d doc) bool { return !x(d) }
	}
	if p.take("(") {
		x := p.or()
		if !p.take(")") {
			panic("a bracket stays open before " + p.rest)
		}
		return x
	}
	field, rest, _ := strings.Cut(strings.TrimLeft(p.rest, " "), " ")
	p.rest = rest
	if p.take(">=") {
		var least float64
		if _, err := fmt.Sscan(p.rest, &least); err != nil {
			panic(err)
		}
		p.rest = strings.TrimLeft(p.rest, " 0123456789")
		return func(d doc) bool { n, _ := d[field].(float64); return n >= least }
	}
	var values []string
	if p.take("=") {
		values = []string{p.value()}
	} else if p.take("IN [") {
		for !p.take("]") {
			values = append(values, p.value())
			p.take(",")
		}
	} else {
		panic("no condition: " + p.rest)
	}
	return func(d doc) bool { return holds(d[field], values) }
}

// value reads a quoted value.
func (p *parser) value() string {
	if !p.take(`"`) {
		panic("no quote: " + p.rest)
	}
	var b strings.Builder
	for i := 0; i < len(p.rest); i++ {
		switch c := p.rest[i]; c {
		case '\\':
			i++
			b.WriteByte(p.rest[i])
		case '"':
			p.rest = p.rest[i+1:]
			return b.String()
		default:
			b.WriteByte(c)
		}
	}
	panic("a quote stays open")
}

func holds(have any, values []string) bool {
	switch h := have.(type) {
	case string:
		return slices.Contains(values, h)
	case []any:
		return slices.ContainsFunc(h, func(x any) bool { return holds(x, values) })
	}
	return false
}
