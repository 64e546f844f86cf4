package httpapi_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"testing"

	"splot/app"
	"splot/app/httpapi"
	"splot/app/learning"
	"splot/app/records"
	"splot/search/match"
)

func TestWeights(t *testing.T) {
	s := newSite(t)
	shares := match.Default.Shares()
	shares[match.Topic] -= 5
	shares[match.Region] += 5
	trainer := learning.New(learning.Options{Records: records.In(s.records.Store), Clock: app.Now, IDs: s.ids, Logger: slog.New(slog.DiscardHandler)})
	v, err := trainer.ProposeWeights(t.Context(), shares, learning.Report{Examples: 300, AUC: 0.7, DefaultAUC: 0.6, LeftOut: map[string]int{"capacity": 3}})
	must(t, err)
	read := func(r reply) httpapi.WeightsPage {
		t.Helper()
		if r.status != http.StatusOK {
			t.Fatalf("status %d: %s", r.status, r.body)
		}
		var page httpapi.WeightsPage
		must(t, json.Unmarshal(r.body, &page))
		return page
	}
	admin := s.tokens[app.RoleAdmin]
	page := read(s.ask(admin, http.MethodGet, "/api/matching/weights", ""))
	if page.Active != match.Default.Version || len(page.Items) != 2 || page.Items[0].Version != v.Version || !page.Items[1].Active {
		t.Errorf("got %+v", page)
	}
	if r := page.Items[0].Report; r == nil || r.AUC != 0.7 || len(r.LeftOut) != 1 || r.LeftOut[0].Count != 3 {
		t.Errorf("report %+v", r)
	}
	if weights := page.Items[0].Weights; len(weights) != len(match.Names) || weights[0].Component != match.Topic || weights[0].Weight >= weights[0].Shipped {
		t.Errorf("weights %+v", weights)
	}
	page = read(s.ask(admin, http.MethodPost, "/api/matching/weights/"+v.Version+"/activate", "{}"))
	if page.Active != v.Version || len(page.Activations) != 1 || page.Activations[0].Name == "" {
		t.Errorf("switched on: %+v", page)
	}
	if page = read(s.ask(admin, http.MethodPost, "/api/matching/weights/"+match.Default.Version+"/activate", "{}")); page.Active != match.Default.Version {
		t.Errorf("switched back: %+v", page)
	}
	if r := s.ask(admin, http.MethodPost, "/api/matching/weights/none/activate", "{}"); r.status != http.StatusNotFound {
		t.Errorf("an unknown version: %d", r.status)
	}
	for _, role := range []app.Role{app.RoleManager, app.RoleAuditor, app.RoleRepresentative, app.RolePerson} {
		if r := s.ask(s.tokens[role], http.MethodGet, "/api/matching/weights", ""); r.status != http.StatusForbidden {
			t.Errorf("%s: %d", role, r.status)
		}
	}
}
