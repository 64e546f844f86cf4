package account_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/account"
	"splot/app/records"
	"splot/app/store"
)

func (w *world) invite(actor app.Actor, name string, grants ...app.Grant) account.Invitation {
	w.t.Helper()
	inv, err := w.Invite(w.ctx, actor, account.Invitation{Name: name, Email: address(name), Grants: grants})
	must(w.t, err)
	return inv
}

// TestWhoInvitesWhom: the rules of invitations, and that grants follow the same ones.
func TestWhoInvitesWhom(t *testing.T) {
	w := newWorld(t)
	const no, ok, absent, anonymous = app.ClassForbidden, app.Class(""), app.ClassNotFound, app.ClassUnauthenticated
	type row struct {
		name  string
		grant app.Grant
		// in the order of actors
		want [8]app.Class
	}
	actors := []struct {
		name  string
		actor app.Actor
	}{
		{"admin", w.admin},
		{"manager", w.manager},
		{"other manager", w.other},
		{"representative", w.representative},
		{"auditor", w.auditor},
		{"animator", w.animator},
		{"person", w.anybodyElse},
		{"nobody", app.Actor{}},
	}
	rows := []row{
		{"admin", app.Grant{Role: app.RoleAdmin}, [8]app.Class{ok, no, no, no, no, no, no, anonymous}},
		{"manager", app.Grant{Role: app.RoleManager, Cluster: w.makros}, [8]app.Class{ok, no, no, no, no, no, no, anonymous}},
		{"animator", app.Grant{Role: app.RoleAnimator, Cluster: w.makros}, [8]app.Class{ok, ok, no, no, no, no, no, anonymous}},
		{"auditor", app.Grant{Role: app.RoleAuditor, Cluster: w.makros}, [8]app.Class{ok, ok, no, no, no, no, no, anonymous}},
		{"representative", app.Grant{Role: app.RoleRepresentative, Organisation: w.folia}, [8]app.Class{no, ok, no, ok, no, no, no, anonymous}},
		{"of another member", app.Grant{Role: app.RoleRepresentative, Organisation: w.lab}, [8]app.Class{ok, ok, no, no, no, no, no, anonymous}},
		{"of another cluster's member", app.Grant{Role: app.RoleRepresentative, Organisation: w.farba}, [8]app.Class{ok, no, ok, no, no, no, no, anonymous}},
		{"of a draft", app.Grant{Role: app.RoleRepresentative, Organisation: w.hidden}, [8]app.Class{ok, absent, ok, absent, no, no, no, anonymous}},
		{"of no organisation", app.Grant{Role: app.RoleRepresentative, Organisation: "x"}, [8]app.Class{absent, absent, absent, absent, no, no, no, anonymous}},
		{"of no cluster", app.Grant{Role: app.RoleAuditor, Cluster: "x"}, [8]app.Class{absent, absent, absent, absent, no, no, no, anonymous}},
	}
	for _, r := range rows {
		for i, a := range actors {
			t.Run(r.name+" by "+a.name, func(t *testing.T) {
				_, err := w.Invite(w.ctx, a.actor, account.Invitation{Name: "New", Email: address("new"), Grants: []app.Grant{r.grant}})
				same(t, "class of "+show(err), classOf(err), r.want[i])
			})
		}
	}
}

func classOf(err error) app.Class {
	if err == nil {
		return ""
	}
	return app.ClassOf(err)
}

func TestInvitationForm(t *testing.T) {
	w := newWorld(t)
	fine := app.Grant{Role: app.RoleAuditor, Cluster: w.makros}
	for _, test := range []struct {
		in   account.Invitation
		want string
	}{
		{account.Invitation{Name: "", Email: "a@b.pl", Grants: []app.Grant{fine}}, "name:required"},
		{account.Invitation{Name: "A", Email: "a b@b.pl", Grants: []app.Grant{fine}}, "email:email"},
		{account.Invitation{Name: "A", Email: "a@b.pl\r\nBcc: c@d.pl", Grants: []app.Grant{fine}}, "email:email"},
		{account.Invitation{Name: "A", Email: "a@b.pl"}, "grants:required"},
		{account.Invitation{Name: "A", Email: "a@b.pl", Grants: []app.Grant{fine, fine}}, "grants.1:twice"},
		{account.Invitation{Name: "A", Email: "a@b.pl", Grants: make([]app.Grant, 11)}, "grants:too_many"},
		{account.Invitation{Name: "A", Email: "a@b.pl", Grants: []app.Grant{{Role: "owner"}}}, "grants.0.role:not_one_of"},
		{account.Invitation{Name: "A", Email: "a@b.pl", Grants: []app.Grant{{Role: app.RoleGuest}}}, "grants.0.role:not_one_of"},
		{account.Invitation{Name: "A", Email: "a@b.pl", Grants: []app.Grant{{Role: app.RoleAuditor}}}, "grants.0.cluster:required"},
		{account.Invitation{Name: "A", Email: "a@b.pl", Grants: []app.Grant{{Role: app.RoleRepresentative}}}, "grants.0.organisation:required"},
		{account.Invitation{Name: "A", Email: "a@b.pl", Grants: []app.Grant{{Role: app.RoleAdmin, Cluster: w.makros}}}, "grants.0.cluster:other_scope"},
		{account.Invitation{Name: "A", Email: "a@b.pl", Grants: []app.Grant{{Role: app.RoleAuditor, Cluster: w.makros, Organisation: w.folia}}}, "grants.0.organisation:other_scope"},
		{account.Invitation{Name: "A", Email: "a@b.pl", Locale: "de", Grants: []app.Grant{fine}}, "locale:not_one_of"},
	} {
		_, err := w.Invite(w.ctx, w.admin, test.in)
		w.reason(err, "invalid/"+test.want)
	}
}

func TestAcceptInvitation(t *testing.T) {
	w := newWorld(t)
	w.invite(w.representative, "colleague", app.Grant{Role: app.RoleRepresentative, Organisation: w.folia})
	token := w.token("colleague")
	inv, err := w.Look(w.ctx, home, token)
	must(t, err)
	same(t, "shown", inv.Email+" "+inv.Name+" "+show(inv.Known), "colleague@example.org colleague false")
	_, err = w.Accept(w.ctx, home, token, account.NewPerson{Name: "", Password: password, Locale: app.EN})
	w.reason(err, "invalid/name:required")
	_, err = w.Accept(w.ctx, home, token, account.NewPerson{Name: "Colleague", Password: "short", Locale: app.EN})
	w.reason(err, "invalid/password:password_short")
	in, err := w.Accept(w.ctx, home, token, account.NewPerson{Name: "Colleague", Email: "evil@example.org", Password: password, Locale: app.EN})
	must(t, err)
	same(t, "address", in.Person.Email, address("colleague"))
	same(t, "organisation", in.Person.Organisation, w.folia)
	same(t, "represents", show(w.actor(in.Person.ID).Represents()), show([]app.ID{w.folia}))
	same(t, "clusters", show(w.actor(in.Person.ID).Clusters), show([]app.ID{w.makros}))
	_, err = w.Accept(w.ctx, home, token, account.NewPerson{Name: "Again", Password: password, Locale: app.EN})
	w.reason(err, "not_found/expired_link")
	w.signIn("colleague")
}

func TestAcceptWithAnAccount(t *testing.T) {
	w := newWorld(t)
	w.invite(w.manager, "other", app.Grant{Role: app.RoleAuditor, Cluster: w.makros})
	token := w.token("other")
	inv, err := w.Look(w.ctx, home, token)
	must(t, err)
	same(t, "known", inv.Known, true)
	before := w.hash(w.other.Person)
	_, err = w.Accept(w.ctx, home, token, account.NewPerson{Name: "Thief", Password: another, Locale: app.PL})
	w.reason(err, "conflict/invitation_known")
	same(t, "password", w.hash(w.other.Person), before)
	_, err = w.AcceptAs(w.ctx, app.Actor{}, home, token)
	w.reason(err, "unauthenticated/sign_in")
	_, err = w.AcceptAs(w.ctx, w.anybodyElse, home, token)
	w.reason(err, "conflict/invitation_other")
	w.ended()
	p, err := w.AcceptAs(w.ctx, w.other, home, token)
	must(t, err)
	same(t, "grants", len(p.Grants), 2)
	same(t, "told", show(w.ended()), show([]account.Ending{{Person: w.other.Person}}))
	_, err = w.AcceptAs(w.ctx, w.other, home, token)
	w.reason(err, "not_found/expired_link")
}

// TestInvitationsDie: what happens between invitation and acceptance counts.
func TestInvitationsDie(t *testing.T) {
	for _, test := range []struct {
		name      string
		meanwhile func(*world, account.Invitation)
	}{
		{"two weeks pass", func(w *world, _ account.Invitation) { w.pass(14 * day) }},
		{"it is withdrawn", func(w *world, inv account.Invitation) { must(w.t, w.Withdraw(w.ctx, w.manager, inv.ID)) }},
		{"the inviter is disabled", func(w *world, _ account.Invitation) {
			w.person("second", app.Grant{Role: app.RoleManager, Cluster: w.makros})
			_, err := w.Disable(w.ctx, w.admin, w.manager.Person)
			must(w.t, err)
		}},
		{"the inviter is no manager any more", func(w *world, _ account.Invitation) {
			w.person("second", app.Grant{Role: app.RoleManager, Cluster: w.makros})
			_, err := w.Take(w.ctx, w.admin, w.manager.Person, app.Grant{Role: app.RoleManager, Cluster: w.makros})
			must(w.t, err)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			inv := w.invite(w.manager, "new", app.Grant{Role: app.RoleAuditor, Cluster: w.makros})
			token := w.token("new")
			_, err := w.Look(w.ctx, home, token)
			must(t, err)
			test.meanwhile(w, inv)
			_, err = w.Look(w.ctx, home, token)
			w.reason(err, "not_found/expired_link")
			_, err = w.Accept(w.ctx, home, token, account.NewPerson{Name: "New", Password: password, Locale: app.PL})
			w.reason(err, "not_found/expired_link")
		})
	}
}

func TestOpenInvitations(t *testing.T) {
	w := newWorld(t)
	auditor := w.invite(w.manager, "one", app.Grant{Role: app.RoleAuditor, Cluster: w.makros})
	w.pass(time.Hour)
	colleague := w.invite(w.representative, "two", app.Grant{Role: app.RoleRepresentative, Organisation: w.folia})
	w.invite(w.other, "three", app.Grant{Role: app.RoleAuditor, Cluster: w.chemia})
	list := func(actor app.Actor, cluster, organisation app.ID) string {
		found, err := w.Invitations(w.ctx, actor, cluster, organisation)
		if err != nil {
			return reasonOf(err)
		}
		var names []string
		for _, i := range found {
			names = append(names, i.Name)
		}
		return strings.Join(names, " ")
	}
	for _, test := range []struct {
		name                  string
		actor                 app.Actor
		cluster, organisation app.ID
		want                  string
	}{
		{"manager", w.manager, w.makros, "", "one two"},
		{"manager of another cluster", w.manager, w.chemia, "", "forbidden/forbidden"},
		{"manager of all", w.manager, "", "", "forbidden/forbidden"},
		{"representative", w.representative, "", w.folia, "two"},
		{"representative of another", w.representative, "", w.lab, "forbidden/forbidden"},
		{"admin", w.admin, "", "", "one two three"},
		{"auditor", w.auditor, w.makros, "", "forbidden/forbidden"},
		{"nobody", app.Actor{}, w.makros, "", "unauthenticated/sign_in"},
	} {
		same(t, test.name, list(test.actor, test.cluster, test.organisation), test.want)
	}
	w.reason(w.Withdraw(w.ctx, w.representative, auditor.ID), "not_found/not_found")
	w.reason(w.Withdraw(w.ctx, w.other, auditor.ID), "not_found/not_found")
	w.reason(w.Withdraw(w.ctx, w.manager, "x"), "not_found/not_found")
	must(t, w.Withdraw(w.ctx, w.manager, colleague.ID))
	same(t, "after withdrawal", list(w.manager, w.makros, ""), "one")
	w.pass(14 * day)
	same(t, "after two weeks", list(w.manager, w.makros, ""), "")
}

func TestLetters(t *testing.T) {
	w := newWorld(t)
	_, err := w.Invite(w.ctx, w.manager, account.Invitation{
		Name: "Jan Kowal {link}", Email: address("jan"), Grants: []app.Grant{
			{Role: app.RoleRepresentative, Organisation: w.folia}, {Role: app.RoleAuditor, Cluster: w.makros},
		},
	})
	must(t, err)
	w.deliver()
	l := w.mail.last(t, address("jan"))
	same(t, "subject", l.subject, "Zaproszenie: przedstawiciel organizacji Folia")
	for _, want := range []string{
		"Dzień dobry, Jan Kowal {link},\n", "manager zaprasza", "- audytor: Klaster makros\n", "W razie pytań: manager, manager@example.org",
		"- przedstawiciel członka: Folia (Klaster makros)\n", "\nhttp://127.0.0.1:8080/invitation/", "do 16 listopada 2026",
	} {
		if !strings.Contains(l.text, want) {
			t.Errorf("no %q in %s", want, l.text)
		}
	}
	_, err = w.Invite(w.ctx, w.admin, account.Invitation{Name: "Joan", Email: address("joan"), Locale: app.EN, Grants: []app.Grant{{Role: app.RoleAuditor, Cluster: w.makros}}})
	must(t, err)
	w.deliver()
	l = w.mail.last(t, address("joan"))
	same(t, "subject", l.subject, "Invitation: auditor of the cluster Cluster makros")
	if !strings.Contains(l.text, "admin invites you") || !strings.Contains(l.text, "- auditor: Cluster makros\n") || !strings.Contains(l.text, "until 16 November 2026") {
		t.Errorf("not in English: %s", l.text)
	}
}

// TestNamesHoldNoAddress: letters to strangers carry names, and no address but ours.
func TestNamesHoldNoAddress(t *testing.T) {
	w := newWorld(t)
	for name, want := range map[string]string{
		"Zobacz https://evil.example/zaloguj": "invalid/name:name_address", "WWW.evil.example": "invalid/name:name_address",
		"a@evil.example": "invalid/name:name_address", "Jan\r\nBcc": "invalid/name:invisible", "Jan\u202egpj": "invalid/name:invisible",
		"\u200b": "invalid/name:invisible", "dr hab. inż. Łucja O’Neill-Żak (IPO)": "",
	} {
		_, err := w.Invite(w.ctx, w.manager, account.Invitation{Name: name, Email: address("x"), Grants: []app.Grant{{Role: app.RoleAuditor, Cluster: w.makros}}})
		w.reason(err, want)
		_, err = w.SetPreferences(w.ctx, w.manager, account.Preferences{Name: name, Locale: app.PL, Scheme: "auto"})
		w.reason(err, want)
	}
}

// TestInvitedAgain: the later invitation of the same person to the same role replaces the earlier one, and after
// joining none is open.
func TestInvitedAgain(t *testing.T) {
	w := newWorld(t)
	representative := app.Grant{Role: app.RoleRepresentative, Organisation: w.folia}
	auditor := app.Grant{Role: app.RoleAuditor, Cluster: w.makros}
	elsewhere := app.Grant{Role: app.RoleAuditor, Cluster: w.chemia}
	w.invite(w.manager, "jan", representative, auditor)
	first := w.token("jan")
	w.invite(w.other, "jan", elsewhere)
	abroad := w.token("jan")
	w.pass(time.Minute)
	again := w.invite(w.representative, "jan", representative)
	same(t, "what a representative may give", len(again.Grants), 1)
	inv, err := w.Look(w.ctx, home, first)
	must(t, err)
	same(t, "the rest of the earlier one stays", show(inv.Grants), show([]app.Grant{auditor}))
	w.pass(time.Minute)
	union := w.invite(w.manager, "jan", auditor, representative)
	same(t, "union", len(union.Grants), 2)
	open, err := w.Invitations(w.ctx, w.admin, "", "")
	must(t, err)
	same(t, "open", len(open), 2)
	_, err = w.Look(w.ctx, home, first)
	w.reason(err, "not_found/expired_link")
	in, err := w.Accept(w.ctx, home, w.token("jan"), account.NewPerson{Name: "Jan", Password: password, Locale: app.PL})
	must(t, err)
	same(t, "grants", len(in.Person.Grants), 2)
	open, err = w.Invitations(w.ctx, w.admin, "", "")
	must(t, err)
	same(t, "of another cluster stays open", len(open), 1)
	_, err = w.AcceptAs(w.ctx, w.actor(in.Person.ID), home, abroad)
	must(t, err)
	w.reason(w.Withdraw(w.ctx, w.representative, union.ID), "not_found/not_found") // the trail has not followed yet
	w.deliver()
	w.reason(w.Withdraw(w.ctx, w.manager, union.ID), "conflict/invitation_accepted")
	w.reason(w.Withdraw(w.ctx, w.other, union.ID), "not_found/not_found")
}

// TestInvitedTwiceAtOnce: of two at the same moment the later stays.
func TestInvitedTwiceAtOnce(t *testing.T) {
	w := newWorld(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			_, err := w.Invite(w.ctx, w.manager, account.Invitation{Name: "Jan", Email: address("jan"), Grants: []app.Grant{{Role: app.RoleAuditor, Cluster: w.makros}}})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	open, err := w.Invitations(w.ctx, w.admin, "", "")
	must(t, err)
	same(t, "open", len(open), 1)
}

func TestNobodyInvitesThemselves(t *testing.T) {
	w := newWorld(t)
	grant := app.Grant{Role: app.RoleRepresentative, Organisation: w.lab}
	_, err := w.Invite(w.ctx, w.manager, account.Invitation{Name: "Me", Email: strings.ToUpper(address("manager")), Grants: []app.Grant{grant}})
	w.reason(err, "conflict/own_grant")
	_, err = w.Invite(w.ctx, w.representative, account.Invitation{
		Name: "X", Email: address("x"), Organisation: w.lab, Grants: []app.Grant{{Role: app.RoleRepresentative, Organisation: w.folia}},
	})
	w.reason(err, "invalid/organisation:not_invited_for")
}

// TestRepresentativesInviteFew: twenty letters a day are enough for one organisation.
func TestRepresentativesInviteFew(t *testing.T) {
	w := newWorld(t)
	for i := range 21 {
		_, err := w.Invite(w.ctx, w.representative, account.Invitation{
			Name: "X", Email: address("x" + show(i)), Grants: []app.Grant{{Role: app.RoleRepresentative, Organisation: w.folia}},
		})
		want := ""
		if i == 20 {
			want = "too_many/too_many"
		}
		w.reason(err, want)
	}
}

func TestDeliverIsRepeatable(t *testing.T) {
	w := newWorld(t)
	w.invite(w.manager, "new", app.Grant{Role: app.RoleAuditor, Cluster: w.makros})
	events, err := w.records.Store.Pending(w.ctx, 100)
	must(t, err)
	events = slices.DeleteFunc(events, func(e store.Event) bool { return e.Topic != records.TopicLetter })
	same(t, "events", len(events), 1)
	w.mail.fail = errors.New("no connection")
	if err := w.Deliver(w.ctx, events[0]); err == nil {
		t.Error("a letter that could not be sent is taken for sent")
	}
	w.mail.fail = nil
	must(t, w.Deliver(w.ctx, events[0]))
	must(t, w.Deliver(w.ctx, events[0]))
	same(t, "letters", len(w.mail.all()), 1)
	_, err = w.Look(w.ctx, home, w.token("new"))
	must(t, err)
}
