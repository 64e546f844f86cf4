package account_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/account"
)

func TestGiveAndTake(t *testing.T) {
	w := newWorld(t)
	auditor := func(c app.ID) app.Grant { return app.Grant{Role: app.RoleAuditor, Cluster: c} }
	manager := func(c app.ID) app.Grant { return app.Grant{Role: app.RoleManager, Cluster: c} }
	representative := func(o app.ID) app.Grant { return app.Grant{Role: app.RoleRepresentative, Organisation: o} }
	for _, test := range []struct {
		name   string
		actor  app.Actor
		person app.Actor
		grant  app.Grant
		want   string
	}{
		{"manager, own cluster", w.manager, w.animator, auditor(w.makros), ""},
		{"manager, themselves", w.manager, w.manager, auditor(w.makros), "conflict/own_grant"},
		{"admin, themselves", w.admin, w.admin, manager(w.makros), "conflict/own_grant"},
		{"admin, where somebody represents", w.admin, w.auditor, representative(w.folia), "forbidden/represented"},
		{"admin, where nobody does", w.admin, w.auditor, representative(w.farba), ""},
		{"manager, where somebody represents", w.manager, w.auditor, representative(w.folia), ""},
		{"manager, a member's representative", w.manager, w.auditor, representative(w.lab), ""},
		{"manager, another cluster", w.manager, w.animator, auditor(w.chemia), "forbidden/forbidden"},
		{"manager, another cluster's member", w.manager, w.animator, representative(w.farba), "forbidden/forbidden"},
		{"manager makes a manager", w.manager, w.animator, manager(w.makros), "forbidden/forbidden"},
		{"manager makes an admin", w.manager, w.manager, app.Grant{Role: app.RoleAdmin}, "forbidden/forbidden"},
		{"manager, a stranger", w.manager, w.other, auditor(w.makros), "not_found/not_found"},
		{"manager, nobody", w.manager, app.Actor{Person: "x"}, auditor(w.makros), "not_found/not_found"},
		{"manager, no cluster", w.manager, w.animator, auditor("x"), "not_found/not_found"},
		{"admin makes a manager", w.admin, w.animator, manager(w.chemia), ""},
		{"admin makes an admin", w.admin, w.animator, app.Grant{Role: app.RoleAdmin}, ""},
		{"representative", w.representative, w.representative, representative(w.folia), "forbidden/forbidden"},
		{"auditor", w.auditor, w.auditor, auditor(w.makros), "forbidden/forbidden"},
		{"nobody", app.Actor{}, w.auditor, auditor(w.makros), "unauthenticated/sign_in"},
		{"wrong scope", w.admin, w.auditor, app.Grant{Role: app.RoleAuditor, Organisation: w.folia}, "invalid/cluster:required"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w.ended()
			_, err := w.Give(w.ctx, test.actor, test.person.Person, test.grant)
			w.reason(err, test.want)
			_, again := w.Give(w.ctx, test.actor, test.person.Person, test.grant)
			w.reason(again, test.want)
			if err == nil {
				same(t, "told once", show(w.ended()), show([]account.Ending{{Person: test.person.Person}}))
			}
			_, err = w.Take(w.ctx, test.actor, test.person.Person, test.grant)
			if test.want == "conflict/own_grant" || test.want == "forbidden/represented" {
				test.want = "" // what they do not have, they may be without
			}
			w.reason(err, test.want)
		})
	}
}

func TestGrantsAreBounded(t *testing.T) {
	w := newWorld(t)
	for i := range account.MaxGrants + 1 {
		want := ""
		if i == account.MaxGrants {
			want = "invalid/grants:too_many"
		}
		o := w.organisation("o", app.Published, w.makros)
		_, err := w.Give(w.ctx, w.admin, w.anybodyElse.Person, app.Grant{Role: app.RoleRepresentative, Organisation: o})
		w.reason(err, want)
	}
}

func TestSomebodyStays(t *testing.T) {
	w := newWorld(t)
	admin, manager := app.Grant{Role: app.RoleAdmin}, app.Grant{Role: app.RoleManager, Cluster: w.makros}
	_, err := w.Take(w.ctx, w.admin, w.admin.Person, admin)
	w.reason(err, "conflict/last_admin")
	_, err = w.Disable(w.ctx, w.system, w.admin.Person)
	w.reason(err, "conflict/last_admin")
	_, err = w.Disable(w.ctx, w.admin, w.admin.Person)
	w.reason(err, "conflict/own_account")
	_, err = w.Take(w.ctx, w.admin, w.manager.Person, manager)
	w.reason(err, "conflict/last_manager")
	_, err = w.Disable(w.ctx, w.admin, w.manager.Person)
	w.reason(err, "conflict/last_manager")
	same(t, "still manager", w.actor(w.manager.Person).Has(app.RoleManager), true)

	second := w.person("second", manager)
	_, err = w.Disable(w.ctx, w.admin, second.Person)
	must(t, err)
	_, err = w.Take(w.ctx, w.admin, w.manager.Person, manager)
	w.reason(err, "conflict/last_manager") // one who cannot sign in is no successor
	_, err = w.Enable(w.ctx, w.admin, second.Person)
	must(t, err)
	_, err = w.Take(w.ctx, w.admin, w.manager.Person, manager)
	must(t, err)
	same(t, "manager", w.actor(w.manager.Person).Has(app.RoleManager), false)
}

// TestTwoAdminsRemoveEachOther on two nodes at the same moment: one stays.
func TestTwoAdminsRemoveEachOther(t *testing.T) {
	w := newWorld(t)
	admin := app.Grant{Role: app.RoleAdmin}
	second := w.person("second", admin)
	there := w.node(cheap)
	for range 10 {
		var all sync.WaitGroup
		var here, elsewhere error
		all.Go(func() { _, here = w.Take(w.ctx, w.admin, second.Person, admin) })
		all.Go(func() { _, elsewhere = there.Take(w.ctx, second, w.admin.Person, admin) })
		all.Wait()
		if (here == nil) == (elsewhere == nil) {
			t.Fatalf("both answered %v and %v", here, elsewhere)
		}
		for _, a := range []app.Actor{w.admin, second} {
			_, err := w.Give(w.ctx, w.system, a.Person, admin)
			must(t, err)
		}
	}
}

func TestDisable(t *testing.T) {
	w := newWorld(t)
	in := w.signIn("auditor")
	w.person("abroad", app.Grant{Role: app.RoleAuditor, Cluster: w.makros}, app.Grant{Role: app.RoleAuditor, Cluster: w.chemia})
	abroad := w.signIn("abroad")
	for _, test := range []struct {
		name  string
		actor app.Actor
		id    app.ID
		want  string
	}{
		{"representative", w.representative, w.auditor.Person, "forbidden/forbidden"},
		{"manager, a stranger", w.manager, w.other.Person, "not_found/not_found"},
		{"manager, one with roles elsewhere", w.manager, abroad.Person.ID, "forbidden/forbidden"},
		{"manager, without grants", w.manager, w.anybodyElse.Person, "not_found/not_found"},
		{"nobody", app.Actor{}, w.auditor.Person, "unauthenticated/sign_in"},
		{"admin, absent", w.admin, "x", "not_found/not_found"},
		{"manager", w.manager, w.auditor.Person, ""},
		{"manager, again", w.manager, w.auditor.Person, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.Disable(w.ctx, test.actor, test.id)
			w.reason(err, test.want)
		})
	}
	w.signedIn(in, false)
	w.signedIn(abroad, true)
	_, err := w.Actor(w.ctx, w.auditor.Person)
	w.reason(err, "unauthenticated/sign_in")
	_, err = w.Enable(w.ctx, w.representative, w.auditor.Person)
	w.reason(err, "forbidden/forbidden")
	_, err = w.Enable(w.ctx, w.manager, w.auditor.Person)
	must(t, err)
	w.signIn("auditor")
	w.signedIn(in, false)
}

// TestTrail: what happens to grants is kept, and shown to those whose it is.
func TestTrail(t *testing.T) {
	w := newWorld(t)
	w.deliver()
	auditor, representative := app.Grant{Role: app.RoleAuditor, Cluster: w.makros}, app.Grant{Role: app.RoleRepresentative, Organisation: w.lab}
	for _, step := range []func() error{
		func() error { _, err := w.Give(w.ctx, w.manager, w.animator.Person, auditor); return err },
		func() error { _, err := w.Give(w.ctx, w.manager, w.animator.Person, auditor); return err }, // nothing new
		func() error { _, err := w.Take(w.ctx, w.admin, w.animator.Person, auditor); return err },
		func() error { _, err := w.Disable(w.ctx, w.manager, w.auditor.Person); return err },
		func() error {
			w.invite(w.manager, "new", representative)
			_, err := w.Accept(w.ctx, home, w.token("new"), account.NewPerson{Name: "New", Password: password, Locale: app.EN})
			return err
		},
		func() error {
			_, err := w.Give(w.ctx, w.admin, w.animator.Person, app.Grant{Role: app.RoleAuditor, Cluster: w.chemia})
			return err
		},
	} {
		w.pass(time.Minute)
		must(t, step())
		w.deliver()
	}
	list := func(actor app.Actor, q account.TrailQuery) string {
		var lines []string
		for {
			rows, next, err := w.Trail(w.ctx, actor, q)
			if err != nil {
				return reasonOf(err)
			}
			for _, r := range rows {
				if r.By != "" {
					lines = append(lines, r.ByName+" "+r.Action+" "+r.PersonName+" "+string(r.Grant.Role))
				}
			}
			if next == "" {
				return strings.Join(lines, ", ")
			}
			q.Cursor = next
		}
	}
	const near = "manager given New representative, manager disabled auditor , admin taken animator auditor, manager given animator auditor"
	for _, test := range []struct {
		name  string
		actor app.Actor
		query account.TrailQuery
		want  string
	}{
		{"manager", w.manager, account.TrailQuery{Cluster: w.makros}, near},
		{"manager, page by page", w.manager, account.TrailQuery{Cluster: w.makros, Limit: 1}, near},
		{"admin", w.admin, account.TrailQuery{}, "admin given animator auditor, " + near},
		{"admin, one person", w.admin, account.TrailQuery{Person: w.animator.Person, Action: "taken"}, "admin taken animator auditor"},
		{"manager, everything", w.manager, account.TrailQuery{}, "forbidden/forbidden"},
		{"manager, another cluster", w.manager, account.TrailQuery{Cluster: w.chemia}, "forbidden/forbidden"},
		{"manager, absent", w.manager, account.TrailQuery{Cluster: "x"}, "not_found/not_found"},
		{"representative", w.representative, account.TrailQuery{Cluster: w.makros}, "forbidden/forbidden"},
		{"nobody", app.Actor{}, account.TrailQuery{}, "unauthenticated/sign_in"},
	} {
		same(t, test.name, list(test.actor, test.query), test.want)
	}
}
