package consortium_test

import (
	"errors"
	"testing"

	"splot/app"
	"splot/app/consortium"
)

func reason(err error) string {
	if e, ok := errors.AsType[*app.Error](err); ok {
		return e.Reason
	}
	return ""
}

// project is a draft of start with proposed members.
func (w *world) project(start app.Organisation, with ...app.Organisation) consortium.View {
	w.t.Helper()
	draft := consortium.Draft{Title: app.Text{PL: "Projekt"}, Capabilities: needs("druk")}
	for _, o := range with {
		draft.Members = append(draft.Members, app.ProjectMember{Organisation: o.ID, Role: app.Partner})
	}
	v, err := w.Create(w.t.Context(), representative(start), draft)
	must(w.t, err)
	return v
}

// TestInviteAndAnswer goes the way of an invitation, with what is refused on it.
func TestInviteAndAnswer(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t)
	start, partner, other := w.organisation("start"), w.organisation("partner"), w.organisation("other")
	p := w.project(start, partner)
	accept := func(o app.Organisation, named app.ID) error {
		_, err := w.Answer(ctx, representative(o), p.ID, consortium.Reply{Organisation: named, Accept: true})
		return err
	}
	if _, err := w.Get(ctx, representative(partner), p.ID); app.ClassOf(err) != app.ClassNotFound {
		t.Errorf("proposed only, it sees the project: %v", err)
	}
	v, err := w.Invite(ctx, representative(start), p.ID, p.Version)
	must(t, err)
	if _, err := w.Invite(ctx, representative(start), p.ID, v.Version); reason(err) != "nobody_to_invite" {
		t.Errorf("nobody is left: %v", err)
	}
	if err := accept(other, ""); app.ClassOf(err) != app.ClassNotFound {
		t.Errorf("who is no member answers: %v", err)
	}
	if err := accept(partner, start.ID); app.ClassOf(err) != app.ClassForbidden {
		t.Errorf("it answers for an organisation that it does not represent: %v", err)
	}
	if err := accept(start, ""); reason(err) != "not_invited" {
		t.Errorf("the owner answers its own invitation: %v", err)
	}
	if _, err := w.Answer(ctx, representative(partner), p.ID, consortium.Reply{}); app.ClassOf(err) != app.ClassInvalid {
		t.Errorf("a refusal without a reason: %v", err)
	}
	must(t, accept(partner, ""))
	v, err = w.Get(ctx, representative(partner), p.ID)
	must(t, err)
	if v.Answer != app.Accepted {
		t.Errorf("it answered %q", v.Answer)
	}
	if v, err = w.Get(ctx, representative(start), p.ID); err != nil || v.CanDelete {
		t.Errorf("a project that somebody was invited to can be deleted: %v", err)
	}
	if err := w.Delete(ctx, representative(start), p.ID, v.Version); reason(err) != "wrong_state" {
		t.Errorf("it is deleted: %v", err)
	}
	_, err = w.Save(ctx, representative(start), p.ID, v.Version, consortium.Draft{
		Title: app.Text{PL: "Projekt"}, Capabilities: needs("druk"), Closed: true,
		Members: []app.ProjectMember{{Organisation: start.ID, Role: app.Leader}, {Organisation: partner.ID, Role: app.Partner}},
	})
	must(t, err)
	if err := accept(partner, ""); reason(err) != "wrong_state" && err != nil {
		t.Errorf("answering a closed project: %v", err)
	}
	if _, err := w.Answer(ctx, representative(partner), p.ID, consortium.Reply{Reason: app.RefusalReasons[0]}); reason(err) != "wrong_state" {
		t.Errorf("refusing in a closed project: %v", err)
	}
	closed, err := w.Get(ctx, representative(start), p.ID)
	must(t, err)
	if _, err := w.Invite(ctx, representative(start), p.ID, closed.Version); reason(err) != "wrong_state" {
		t.Errorf("inviting to a closed project: %v", err)
	}
}

// TestListOfProjects: a list selects what the reader takes part in and reads nothing else.
func TestListOfProjects(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t)
	start, partner, other := w.organisation("start"), w.organisation("partner"), w.organisation("other")
	for range 3 {
		w.project(start, partner)
	}
	p := w.project(start, partner)
	_, err := w.Invite(ctx, representative(start), p.ID, p.Version)
	must(t, err)
	manager := app.Actor{Person: "manager", Clusters: []app.ID{"makros"}, Grants: []app.Grant{{Role: app.RoleManager, Cluster: "makros"}}}
	for name, c := range map[string]struct {
		actor  app.Actor
		filter consortium.Filter
		want   int
	}{
		"the owner":                   {representative(start), consortium.Filter{}, 4},
		"the invited":                 {representative(partner), consortium.Filter{}, 1},
		"the invited, by the cluster": {representative(partner), consortium.Filter{Cluster: "makros"}, 1},
		"the invited, by the owner":   {representative(partner), consortium.Filter{Organisation: "start"}, 1},
		"another":                     {representative(other), consortium.Filter{Cluster: "makros"}, 0},
		"the manager":                 {manager, consortium.Filter{}, 4},
		"the manager, by the owner":   {manager, consortium.Filter{Organisation: "start"}, 4},
	} {
		c.filter.Limit = 10
		views, next, err := w.List(ctx, c.actor, c.filter)
		if err != nil || len(views) != c.want || next != "" {
			t.Errorf("%s lists %d projects, cursor %q, %v; want %d", name, len(views), next, err, c.want)
		}
	}
}
