package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"splot/app"
	"splot/app/httpapi"
)

// draft makes an entry by the representative of own, with a title, and returns its page.
func (s *site) draft(title string) httpapi.EntryPage {
	s.t.Helper()
	body, err := json.Marshal(map[string]any{
		"organisation": s.own.ID, "cluster": s.near.ID, "kind": "technology", "content": map[string]any{"title": map[string]string{"en": title}},
	})
	must(s.t, err)
	return s.page(s.ask(s.tokens[app.RoleRepresentative], http.MethodPost, "/api/entries", string(body)))
}

// page reads a reply as an entry.
func (s *site) page(r reply) httpapi.EntryPage {
	s.t.Helper()
	if r.status >= http.StatusBadRequest {
		s.t.Fatalf("status %d: %s", r.status, r.body)
	}
	var page httpapi.EntryPage
	must(s.t, json.Unmarshal(r.body, &page))
	return page
}

// TestAttachments uploads a file and downloads it as everybody who may and may not.
func TestAttachments(t *testing.T) {
	s := newSite(t)
	author := s.tokens[app.RoleRepresentative]
	entry := s.draft("Barrier film")
	at := "/api/entries/" + string(entry.ID) + "/attachments"
	upload := func(name, kind, content string) reply {
		return s.ask(author, http.MethodPost, at+"?name="+name, content, "Content-Type", kind, "If-Match", fmt.Sprintf(`"%d"`, entry.Version))
	}
	for _, wrong := range []struct{ name, kind, content, code string }{
		{"page.html", "text/html", "<script>alert(1)</script>", "type"},
		{"image.svg", "image/svg+xml", "<svg onload='alert(1)'/>", "type"},
		{"empty.pdf", "application/pdf", "", ""},
		{strings.Repeat("n", 500) + ".pdf", "application/pdf", "%PDF", ""},
		{"large.pdf", "application/pdf", strings.Repeat("x", app.MaxAttachmentSize+1), ""},
	} {
		if got := upload(wrong.name, wrong.kind, wrong.content); got.status < 400 || got.status >= 500 {
			t.Errorf("%s: status %d %s", wrong.name[:9], got.status, got.body)
		}
	}
	const content = "%PDF-1.7 \x00\xff measured"
	entry = s.page(upload("..%2f..%2f%22quoted%22%0d%0aX-Evil:1.pdf", "application/pdf", content))
	if n := len(entry.Content.Attachments); n != 1 {
		t.Fatalf("%d attachments", n)
	}
	file := at + "/" + string(entry.Content.Attachments[0].ID)
	if name := entry.Content.Attachments[0].Name; strings.ContainsAny(name, "/\"\r\n") {
		t.Errorf("the name %q could be taken for something else", name)
	}
	for role, token := range s.tokens {
		want := http.StatusNotFound // a draft is its owner's
		if role == app.RoleRepresentative {
			want = http.StatusOK
		}
		got := s.ask(token, http.MethodGet, file, "")
		if got.status != want {
			t.Errorf("%s downloads: status %d, want %d", role, got.status, want)
		}
		if want == http.StatusOK && string(got.body) != content {
			t.Errorf("%s got another file: %q", role, got.body)
		}
	}
	if got := s.ask("", http.MethodGet, file, ""); got.status != http.StatusUnauthorized {
		t.Errorf("nobody downloads: status %d", got.status)
	}
	d, err := s.records.Entries.Get(t.Context(), string(entry.ID))
	must(t, err)
	d.Value.State, d.Value.Number, d.Value.Auditor = app.EntryInReview, 1, s.people[app.RoleAuditor].ID
	_, err = s.records.Entries.Replace(t.Context(), d)
	must(t, err)
	for role, want := range map[app.Role]int{app.RoleAuditor: 200, app.RoleManager: 404, app.RolePerson: 404} { // files are confidential
		if got := s.ask(s.tokens[role], http.MethodGet, file, ""); got.status != want {
			t.Errorf("%s downloads what is in review: status %d, want %d", role, got.status, want)
		}
	}
	other := s.draft("Another")
	if got := s.ask(author, http.MethodGet, strings.Replace(file, string(entry.ID), string(other.ID), 1), ""); got.status != http.StatusNotFound {
		t.Errorf("a file of another entry: status %d", got.status)
	}
}

// TestMarkupIsText holds that what looks like a page, a formula or a query is kept and answered as it was written.
func TestMarkupIsText(t *testing.T) {
	s := newSite(t)
	for _, title := range []string{
		`<script>alert("x")</script>`, `<img src=x onerror=alert(1)>`, `=HYPERLINK("http://evil.example")`, `{"$ne": null}`, `'; DROP TABLE entries; --`,
		`__CSP_NONCE__`, "zażółć \u202e gęślą", "{{constructor}} ${7*7}",
	} {
		made := s.draft(title)
		got := s.ask(s.tokens[app.RoleRepresentative], http.MethodGet, "/api/entries/"+string(made.ID), "")
		if page := s.page(got); page.Content.Title.EN != title {
			t.Errorf("%q came back as %q", title, page.Content.Title.EN)
		}
	}
	body := fmt.Sprintf(`{"organisation": %q, "cluster": %q, "kind": "need", "content": {"title": {"en": "a\u0000b"}}}`, s.own.ID, s.near.ID)
	if got := s.ask(s.tokens[app.RoleRepresentative], http.MethodPost, "/api/entries", body); got.status >= http.StatusInternalServerError {
		t.Errorf("a NUL in a text: status %d %s", got.status, got.body)
	}
}
