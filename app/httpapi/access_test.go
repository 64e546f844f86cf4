package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"splot/app"
	"splot/search/match"
)

// relation is how a thing stands to the actor's role.
type relation int

const (
	own relation = iota + 1
	sameCluster
	otherCluster
	absent
)

func (r relation) String() string {
	return [...]string{"", "own", "same cluster", "other cluster", "absent"}[r]
}

// roles that act in the test; RolePerson is somebody signed in without any role, RolePublic is nobody.
var roles = []app.Role{
	app.RoleAdmin, app.RoleManager, app.RoleAnimator, app.RoleAuditor, app.RoleRepresentative, app.RolePerson, app.RolePublic,
}

// thing is a kind of resource that paths name.
type thing struct {
	prefix string        // of the paths
	param  string        // in the path
	read   app.Operation // who sees it
	make   func(s *site, r relation) string
}

const nowhere = "01900000-0000-7000-8000-000000000000"

var things = []thing{
	{"/api/entries/{id}", "{id}", app.OpReadEntry, func(s *site, r relation) string {
		o, c := s.of(r)
		return string(s.entry(app.Technology, o, c, app.EntryInReview).ID)
	}},
	{"/api/organisations/{id}", "{id}", app.OpReadOrganisation, func(s *site, r relation) string {
		o, _ := s.of(r)
		return string(o.ID)
	}},
	{"/api/clusters/{cluster}", "{cluster}", app.OpReadCluster, func(s *site, r relation) string {
		_, c := s.of(r)
		return string(c.ID)
	}},
	{"/api/people/{id}", "{id}", app.OpListPeople, func(s *site, r relation) string {
		return string(map[relation]app.Person{own: s.people[app.RoleRepresentative], sameCluster: s.neighbour, otherCluster: s.stranger}[r].ID)
	}},
	{"/api/matches/{id}", "{id}", app.OpReadMatch, func(s *site, r relation) string {
		a, c := s.of(r)
		b := s.own3
		if r == otherCluster {
			b = s.far2
		}
		return string(s.match(s.entry(app.Need, a, c, app.EntryApproved), s.entry(app.Technology, b, c, app.EntryApproved)).ID)
	}},
	{"/api/projects/{id}", "{id}", app.OpReadProject, func(s *site, r relation) string {
		o, c := s.of(r)
		p := app.Project{
			ID: s.ids(), Organisation: o.ID, Cluster: c.ID, Title: app.Text{EN: "Barrier films"}, State: app.ProjectDraft, UpdatedAt: app.Now(),
			Members: []app.ProjectMember{{Organisation: o.ID, Role: app.Leader, Invitation: app.Accepted}, {Organisation: s.own3.ID, Role: app.Partner, Invitation: app.Proposed}},
		}
		p.Derive()
		must(s.t, s.records.Projects.Insert(s.t.Context(), string(p.ID), p))
		return string(p.ID)
	}},
	{"/api/glossary/{id}", "{id}", app.OpReadGlossary, func(s *site, r relation) string {
		_, c := s.of(r)
		id := s.ids()
		must(s.t, s.terms.Insert(s.t.Context(), string(id), app.GlossaryTerm{PL: "słowo", EN: "word", Key: string(id), Cluster: c.ID, UpdatedAt: app.Now()}))
		return string(id)
	}},
}

// of is the organisation and cluster that stand in a relation to the site's representative.
func (s *site) of(r relation) (app.Organisation, app.Cluster) {
	switch r {
	case own:
		return s.own, s.near
	case sameCluster:
		return s.own2, s.near
	}
	return s.far, s.distant
}

// distance is how far a relation reaches for a role: to a cluster role, everything in the cluster is its
// own.
func distance(role app.Role, r relation) app.Reach {
	switch {
	case role == app.RoleAdmin || role == app.RolePerson || r == otherCluster:
		return app.Everywhere
	case r == own || role == app.RoleManager || role == app.RoleAnimator:
		return app.Own
	}
	return app.SameCluster
}

// allows is what the table of permissions says.
func allows(op app.Operation, role app.Role, r relation) bool {
	if app.ReachOf(op, app.RolePublic) > app.Nowhere {
		return true
	}
	if role == app.RolePublic {
		return false
	}
	if app.ReachOf(op, app.RolePerson) == app.Own && r == own {
		return true
	}
	reach := max(app.ReachOf(op, role), app.ReachOf(op, app.RolePerson))
	return reach > app.Nowhere && reach >= distance(role, r)
}

// exceptions are operations whose rule depends on more than role and relation; each names the test that
// walks it instead.
var exceptions = map[string]string{
	"endSession":                "sessions are the own person's: account tests",
	"withdrawInvitation":        "invitations have their own scope: account tests",
	"retryParked":               "there is no parked delivery here: TestPlatform",
	"downloadFile":              "a file also needs the entry's full view: TestAttachments",
	"giveGrant":                 "depends on the grant that is given: account tests",
	"takeGrant":                 "depends on the grant that is taken: account tests",
	"setDisabled":               "depends on all grants of the person: account tests",
	"listEntries":               "a list shows what may be seen: TestLists",
	"setUp":                     "the site is set up already: account tests",
	"openInvitation":            "needs a mailed link: account tests",
	"acceptInvitation":          "needs a mailed link: account tests",
	"joinInvitation":            "needs a mailed link: account tests",
	"resetPassword":             "needs a mailed link: account tests",
	"signIn":                    "wrong credentials are 401 for everybody: account tests",
	"changePassword":            "needs the old password: account tests",
	"getMembershipRequest":      "who answers depends on who represents the organisation: TestConsent",
	"acceptMembership":          "who answers depends on who represents the organisation: TestConsent",
	"declineMembership":         "who answers depends on who represents the organisation: TestConsent",
	"withdrawMembershipRequest": "a request has two sides: TestConsent",
	"getWatch":                  "a watch is its owner's alone: TestWatches",
	"saveWatch":                 "a watch is its owner's alone: TestWatches",
	"deleteWatch":               "a watch is its owner's alone: TestWatches",
	"listWatchHits":             "a watch is its owner's alone: TestWatches",
}

// TestAccess walks every API operation × role × {own, same cluster, other cluster, absent} and compares
// with the table of permissions. A new operation is walked as soon as it is registered.
func TestAccess(t *testing.T) {
	first := newSite(t)
	walked := 0
	for path, item := range first.api.Paths() {
		for method, o := range methods(item) {
			if _, skip := exceptions[o.OperationID]; skip {
				continue
			}
			walked++
			t.Run(o.OperationID, func(t *testing.T) {
				t.Parallel()
				newSite(t).walk(method, path, o)
			})
		}
	}
	if walked < 40 {
		t.Errorf("only %d operations were walked", walked)
	}
	known := map[string]bool{}
	for _, item := range first.api.Paths() {
		for _, o := range methods(item) {
			known[o.OperationID] = true
		}
	}
	for id := range exceptions {
		if !known[id] {
			t.Errorf("the exception %s is no operation any more", id)
		}
	}
}

func methods(item *huma.PathItem) map[string]*huma.Operation {
	all := map[string]*huma.Operation{
		http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodPut: item.Put, http.MethodDelete: item.Delete, http.MethodPatch: item.Patch,
	}
	for m, o := range all {
		if o == nil {
			delete(all, m)
		}
	}
	return all
}

// step is one request of the walk with what the table says of it.
type step struct {
	role     app.Role
	relation relation
	allowed  bool
}

// walk asks for one operation as every role; those whom the table denies come first, because what is
// allowed may change the thing.
func (s *site) walk(method, path string, o *huma.Operation) {
	op, ok := o.Metadata["operation"].(app.Operation)
	if !ok {
		s.t.Fatalf("%s has no operation of the table", o.OperationID)
	}
	i := slices.IndexFunc(things, func(t thing) bool { return strings.HasPrefix(path, t.prefix) })
	relations := []relation{own}
	if i >= 0 {
		relations = append(relations, sameCluster, otherCluster, absent)
	}
	var steps []step
	for _, role := range roles {
		for _, r := range relations {
			steps = append(steps, step{role, r, r != absent && allows(op, role, r)})
		}
	}
	sort.SliceStable(steps, func(a, b int) bool { return !steps[a].allowed && steps[b].allowed })
	ids := map[relation]string{absent: nowhere}
	missing := map[app.Role]reply{}
	for _, st := range steps {
		at := path
		if i >= 0 {
			if ids[st.relation] == "" || st.allowed {
				if st.relation != absent {
					ids[st.relation] = things[i].make(s, st.relation)
				}
			}
			at = strings.Replace(at, things[i].param, ids[st.relation], 1)
		}
		at = strings.ReplaceAll(at, "{cluster}", string(s.near.ID))
		at = strings.ReplaceAll(at, "{organisation}", string(s.own2.ID))
		at = strings.ReplaceAll(at, "{version}", match.Default.Version)
		got := s.ask(s.tokens[st.role], method, at+s.query(o), s.body(o), "If-Match", `"1"`)
		s.judge(st, op, i, got, missing)
	}
}

// judge compares one answer with the table.
func (s *site) judge(st step, op app.Operation, i int, got reply, missing map[app.Role]reply) {
	s.t.Helper()
	denied := got.status == http.StatusUnauthorized || got.status == http.StatusForbidden || got.status == http.StatusNotFound
	where := fmt.Sprintf("%s as %s, %s: status %d %s", op, st.role, st.relation, got.status, got.body)
	switch {
	case st.allowed && denied:
		s.t.Errorf("the table allows %s", where)
	case st.allowed && got.status >= http.StatusInternalServerError:
		s.t.Errorf("broken: %s", where)
	case st.allowed:
	case app.ReachOf(op, app.RolePublic) > app.Nowhere: // absent, and public: whatever it says
	case st.role == app.RolePublic && got.status != http.StatusUnauthorized:
		s.t.Errorf("nobody is signed in: %s", where)
	case !denied:
		s.t.Errorf("the table denies %s", where)
	case i < 0 || st.role == app.RolePublic:
	case st.relation == absent:
		missing[st.role] = got
	case allows(things[i].read, st.role, st.relation) && got.status != http.StatusForbidden:
		s.t.Errorf("visible but not theirs should be 403: %s", where)
	case !allows(things[i].read, st.role, st.relation) && got.status != http.StatusNotFound:
		s.t.Errorf("invisible should be 404: %s", where)
	}
	if m, ok := missing[st.role]; ok && i >= 0 && !st.allowed && st.relation != absent && got.status == http.StatusNotFound && m.status == http.StatusNotFound {
		if !reflect.DeepEqual(m.problem(s.t), got.problem(s.t)) {
			s.t.Errorf("invisible answers otherwise than absent: %s; %s", got.body, m.body)
		}
	}
}

// query fills what an operation's query needs to be about the own things.
func (s *site) query(o *huma.Operation) string {
	switch o.OperationID {
	case "listPeople", "listInvitations":
		return "?organisation=" + string(s.own.ID)
	case "listGrantTrail":
		return "?cluster=" + string(s.near.ID)
	case "compareVersions":
		return "?from=1&to=1"
	case "lookupTerm":
		return "?term=film"
	case "attachFile":
		return "?name=a.pdf"
	}
	return ""
}

// body generates a body that fits the operation's schema: required fields with the simplest values, and
// ids of the own things.
func (s *site) body(o *huma.Operation) string {
	if o.RequestBody == nil {
		return ""
	}
	media, ok := o.RequestBody.Content["application/json"]
	if !ok {
		return "a file"
	}
	value, err := json.Marshal(s.value("", media.Schema))
	must(s.t, err)
	return string(value)
}

func (s *site) value(name string, schema *huma.Schema) any {
	if schema.Ref != "" {
		schema = s.api.Schema(schema.Ref)
	}
	switch name {
	case "organisation":
		if schema.Type == huma.TypeString {
			return s.own.ID
		}
	case "cluster":
		return s.near.ID
	case "auditor":
		return s.people[app.RoleAuditor].ID
	}
	if len(schema.Enum) > 0 {
		return schema.Enum[len(schema.Enum)-1]
	}
	switch schema.Type {
	case huma.TypeObject:
		object := map[string]any{}
		for field, of := range schema.Properties {
			if slices.Contains(schema.Required, field) {
				object[field] = s.value(field, of)
			}
		}
		return object
	case huma.TypeArray:
		return []any{}
	case huma.TypeInteger, huma.TypeNumber:
		return 1
	case huma.TypeBoolean:
		return false
	}
	return "x"
}
