package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"splot/app"
)

const technology = `{"kind":"technology","organisation":"%s","cluster":"%s","content":{
	"title":{"en":"Barrier film"},"teaser":{"en":"A film"},"description":{"en":"A compostable film."},"visibility":"cluster",
	"technology":{"trl":9,"trlEvidence":{"en":"In use"},"advantage":{"en":"Composts"},"ipStatus":"none","cooperation":["licence"]}}}`

// TestNobodyAuditsByChangingRoles: the seven calls by which a manager wrote in a member's name, became an auditor and
// approved it. Alone they cannot begin; with another manager's help they cannot end.
func TestNobodyAuditsByChangingRoles(t *testing.T) {
	s := newSite(t)
	s.running()
	me := s.people[app.RoleManager]
	manager := s.tokens[app.RoleManager]
	roles := "/api/people/" + string(me.ID) + "/grants"
	representative := fmt.Sprintf(`{"role":"representative","organisation":"%s"}`, s.own2.ID)
	auditor := fmt.Sprintf(`{"role":"auditor","cluster":"%s"}`, s.near.ID)
	for _, grant := range []string{representative, auditor} {
		if got := s.asks(manager, "POST", roles, grant, http.StatusConflict); got["code"] != "own_grant" {
			t.Fatalf("gave themselves %s: %v", grant, got)
		}
	}
	invitation := `{"name":"Me","email":"` + me.Email + `","grants":[` + representative + `]}`
	s.asks(manager, "POST", "/api/invitations", invitation, http.StatusConflict)

	helper, err := s.doors.Create(t.Context(), app.Person{
		Name: "helper", Email: "helper@site.example", Locale: app.EN, Grants: []app.Grant{{Role: app.RoleManager, Cluster: s.near.ID}},
	}, password)
	must(t, err)
	help := s.signIn(helper)
	s.asks(help, "POST", roles, representative, http.StatusOK)
	entry := s.asks(manager, "POST", "/api/entries", fmt.Sprintf(technology, s.own2.ID, s.near.ID), http.StatusCreated)
	at := "/api/entries/" + entry["id"].(string)
	version := func() string { return fmt.Sprintf(`"%v"`, s.asks(manager, "GET", at, "", http.StatusOK)["version"]) }
	if got := s.ask(manager, "POST", at+"/submit", "", "If-Match", version()); got.status != http.StatusOK {
		t.Fatalf("submit: %d %s", got.status, got.body)
	}
	s.asks(help, "DELETE", roles+"?role=representative&organisation="+string(s.own2.ID), "", http.StatusNoContent)
	s.asks(help, "POST", roles, auditor, http.StatusOK)
	s.settle()

	for _, item := range s.asks(help, "GET", at+"/auditors", "", http.StatusOK)["items"].([]any) {
		if one := item.(map[string]any); one["id"] == string(me.ID) && !strings.Contains(fmt.Sprint(one["conflicts"]), "wrote_entry") {
			t.Errorf("offered: %v", one)
		}
	}
	for who, token := range map[string]string{"themselves": manager, "the other manager": help} {
		got := s.ask(token, "POST", at+"/assign", `{"auditor":"`+string(me.ID)+`"}`, "If-Match", version())
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(string(got.body), "wrote_entry") {
			t.Errorf("assigned by %s: %d %s", who, got.status, got.body)
		}
	}
	got := s.ask(manager, "POST", at+"/approve", `{"scores":{},"remarks":[],"summary":""}`, "If-Match", version())
	if got.status != http.StatusForbidden {
		t.Errorf("approved: %d %s", got.status, got.body)
	}
	trail := s.ask(s.tokens[app.RoleAdmin], "GET", "/api/grants?person="+string(me.ID), "")
	var rows struct {
		Items []struct {
			Action string
			By     struct{ Name string }
			Grant  struct{ Role string }
		}
	}
	must(t, json.Unmarshal(trail.body, &rows))
	story := ""
	for _, r := range rows.Items[:min(3, len(rows.Items))] {
		story += r.By.Name + " " + r.Action + " " + r.Grant.Role + ", "
	}
	if want := "helper given auditor, helper taken representative, helper given representative, "; story != want {
		t.Errorf("the trail says %q", story)
	}
}
