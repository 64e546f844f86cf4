package notify_test

import (
	"slices"
	"testing"

	"splot/app"
	"splot/app/records"
)

// TestRoles: who gets or loses a role learns of it, and so do the representatives of the organisation.
func TestRoles(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	grant := representative("mazur")
	rep, manager, new := w.person("rep", grant), w.person("manager", app.Grant{Role: app.RoleManager, Cluster: "makros"}), w.person("new", grant)
	stranger := w.person("stranger", representative("other"))
	w.must(w.Organisations.Insert(ctx, "mazur", app.Organisation{Name: "Mazur", Clusters: []app.ID{"makros"}}))
	happens := func(topic string, payload any) {
		d, err := w.People.Get(ctx, "new")
		w.must(err)
		_, err = w.People.Replace(ctx, d, records.NewEvent(w.newID(), w.clock(), "manager", topic, "new", payload))
		w.must(err)
		w.settle()
	}
	happens(records.TopicPerson, records.PersonStep{Given: []app.Grant{grant}})
	happens(records.TopicPerson, records.PersonStep{Taken: []app.Grant{grant}})
	for _, test := range []struct {
		who  app.Actor
		want int
	}{{rep, 2}, {new, 2}, {manager, 0}, {stranger, 0}} {
		if list := w.notices(test.who); len(list) != test.want || test.want > 0 && (list[1].Kind != "role_given" || list[0].Kind != "role_taken" || list[0].Name != "new" || list[0].Title.PL != "Mazur") {
			t.Errorf("%s is told %+v", test.who.Person, list)
		}
	}
	happens(records.TopicPerson, records.PersonStep{Created: true, Given: []app.Grant{grant}})
	if list := w.notices(new); len(list) != 2 {
		t.Errorf("who joined is told what they accepted: %+v", list)
	}
	happens(records.TopicInvitation, records.InvitationStep{Action: "made", Scopes: []string{grant.Scope()}})
	for _, who := range []app.Actor{rep, manager} {
		for _, resource := range []string{"person", "invitation"} {
			if !slices.ContainsFunc(w.frames(who), func(f frame) bool { return f.Type == "changed" && f.Resource == resource }) {
				t.Errorf("the open screens of %s learn of no %s", who.Person, resource)
			}
		}
	}
	if frames := w.frames(stranger); len(frames) != 0 {
		t.Errorf("strangers learn %+v", frames)
	}
}
