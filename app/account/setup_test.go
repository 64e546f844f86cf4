package account_test

import (
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/account"
	"splot/app/records"
	"splot/app/records/recordstest"
	"splot/app/store"
	"splot/infra/sqlitestore"
)

// newEmpty is a world in which nobody exists yet.
func newEmpty(t *testing.T) *world {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	must(t, s.Ensure(t.Context(), append(records.Collections(), account.Collections()...)...))
	w := &world{t: t, ctx: t.Context(), records: recordstest.In(s), now: start, mail: &mailbox{}, log: &lockedBuffer{}}
	w.ids = app.NewIDs(w.clock)
	w.Service = w.node(cheap)
	return w
}

func (w *world) setUpLink() string {
	w.t.Helper()
	link, err := w.SetUpLink(w.ctx)
	must(w.t, err)
	return tokenIn(w.t, link)
}

var first = account.NewPerson{Name: "First", Email: " First@Example.org", Password: password, Locale: app.PL}

func TestSetUp(t *testing.T) {
	w := newEmpty(t)
	needed, err := w.SetUpNeeded(w.ctx)
	must(t, err)
	same(t, "needed before", needed, true)
	old := w.setUpLink()
	token := w.setUpLink()
	_, err = w.SetUp(w.ctx, home, old, first)
	w.reason(err, "not_found/expired_link")

	weak := first
	weak.Password = "weak"
	_, err = w.SetUp(w.ctx, home, token, weak)
	w.reason(err, "invalid/password:password_short")
	weak.Password = ""
	_, err = w.SetUp(w.ctx, home, token, weak)
	w.reason(err, "invalid/password:required")

	in, err := w.SetUp(w.ctx, home, token, first)
	must(t, err)
	actor, _, err := w.Authenticate(w.ctx, in.Token)
	must(t, err)
	same(t, "admin", actor.Has(app.RoleAdmin), true)
	needed, err = w.SetUpNeeded(w.ctx)
	must(t, err)
	same(t, "needed after", needed, false)
	same(t, "address", in.Person.Email, "first@example.org")
	_, err = w.SetUp(w.ctx, home, token, first)
	w.reason(err, "not_found/expired_link")
	link, err := w.SetUpLink(w.ctx)
	must(t, err)
	same(t, "link when people exist", link, "")
	_, err = w.SignIn(w.ctx, home, "first@example.org", password)
	must(t, err)
}

func TestSetUpLinkExpires(t *testing.T) {
	w := newEmpty(t)
	token := w.setUpLink()
	w.pass(15 * time.Minute)
	_, err := w.SetUp(w.ctx, home, token, first)
	w.reason(err, "not_found/expired_link")
}

func TestSetUpByTwoAtOnce(t *testing.T) {
	w := newEmpty(t)
	token := w.setUpLink()
	errs := make([]error, 6)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() {
			p := first
			p.Email = address("first" + show(i))
			_, errs[i] = w.SetUp(w.ctx, home, token, p)
		})
	}
	all.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else {
			w.reason(err, "not_found/expired_link")
		}
	}
	same(t, "who got through", won, 1)
	n, err := w.records.People.Count(w.ctx, store.Query{})
	must(t, err)
	same(t, "people", n, 1)
}

func TestCreateAdmin(t *testing.T) {
	w := newEmpty(t)
	token := w.setUpLink()
	p, err := w.CreateAdmin(w.ctx, first)
	must(t, err)
	same(t, "grants", show(p.Grants), show([]app.Grant{{Role: app.RoleAdmin}}))
	_, err = w.SetUp(w.ctx, home, token, account.NewPerson{Name: "Late", Email: address("late"), Password: password, Locale: app.PL})
	w.reason(err, "not_found/expired_link")
	_, err = w.CreateAdmin(w.ctx, first)
	w.reason(err, "invalid/email:taken")
	_, err = w.SignIn(w.ctx, home, "first@example.org", password)
	must(t, err)
	none := first
	none.Password = ""
	_, err = w.CreateAdmin(w.ctx, none)
	w.reason(err, "invalid/password:required")
}
