package httpapi_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"splot/app"
	"splot/app/httpapi"
	"splot/app/records"
)

const (
	callText = "We will develop a compostable barrier film for ready meals. Enzymatic recycling of polyester textiles is needed, " +
		"and life cycle assessment of packaging."
)

// consortiumSite is a site where the own organisation is an enterprise without offers, and others cover a call.
func consortiumSite(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	s.running()
	d, err := s.records.Organisations.Get(t.Context(), string(s.own.ID))
	must(t, err)
	d.Value.Origin, d.Value.Size = "enterprise", "small"
	_, err = s.records.Organisations.Replace(t.Context(), d, records.NewEvent(s.ids(), app.Now(), records.System, records.TopicOrganisation, s.own.ID, nil))
	must(t, err)
	offer := func(o app.Organisation, kind app.Kind, title, text string, visible app.Visibility) {
		s.approve(kind, o, app.Content{Title: app.Text{EN: title}, Teaser: app.Text{EN: title}, Description: app.Text{EN: text}, Visibility: visible})
	}
	offer(s.own2, app.Technology, "Compostable barrier film", "A compostable barrier film for ready meals.", app.VisibleNetwork)
	offer(s.own2, app.Competence, "Life cycle assessment of packaging", "Life cycle assessment of packaging by ISO 14040.", app.VisibleNetwork)
	offer(s.own3, app.Technology, "Compostable barrier film of starch", "Compostable barrier film.", app.VisibleNetwork)
	offer(s.far, app.Technology, "Enzymatic recycling of polyester textiles", "Enzymatic recycling of polyester textiles by Far.", app.VisibleTeaser)
	s.settle()
	return s
}

func (s *site) compose(role app.Role, body string) httpapi.ComposedTeam {
	s.t.Helper()
	r := s.ask(s.tokens[role], http.MethodPost, "/api/consortia/compose", body)
	var team httpapi.ComposedTeam
	if r.status != http.StatusOK || json.Unmarshal(r.body, &team) != nil {
		s.t.Fatalf("compose = %d %s", r.status, r.body)
	}
	if strings.Contains(string(r.body), string(s.far.ID)) || strings.Contains(string(r.body), `"Far"`) {
		s.t.Errorf("the team tells whose the anonymous teaser is: %s", r.body)
	}
	return team
}

const asked = `"capabilities":[{"name":"Compostable barrier film for ready meals","required":true,"weight":3},` +
	`{"name":"Enzymatic recycling of polyester textiles","required":true},{"name":"Life cycle assessment of packaging","required":false},` +
	`{"name":"Quantum cryptography","required":false,"weight":1}]`

func TestCompose(t *testing.T) {
	t.Parallel()
	s := consortiumSite(t)
	r := s.ask(s.tokens[app.RoleRepresentative], http.MethodPost, "/api/consortia/capabilities", `{"text":"`+callText+`"}`)
	var suggested struct{ Items []httpapi.Capability }
	must(t, json.Unmarshal(r.body, &suggested))
	if r.status != http.StatusOK || len(suggested.Items) != 3 {
		t.Errorf("capabilities = %d %s, want three", r.status, r.body)
	}
	team := s.compose(app.RoleRepresentative, `{`+asked+`}`)
	if len(team.Members) != 3 || team.Members[0].Organisation == nil || team.Members[0].Organisation.ID != s.own.ID || !team.Exact || team.Covered != 1 || len(team.Missing) != 0 {
		t.Fatalf("team = %+v", team)
	}
	var anonymous, named *httpapi.TeamMember
	for i := range team.Members[1:] {
		m := &team.Members[i+1]
		if m.Organisation == nil {
			anonymous = m
		} else {
			named = m
		}
	}
	if anonymous == nil || anonymous.Entry == "" || anonymous.Title == nil || len(anonymous.Covers) != 1 || anonymous.Covers[0].Capability != 1 || !anonymous.Covers[0].Only {
		t.Errorf("anonymous member = %+v, want the recycling only it covers", anonymous)
	}
	if named == nil || named.Organisation.ID != s.own2.ID || len(named.Covers) != 2 {
		t.Fatalf("named member = %+v, want who covers film and assessment", named)
	}
	if len(named.Alternatives) == 0 || !slices.Contains(named.Alternatives[0].Loses, 2) {
		t.Errorf("alternatives = %+v, want the other film, which loses the assessment", named.Alternatives)
	}
	if len(team.Gaps) != 1 || team.Gaps[0].Capability != 3 {
		t.Errorf("gaps = %+v, want the cryptography", team.Gaps)
	}

	without := s.compose(app.RoleRepresentative, `{"exclude":["`+string(s.own2.ID)+`"],`+asked+`}`)
	if slices.ContainsFunc(without.Members, func(m httpapi.TeamMember) bool { return m.Organisation != nil && m.Organisation.ID == s.own2.ID }) {
		t.Errorf("an organisation that was left out is in: %+v", without.Members)
	}
	manager := s.compose(app.RoleManager, `{"organisation":"`+string(s.own.ID)+`",`+asked+`}`)
	if len(manager.Members) != len(team.Members) {
		t.Errorf("a manager's team has %d members, want %d: it is composed with the organisation's eyes", len(manager.Members), len(team.Members))
	}
	// An exclusion between two members keeps them apart, whoever of them set it.
	d, err := s.records.Organisations.Get(t.Context(), string(s.far.ID))
	must(t, err)
	d.Value.Excluded = []app.ID{s.own2.ID}
	_, err = s.records.Organisations.Replace(t.Context(), d, records.NewEvent(s.ids(), app.Now(), records.System, records.TopicOrganisation, s.far.ID, nil))
	must(t, err)
	s.settle()
	for _, m := range s.compose(app.RoleRepresentative, `{`+asked+`}`).Members {
		if m.Organisation != nil && m.Organisation.ID == s.own2.ID {
			t.Error("a member sits beside one that excludes it")
		}
	}
}

func TestProject(t *testing.T) {
	t.Parallel()
	s := consortiumSite(t)
	team := s.compose(app.RoleRepresentative, `{`+asked+`}`)
	var members []httpapi.ProjectMemberForm
	for _, m := range team.Members {
		form := httpapi.ProjectMemberForm{Entry: m.Entry, Role: "partner"}
		if m.Organisation != nil {
			form.Organisation = m.Organisation.ID
		}
		for _, c := range m.Covers {
			form.Covers = append(form.Covers, httpapi.ProjectCovered{Capability: c.Capability, Entry: c.Entry, Score: c.Score})
		}
		members = append(members, form)
	}
	listed, err := json.Marshal(members)
	must(t, err)
	draft := `{"title":{"pl":"","en":"Circular barrier films"},"call":"HORIZON-CL6",` + asked + `,"members":` + strings.ReplaceAll(string(listed), `"covers":null`, `"covers":[]`) + `}`
	p := s.project(app.RoleRepresentative, http.MethodPost, "/api/projects", draft, http.StatusCreated)
	path := "/api/projects/" + string(p.ID)
	if p.State != "draft" || len(p.Members) != 3 || p.Members[0].Role != "leader" || p.Members[0].Invitation != "accepted" || !p.CanEdit || !p.CanDelete {
		t.Errorf("project = %+v", p)
	}
	neighbour := s.signIn(s.neighbour)
	if r := s.ask(neighbour, http.MethodGet, path, ""); r.status != http.StatusNotFound {
		t.Errorf("who is only proposed sees the project: %d %s", r.status, r.body)
	}
	p = s.project(app.RoleRepresentative, http.MethodPost, path+"/invite", "", http.StatusOK, "If-Match", `"1"`)
	states := map[string]int{}
	for _, m := range p.Members {
		states[m.Invitation]++
		if m.Organisation == nil && m.Invitation != "proposed" {
			t.Errorf("an anonymous member is %s", m.Invitation)
		}
	}
	if p.State != "inviting" || states["invited"] != 1 || states["proposed"] != 1 {
		t.Errorf("after the invitation: %s %v", p.State, states)
	}
	s.settle()
	s.invitee(neighbour, path)
	if got := string(s.ask(s.signIn(s.stranger), http.MethodGet, path, "").body); !strings.Contains(got, `"not_found"`) {
		t.Errorf("the anonymous teaser's owner sees the project: %s", got)
	}
	if r := s.ask(neighbour, http.MethodPost, path+"/answer", `{"answer":"decline"}`); r.status != http.StatusUnprocessableEntity {
		t.Errorf("a refusal without a reason = %d %s", r.status, r.body)
	}
	if r := s.ask(neighbour, http.MethodPost, path+"/answer", `{"answer":"accept"}`); r.status != http.StatusOK || !strings.Contains(string(r.body), `"answer":"accepted"`) {
		t.Errorf("accept = %d %s", r.status, r.body)
	}
	s.settle()
	if got := string(s.get(app.RoleRepresentative, path)); !strings.Contains(got, `"state":"formed"`) {
		t.Errorf("after the answer: %s", got)
	}
	if got := string(s.get(app.RoleRepresentative, "/api/notifications")); !strings.Contains(got, `"project_answer"`) {
		t.Errorf("the owner is not told of the answer: %s", got)
	}
	if r := s.ask(s.tokens[app.RoleRepresentative], http.MethodDelete, path, "", "If-Match", `"3"`); r.status != http.StatusConflict {
		t.Errorf("a project with members is deleted: %d %s", r.status, r.body)
	}
	closed := strings.Replace(draft, `{"title"`, `{"closed":true,"title"`, 1)
	if p := s.project(app.RoleRepresentative, http.MethodPut, path, closed, http.StatusOK, "If-Match", `"3"`); p.State != "closed" {
		t.Errorf("closed = %+v", p)
	}
}

// invitee looks at a project as an invited organisation.
func (s *site) invitee(token, path string) {
	s.t.Helper()
	r := s.ask(token, http.MethodGet, path, "")
	var p httpapi.Project
	if r.status != http.StatusOK || json.Unmarshal(r.body, &p) != nil {
		s.t.Fatalf("the invited see %d %s", r.status, r.body)
	}
	if p.Answer != "invited" || p.CanEdit || p.Need != "" {
		s.t.Errorf("the invited see %+v", p)
	}
	for _, m := range p.Members {
		if m.Invitation == "proposed" && (m.Organisation != nil || m.Entry != "") {
			s.t.Errorf("the invited see who is only proposed: %+v", m)
		}
	}
	if got := string(s.ask(token, http.MethodGet, "/api/notifications", "").body); !strings.Contains(got, `"project_invitation"`) || !strings.Contains(got, `"project":"`+string(p.ID)) {
		s.t.Errorf("the invited are not told: %s", got)
	}
	if got := string(s.ask(token, http.MethodGet, "/api/projects", "").body); !strings.Contains(got, string(p.ID)) {
		s.t.Errorf("the project is not in the list of the invited: %s", got)
	}
}

func (s *site) project(role app.Role, method, path, body string, want int, headers ...string) httpapi.Project {
	s.t.Helper()
	r := s.ask(s.tokens[role], method, path, body, headers...)
	var p httpapi.Project
	if r.status != want || json.Unmarshal(r.body, &p) != nil {
		s.t.Fatalf("%s %s = %d %s", method, path, r.status, r.body)
	}
	return p
}

// A project that a manager founds for a member counts as that member's only once it has said yes, and nobody is asked in
// its name before.
func TestProjectFoundedByManager(t *testing.T) {
	t.Parallel()
	s := consortiumSite(t)
	draft := `{"organisation":"` + string(s.own.ID) + `","title":{"pl":"Folia","en":""},"members":[{"organisation":"` + string(s.own2.ID) + `","covers":[]}]}`
	found := func() (httpapi.Project, string) {
		p := s.project(app.RoleManager, http.MethodPost, "/api/projects", draft, http.StatusCreated)
		s.settle()
		return p, "/api/projects/" + string(p.ID)
	}
	of := func(p httpapi.Project, id app.ID) string {
		for _, m := range p.Members {
			if m.Organisation != nil && m.Organisation.ID == id {
				return m.Invitation
			}
		}
		return ""
	}
	p, path := found()
	if !p.ByManager || p.Founder == "" || of(p, s.own.ID) != "invited" || p.State != "inviting" {
		t.Fatalf("founded: %+v", p)
	}
	if r := s.ask(s.tokens[app.RoleManager], http.MethodPost, path+"/invite", "", "If-Match", `"1"`); r.status != http.StatusConflict || !strings.Contains(string(r.body), "owner_not_agreed") {
		t.Errorf("asked in the name of who has not agreed: %d %s", r.status, r.body)
	}
	if got := string(s.get(app.RoleRepresentative, "/api/notifications")); !strings.Contains(got, `"progress":"founded"`) || !strings.Contains(got, string(p.ID)) {
		t.Errorf("the owner is not told: %s", got)
	}
	if got := string(s.get(app.RoleRepresentative, path)); !strings.Contains(got, `"answer":"invited"`) {
		t.Errorf("the owner is not asked: %s", got)
	}
	p = s.project(app.RoleRepresentative, http.MethodPost, path+"/answer", `{"answer":"accept"}`, http.StatusOK)
	if of(p, s.own.ID) != "accepted" || p.State != "draft" {
		t.Errorf("after the owner's yes: %+v", p)
	}
	p = s.project(app.RoleManager, http.MethodPost, path+"/invite", "", http.StatusOK, "If-Match", `"2"`)
	if of(p, s.own2.ID) != "invited" {
		t.Errorf("after the invitation: %+v", p)
	}

	_, path = found()
	p = s.project(app.RoleRepresentative, http.MethodPost, path+"/answer", `{"answer":"decline","reason":"capacity"}`, http.StatusOK)
	if of(p, s.own.ID) != "declined" || p.State != "closed" {
		t.Errorf("after the owner's no: %+v", p)
	}

	_, path = found()
	p = s.project(app.RoleRepresentative, http.MethodPut, path, `{"title":{"pl":"Folia II","en":""},"members":[]}`, http.StatusOK, "If-Match", `"1"`)
	if of(p, s.own.ID) != "accepted" {
		t.Errorf("after the owner worked on it: %+v", p)
	}
}

// What nobody covers is a result: one common word covers nothing, and the team is not called the best.
func TestComposeSaysWhatNobodyCovers(t *testing.T) {
	t.Parallel()
	s := consortiumSite(t)
	s.approve(app.Competence, s.own3, app.Content{
		Title: app.Text{EN: "Clinical trials of spa treatments"}, Teaser: app.Text{EN: "Trials of treatments in spas."},
		Description: app.Text{EN: "Clinical trials of spa treatments and their assessment."}, Visibility: app.VisibleNetwork,
	})
	s.settle()
	team := s.compose(app.RoleRepresentative, `{"capabilities":[{"name":"Compostable barrier film","required":true},`+
		`{"name":"Trials of compostability of laminated wrappers","required":true},{"name":"Freshness sensor","required":true}]}`)
	var gaps []int
	for _, g := range team.Gaps {
		gaps = append(gaps, g.Capability)
	}
	if !slices.Equal(gaps, []int{1, 2}) || team.Exact || team.Covered > 0.4 {
		t.Errorf("gaps %v, covered %v, exact %v; want the trials and the sensor, and no claim", gaps, team.Covered, team.Exact)
	}
}
