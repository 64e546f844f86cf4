package httpapi_test

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"splot/app"
	"splot/search/match"
)

// object is a thing that some people may not see, and from whom it is hidden.
type object struct {
	name   string
	hidden []app.Role
	make   func(*site) string // its id
}

// everybody but an admin, who sees organisations and people of every cluster.
var (
	members = []app.Role{app.RoleManager, app.RoleAnimator, app.RoleAuditor, app.RoleRepresentative, app.RolePerson}
	all     = append([]app.Role{app.RoleAdmin}, members...)
	others  = []app.Role{app.RoleAdmin, app.RoleManager, app.RoleAnimator, app.RoleAuditor, app.RolePerson}
)

// objects says for each kind of thing that paths name what must answer as if it were not there. A path parameter that
// stands neither here nor in openParams fails the walk: whoever adds an operation says what is foreign to it.
var objects = map[string][]object{
	"/api/entries/{id}": {
		{"a draft of another cluster", all, hiddenEntry(func(e *app.Entry) { e.State, e.Number, e.Approved, e.Live = app.EntryDraft, 0, nil, false })},
		{"submitted in another cluster", all, hiddenEntry(func(e *app.Entry) { e.State, e.Approved, e.Live = app.EntrySubmitted, nil, false })},
		{"in review in another cluster", all, hiddenEntry(func(e *app.Entry) { e.State, e.Approved, e.Live = app.EntryInReview, nil, false })},
		{"for another cluster only", all, hiddenEntry(func(*app.Entry) {})},
		{"withdrawn in another cluster", all, hiddenEntry(func(e *app.Entry) {
			e.State, e.Live, e.Approved.Content.Visibility = app.EntryWithdrawn, false, app.VisibleNetwork
		})},
		{"an anonymous teaser that has expired", all, hiddenEntry(func(e *app.Entry) {
			e.State, e.Live, e.Approved.Content.Visibility = app.EntryExpired, false, app.VisibleTeaser
		})},
	},
	"/api/organisations/{id}": {
		{"a draft of another cluster", members, func(s *site) string { return string(s.stored("Draft", app.Draft, s.distant).ID) }},
		{"an archived one of another cluster", members, func(s *site) string { return string(s.stored("Archived", app.Archived, s.distant).ID) }},
		{"a draft of no cluster", members, func(s *site) string { return string(s.stored("Loose", app.Draft).ID) }},
	},
	"/api/clusters/{cluster}/members/{organisation}": {
		{"a draft of another cluster", members, func(s *site) string { return string(s.stored("Draft", app.Draft, s.distant).ID) }},
		{"an archived one of another cluster", members, func(s *site) string { return string(s.stored("Archived", app.Archived, s.distant).ID) }},
		{"a draft of no cluster", members, func(s *site) string { return string(s.stored("Loose", app.Draft).ID) }},
	},
	"/api/people/{id}": {
		{"somebody of another cluster", members, func(s *site) string { return string(s.stranger.ID) }},
		{"somebody without a role", []app.Role{app.RoleManager, app.RoleAnimator, app.RoleAuditor, app.RoleRepresentative}, func(s *site) string { return string(s.people[app.RolePerson].ID) }},
		{"an admin", members, func(s *site) string { return string(s.people[app.RoleAdmin].ID) }},
	},
	"/api/matches/{id}": {
		{"of another cluster", all, func(s *site) string {
			return string(s.match(s.entry(app.Need, s.far, s.distant, app.EntryApproved), s.entry(app.Technology, s.far2, s.distant, app.EntryApproved)).ID)
		}},
		{"of other organisations", []app.Role{app.RoleRepresentative, app.RoleAuditor, app.RoleAnimator, app.RolePerson}, func(s *site) string {
			return string(s.match(s.entry(app.Need, s.own2, s.near, app.EntryApproved), s.entry(app.Technology, s.own3, s.near, app.EntryApproved)).ID)
		}},
	},
	"/api/projects/{id}": {
		{"of another cluster", all, func(s *site) string {
			p := app.Project{
				ID: s.ids(), Organisation: s.far.ID, Cluster: s.distant.ID, Title: app.Text{EN: "Secret films"}, State: app.ProjectDraft, UpdatedAt: app.Now(),
				Members: []app.ProjectMember{{Organisation: s.far.ID, Role: app.Leader, Invitation: app.Accepted}},
			}
			p.Derive()
			must(s.t, s.records.Projects.Insert(s.t.Context(), string(p.ID), p))
			return string(p.ID)
		}},
	},
	"/api/membership-requests/{id}": {
		{"between others", members, func(s *site) string {
			r := app.MembershipRequest{
				Cluster: s.distant.ID, Organisation: s.own3.ID, State: app.MembershipOpen, Open: string(s.ids()), CreatedAt: app.Now(), ExpiresAt: app.Now().Add(app.MembershipValid),
			}
			id := s.ids()
			must(s.t, s.records.Memberships.Insert(s.t.Context(), string(id), r))
			// own3 has a representative, so that the manager of its cluster does not decide
			_, err := s.doors.Create(s.t.Context(), app.Person{
				Name: "third", Email: string(id) + "@site.example", Locale: app.EN, Grants: []app.Grant{{Role: app.RoleRepresentative, Organisation: s.own3.ID}},
			}, "")
			must(s.t, err)
			return string(id)
		}},
	},
	"/api/invitations/{id}": {
		{"of another cluster", members, func(s *site) string {
			id := fmt.Sprint(s.asks(s.tokens[app.RoleAdmin], "POST", "/api/invitations",
				`{"name":"New","email":"new@site.example","grants":[{"role":"auditor","cluster":"`+string(s.distant.ID)+`"}]}`, http.StatusCreated)["id"])
			return id
		}},
	},
	"/api/watches/{id}": {
		{"somebody else's", others, func(s *site) string {
			id := s.ids()
			must(s.t, s.records.Watches.Insert(s.t.Context(), string(id), app.Watch{Person: s.stranger.ID, Name: "film", Text: "film", Active: true}))
			return string(id)
		}},
	},
	"/api/sessions/{id}": {
		{"somebody else's", all, func(s *site) string {
			token := s.signIn(s.stranger)
			return fmt.Sprint(s.asks(token, "GET", "/api/session", "", http.StatusOK)["id"])
		}},
	},
}

// openParams are path parameters that name nothing hidden, or a part of a thing that the walk makes foreign already.
var openParams = map[string]string{
	"/api/clusters/{cluster}":                    "clusters are shown to everybody signed in",
	"/api/organisations/{id}/clusters/{cluster}": "clusters are shown to everybody signed in",
	"/api/glossary/{id}":                         "terms are shown to everybody signed in",
	"/api/entries/{id}/attachments/{file}":       "a file of the entry: TestAttachments",
	"/api/matching/weights/{version}":            "for admins only",
	"/api/matching/weights/{version}/activate":   "for admins only",
	"/api/platform/parked/{id}":                  "for admins only",
}

var pathParam = regexp.MustCompile(`\{[^}]+\}`)

// TestForeign walks every operation that names a thing in its path, with things that the actor may not see, and
// compares with what is not there: status, headers and body, byte for byte.
func TestForeign(t *testing.T) {
	walked := 0
	api := newSite(t).api
	for _, path := range slices.Sorted(maps.Keys(api.Paths())) {
		kind, param := foreignIn(t, path)
		if kind == "" {
			continue
		}
		for method, o := range methods(api.Paths()[path]) {
			walked++
			t.Run(o.OperationID, func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				for _, one := range objects[kind] {
					s.foreign(method, path, param, o, one)
				}
			})
		}
	}
	for at := range openParams {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(api.Paths())), func(path string) bool { return strings.HasPrefix(path, at) }) {
			t.Errorf("openParams names %s, which is in no path any more", at)
		}
	}
	if walked < 30 {
		t.Errorf("only %d operations were walked", walked)
	}
}

// foreignIn finds the kind of thing that a path names, by the longest path that is listed, and its parameter.
func foreignIn(t *testing.T, path string) (kind, param string) {
	t.Helper()
	known := 0
	for at, one := range pathParamPrefixes(path) {
		if _, ok := objects[at]; ok {
			kind, param = at, one
			known++
		} else if _, ok := openParams[at]; ok {
			known++
		}
	}
	if known < len(pathParam.FindAllString(path, -1)) {
		t.Errorf("%s: say in objects what is foreign to it, or in openParams why nothing is", path)
	}
	return kind, param
}

// pathParamPrefixes are the beginnings of a path that end with a parameter, with that parameter.
func pathParamPrefixes(path string) map[string]string {
	found := map[string]string{}
	for _, at := range pathParam.FindAllStringIndex(path, -1) {
		found[path[:at[1]]] = path[at[0]:at[1]]
	}
	return found
}

func (s *site) foreign(method, path, param string, o *huma.Operation, one object) {
	s.t.Helper()
	id := one.make(s)
	fill := func(id string) string {
		at := strings.Replace(path, param, id, 1)
		at = strings.ReplaceAll(at, "{cluster}", string(s.near.ID))
		at = strings.ReplaceAll(at, "{version}", match.Default.Version)
		return pathParam.ReplaceAllString(at, "1") + s.query(o)
	}
	for _, role := range one.hidden {
		there := s.ask(s.tokens[role], method, fill(id), s.body(o), "If-Match", `"1"`)
		absent := s.ask(s.tokens[role], method, fill(nowhere), s.body(o), "If-Match", `"1"`)
		if there.status < http.StatusBadRequest {
			s.t.Errorf("%s, %s as %s: %d %s", o.OperationID, one.name, role, there.status, there.body)
		}
		if there.status != absent.status || !bytes.Equal(there.body, absent.body) {
			s.t.Errorf("%s, %s as %s:\n%d %s, absent:\n%d %s", o.OperationID, one.name, role, there.status, there.body, absent.status, absent.body)
		}
		for _, name := range []string{"Content-Type", "Content-Length", "Etag", "Location", "Retry-After", "Cache-Control", "Content-Disposition"} {
			if there.header.Get(name) != absent.header.Get(name) {
				s.t.Errorf("%s, %s as %s: %s is %q, absent %q", o.OperationID, one.name, role, name, there.header.Get(name), absent.header.Get(name))
			}
		}
	}
}

// stored is one more organisation in a state.
func (s *site) stored(name, state string, clusters ...app.Cluster) app.Organisation {
	s.t.Helper()
	o := app.Organisation{ID: s.ids(), Name: name, Origin: "science", Voivodeship: app.Voivodeships[0].Code, State: state}
	for _, c := range clusters {
		o.Clusters = append(o.Clusters, c.ID)
	}
	must(s.t, s.records.Organisations.Insert(s.t.Context(), string(o.ID), o))
	return o
}

// hiddenEntry is an entry of another cluster as change makes it.
func hiddenEntry(change func(*app.Entry)) func(*site) string {
	return func(s *site) string {
		e := s.entry(app.Technology, s.far, s.distant, app.EntryApproved)
		d, err := s.records.Entries.Get(s.t.Context(), string(e.ID))
		must(s.t, err)
		change(&d.Value)
		_, err = s.records.Entries.Replace(s.t.Context(), d)
		must(s.t, err)
		return d.ID
	}
}
