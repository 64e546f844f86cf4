package account_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"splot/app"
	"splot/app/account"
)

func TestPreferences(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct {
		in   account.Preferences
		want string
	}{
		{account.Preferences{Name: "Anna Nowak", Locale: app.EN, Scheme: "dark"}, ""},
		{account.Preferences{Name: " ", Locale: app.EN, Scheme: "dark"}, "invalid/name:required"},
		{account.Preferences{Name: strings.Repeat("ż", 121), Locale: app.EN, Scheme: "dark"}, "invalid/name:too_long"},
		{account.Preferences{Name: "Anna", Locale: "de", Scheme: "dark"}, "invalid/locale:not_one_of"},
		{account.Preferences{Name: "Anna", Locale: app.PL, Scheme: "pink"}, "invalid/scheme:not_one_of"},
	} {
		_, err := w.SetPreferences(w.ctx, w.manager, test.in)
		w.reason(err, test.want)
	}
	me, err := w.Me(w.ctx, w.manager)
	must(t, err)
	same(t, "name", me.Name, "Anna Nowak")
	same(t, "language for the next request", w.actor(w.manager.Person).Lang, app.EN)
	same(t, "grants", len(me.Grants), 1)
	_, err = w.SetPreferences(w.ctx, app.Actor{}, account.Preferences{})
	w.reason(err, "unauthenticated/sign_in")
	_, err = w.Me(w.ctx, app.Actor{})
	w.reason(err, "unauthenticated/sign_in")
}

func TestChangePassword(t *testing.T) {
	w := newWorld(t)
	here, there := w.signIn("manager"), w.signIn("manager")
	w.ended()
	for _, test := range []struct{ old, password, want string }{
		{another, another, "invalid/old:wrong_password"},
		{strings.Repeat("x", 1<<20), another, "invalid/old:wrong_password"},
		{password, "short", "invalid/password:password_short"},
		{password, address("manager"), "invalid/password:password_email"},
		{password, another, ""},
	} {
		w.reason(w.ChangePassword(w.ctx, w.manager, here.Session.ID, home, test.old, test.password), test.want)
	}
	w.signedIn(here, true)
	w.signedIn(there, false)
	same(t, "told", show(w.ended()), show([]account.Ending{{Person: w.manager.Person, Session: there.Session.ID}}))
	_, err := w.SignIn(w.ctx, home, address("manager"), password)
	w.reason(err, "unauthenticated/bad_credentials")
	_, err = w.SignIn(w.ctx, home, address("manager"), another)
	must(t, err)
	w.reason(w.ChangePassword(w.ctx, app.Actor{}, "", home, password, another), "unauthenticated/sign_in")
}

func TestChangePasswordIsLimited(t *testing.T) {
	w := newWorld(t)
	for range 30 {
		w.reason(w.ChangePassword(w.ctx, w.manager, "", home, another, another+"!"), "invalid/old:wrong_password")
	}
	w.reason(w.ChangePassword(w.ctx, w.manager, "", home, password, another), "too_many/too_many")
}

func TestReset(t *testing.T) {
	w := newWorld(t)
	in := w.signIn("manager")
	w.reset("manager")
	earlier := w.token("manager")
	w.reset("manager")
	token := w.token("manager")
	w.reason(w.Reset(w.ctx, home, token, "short"), "invalid/password:password_short")
	w.ended()
	must(t, w.Reset(w.ctx, home, token, another))
	w.signedIn(in, false)
	same(t, "told", show(w.ended()), show([]account.Ending{{Person: w.manager.Person, Session: in.Session.ID}}))
	w.reason(w.Reset(w.ctx, home, token, another), "not_found/expired_link")
	w.reason(w.Reset(w.ctx, home, earlier, another), "not_found/expired_link")
	_, err := w.SignIn(w.ctx, home, address("manager"), password)
	w.reason(err, "unauthenticated/bad_credentials")
	_, err = w.SignIn(w.ctx, home, address("manager"), another)
	must(t, err)
}

// TestResetLinksEndWithAChange: a letter asked for before the password was changed does not undo the change.
func TestResetLinksEndWithAChange(t *testing.T) {
	w := newWorld(t)
	w.reset("manager")
	token := w.token("manager")
	must(t, w.ChangePassword(w.ctx, w.manager, "", home, password, another))
	w.reason(w.Reset(w.ctx, home, token, password), "not_found/expired_link")
}

func TestContact(t *testing.T) {
	w := newWorld(t)
	me, err := w.Me(w.ctx, w.manager)
	must(t, err)
	same(t, "before choosing", show(me.Contact()), show(app.Contact{Name: "manager", Email: address("manager")}))
	for _, test := range []struct {
		function, phone string
		shares          []string
		want            string
	}{
		{"Dyrektor ds. rozwoju", "+48 601 234 567", []string{"function", "phone"}, ""},
		{"x", "601 wew. 5", nil, "invalid/phone:phone"},
		{"www.evil.example", "", nil, "invalid/function:name_address"},
		{"x", "", []string{"password"}, "invalid/shares.0:not_one_of"},
	} {
		_, err := w.SetContact(w.ctx, w.manager, test.function, test.phone, test.shares)
		w.reason(err, test.want)
	}
	me, err = w.Me(w.ctx, w.manager)
	must(t, err)
	same(t, "shared", show(me.Contact()), show(app.Contact{Name: "manager", Function: "Dyrektor ds. rozwoju", Phone: "+48 601 234 567"}))
	_, err = w.SetContact(w.ctx, w.manager, "", "", nil)
	must(t, err)
	me, err = w.Me(w.ctx, w.manager)
	must(t, err)
	same(t, "nothing shared", show(me.Contact()), show(app.Contact{Name: "manager"}))
}

func TestResetExpires(t *testing.T) {
	w := newWorld(t)
	w.reset("manager")
	token := w.token("manager")
	w.pass(time.Hour)
	w.reason(w.Reset(w.ctx, home, token, another), "not_found/expired_link")
}

func TestResetTellsNothing(t *testing.T) {
	w := newWorld(t)
	left := w.person("left")
	_, err := w.Disable(w.ctx, w.admin, left.Person)
	must(t, err)
	w.reset("stranger")
	w.reset("left")
	w.deliver()
	same(t, "letters to strangers and disabled people", len(w.mail.all()), 0)
	w.reason(w.RequestReset(w.ctx, home, "no address"), "invalid/email:email")
	for range 2 {
		w.reset("stranger")
	}
	w.reason(w.RequestReset(w.ctx, home, address("stranger")), "too_many/too_many")
}

func TestLinksAreForOneThing(t *testing.T) {
	w := newWorld(t)
	w.reset("manager")
	token := w.token("manager")
	_, err := w.SetUp(w.ctx, home, token, first)
	w.reason(err, "not_found/expired_link")
	_, err = w.Look(w.ctx, home, token)
	w.reason(err, "not_found/expired_link")
	for _, bad := range []string{"", "x", strings.Repeat("A", 43), strings.Repeat("A", 1<<20)} {
		w.reason(w.Reset(w.ctx, home, bad, another), "not_found/expired_link")
	}
}

func TestCan(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct {
		actor app.Actor
		op    app.Operation
		want  bool
	}{
		{app.Actor{}, app.OpSignIn, true},
		{app.Actor{}, app.OpOwnAccount, false},
		{w.anybodyElse, app.OpOwnAccount, true},
		{w.anybodyElse, app.OpInvite, false},
		{w.representative, app.OpInvite, true},
		{w.representative, app.OpGrant, false},
		{w.manager, app.OpGrant, true},
		{w.manager, app.OpCreateCluster, false},
		{w.admin, app.OpCreateCluster, true},
		{w.admin, app.OpConfidential, false},
	} {
		if got := slices.Contains(account.Can(test.actor), test.op); got != test.want {
			t.Errorf("%s can %s: %v, want %v", test.actor.Person, test.op, got, test.want)
		}
	}
}

func (w *world) reset(name string) {
	w.t.Helper()
	must(w.t, w.RequestReset(w.ctx, home, address(name)))
}
