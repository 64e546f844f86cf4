package httpapi_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestOrigins signs in with a wrong password from several origins: 403 is a refused origin, 401 one that is let through.
func TestOrigins(t *testing.T) {
	for _, test := range []struct{ public, origin, host, want string }{
		{"https://splot.example.test", "https://splot.example.test", "splot.example.test", "in"},
		{"https://splot.example.test", "http://splot.example.test", "splot.example.test", "refused"},
		{"https://splot.example.test", "https://127.0.0.1", "127.0.0.1", "refused"},
		{"https://splot.example.test", "https://evil.example", "evil.example", "refused"},
		{"http://splot.test", "http://splot.test", "splot.test", "in"},
		{"http://splot.test", "http://evil.example", "evil.example", "refused"}, // its name was pointed at us
		{"http://splot.test", "https://splot.test", "splot.test", "refused"},
		{"http://127.0.0.1:8080", "http://evil.example:8080", "evil.example:8080", "refused"},
		{"http://127.0.0.1:8080", "http://localhost:8080", "localhost:8080", "in"},
		{"http://127.0.0.1:8080", "http://[::1]:8080", "[::1]:8080", "in"},
		{"http://127.0.0.1:8080", "http://127.0.0.1:5173", "127.0.0.1:5173", "in"}, // Vite's proxy
		{"http://127.0.0.1:8080", "http://localhost.evil.example:8080", "localhost.evil.example:8080", "refused"},
		{"http://0.0.0.0:8080", "http://192.168.1.5:8080", "192.168.1.5:8080", "in"}, // nobody can name an address otherwise
		{"http://0.0.0.0:8080", "http://192.168.1.5:8080", "192.168.1.6:8080", "refused"},
		{"http://0.0.0.0:8080", "http://192.168.1.5.evil.example:8080", "192.168.1.5.evil.example:8080", "refused"},
		{"http://splot.test", "null", "splot.test", "refused"},
		{"http://splot.test", "", "splot.test", "refused"},
	} {
		e := newEntrance(t, test.public)
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/session", strings.NewReader(`{"email":"a","password":"b"}`))
		r.Host = test.host
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Splot", "1")
		if test.origin != "" {
			r.Header.Set("Origin", test.origin)
		}
		answer, err := e.api.App().Test(r, -1)
		fine(t, err)
		_, err = io.Copy(io.Discard, answer.Body)
		fine(t, err)
		fine(t, answer.Body.Close())
		if got := map[int]string{401: "in", 403: "refused"}[answer.StatusCode]; got != test.want {
			t.Errorf("%s asked from %q at %q: %d, want %s", test.public, test.origin, test.host, answer.StatusCode, test.want)
		}
	}
}
