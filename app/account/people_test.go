package account_test

import (
	"strings"
	"testing"

	"splot/app"
	"splot/app/account"
	"splot/app/store"
)

func TestPeople(t *testing.T) {
	w := newWorld(t)
	w.person("wanderer", app.Grant{Role: app.RoleAuditor, Cluster: w.makros}, app.Grant{Role: app.RoleManager, Cluster: w.chemia},
		app.Grant{Role: app.RoleRepresentative, Organisation: w.folia})
	for _, test := range []struct {
		name                  string
		actor                 app.Actor
		cluster, organisation app.ID
		want                  string
	}{
		{"manager", w.manager, w.makros, "", "animator:1 auditor:1 manager:1 representative:1 wanderer:2"},
		{"manager, a member", w.manager, "", w.folia, "representative:1 wanderer:2"},
		{"manager, another cluster", w.manager, w.chemia, "", "forbidden/forbidden"},
		{"manager, everybody", w.manager, "", "", "forbidden/forbidden"},
		{"manager, absent", w.manager, "x", "", "not_found/not_found"},
		{"manager, a hidden organisation", w.manager, "", w.hidden, "not_found/not_found"},
		{"other", w.other, w.chemia, "", "other:1 wanderer:1"},
		{"representative", w.representative, "", w.folia, "representative:1 wanderer:1"},
		{"representative, the cluster", w.representative, w.makros, "", "forbidden/forbidden"},
		{"admin", w.admin, "", "", "admin:1 animator:1 auditor:1 manager:1 nobody:0 other:1 representative:1 wanderer:3"},
		{"auditor", w.auditor, w.makros, "", "forbidden/forbidden"},
		{"nobody", app.Actor{}, w.makros, "", "unauthenticated/sign_in"},
		{"both", w.admin, w.makros, w.folia, "invalid/organisation:other_scope"},
	} {
		for _, limit := range []int{0, 2} {
			t.Run(test.name, func(t *testing.T) {
				same(t, "people", w.list(test.actor, account.PeopleQuery{Cluster: test.cluster, Organisation: test.organisation, Limit: limit}), test.want)
			})
		}
	}
	for _, cursor := range []string{"x", "0.x", "7.", "-1.", "9999999999999999999."} {
		_, _, err := w.People(w.ctx, w.admin, account.PeopleQuery{Cursor: cursor})
		w.reason(err, "invalid/cursor:cursor")
	}
}

// TestPeopleOfAHugeCluster: more member organisations than one query takes.
func TestPeopleOfAHugeCluster(t *testing.T) {
	if testing.Short() {
		t.Skip("makes 1,000 organisations; run without -short")
	}
	w := newWorld(t)
	var last app.ID
	var writes []store.Write
	for range 1000 {
		last = w.ids()
		write, err := w.records.Organisations.InsertWrite(string(last), app.Organisation{Name: "o", State: app.Published, Clusters: []app.ID{w.makros}})
		must(t, err)
		writes = append(writes, write)
	}
	_, err := w.records.Store.Write(w.ctx, writes...)
	must(t, err)
	w.person("late", app.Grant{Role: app.RoleRepresentative, Organisation: last})
	w.person("twice", app.Grant{Role: app.RoleRepresentative, Organisation: last}, app.Grant{Role: app.RoleAuditor, Cluster: w.makros})
	same(t, "people", w.list(w.manager, account.PeopleQuery{Cluster: w.makros, Limit: 100}),
		"animator:1 auditor:1 manager:1 representative:1 twice:2 late:1")
}

// list reads all pages as names with the number of grants shown.
func (w *world) list(actor app.Actor, q account.PeopleQuery) string {
	w.t.Helper()
	var names []string
	for range 100 {
		people, next, err := w.People(w.ctx, actor, q)
		if err != nil {
			return reasonOf(err)
		}
		for _, p := range people {
			names = append(names, p.Name+":"+show(len(p.Grants)))
		}
		if next == "" {
			return strings.Join(names, " ")
		}
		q.Cursor = next
	}
	w.t.Fatal("the list does not end")
	return ""
}

func TestPersonIsVisible(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct {
		name  string
		actor app.Actor
		id    app.ID
		want  string
	}{
		{"manager, own cluster", w.manager, w.auditor.Person, ""},
		{"manager, another", w.manager, w.other.Person, "not_found/not_found"},
		{"manager, the admin", w.manager, w.admin.Person, "not_found/not_found"},
		{"representative, the auditor", w.representative, w.auditor.Person, "not_found/not_found"},
		{"oneself", w.anybodyElse, w.anybodyElse.Person, ""},
		{"admin", w.admin, w.anybodyElse.Person, ""},
		{"absent", w.admin, "x", "not_found/not_found"},
		{"nobody", app.Actor{}, w.auditor.Person, "unauthenticated/sign_in"},
	} {
		_, err := w.Person(w.ctx, test.actor, test.id)
		if got := reasonOf(err); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
