package account_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"splot/app"
	"splot/app/account"
	"splot/app/store"
)

const day = 24 * time.Hour

func TestSessionLife(t *testing.T) {
	for _, test := range []struct {
		name  string
		every time.Duration // between two uses
		uses  int
		alive bool
	}{
		{"used at once", 0, 1, true},
		{"unused for just under two weeks", 14*day - time.Second, 1, true},
		{"unused for two weeks", 14 * day, 1, false},
		{"used every ten days for eighty", 10 * day, 8, true},
		{"used every ten days for ninety", 10 * day, 9, false},
		{"used every nine minutes for a day", 9 * time.Minute, 160, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			in := w.signIn("manager")
			var err error
			for range test.uses {
				w.pass(test.every)
				_, _, err = w.Authenticate(w.ctx, in.Token)
			}
			if test.alive {
				must(t, err)
				return
			}
			w.reason(err, "unauthenticated/sign_in")
		})
	}
}

func TestAuthenticate(t *testing.T) {
	w := newWorld(t)
	both := w.person("both", app.Grant{Role: app.RoleAuditor, Cluster: w.chemia}, app.Grant{Role: app.RoleRepresentative, Organisation: w.folia})
	in := w.signIn("both")
	actor, session, err := w.Authenticate(w.ctx, in.Token)
	must(t, err)
	same(t, "person", actor.Person, both.Person)
	same(t, "session", session.ID, in.Session.ID)
	want := []app.ID{w.makros, w.chemia}
	slices.Sort(want)
	same(t, "clusters", show(actor.Clusters), show(want))
	same(t, "language", actor.Lang, app.PL)
	for _, token := range []string{"", "x", string(in.Session.ID), in.Token[:42], in.Token + "A", "A" + in.Token[1:]} {
		if token == in.Token {
			continue
		}
		_, _, err := w.Authenticate(w.ctx, token)
		w.reason(err, "unauthenticated/sign_in")
	}
}

func TestTokensAreNotStored(t *testing.T) {
	w := newWorld(t)
	in := w.signIn("manager")
	w.reset("manager")
	link := w.token("manager")
	for _, c := range account.Collections() {
		docs, _, err := w.records.Store.Find(w.ctx, c, store.Query{Limit: 1000})
		must(t, err)
		for _, d := range docs {
			for _, secret := range []string{in.Token, link, password} {
				if bytes.Contains(d.Body, []byte(secret)) || d.ID == secret {
					t.Errorf("%s %s holds a secret", c.Name, d.ID)
				}
			}
		}
	}
}

func TestLastUseIsWrittenNowAndThen(t *testing.T) {
	w := newWorld(t)
	in := w.signIn("manager")
	seen := func() time.Time {
		list, err := w.Sessions(w.ctx, w.manager)
		must(t, err)
		return list[0].SeenAt
	}
	w.pass(10*time.Minute - time.Second)
	_, _, err := w.Authenticate(w.ctx, in.Token)
	must(t, err)
	same(t, "after less than ten minutes", seen(), start)
	w.pass(time.Minute)
	_, _, err = w.Authenticate(w.ctx, in.Token)
	must(t, err)
	same(t, "after eleven", seen(), w.clock())
}

func TestOwnSessions(t *testing.T) {
	w := newWorld(t)
	first := w.signIn("manager")
	w.pass(time.Minute)
	second := w.signIn("manager")
	foreign := w.signIn("auditor")
	list, err := w.Sessions(w.ctx, w.manager)
	must(t, err)
	same(t, "sessions", len(list), 2)
	same(t, "the one used last", list[0].ID, second.Session.ID)
	same(t, "agent", list[0].Agent, "Firefox, Linux")

	w.reason(w.EndSession(w.ctx, w.manager, foreign.Session.ID), "not_found/not_found")
	w.reason(w.EndSession(w.ctx, app.Actor{}, first.Session.ID), "unauthenticated/sign_in")
	w.signedIn(foreign, true)
	w.signedIn(first, true)
	must(t, w.EndSession(w.ctx, w.manager, first.Session.ID))
	same(t, "told", show(w.ended()), show([]account.Ending{{Person: w.manager.Person, Session: first.Session.ID}}))
	w.signedIn(first, false)
	w.signedIn(second, true)

	third := w.signIn("manager")
	must(t, w.EndSessions(w.ctx, w.manager, third.Session.ID))
	w.signedIn(second, false)
	w.signedIn(third, true)
	must(t, w.EndSessions(w.ctx, w.manager, ""))
	w.signedIn(third, false)
	w.signedIn(foreign, true)
}

func TestSessionsAreBounded(t *testing.T) {
	w := newWorld(t)
	first := w.signIn("manager")
	for range account.MaxSessions {
		w.pass(time.Minute)
		w.signIn("manager")
	}
	list, err := w.Sessions(w.ctx, w.manager)
	must(t, err)
	same(t, "sessions", len(list), account.MaxSessions)
	w.signedIn(first, false)
}

func TestSweep(t *testing.T) {
	w := newWorld(t)
	w.signIn("manager")
	w.reset("manager")
	w.pass(13 * day)
	kept := w.signIn("auditor")
	w.pass(2 * day)
	must(t, w.Sweep(w.ctx))
	for c, want := range map[*store.Collection]int64{account.Sessions: 1, account.Links: 0} {
		n, err := w.records.Store.Count(w.ctx, c, store.Query{})
		must(t, err)
		same(t, c.Name, n, want)
	}
	w.signedIn(kept, true)
}

// TestOtherNodes: what one node ends or changes, another one knows two seconds later at the latest.
func TestOtherNodes(t *testing.T) {
	w := newWorld(t)
	here := w.node(cheap)
	in := w.signIn("auditor")
	actor, _, err := here.Authenticate(w.ctx, in.Token)
	must(t, err)
	same(t, "roles", len(actor.Grants), 1)

	_, err = w.Take(w.ctx, w.manager, w.auditor.Person, actor.Grants[0])
	must(t, err)
	actor, _, err = w.Authenticate(w.ctx, in.Token)
	must(t, err)
	same(t, "roles at once on the same node", len(actor.Grants), 0)
	w.pass(2 * time.Second)
	actor, _, err = here.Authenticate(w.ctx, in.Token)
	must(t, err)
	same(t, "roles on another node", len(actor.Grants), 0)

	must(t, w.EndSessions(w.ctx, w.auditor, ""))
	w.pass(2 * time.Second)
	_, _, err = here.Authenticate(w.ctx, in.Token)
	w.reason(err, "unauthenticated/sign_in")
}

func TestAgents(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct{ in, want string }{
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "Edge, Windows"},
		{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari, iPhone"},
		{"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome, Android"},
		{"<script>alert(1)</script>", ""},
		{"", ""},
	} {
		in, err := w.SignIn(w.ctx, account.Visitor{Address: "::1", Agent: test.in}, address("auditor"), password)
		must(t, err)
		same(t, test.in, in.Session.Agent, test.want)
	}
}

func (w *world) signedIn(in account.SignedIn, want bool) {
	w.t.Helper()
	_, _, err := w.Authenticate(w.ctx, in.Token)
	if (err == nil) != want {
		w.t.Errorf("session of %s: error %v, want it signed in: %v", in.Person.Name, err, want)
	}
}
