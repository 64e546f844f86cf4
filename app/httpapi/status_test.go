package httpapi_test

import (
	"bufio"
	"net/http"
	"strings"
	"testing"

	"splot/app"
)

// TestStatuses provokes on every operation what stands before its use case; site.ask compares each answer with the
// operation's description. TestHostile and TestAccess provoke the rest.
func TestStatuses(t *testing.T) {
	s := newSite(t)
	seen := map[int]bool{}
	for path, item := range s.api.Paths() {
		for method, o := range methods(item) {
			at := strings.NewReplacer("{id}", nowhere, "{cluster}", nowhere, "{organisation}", nowhere, "{file}", nowhere, "{version}", "1").Replace(path)
			for _, token := range []string{"", s.tokens[app.RolePerson], s.tokens[app.RoleAdmin]} {
				for _, try := range []struct {
					body    string
					headers []string
				}{
					{"", nil},
					{"{", nil},
					{s.body(o), []string{"If-Match", `"7"`}},
					{strings.Repeat(" ", 300<<10), nil},
					{"{}", []string{"Content-Encoding", "gzip"}},
					{"{}", []string{"Content-Type", "text/plain"}},
					{"{}", []string{"Origin", "https://evil.example"}},
				} {
					seen[s.ask(token, method, at, try.body, try.headers...).status] = true
				}
				seen[s.ask(token, method, at+"?cursor=x&limit=x&q=%ff", "{}").status] = true
			}
		}
	}
	for _, want := range []int{400, 401, 403, 404, 413, 415, 422} {
		if !seen[want] {
			t.Errorf("nothing answered %d", want)
		}
	}
	for path, item := range s.api.Paths() {
		for method, o := range methods(item) {
			for _, status := range []string{"431", "503", "429"} {
				if o.Responses[status] == nil {
					t.Errorf("%s %s does not name %s", method, path, status)
				}
			}
		}
	}
}

// TestLargeHeaders: 431 comes before any operation.
func TestLargeHeaders(t *testing.T) {
	e := newEntrance(t, "http://example.test")
	c := dialled(t, e.listen())
	_, err := c.Write([]byte("GET /api/session HTTP/1.1\r\nHost: example.test\r\nX-Long: " + strings.Repeat("x", 20<<10) + "\r\n\r\n"))
	fine(t, err)
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	fine(t, err)
	fine(t, answer.Body.Close())
	if answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("status %d", answer.StatusCode)
	}
}
