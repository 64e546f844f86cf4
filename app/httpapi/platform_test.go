package httpapi_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gofiber/fiber/v2"

	"splot/app"
	"splot/app/httpapi"
	"splot/app/store"
)

// oneParked holds one event that could not be handled, until it is retried.
type oneParked struct{ retried string }

func (p *oneParked) Parked(_ context.Context, cursor store.Cursor) ([]httpapi.ParkedEvent, store.Cursor, error) {
	if cursor != "" {
		return nil, "", nil
	}
	return []httpapi.ParkedEvent{{
		ID: "e1.matching", Handler: "matching", Topic: "entry.changed", Key: "e1", Attempts: 10, Error: "it broke", At: time.Unix(0, 0).UTC(),
	}}, "next", nil
}

func (p *oneParked) Retry(_ context.Context, id string) error {
	if id != "e1.matching" {
		return app.NotFound()
	}
	p.retried = id
	return nil
}

// TestPlatform lists and retries what could not be handled, as every role.
func TestPlatform(t *testing.T) {
	parked := &oneParked{}
	s := newSiteWith(t, parking(parked))
	for role, token := range s.tokens {
		list := s.ask(token, http.MethodGet, "/api/platform/parked", "")
		again := s.ask(token, http.MethodPost, "/api/platform/parked/e1.matching/retry", "")
		if role != app.RoleAdmin {
			if list.status != http.StatusForbidden || again.status != http.StatusForbidden || parked.retried != "" {
				t.Errorf("%s: status %d and %d", role, list.status, again.status)
			}
			continue
		}
		var page struct {
			Items []httpapi.ParkedDelivery
			Next  string
		}
		must(t, json.Unmarshal(list.body, &page))
		if len(page.Items) != 1 || page.Items[0].ID != "e1.matching" || page.Items[0].Attempts != 10 || page.Next == "" {
			t.Errorf("the list is %s", list.body)
		}
		if again.status != http.StatusNoContent || parked.retried != "e1.matching" {
			t.Errorf("retry: status %d", again.status)
		}
		parked.retried = ""
	}
	if got := s.ask(s.tokens[app.RoleAdmin], http.MethodPost, "/api/platform/parked/e2.matching/retry", ""); got.status != http.StatusNotFound {
		t.Errorf("retry of what is not there: status %d", got.status)
	}
}

// served is an application without data, for what needs none.
func served(o httpapi.Options) *fiber.App {
	o.Logger, o.Clock, o.IDs = slog.New(slog.DiscardHandler), app.Now, app.NewIDs(app.Now)
	if o.PublicURL == "" {
		o.PublicURL = origin
	}
	return httpapi.New(o).App()
}

func fetch(t *testing.T, a *fiber.App, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := a.Test(r, -1)
	must(t, err)
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(answer.Body)
	must(t, err)
	return answer, string(content)
}

var client = fstest.MapFS{
	"index.html":       {Data: []byte(`<meta property="csp-nonce" nonce="__CSP_NONCE__"><div id="root">`)},
	"assets/app-1a.js": {Data: []byte(`export {}`)},
	"favicon.svg":      {Data: []byte(`<svg/>`)},
}

func TestFrontend(t *testing.T) {
	a := served(httpapi.Options{Frontend: client, Built: true})
	for _, test := range []struct {
		path, kind, cache string
		status            int
		page              bool
	}{
		{"/", "text/html", "no-store", 200, true},
		{"/matches/0190", "text/html", "no-store", 200, true},
		{"/index.html", "", "", 404, false}, // only with a nonce
		{"/assets/app-1a.js", "javascript", "immutable", 200, false},
		{"/favicon.svg", "image/svg+xml", "max-age=3600", 200, false},
		{"/assets/app-2b.js", "application/problem+json", "", 404, false},
		{"/../../etc/passwd.txt", "", "", 404, false},
		{"/%2e%2e/%2e%2e/etc/shadow.txt", "", "", 404, false},
		{"/api/nothing", "application/problem+json", "no-store", 404, false},
	} {
		answer, body := fetch(t, a, test.path)
		kind, cache := answer.Header.Get("Content-Type"), answer.Header.Get("Cache-Control")
		if answer.StatusCode != test.status || !strings.Contains(kind, test.kind) || !strings.Contains(cache, test.cache) {
			t.Errorf("%s: status %d, %q, %q", test.path, answer.StatusCode, kind, cache)
		}
		if test.page != strings.Contains(body, `id="root"`) {
			t.Errorf("%s answers %s", test.path, body)
		}
		if answer.Header.Get("X-Content-Type-Options") != "nosniff" || answer.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s lacks security headers: %v", test.path, answer.Header)
		}
	}
}

func TestNonce(t *testing.T) {
	a := served(httpapi.Options{Frontend: client, Built: true})
	seen := map[string]bool{}
	for range 3 {
		answer, body := fetch(t, a, "/")
		policy := answer.Header.Get("Content-Security-Policy")
		found := regexp.MustCompile(`'nonce-([A-Z2-7]{20,})'`).FindStringSubmatch(policy)
		if found == nil || !strings.Contains(body, `nonce="`+found[1]+`"`) || strings.Contains(body, "__CSP_NONCE__") {
			t.Fatalf("the page %s does not carry the nonce of %s", body, policy)
		}
		if seen[found[1]] {
			t.Error("a nonce came twice")
		}
		seen[found[1]] = true
		for _, part := range []string{"default-src 'self'", "script-src 'self';", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("the policy lacks %s: %s", part, policy)
			}
		}
		if strings.Contains(policy, "unsafe-eval") || strings.Contains(policy, "script-src 'self' 'unsafe-inline'") {
			t.Errorf("the policy allows scripts: %s", policy)
		}
	}
}

func TestFrontendMissing(t *testing.T) {
	answer, body := fetch(t, served(httpapi.Options{}), "/")
	if answer.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "make build") {
		t.Errorf("without the client: status %d %s", answer.StatusCode, body)
	}
}

// TestMetrics asks from an address that is not this machine, as app.Test does (0.0.0.0), and through proxies.
func TestMetrics(t *testing.T) {
	metrics := func(c *fiber.Ctx) error { return c.SendString("splot_feed_pending 0") }
	for _, test := range []struct {
		name, token string
		headers     []string
		want        int
	}{
		{"from elsewhere without a token", "", nil, 404},
		{"from elsewhere, any token", "", []string{"Authorization", "Bearer "}, 404},
		{"with the token", "secret", []string{"Authorization", "Bearer secret"}, 200},
		{"with another token", "secret", []string{"Authorization", "Bearer secre"}, 404},
		{"with none", "secret", nil, 404},
		{"pretending to be near", "secret", []string{"X-Forwarded-For", "127.0.0.1"}, 404},
	} {
		answer, body := fetch(t, served(httpapi.Options{Metrics: metrics, MetricsToken: test.token}), "/metrics", test.headers...)
		if answer.StatusCode != test.want || test.want != 200 && strings.Contains(body, "pending") {
			t.Errorf("%s: status %d %s", test.name, answer.StatusCode, body)
		}
	}
}
