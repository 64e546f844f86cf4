package httpapi_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"net/http"
	"strings"
	"testing"

	"splot/app"
	"splot/app/entry"
	"splot/app/httpapi"
	"splot/app/store"
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
	office := zipped(t, "[Content_Types].xml", "word/document.xml")
	upload := func(name, kind, content string) reply {
		return s.ask(author, http.MethodPost, at+"?name="+name, content, "Content-Type", kind, "If-Match", fmt.Sprintf(`"%d"`, entry.Version))
	}
	for _, wrong := range []struct{ name, kind, content, code string }{
		{"page.html", "text/html", "<script>alert(1)</script>", "file_kind"},
		{"page.txt", "text/plain", "<!DOCTYPE html><script>alert(1)</script>", "file_kind"},
		{"image.svg", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "file_kind"},
		{"image.png", "image/png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "file_kind"},
		{"program.pdf", "application/pdf", "MZ\x90\x00\x03\x00\x00\x00 This program", "file_kind"},
		{"program.exe", "application/pdf", "%PDF-1.7 \x00", "file_extension"},
		{"fdp%E2%80%AEexe", "application/pdf", "%PDF-1.7 \x00", "file_extension"},
		{"report.docx", "application/pdf", "%PDF-1.7 \x00", "file_extension"},
		{"report.docx", "", zipped(t, "word/document.xml", "word/vbaProject.bin"), "file_kind"},
		{"report.docx", "", zipped(t, "anything.xml"), "file_kind"},
		{"report.pdf", "application/pdf", office, "file_extension"},
		{"archive.zip", "application/zip", zipped(t, "a.txt"), "file_kind"},
		{strings.Repeat("n", 350) + ".pdf", "application/pdf", "%PDF", "too_long"},
		{"large.pdf", "application/pdf", strings.Repeat("x", app.MaxAttachmentSize+1), "too_large"},
	} {
		got := upload(wrong.name, wrong.kind, wrong.content)
		p := got.problem(t)
		if got.status != http.StatusUnprocessableEntity || len(p.Errors) != 1 || p.Errors[0].Code != wrong.code {
			t.Errorf("%s: status %d %s, want %s", wrong.name[:9], got.status, got.body, wrong.code)
		}
		if strings.Contains(string(got.body), "application/") {
			t.Errorf("%s: the answer names media types: %s", wrong.name[:9], got.body)
		}
	}
	if got := upload("empty.pdf", "application/pdf", ""); got.status != http.StatusBadRequest {
		t.Errorf("nothing: status %d %s", got.status, got.body)
	}
	for name, file := range map[string]string{
		"a.docx": office, "a.xlsx": zipped(t, "xl/workbook.xml"), "a.pptx": zipped(t, "ppt/presentation.xml"),
		"a.odt": zipped(t, "mimetype=application/vnd.oasis.opendocument.text", "content.xml"),
		"a.ods": zipped(t, "mimetype=application/vnd.oasis.opendocument.spreadsheet"),
		"a.png": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.JPG": "\xff\xd8\xff\xe0\x00\x10JFIF", "a.webp": "RIFF\x00\x00\x00\x00WEBPVP8 ",
		"a.txt": "Zażółć gęślą jaźń", "a.csv": "a;b\n1;2\n",
	} {
		entry = s.page(upload(name, "application/x-whatever", file))
		if kept := entry.Content.Attachments[len(entry.Content.Attachments)-1]; kept.Name != name || strings.Contains(kept.Type, "whatever") {
			t.Errorf("%s is kept as %v", name, kept)
		}
		detached := s.draft("Barrier film") // at most ten a file's entry
		entry, at = detached, "/api/entries/"+string(detached.ID)+"/attachments"
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
		`__CSP_NONCE__`, "zażółć gęślą", "{{constructor}} ${7*7}",
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

// zipped is a zip with entries of these names; one that is called name=content holds that, stored.
func zipped(t *testing.T, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		name, content, _ := strings.Cut(name, "=")
		w, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(content)), CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content))})
		must(t, err)
		_, err = w.Write([]byte(content))
		must(t, err)
	}
	must(t, z.Close())
	return b.String()
}

// TestQuotas: an organisation keeps a bounded number of drafts and of files, and the answer says the numbers.
func TestQuotas(t *testing.T) {
	s := newSite(t)
	author := s.tokens[app.RoleRepresentative]
	first := s.draft("First")
	for range entry.MaxDrafts - 1 {
		id := s.ids()
		must(t, s.records.Entries.Insert(t.Context(), string(id), app.Entry{ID: id, Kind: app.Need, Cluster: s.near.ID, Organisation: s.own.ID, State: app.EntryDraft, UpdatedAt: app.Now()}))
	}
	body := fmt.Sprintf(`{"organisation": %q, "cluster": %q, "kind": "need"}`, s.own.ID, s.near.ID)
	got := s.ask(author, http.MethodPost, "/api/entries", body)
	if p := got.problem(t); got.status != http.StatusConflict || p.Code != "quota_drafts" || !strings.Contains(p.Detail, "100") {
		t.Errorf("draft 101: %d %s", got.status, got.body)
	}
	if got := s.ask(author, http.MethodDelete, "/api/entries/"+string(first.ID), "", "If-Match", `"1"`); got.status != http.StatusNoContent {
		t.Fatalf("delete: %d %s", got.status, got.body)
	}
	made := s.page(s.ask(author, http.MethodPost, "/api/entries", body))

	file := "%PDF-1.7" + strings.Repeat("\x00", app.MaxAttachmentSize-100)
	attach := func(p httpapi.EntryPage) reply {
		return s.ask(author, http.MethodPost, "/api/entries/"+string(p.ID)+"/attachments?name=a.pdf", file, "If-Match", fmt.Sprintf(`"%d"`, p.Version))
	}
	type usage struct {
		Files int   `bson:"files"`
		Bytes int64 `bson:"bytes"`
	}
	kept := store.Set[usage]{Store: s.records.Store, Collection: entry.Collections()[1]}
	used := func() usage {
		d, err := kept.Get(t.Context(), string(s.own.ID))
		must(t, err)
		return d.Value
	}
	made = s.page(attach(made))
	if u := used(); u.Files != 1 || u.Bytes != int64(len(file)) {
		t.Errorf("one file is counted as %v", u)
	}
	for _, full := range []struct {
		at   usage
		code string
	}{{usage{entry.MaxFiles, 1}, "quota_files"}, {usage{1, entry.MaxFileBytes - 5}, "quota_bytes"}} {
		d, err := kept.Get(t.Context(), string(s.own.ID))
		must(t, err)
		before := d.Value
		d.Value = full.at
		d, err = kept.Replace(t.Context(), d)
		must(t, err)
		got := attach(made)
		if p := got.problem(t); got.status != http.StatusConflict || p.Code != full.code || !strings.ContainsAny(p.Detail, "0123456789") {
			t.Errorf("%v: %d %s", full.at, got.status, got.body)
		}
		d.Value = before
		_, err = kept.Replace(t.Context(), d)
		must(t, err)
	}
	if got := s.ask(author, http.MethodDelete, "/api/entries/"+string(made.ID), "", "If-Match", fmt.Sprintf(`"%d"`, made.Version)); got.status != http.StatusNoContent {
		t.Fatalf("delete: %d %s", got.status, got.body)
	}
	if u := used(); u != (usage{}) {
		t.Errorf("a deleted draft's file is still counted: %v", u)
	}
}
