package httpapi_test

import (
	"strings"
	"testing"

	"splot/app"
)

func TestInvitationOverHTTP(t *testing.T) {
	e := newEntrance(t, "http://example.test")
	makros, chemia := e.cluster("makros"), e.cluster("chemia")
	folia := e.organisation("Folia", makros)
	e.person("manager", app.Grant{Role: app.RoleManager, Cluster: makros})
	e.person("ola")
	manager, ola := e.signIn("manager"), e.signIn("ola")
	form := func(name string, grants ...map[string]any) map[string]any {
		return map[string]any{"name": name, "email": name + "@example.org", "grants": grants}
	}
	auditor := func(c app.ID) map[string]any { return map[string]any{"role": "auditor", "cluster": c} }
	representative := map[string]any{"role": "representative", "organisation": folia}

	e.wants("POST", "/api/invitations", form("new", auditor(makros)), nil, 401, "sign_in")
	e.wants("POST", "/api/invitations", form("new", auditor(makros)), ola, 403, "forbidden")
	e.wants("POST", "/api/invitations", form("new", auditor(chemia)), manager, 403, "forbidden")
	e.wants("POST", "/api/invitations", form("new", auditor("x")), manager, 404, "not_found")
	e.wants("POST", "/api/invitations", form("new"), manager, 422, "fields")
	e.wants("POST", "/api/invitations", form("new", map[string]any{"role": "guest"}), manager, 422, "fields")
	made := e.wants("POST", "/api/invitations", form("new", auditor(makros), representative), manager, 201, "")
	if strings.Contains(made.raw, "token") || made.body["sent"] != false {
		t.Errorf("invitation %s", made.raw)
	}
	token := e.token("new")
	list := e.wants("GET", "/api/invitations?cluster="+string(makros), nil, manager, 200, "")
	if items := list.body["items"].([]any); len(items) != 1 || items[0].(map[string]any)["sent"] != true {
		t.Errorf("open invitations %s", list.raw)
	}
	opened := e.wants("POST", "/api/invitation/open", map[string]any{"token": token}, nil, 200, "")
	if opened.body["email"] != "new@example.org" || opened.body["known"] != false || !strings.Contains(opened.raw, "Folia") {
		t.Errorf("opened %s", opened.raw)
	}
	accept := map[string]any{"token": token, "name": "New", "password": goodPassword, "locale": "pl"}
	c := e.wants("POST", "/api/invitation/accept", accept, nil, 200, "").cookie
	e.wants("POST", "/api/invitation/accept", accept, nil, 404, "expired_link")
	if got := e.wants("GET", "/api/session", nil, c, 200, ""); len(got.body["grants"].([]any)) != 2 {
		t.Errorf("grants %s", got.raw)
	}

	e.wants("POST", "/api/invitations", form("ola", auditor(makros)), manager, 201, "")
	token = e.token("ola")
	e.wants("POST", "/api/invitation/accept", map[string]any{"token": token, "name": "Ola", "password": newPassword, "locale": "pl"}, nil, 409, "invitation_known")
	e.wants("POST", "/api/invitation/join", map[string]any{"token": token}, nil, 401, "sign_in")
	e.wants("POST", "/api/invitation/join", map[string]any{"token": token}, c, 409, "invitation_other")
	if got := e.wants("POST", "/api/invitation/join", map[string]any{"token": token}, ola, 200, ""); len(got.body["grants"].([]any)) != 1 {
		t.Errorf("grants %s", got.raw)
	}

	made = e.wants("POST", "/api/invitations", form("third", auditor(makros)), manager, 201, "")
	token = e.token("third")
	e.wants("DELETE", "/api/invitations/"+made.body["id"].(string), nil, ola, 403, "forbidden")
	e.wants("DELETE", "/api/invitations/"+made.body["id"].(string), nil, manager, 204, "")
	e.wants("POST", "/api/invitation/open", map[string]any{"token": token}, nil, 404, "expired_link")
}

func TestPeopleOverHTTP(t *testing.T) {
	e := newEntrance(t, "http://example.test")
	makros, chemia := e.cluster("makros"), e.cluster("chemia")
	e.person("admin", app.Grant{Role: app.RoleAdmin})
	e.person("manager", app.Grant{Role: app.RoleManager, Cluster: makros})
	abroad := e.person("abroad", app.Grant{Role: app.RoleAuditor, Cluster: makros}, app.Grant{Role: app.RoleAuditor, Cluster: chemia})
	near := e.person("near", app.Grant{Role: app.RoleAnimator, Cluster: makros})
	admin, manager, working := e.signIn("admin"), e.signIn("manager"), e.signIn("near")

	list := e.wants("GET", "/api/people?cluster="+string(makros), nil, manager, 200, "")
	if len(list.body["items"].([]any)) != 3 || strings.Contains(list.raw, string(chemia)) {
		t.Errorf("the manager sees %s", list.raw)
	}
	e.wants("GET", "/api/people", nil, manager, 403, "forbidden")
	e.wants("GET", "/api/people", nil, nil, 401, "sign_in")
	e.wants("GET", "/api/people?limit=1000", nil, admin, 422, "fields")
	first := e.wants("GET", "/api/people?limit=3", nil, admin, 200, "")
	rest := e.wants("GET", "/api/people?limit=3&cursor="+first.body["next"].(string), nil, admin, 200, "")
	if len(first.body["items"].([]any)) != 3 || len(rest.body["items"].([]any)) != 1 || rest.body["next"] != "" {
		t.Errorf("pages %s and %s", first.raw, rest.raw)
	}

	at := "/api/people/" + string(near.ID)
	auditor := map[string]any{"role": "auditor", "cluster": makros}
	got := e.wants("POST", at+"/grants", auditor, manager, 200, "")
	if grants := got.body["grants"].([]any); len(grants) != 2 || grants[1].(map[string]any)["canTake"] != true {
		t.Errorf("grants %s", got.raw)
	}
	e.wants("POST", at+"/grants", auditor, working, 403, "forbidden")
	e.wants("POST", "/api/people/x/grants", auditor, manager, 404, "not_found")
	e.wants("DELETE", at+"/grants?role=auditor&cluster="+string(makros), nil, manager, 204, "")
	e.wants("DELETE", at+"/grants?cluster="+string(makros), nil, manager, 422, "fields")
	e.wants("PUT", "/api/people/"+string(abroad.ID)+"/disabled", map[string]any{"disabled": true}, manager, 403, "forbidden")
	e.wants("PUT", at+"/disabled", map[string]any{"disabled": true}, manager, 200, "")
	e.wants("GET", "/api/session", nil, working, 401, "sign_in")
	e.wants("PUT", at+"/disabled", map[string]any{"disabled": false}, manager, 200, "")
	e.signIn("near")
	e.wants("GET", at, nil, admin, 200, "")
	e.wants("GET", "/api/people/"+string(abroad.ID), nil, e.signIn("near"), 404, "not_found")
}
