package httpapi_test

import (
	"context"
	"testing"
	"time"

	"splot/app/account"
	"splot/app/store"
)

// limited is a store that tells of a session read without a limit of time.
type limited struct {
	store.Store
	t     *testing.T
	reads int
}

func (l *limited) Get(ctx context.Context, c *store.Collection, id string) (store.Document, error) {
	if c == account.Sessions {
		l.reads++
		if until, ok := ctx.Deadline(); !ok || time.Until(until) > 15*time.Second {
			l.t.Errorf("a session is read with no limit of 15 seconds (%v, %s)", ok, time.Until(until))
		}
	}
	return l.Store.Get(ctx, c, id)
}

// TestAuthenticationHasALimitOfTime: a store that hangs must not hold a request before its time is limited.
func TestAuthenticationHasALimitOfTime(t *testing.T) {
	l := &limited{t: t}
	e := newEntranceOn(t, "http://example.test", func(s store.Store) store.Store {
		l.Store = s
		return l
	})
	e.person("anna")
	c := e.signIn("anna")
	e.wants("GET", "/api/session", nil, c, 200, "")
	if l.reads == 0 {
		t.Error("no session was read")
	}
}
