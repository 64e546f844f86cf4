package httpapi_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"splot/app"
	"splot/app/httpapi"
	"splot/app/records"
)

// running hands events to their handlers until the test ends.
func (s *site) running() {
	ctx, cancel := context.WithCancel(s.t.Context())
	done := make(chan error, 1)
	go func() { done <- s.feed.Run(ctx) }()
	s.t.Cleanup(func() {
		cancel()
		must(s.t, <-done)
	})
}

func (s *site) settle() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 30*time.Second)
	defer cancel()
	must(s.t, s.feed.Drain(ctx))
}

// approve stores an approved entry as the workflow would, with its event.
func (s *site) approve(kind app.Kind, o app.Organisation, content app.Content) app.Entry {
	s.t.Helper()
	now := app.Now()
	e := app.Entry{
		ID: s.ids(), Kind: kind, Cluster: o.Clusters[0], Organisation: o.ID, State: app.EntryApproved, Content: content, Number: 1, Live: true,
		Approved:  &app.Approved{Number: 1, Content: content, At: now, ValidUntil: now.AddDate(1, 0, 0)},
		CreatedAt: now, UpdatedAt: now, History: []app.Step{{Action: "approved", Number: 1, At: now}},
	}
	must(s.t, s.records.Entries.Insert(s.t.Context(), string(e.ID), e, records.NewEvent(s.ids(), now, records.System, records.TopicEntry, e.ID, nil)))
	return e
}

// get asks as a role and fails unless the answer is a success.
func (s *site) get(role app.Role, path string) []byte {
	s.t.Helper()
	r := s.ask(s.tokens[role], http.MethodGet, path, "")
	if r.status != http.StatusOK {
		s.t.Fatalf("GET %s = %d %s", path, r.status, r.body)
	}
	return r.body
}

// Whatever the other side can ask the API, nothing tells whose an anonymous teaser is, until both are interested.
func TestTeaserLeaksNothingOverHTTP(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.running()
	ctx := t.Context()
	owner := app.Organisation{
		ID: s.ids(), Name: "Kwarzenit Brzozkowy sp. z o.o.", Origin: "enterprise", Size: "small", Voivodeship: app.Voivodeships[0].Code,
		State: app.Published, Clusters: []app.ID{s.distant.ID}, City: "Jaszczurowo", Website: "https://www.smocza-jama.pl", NIP: "5260250995",
	}
	must(t, s.records.Organisations.Insert(ctx, string(owner.ID), owner))
	text := "A compostable barrier film for ready meals, sealable at low temperature."
	need := s.approve(app.Need, s.own, app.Content{
		Title: app.Text{EN: "Compostable barrier film"}, Teaser: app.Text{EN: text}, Description: app.Text{EN: text}, Visibility: app.VisibleNetwork,
	})
	offer := s.approve(app.Technology, owner, app.Content{
		Title:       app.Text{EN: "Compostable barrier film by Kwarzenit"},
		Teaser:      app.Text{EN: text + " Made in Jaszczurowo, see smocza-jama.pl, NIP 526-025-09-95."},
		Description: app.Text{EN: text + " Opisnik."}, Confidential: app.Text{EN: "Tajnosklad."}, Keywords: []string{"kluczownik"},
		Visibility: app.VisibleTeaser, Technology: &app.TechnologyForm{Advantage: app.Text{EN: "Szczegolnik."}},
	})
	s.settle()
	match := "/api/matches/" + s.matchOf(need.ID, offer.ID)

	for _, role := range []app.Role{app.RoleRepresentative, app.RoleManager, app.RoleAuditor, app.RoleAdmin} {
		paths := []string{
			"/api/entries/" + string(offer.ID), "/api/search?q=compostable", "/api/search?q=kwarzenit", "/api/search?q=Jaszczurowo",
			"/api/search?q=opisnik", "/api/search?q=tajnosklad", "/api/notifications", "/api/entries?organisation=" + string(owner.ID),
		}
		if role == app.RoleRepresentative || role == app.RoleManager {
			paths = append(paths, match, "/api/matches", "/api/matches?entry="+string(need.ID), "/api/matches?sort=-since")
		}
		for _, path := range paths {
			s.noTelltale(role, path, owner)
		}
	}

	body := s.get(app.RoleRepresentative, match)
	var page httpapi.MatchPage
	must(t, json.Unmarshal(body, &page))
	if page.Offer.View != "teaser" || page.Offer.Entry != "" || page.Offer.Organisation != nil || page.Score <= 0 || len(page.Components) == 0 {
		t.Errorf("match shows %+v", page)
	}
	r := s.ask(s.tokens[app.RoleRepresentative], http.MethodPost, match+"/interest", `{"message":"Let us talk."}`)
	if r.status != http.StatusOK || !strings.Contains(string(r.body), `"state":"interest"`) {
		t.Fatalf("interest = %d %s", r.status, r.body)
	}
	s.settle()
	s.noTelltale(app.RoleRepresentative, match, owner)
}

// noTelltale asks and looks for what must not be there. A search is asked for a name of the teaser's owner: the
// question stands in no answer, and the published organisation itself may be found.
func (s *site) noTelltale(role app.Role, path string, owner app.Organisation) {
	s.t.Helper()
	r := s.ask(s.tokens[role], http.MethodGet, path, "")
	if r.status >= http.StatusInternalServerError {
		s.t.Errorf("GET %s by %s = %d", path, role, r.status)
	}
	body := strings.ToLower(string(r.body))
	if u, err := url.Parse(path); err == nil && u.Path == "/api/search" {
		body = withoutOrganisation(s.t, r.body, owner.ID)
	}
	for _, word := range []string{
		"kwarzenit", "brzozkow", "jaszczurow", "smocza", "5260250995", "526-025", "opisnik", "tajnosklad", "kluczownik", "szczegolnik", string(owner.ID),
	} {
		if i := strings.Index(body, word); i >= 0 {
			s.t.Errorf("GET %s by %s tells %q: …%s…", path, role, word, body[max(0, i-100):min(len(body), i+60)])
		}
	}
}

// withoutOrganisation takes the public page of the organisation out of what a search found.
func withoutOrganisation(t *testing.T, body []byte, id app.ID) string {
	t.Helper()
	var found map[string]any
	if err := json.Unmarshal(body, &found); err != nil {
		t.Fatalf("search: %v in %s", err, body)
	}
	var keep []any
	items, _ := found["items"].([]any)
	for _, item := range items {
		raw, err := json.Marshal(item)
		must(t, err)
		if !strings.Contains(string(raw), string(id)) || !strings.Contains(string(raw), `"kind":"organisation"`) {
			keep = append(keep, item)
		}
	}
	found["items"] = keep
	raw, err := json.Marshal(found)
	must(t, err)
	return strings.ToLower(string(raw))
}

func TestNotificationsOverHTTP(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.running()
	text := app.Text{EN: "A compostable barrier film for ready meals, sealable at low temperature."}
	content := app.Content{Title: app.Text{EN: "Compostable barrier film"}, Teaser: text, Description: text, Visibility: app.VisibleNetwork}
	s.approve(app.Need, s.own, content)
	s.approve(app.Technology, s.own2, content)
	s.settle()
	var list struct {
		Items []struct{ ID, Kind, State string }
	}
	must(t, json.Unmarshal(s.get(app.RoleRepresentative, "/api/notifications"), &list))
	if len(list.Items) != 1 || list.Items[0].Kind != "match_new" {
		t.Fatalf("notifications = %+v, want the new match", list.Items)
	}
	if got := string(s.get(app.RoleRepresentative, "/api/notifications/count")); got != `{"unread":1}`+"\n" {
		t.Errorf("count = %q, want 1", got)
	}
	r := s.ask(s.tokens[app.RoleRepresentative], http.MethodPost, "/api/notifications/read", `{"ids":["`+list.Items[0].ID+`"]}`)
	if r.status != http.StatusNoContent {
		t.Errorf("read = %d %s", r.status, r.body)
	}
	if got := string(s.get(app.RoleRepresentative, "/api/notifications/count")); got != `{"unread":0}`+"\n" {
		t.Errorf("count = %q, want 0", got)
	}
	for _, body := range []string{`{}`, `{"ids":{"$ne":null}}`, `{"ids":["a"],"more":1}`, `{"upTo":"absent"}`} {
		r := s.ask(s.tokens[app.RoleRepresentative], http.MethodPost, "/api/notifications/read", body)
		if r.status != http.StatusUnprocessableEntity && r.status != http.StatusNotFound {
			t.Errorf("read %s = %d, want it refused", body, r.status)
		}
	}
}
