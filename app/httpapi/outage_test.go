package httpapi_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"splot/app/store"
)

// away is a store that can be out of reach.
type away struct {
	store.Store
	now bool
}

func (a *away) Get(ctx context.Context, c *store.Collection, id string) (store.Document, error) {
	if a.now {
		return store.Document{}, fmt.Errorf("get of %s: %w: connection refused", c.Name, store.ErrUnavailable)
	}
	return a.Store.Get(ctx, c, id)
}

// TestOutageAsksToComeBack answers 503 and when to try again while the documents are out of reach: that is no error of
// the program's, and is logged as none.
func TestOutageAsksToComeBack(t *testing.T) {
	db := &away{}
	e := newEntranceOn(t, "http://example.test", func(s store.Store) store.Store {
		db.Store = s
		return db
	})
	e.person("anna")
	c := e.signIn("anna")
	e.now = e.now.Add(time.Minute) // what is remembered of the session is too old
	db.now = true
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/session", http.NoBody)
	r.AddCookie(c)
	answer, err := e.api.App().Test(r, -1)
	fine(t, err)
	fine(t, answer.Body.Close())
	if answer.StatusCode != http.StatusServiceUnavailable || answer.Header.Get("Retry-After") == "" {
		t.Errorf("%d, Retry-After %q", answer.StatusCode, answer.Header.Get("Retry-After"))
	}
	if strings.Contains(e.log.String(), `"ERROR"`) {
		t.Errorf("logged as ours: %s", e.log.String())
	}
}
