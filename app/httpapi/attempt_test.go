package httpapi_test

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"splot/app"
	"splot/app/store"
)

// TestDoubleClick sends the same creation many times at once, as a double click and a broken connection do: one thing is
// made, and everybody gets it. Every operation that answers 201 takes the key.
func TestDoubleClick(t *testing.T) {
	s := newSite(t)
	author := s.tokens[app.RoleRepresentative]
	body := fmt.Sprintf(`{"organisation": %q, "cluster": %q, "kind": "need"}`, s.own.ID, s.near.ID)
	replies := make([]reply, 8)
	var all sync.WaitGroup
	for i := range replies {
		all.Go(func() { replies[i] = s.ask(author, http.MethodPost, "/api/entries", body, "Idempotency-Key", "one") })
	}
	all.Wait()
	for _, r := range replies {
		if r.status != http.StatusCreated || string(r.body) != string(replies[0].body) {
			t.Errorf("status %d %.200s, want the answer of the first: %.200s", r.status, r.body, replies[0].body)
		}
	}
	drafts := func() int64 {
		n, err := s.records.Entries.Count(t.Context(), store.Query{Where: []store.Condition{store.Eq("organisation", s.own.ID)}})
		must(t, err)
		return n
	}
	if n := drafts(); n != 1 {
		t.Errorf("%d drafts were made", n)
	}
	other := fmt.Sprintf(`{"organisation": %q, "cluster": %q, "kind": "technology"}`, s.own.ID, s.near.ID)
	if got := s.ask(author, http.MethodPost, "/api/entries", other, "Idempotency-Key", "one"); got.status != http.StatusUnprocessableEntity || got.problem(t).Errors[0].Field != "Idempotency-Key" {
		t.Errorf("another body under the key: %d %s", got.status, got.body)
	}
	if got := s.ask(author, http.MethodPost, "/api/entries", other, "Idempotency-Key", "two"); got.status != http.StatusCreated || drafts() != 2 {
		t.Errorf("another key: %d %s", got.status, got.body)
	}
	wrong := fmt.Sprintf(`{"organisation": %q, "cluster": %q, "kind": "need"}`, s.own.ID, s.distant.ID)
	for range 2 { // a refusal is no answer to keep
		if got := s.ask(author, http.MethodPost, "/api/entries", wrong, "Idempotency-Key", "three"); got.status != http.StatusUnprocessableEntity {
			t.Errorf("refused: %d", got.status)
		}
	}
	if got := s.ask(author, http.MethodPost, "/api/entries", body, "Idempotency-Key", "three"); got.status != http.StatusCreated {
		t.Errorf("after a refusal: %d %s", got.status, got.body)
	}
	for path, item := range s.api.Paths() {
		for _, o := range methods(item) {
			if o.Responses["201"] == nil {
				continue
			}
			if !slices.ContainsFunc(o.Parameters, func(p *huma.Param) bool { return p.Name == "Idempotency-Key" }) {
				t.Errorf("%s makes something and takes no Idempotency-Key", path)
			}
		}
	}
}
