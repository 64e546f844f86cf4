package app_test

import (
	"slices"
	"testing"

	"splot/app"
)

func TestEveryOperationHasSomeoneWhoMayDoIt(t *testing.T) {
	all := append(slices.Clone(app.Roles), app.RolePerson, app.RolePublic)
	for _, op := range app.Operations() {
		if !slices.ContainsFunc(all, func(r app.Role) bool { return app.ReachOf(op, r) > app.Nowhere }) {
			t.Errorf("nobody may do %s", op)
		}
	}
}

// What must hold whatever else the table says.
func TestPermissionTableSanity(t *testing.T) {
	public := []app.Operation{app.OpReadPublic, app.OpSignIn, app.OpSetUp, app.OpUseInvitation, app.OpResetPassword}
	for _, op := range app.Operations() {
		if app.ReachOf(op, app.RolePublic) > app.Nowhere && !slices.Contains(public, op) {
			t.Errorf("everyone may do %s without signing in", op)
		}
		if reach := app.ReachOf(op, app.RoleGuest); reach > app.Nowhere {
			t.Errorf("a guest may do %s", op)
		}
	}
	denied := []struct {
		op   app.Operation
		role app.Role
		why  string
	}{
		{app.OpConfidential, app.RoleAdmin, "no access to confidential fields by default"},
		{app.OpConfidential, app.RoleManager, "confidential detail is for auditors and mutual partners"},
		{app.OpConfidential, app.RoleAnimator, "confidential detail is for auditors and mutual partners"},
		{app.OpReview, app.RoleManager, "the manager assigns, the auditor reviews"},
		{app.OpReview, app.RoleRepresentative, "nobody approves what they wrote"},
		{app.OpClusterMembers, app.RoleAnimator, "no member administration for animators"},
		{app.OpAssign, app.RoleAuditor, "auditors do not choose their entries"},
		{app.OpActOnMatch, app.RoleManager, "the sides themselves say yes"},
		{app.OpEditEntry, app.RoleAuditor, "the author edits"},
		{app.OpCreateCluster, app.RoleManager, "the admin creates clusters"},
	}
	for _, test := range denied {
		if app.ReachOf(test.op, test.role) > app.Nowhere {
			t.Errorf("%s may do %s: %s", test.role, test.op, test.why)
		}
	}
	if app.ReachOf("no.such.operation", app.RoleAdmin) != app.Nowhere {
		t.Error("what is not listed is allowed")
	}
}

func TestMay(t *testing.T) {
	const me, other, firm, rival, cluster, far = app.ID("me"), app.ID("other"), app.ID("firm"), app.ID("rival"), app.ID("cluster"), app.ID("far")
	representative := app.Actor{
		Person: me, Organisation: firm, Clusters: []app.ID{cluster},
		Grants: []app.Grant{{Role: app.RoleRepresentative, Organisation: firm}},
	}
	manager := app.Actor{Person: me, Clusters: []app.ID{cluster}, Grants: []app.Grant{{Role: app.RoleManager, Cluster: cluster}}}
	auditor := app.Actor{
		Person: me, Organisation: firm, Clusters: []app.ID{cluster},
		Grants: []app.Grant{{Role: app.RoleAuditor, Cluster: cluster}},
	}
	admin := app.Actor{Person: me, Grants: []app.Grant{{Role: app.RoleAdmin}}}
	plain := app.Actor{Person: me}
	nobody := app.Actor{}
	entry := func(owner, of, auditor app.ID) app.Target {
		return app.Target{Organisations: []app.ID{owner}, Clusters: []app.ID{of}, Auditor: auditor}
	}
	tests := []struct {
		name   string
		actor  app.Actor
		op     app.Operation
		target app.Target
		want   bool
	}{
		{"nobody signs in", nobody, app.OpSignIn, app.Target{}, true},
		{"nobody searches", nobody, app.OpSearch, app.Target{}, false},
		{"nobody with grants by mistake", app.Actor{Grants: admin.Grants}, app.OpCreateCluster, app.Target{}, false},
		{"the program itself", app.Actor{System: true}, app.OpReview, app.Target{}, true},
		{"own account", plain, app.OpOwnAccount, app.Target{Person: me}, true},
		{"another's account", plain, app.OpOwnAccount, app.Target{Person: other}, false},
		{"admin and another's account", admin, app.OpOwnAccount, app.Target{Person: other}, false},
		{"own entry", representative, app.OpEditEntry, entry(firm, cluster, ""), true},
		{"neighbour's entry", representative, app.OpEditEntry, entry(rival, cluster, ""), false},
		{"one side of a match", representative, app.OpActOnMatch, app.Target{Organisations: []app.ID{rival, firm}}, true},
		{"no side of a match", representative, app.OpActOnMatch, app.Target{Organisations: []app.ID{rival, other}}, false},
		{"manager assigns", manager, app.OpAssign, entry(firm, cluster, ""), true},
		{"manager assigns elsewhere", manager, app.OpAssign, entry(firm, far, ""), false},
		{"assigned auditor", auditor, app.OpReview, entry(rival, cluster, me), true},
		{"assigned to the own organisation's entry", auditor, app.OpReview, entry(firm, cluster, me), false},
		{"not assigned", auditor, app.OpReview, entry(rival, cluster, other), false},
		{"assigned in another cluster", auditor, app.OpReview, entry(rival, far, me), false},
		{"admin reads confidential detail", admin, app.OpConfidential, entry(firm, cluster, ""), false},
		{"admin creates a cluster", admin, app.OpCreateCluster, app.Target{}, true},
		{"an operation that is not listed", admin, "no.such.operation", app.Target{}, false},
	}
	for _, test := range tests {
		if got := test.actor.May(test.op, test.target); got != test.want {
			t.Errorf("%s: may %s is %t, want %t", test.name, test.op, got, test.want)
		}
	}
}

// A target without owner or cluster is nobody's own: an empty id in a grant must not match it.
func TestEmptyIDsMatchNothing(t *testing.T) {
	for _, role := range []app.Role{app.RoleRepresentative, app.RoleManager, app.RoleAuditor} {
		actor := app.Actor{Person: "me", Grants: []app.Grant{{Role: role}}}
		for _, op := range []app.Operation{app.OpEditEntry, app.OpAssign, app.OpReview} {
			if actor.May(op, app.Target{}) {
				t.Errorf("%s without a scope may %s on a target without owners", role, op)
			}
		}
	}
}
