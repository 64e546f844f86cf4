package httpapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"splot/app"
)

// manager is a manager of the distant cluster, signed in.
func (s *site) distantManager() string {
	s.t.Helper()
	p, err := s.doors.Create(s.t.Context(), app.Person{
		Name: "boss", Email: "boss@site.example", Locale: app.EN, Grants: []app.Grant{{Role: app.RoleManager, Cluster: s.distant.ID}},
	}, password)
	must(s.t, err)
	return s.signIn(p)
}

// asks sends a request and answers it decoded, after checking the status.
func (s *site) asks(token, method, path, body string, want int) map[string]any {
	s.t.Helper()
	got := s.ask(token, method, path, body)
	if got.status != want {
		s.t.Fatalf("%s %s: status %d, want %d: %s", method, path, got.status, want, got.body)
	}
	out := map[string]any{}
	if len(got.body) > 0 {
		must(s.t, json.Unmarshal(got.body, &out))
	}
	return out
}

// TestConsent: a manager who asks an organisation of another cluster reaches nothing of it before its representative
// agrees, and nobody else can agree.
func TestConsent(t *testing.T) {
	s := newSite(t)
	boss := s.distantManager()
	e := s.entry(app.Technology, s.own, s.near, app.EntryDraft)
	member := "/api/clusters/distant/members/" + string(s.own.ID)
	reach := []struct{ method, path, body string }{
		{"GET", "/api/people?organisation=" + string(s.own.ID), ""},
		{"GET", "/api/people/" + string(s.people[app.RoleRepresentative].ID), ""},
		{"POST", "/api/people/" + string(s.stranger.ID) + "/grants", `{"role":"representative","organisation":"` + string(s.own.ID) + `"}`},
		{"GET", "/api/entries/" + string(e.ID), ""},
		{"PUT", "/api/people/" + string(s.people[app.RoleRepresentative].ID) + "/disabled", `{"disabled":true}`},
		{"POST", "/api/organisations/" + string(s.own.ID) + "/archive", ""},
	}
	refused := func(when string) {
		t.Helper()
		for _, r := range reach {
			if got := s.ask(boss, r.method, r.path, r.body, "If-Match", `"1"`); got.status != http.StatusForbidden && got.status != http.StatusNotFound {
				t.Errorf("%s: %s %s: %d %s", when, r.method, r.path, got.status, got.body)
			}
		}
	}
	refused("before asking")
	asked := s.asks(boss, "PUT", member, "", http.StatusOK)
	if asked["outcome"] != "requested" {
		t.Fatalf("asked: %v", asked)
	}
	refused("after asking")
	at := "/api/membership-requests/" + fmt.Sprint(asked["request"])
	for who, token := range map[string]string{
		"its cluster's manager": s.tokens[app.RoleManager], "an auditor": s.tokens[app.RoleAuditor], "somebody": s.tokens[app.RolePerson],
		"a neighbour": s.signIn(s.neighbour),
	} {
		for _, r := range []struct{ method, path string }{{"GET", at}, {"POST", at + "/accept"}, {"POST", at + "/decline"}, {"DELETE", at}} {
			got := s.ask(token, r.method, r.path, "")
			absent := s.ask(token, r.method, "/api/membership-requests/"+nowhere+r.path[len(at):], "")
			if got.status < 400 || got.status != absent.status || !bytes.Equal(got.body, absent.body) {
				t.Errorf("%s: %s %s: %d %s, absent %d %s", who, r.method, r.path, got.status, got.body, absent.status, absent.body)
			}
		}
	}
	s.asks(boss, "POST", at+"/accept", "", http.StatusForbidden)
	s.asks(s.tokens[app.RoleAdmin], "POST", at+"/accept", "", http.StatusForbidden)
	s.asks(s.tokens[app.RoleRepresentative], "DELETE", at, "", http.StatusForbidden)
	waiting := s.asks(s.tokens[app.RoleRepresentative], "GET", "/api/membership-requests?waiting=true", "", http.StatusOK)
	if items := waiting["items"].([]any); len(items) != 1 || items[0].(map[string]any)["canAnswer"] != true {
		t.Errorf("what waits: %v", waiting)
	}
	s.asks(s.tokens[app.RoleRepresentative], "POST", at+"/accept", "", http.StatusOK)
	s.asks(boss, "GET", "/api/people?organisation="+string(s.own.ID), "", http.StatusOK)
	s.asks(s.tokens[app.RoleRepresentative], "DELETE", "/api/organisations/"+string(s.own.ID)+"/clusters/distant", "", http.StatusNoContent)
	refused("after leaving")
}
