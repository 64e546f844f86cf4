package httpapi_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"splot/app"
	"splot/app/httpapi"
)

func TestGapOverHTTP(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.running()
	text := app.Text{EN: "A compostable barrier film for ready meals, sealable at low temperature."}
	content := app.Content{Title: app.Text{EN: "Compostable barrier film"}, Teaser: text, Description: text, Visibility: app.VisibleCluster}
	need := s.approve(app.Need, s.own, content)
	content.Visibility = app.VisibleNetwork
	s.approve(app.Technology, s.far, content)
	s.settle()
	path := "/api/entries/" + string(need.ID)

	var g httpapi.Gap
	must(t, json.Unmarshal(s.get(app.RoleRepresentative, path+"/gap"), &g))
	if len(g.Reasons) == 0 || g.Reasons[0] != "gate" || g.Hidden.Visibility != 1 || !g.CanWiden || !g.CanAsk || g.AskedAt != nil {
		t.Errorf("gap = %+v, want the offer of the other cluster hidden", g)
	}
	for range 2 { // asking twice asks once
		r := s.ask(s.tokens[app.RoleRepresentative], http.MethodPost, path+"/ask-manager", "")
		if r.status != http.StatusOK {
			t.Fatalf("ask = %d %s", r.status, r.body)
		}
	}
	s.settle()
	var list struct {
		Items []struct{ Kind, Entry string }
	}
	must(t, json.Unmarshal(s.get(app.RoleManager, "/api/notifications"), &list))
	if len(list.Items) != 1 || list.Items[0].Kind != "need_unmet" || list.Items[0].Entry != string(need.ID) {
		t.Errorf("the manager's notifications = %+v", list.Items)
	}
	var managers httpapi.Gap
	must(t, json.Unmarshal(s.get(app.RoleManager, path+"/gap"), &managers))
	if managers.CanAsk || managers.CanWiden || managers.AskedAt == nil {
		t.Errorf("the manager's gap = %+v", managers)
	}
	r := s.ask(s.tokens[app.RoleRepresentative], http.MethodPost, path+"/visibility", `{"visibility":"network"}`, "If-Match", `"1"`)
	if r.status != http.StatusOK {
		t.Fatalf("widen = %d %s", r.status, r.body)
	}
	s.settle()
	must(t, json.Unmarshal(s.get(app.RoleRepresentative, path+"/gap"), &g))
	if g.Matches != 1 || g.CanWiden || g.Hidden != (httpapi.GapHidden{}) {
		t.Errorf("when widened: %+v, want the match", g)
	}
}

func TestRematchOverHTTP(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.running()
	content := app.Content{Title: app.Text{EN: "Compostable barrier film"}, Description: app.Text{EN: "A compostable barrier film."}, Visibility: app.VisibleNetwork}
	s.approve(app.Need, s.own, content)
	s.approve(app.Technology, s.far, content)
	s.settle()
	r := s.ask(s.tokens[app.RoleAdmin], http.MethodPost, "/api/matching/rematch", "")
	var run httpapi.Rematch
	must(t, json.Unmarshal(r.body, &run))
	if r.status != http.StatusOK || run.State != "running" || run.Total != 2 || run.StartedAt == nil || run.Reason != "requested" {
		t.Fatalf("start = %d %s", r.status, r.body)
	}
	for run.State != "finished" { // its turns rest a moment, so the feed alone does not tell
		s.settle()
		must(t, json.Unmarshal(s.get(app.RoleAdmin, "/api/matching/rematch"), &run))
	}
	if run.Done != 2 || run.FinishedAt == nil {
		t.Errorf("finished as %+v", run)
	}
}
