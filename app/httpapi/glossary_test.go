package httpapi_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"splot/app"
	"splot/app/httpapi"
)

// A need in Polish and an offer in English that no dictionary brings together match once a manager has added the
// term, and part again when it is taken away.
func TestGlossaryBringsAPairTogether(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.running()
	need := s.approve(app.Need, s.own, app.Content{
		Title: app.Text{PL: "Zgrzybotnia"}, Teaser: app.Text{PL: "Zgrzybotnia i nic innego."},
		Description: app.Text{PL: "To jest zgrzybotnia."}, Visibility: app.VisibleNetwork,
	})
	offer := s.approve(app.Technology, s.own2, app.Content{
		Title: app.Text{EN: "Quorbling plant"}, Teaser: app.Text{EN: "A quorbling plant of our own design."},
		Description: app.Text{EN: "Our quorbling plant works in every building."}, Visibility: app.VisibleNetwork,
	})
	s.settle()
	if id := s.matchOf(need.ID, offer.ID); id != "" {
		t.Fatalf("before the term: %s", id)
	}
	r := s.ask(s.tokens[app.RoleManager], http.MethodPost, "/api/glossary", `{"pl":" zgrzybotnia ","en":"quorbling  plant"}`)
	if r.status != http.StatusCreated {
		t.Fatalf("add = %d %s", r.status, r.body)
	}
	var term httpapi.GlossaryTerm
	must(t, json.Unmarshal(r.body, &term))
	if term.PL != "zgrzybotnia" || term.EN != "quorbling plant" || term.Author != "manager" || !term.CanEdit || term.Cluster != s.near.ID {
		t.Errorf("term = %+v", term)
	}
	began := time.Now()
	s.settle()
	match := "/api/matches/" + s.matchOf(need.ID, offer.ID)
	var page httpapi.MatchPage
	must(t, json.Unmarshal(s.get(app.RoleRepresentative, match), &page))
	if len(page.Components) == 0 || len(page.Components[0].Pairs) == 0 || !page.Components[0].Pairs[0].Translated {
		t.Errorf("the match is not explained by a translation: %+v", page.Components)
	}
	t.Logf("matched with %.1f points %s after the term was added", page.Score, time.Since(began).Round(time.Millisecond))

	again := s.ask(s.tokens[app.RoleManager], http.MethodPost, "/api/glossary", `{"pl":"Zgrzybotnia","en":"Quorbling plants"}`)
	if p := again.problem(t); again.status != http.StatusConflict || p.Code != "term_known" || !strings.Contains(p.Detail, "zgrzybotnia") {
		t.Errorf("the same term in other forms = %d %s", again.status, again.body)
	}
	s.lookedUp("zgrzybotnia", "quorbling plant", "own")
	s.lookedUp("quorbling plants", "zgrzybotnia", "own")
	s.lookedUp("oprogramowanie", "software", "builtin")

	r = s.ask(s.tokens[app.RoleManager], http.MethodDelete, "/api/glossary/"+string(term.ID), "", "If-Match", `"1"`)
	if r.status != http.StatusNoContent {
		t.Fatalf("delete = %d %s", r.status, r.body)
	}
	s.settle()
	if r := s.ask(s.tokens[app.RoleRepresentative], http.MethodGet, match, ""); r.status != http.StatusNotFound {
		t.Errorf("after the term was taken away: %d %s", r.status, r.body)
	}
}

// Two installations in one process have a glossary each.
func TestInstallationsShareNoGlossary(t *testing.T) {
	t.Parallel()
	one, other := newSite(t), newSite(t)
	one.running()
	if r := one.ask(one.tokens[app.RoleManager], http.MethodPost, "/api/glossary", `{"pl":"zgrzybotnia","en":"quorbling plant"}`); r.status != http.StatusCreated {
		t.Fatalf("add = %d %s", r.status, r.body)
	}
	one.settle()
	one.lookedUp("zgrzybotnia", "quorbling plant", "own")
	var list struct{ Items []httpapi.TermTranslation }
	must(t, json.Unmarshal(other.get(app.RolePerson, "/api/glossary/lookup?term=zgrzybotnia"), &list))
	if len(list.Items) > 0 {
		t.Errorf("the other installation knows %+v", list.Items)
	}
}

// lookedUp asks how a term is translated.
func (s *site) lookedUp(term, want, source string) {
	s.t.Helper()
	var list struct{ Items []httpapi.TermTranslation }
	must(s.t, json.Unmarshal(s.get(app.RolePerson, "/api/glossary/lookup?term="+url.QueryEscape(term)), &list))
	for _, found := range list.Items {
		if found.Text == want && found.Source == source {
			return
		}
	}
	s.t.Errorf("lookup of %q = %+v, want %q by %s", term, list.Items, want, source)
}

func TestGlossaryTerms(t *testing.T) {
	s := newSite(t)
	for body, field := range map[string]string{
		`{"pl":"","en":"word"}`:                                       "pl",
		`{"pl":"słowo","en":"  "}`:                                    "en",
		`{"pl":"słowo","en":"one two three four five"}`:               "en",
		`{"pl":"` + strings.Repeat("ą", 81) + `","en":"word"}`:        "pl",
		`{"pl":"i","en":"word"}`:                                      "pl",
		`{"pl":"a|b","en":"word"}`:                                    "pl",
		`{"pl":"słowo","en":"word","cluster":"` + nowhere[:35] + `"}`: "",
	} {
		r := s.ask(s.tokens[app.RoleManager], http.MethodPost, "/api/glossary", body)
		if field == "" && r.status == http.StatusForbidden {
			continue
		}
		if p := r.problem(t); r.status != http.StatusUnprocessableEntity || len(p.Errors) == 0 || p.Errors[0].Field != field {
			t.Errorf("%s = %d %s, want %q refused", body, r.status, r.body, field)
		}
	}
	add := func(role app.Role, pl, en string) httpapi.GlossaryTerm {
		r := s.ask(s.tokens[role], http.MethodPost, "/api/glossary", `{"pl":"`+pl+`","en":"`+en+`"}`)
		var term httpapi.GlossaryTerm
		if r.status != http.StatusCreated || json.Unmarshal(r.body, &term) != nil {
			t.Fatalf("add %s = %d %s", pl, r.status, r.body)
		}
		return term
	}
	add(app.RoleManager, "pierwszy termin", "first term")
	add(app.RoleManager, "pierwszy termin", "initial term") // another meaning
	common := add(app.RoleAdmin, "wspólny termin", "common term")
	for path, want := range map[string]int{
		"/api/glossary": 3, "/api/glossary?q=PIERWSZY": 2, "/api/glossary?q=common": 1, "/api/glossary?mine=true": 2,
		"/api/glossary?q=pierwszy&limit=1": 1, "/api/glossary?q=nothing": 0,
	} {
		var list struct {
			Items []httpapi.GlossaryTerm
			Next  string
		}
		must(t, json.Unmarshal(s.get(app.RoleManager, path), &list))
		if len(list.Items) != want {
			t.Errorf("%s lists %d, want %d", path, len(list.Items), want)
		}
		if strings.Contains(path, "limit=1") && list.Next == "" {
			t.Errorf("%s has no next page", path)
		}
	}
	if r := s.ask(s.tokens[app.RoleManager], http.MethodPut, "/api/glossary/"+string(common.ID), `{"pl":"x1","en":"y1"}`, "If-Match", `"1"`); r.status != http.StatusForbidden {
		t.Errorf("a manager changes an admin's term: %d %s", r.status, r.body)
	}
	r := s.ask(s.tokens[app.RoleAdmin], http.MethodPut, "/api/glossary/"+string(common.ID), `{"pl":"wspólne pojęcie","en":"common notion"}`, "If-Match", `"1"`)
	if r.status != http.StatusOK || !strings.Contains(string(r.body), `"version":2`) {
		t.Errorf("save = %d %s", r.status, r.body)
	}
}
