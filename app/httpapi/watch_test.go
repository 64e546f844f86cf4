package httpapi_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"splot/app"
	"splot/app/httpapi"
)

// A saved search tells its owner of an entry that comes, shows it as far as it may be seen now, and is nobody else's.
func TestWatches(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.running()
	r := s.ask(s.tokens[app.RoleRepresentative], http.MethodPost, "/api/watches", `{"text":"barrier film","kinds":["technology"],"active":true}`)
	var saved httpapi.Watch
	if r.status != http.StatusCreated || json.Unmarshal(r.body, &saved) != nil || saved.Name != "barrier film" || !saved.Active {
		t.Fatalf("create = %d %s", r.status, r.body)
	}
	path := "/api/watches/" + string(saved.ID)
	text := app.Text{EN: "A compostable barrier film for ready meals."}
	content := app.Content{Title: app.Text{EN: "Compostable barrier film"}, Teaser: text, Description: text, Visibility: app.VisibleTeaser}
	e := s.approve(app.Technology, s.far, content)
	s.approve(app.Need, s.far, content)
	s.settle()

	var hits struct{ Items []httpapi.WatchHit }
	must(t, json.Unmarshal(s.get(app.RoleRepresentative, path+"/hits"), &hits))
	if len(hits.Items) != 1 || hits.Items[0].Entry.ID != e.ID || hits.Items[0].Entry.Organisation != nil {
		t.Errorf("hits = %+v, want the technology as a teaser", hits.Items)
	}
	var notices struct {
		Items []struct {
			Kind         string
			Watch, Entry app.ID
			Count        int
			Title        httpapi.Text
		}
	}
	must(t, json.Unmarshal(s.get(app.RoleRepresentative, "/api/notifications"), &notices))
	if n := notices.Items; len(n) != 1 || n[0].Kind != "watch_hit" || n[0].Watch != saved.ID || n[0].Entry != e.ID || n[0].Count != 1 || n[0].Title.PL != "barrier film" {
		t.Errorf("notifications = %+v, want the hit", n)
	}
	d, err := s.records.Entries.Get(t.Context(), string(e.ID))
	must(t, err)
	d.Value.Live = false
	_, err = s.records.Entries.Replace(t.Context(), d)
	must(t, err)
	must(t, json.Unmarshal(s.get(app.RoleRepresentative, path+"/hits"), &hits))
	if len(hits.Items) != 0 {
		t.Errorf("a withdrawn entry is still shown: %+v", hits.Items)
	}

	for _, role := range []app.Role{app.RoleAdmin, app.RoleManager, app.RoleAuditor, app.RolePerson, app.RolePublic} {
		want := http.StatusNotFound
		if role == app.RolePublic {
			want = http.StatusUnauthorized
		}
		for _, ask := range []reply{
			s.ask(s.tokens[role], http.MethodGet, path, ""), s.ask(s.tokens[role], http.MethodGet, path+"/hits", ""),
			s.ask(s.tokens[role], http.MethodPut, path, `{"text":"mine","active":true}`, "If-Match", `"1"`),
			s.ask(s.tokens[role], http.MethodDelete, path, "", "If-Match", `"1"`),
		} {
			if ask.status != want {
				t.Errorf("another's watch as %s = %d %s, want %d", role, ask.status, ask.body, want)
			}
		}
	}
	r = s.ask(s.tokens[app.RoleRepresentative], http.MethodPut, path, `{"name":"Films","text":"film","active":false}`, "If-Match", `"1"`)
	if r.status != http.StatusOK || !strings.Contains(string(r.body), `"active":false`) {
		t.Errorf("save = %d %s", r.status, r.body)
	}
	if r := s.ask(s.tokens[app.RoleRepresentative], http.MethodPut, path, `{"text":"film","active":true}`, "If-Match", `"1"`); r.status != http.StatusPreconditionFailed {
		t.Errorf("save of an old version = %d %s", r.status, r.body)
	}
	if r := s.ask(s.tokens[app.RoleRepresentative], http.MethodDelete, path, "", "If-Match", `"2"`); r.status != http.StatusNoContent {
		t.Errorf("delete = %d %s", r.status, r.body)
	}
}
