package notify_test

import (
	"slices"
	"testing"

	"splot/app"
	"splot/app/records"
)

// TestMemberships: who decides learns of a request, who asked of the answer, and open screens follow.
func TestMemberships(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	manager := w.person("manager", app.Grant{Role: app.RoleManager, Cluster: "krea"})
	home := w.person("home", app.Grant{Role: app.RoleManager, Cluster: "makros"})
	rep := w.person("rep", representative("mazur"))
	admin := w.person("admin", app.Grant{Role: app.RoleAdmin})
	w.must(w.Clusters.Insert(ctx, "krea", app.Cluster{Slug: "krea", Name: app.Text{PL: "Krea"}}))
	for _, id := range []string{"mazur", "alone", "loose"} {
		o := app.Organisation{Name: id, Clusters: []app.ID{"makros"}}
		if id == "loose" {
			o.Clusters = nil
		}
		w.must(w.Organisations.Insert(ctx, id, o))
	}
	step := func(action string, o app.ID, by app.ID) {
		id := w.newID()
		r := app.MembershipRequest{Cluster: "krea", Organisation: o, State: app.MembershipOpen, ExpiresAt: w.clock().AddDate(0, 0, 30)}
		w.must(w.Memberships.Insert(ctx, string(id), r, records.NewEvent(w.newID(), w.clock(), by, records.TopicMembership, id, records.MembershipStep{
			Action: action, Cluster: "krea", Organisation: o,
		})))
		w.settle()
	}
	for _, test := range []struct {
		action       string
		organisation app.ID
		by           app.ID
		kind         app.NoticeKind
		to           []app.Actor
	}{
		{"asked", "mazur", "manager", "membership_request", []app.Actor{rep}},
		{"asked", "alone", "manager", "membership_request", []app.Actor{home}},
		{"asked", "loose", "manager", "membership_request", []app.Actor{admin}},
		{"accepted", "mazur", "rep", "membership_answer", []app.Actor{manager}},
		{"declined", "mazur", "rep", "membership_answer", []app.Actor{manager}},
		{"left", "mazur", "rep", "membership_ended", []app.Actor{manager}},
		{"removed", "mazur", "manager", "membership_ended", []app.Actor{rep}},
		{"withdrawn", "mazur", "manager", "", nil},
	} {
		all := []app.Actor{manager, home, rep, admin}
		before := map[app.ID]int{}
		for _, a := range all {
			before[a.Person] = len(w.notices(a))
		}
		step(test.action, test.organisation, test.by)
		for _, a := range all {
			told := w.notices(a)
			want := slices.ContainsFunc(test.to, func(to app.Actor) bool { return to.Person == a.Person })
			if got := len(told) - before[a.Person]; got != 0 != want {
				t.Errorf("%s %s: %s got %d notifications", test.action, test.organisation, a.Person, got)
			} else if want && (told[0].Kind != test.kind || told[0].Organisation != test.organisation) {
				t.Errorf("%s: %+v", test.action, told[0])
			}
		}
	}
	for _, who := range []app.Actor{rep, manager, admin} {
		if !slices.ContainsFunc(w.frames(who), func(f frame) bool { return f.Type == "changed" && f.Resource == "membership" }) {
			t.Errorf("the open screens of %s learn nothing", who.Person)
		}
	}
}
