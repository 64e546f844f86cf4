package httpapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/account"
	"splot/app/httpapi"
	"splot/app/records"
	"splot/app/records/recordstest"
	"splot/app/store"
	"splot/infra/sqlitestore"
	"splot/realtime"
)

const (
	goodPassword = "cztery zwykłe słowa"
	newPassword  = "inne cztery zwykłe słowa"
)

// entrance is the API with its accounts and nothing else, to test how people come in.
type entrance struct {
	t        *testing.T
	api      *httpapi.API
	accounts *account.Service
	records  recordstest.Set
	ids      app.IDs
	origin   string
	mail     letterbox
	log      bytes.Buffer
	mu       sync.Mutex
	now      time.Time
}

// letterbox keeps the text of the last letter to an address.
type letterbox map[string]string

func (l letterbox) Send(_ context.Context, to, _, text string) error {
	l[to] = text
	return nil
}

func newEntrance(t *testing.T, publicURL string) *entrance {
	t.Helper()
	return newEntranceOn(t, publicURL, func(s store.Store) store.Store { return s })
}

// newEntranceOn lets a test stand between the entrance and its store.
func newEntranceOn(t *testing.T, publicURL string, on func(store.Store) store.Store) *entrance {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	fine(t, err)
	t.Cleanup(func() { _ = s.Close() })
	fine(t, s.Ensure(t.Context(), append(records.Collections(), account.Collections()...)...))
	e := &entrance{t: t, origin: publicURL, records: recordstest.In(on(s)), mail: letterbox{}, now: time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)}
	e.ids = app.NewIDs(e.clock)
	logger := slog.New(slog.NewJSONHandler(&e.log, nil))
	e.accounts, err = account.New(account.Options{
		Records: records.In(e.records.Store), Clock: e.clock, IDs: e.ids, Logger: logger, Limiter: realtime.NewLocalLimiter(e.clock), Mail: e.mail,
		PublicURL: publicURL, Hashing: account.Hashing{Memory: 64, Passes: 1, Threads: 1, AtOnce: 2, Waiting: 10},
	})
	fine(t, err)
	e.api = httpapi.New(httpapi.Options{
		PublicURL: publicURL, Logger: logger, Clock: e.clock, IDs: e.ids, Account: e.accounts,
	})
	t.Cleanup(func() {
		for _, secret := range []string{goodPassword, newPassword, "@"} {
			if strings.Contains(e.log.String(), secret) {
				t.Errorf("the log tells %q: %s", secret, e.log.String())
			}
		}
	})
	return e
}

func (e *entrance) clock() time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.now
}

func fine(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// entered is an answer to somebody at the entrance.
type entered struct {
	status int
	cookie *http.Cookie // the session's, where one is set
	// cookies are all that are set, by name.
	cookies map[string]*http.Cookie
	raw     string
	body    map[string]any
}

// ask sends a request as the web client does.
func (e *entrance) ask(method, path string, in any, cookie *http.Cookie) entered {
	e.t.Helper()
	var payload io.Reader
	if in != nil {
		raw, err := json.Marshal(in)
		fine(e.t, err)
		payload = bytes.NewReader(raw)
	}
	r := httptest.NewRequestWithContext(e.t.Context(), method, path, payload)
	r.Host = "example.test"
	r.Header.Set("Origin", e.origin)
	r.Header.Set("X-Splot", "1")
	r.Header.Set("Accept-Language", "en")
	if in != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if cookie != nil {
		r.AddCookie(cookie)
	}
	answer, err := e.api.App().Test(r, -1)
	fine(e.t, err)
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	fine(e.t, err)
	out := entered{status: answer.StatusCode, raw: string(raw), cookies: map[string]*http.Cookie{}}
	if len(raw) > 0 {
		fine(e.t, json.Unmarshal(raw, &out.body))
	}
	for _, c := range answer.Cookies() {
		out.cookies[c.Name] = c
		if strings.TrimPrefix(c.Name, "__Host-") == httpapi.SessionCookie && (out.cookie == nil || c.Value != "") {
			out.cookie = c
		}
	}
	return out
}

// wants asks and checks the status, and the code of a problem.
func (e *entrance) wants(method, path string, in any, cookie *http.Cookie, status int, code string) entered {
	e.t.Helper()
	got := e.ask(method, path, in, cookie)
	if got.status != status || code != "" && got.body["code"] != code {
		e.t.Fatalf("%s %s: %d %s, want %d %s", method, path, got.status, got.raw, status, code)
	}
	return got
}

func (e *entrance) person(name string, grants ...app.Grant) app.Person {
	e.t.Helper()
	p, err := e.accounts.Create(e.t.Context(), app.Person{Name: name, Email: name + "@example.org", Locale: app.EN, Grants: grants}, goodPassword)
	fine(e.t, err)
	return p
}

func (e *entrance) cluster(slug string) app.ID {
	e.t.Helper()
	id := e.ids()
	fine(e.t, e.records.Clusters.Insert(e.t.Context(), string(id), app.Cluster{Slug: slug, Name: app.Text{PL: "Klaster"}}))
	return id
}

func (e *entrance) organisation(name string, clusters ...app.ID) app.ID {
	e.t.Helper()
	id := e.ids()
	fine(e.t, e.records.Organisations.Insert(e.t.Context(), string(id), app.Organisation{Name: name, State: app.Published, Clusters: clusters}))
	return id
}

func (e *entrance) signIn(name string) *http.Cookie {
	e.t.Helper()
	return e.wants("POST", "/api/session", map[string]any{"email": name + "@example.org", "password": goodPassword}, nil, 200, "").cookie
}

var linkPattern = regexp.MustCompile(`/(?:setup|reset|invitation)/([A-Za-z0-9_-]{43})`)

// token delivers what waits and reads the token of the last letter to a name.
func (e *entrance) token(name string) string {
	e.t.Helper()
	events, err := e.records.Store.Pending(e.t.Context(), 100)
	fine(e.t, err)
	for _, event := range events {
		fine(e.t, e.accounts.Deliver(e.t.Context(), event))
		fine(e.t, e.records.Store.Forget(e.t.Context(), event.ID))
	}
	return tokenOf(e.t, e.mail[name+"@example.org"])
}

func tokenOf(t *testing.T, text string) string {
	t.Helper()
	found := linkPattern.FindStringSubmatch(text)
	if found == nil {
		t.Fatalf("no link in %q", text)
	}
	return found[1]
}

func TestSessionCookie(t *testing.T) {
	for _, test := range []struct {
		url    string
		secure bool
	}{{"http://example.test", false}, {"https://splot.example.test", true}} {
		t.Run(test.url, func(t *testing.T) {
			e := newEntrance(t, test.url)
			e.person("anna")
			c := e.signIn("anna")
			if name := map[bool]string{true: "__Host-splot_session", false: "splot_session"}[test.secure]; c == nil || c.Name != name {
				t.Fatalf("cookie %v, want the name %s", c, name)
			}
			if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Secure != test.secure || c.MaxAge != 90*24*3600 || c.Domain != "" {
				t.Fatalf("cookie %v", c)
			}
			gone := e.wants("DELETE", "/api/session", nil, c, 204, "").cookie
			if gone == nil || gone.Value != "" || gone.MaxAge >= 0 {
				t.Errorf("cookie after signing out %v", gone)
			}
			e.wants("GET", "/api/session", nil, c, 401, "sign_in")
		})
	}
}

// TestFormerCookie: over https a session of a version before the prefix goes on, its cookie is renamed, and over http
// nothing of that happens.
func TestFormerCookie(t *testing.T) {
	e := newEntrance(t, "https://splot.example.test")
	e.person("anna")
	former := e.signIn("anna")
	former.Name = httpapi.SessionCookie
	got := e.wants("GET", "/api/session", nil, former, 200, "")
	if got.cookie == nil || got.cookie.Name != "__Host-splot_session" || got.cookie.Value != former.Value || !got.cookie.Secure {
		t.Fatalf("the cookie was not renamed: %v", got.cookie)
	}
	if again := e.wants("GET", "/api/session", nil, got.cookie, 200, ""); again.cookie != nil {
		t.Errorf("renamed twice: %v", again.cookie)
	}
	strange := &http.Cookie{Name: httpapi.SessionCookie, Value: strings.Repeat("A", 43)}
	if got := e.wants("GET", "/api/session", nil, strange, 401, "sign_in"); got.cookie != nil {
		t.Errorf("a strange cookie was renamed: %v", got.cookie)
	}
}

// TestPasswordChangeEndsResetLinks: who changes the password because somebody reads their mail is safe from a link that
// was mailed before.
func TestPasswordChangeEndsResetLinks(t *testing.T) {
	e := newEntrance(t, "http://example.test")
	e.person("anna")
	c := e.signIn("anna")
	e.wants("POST", "/api/password/forgotten", map[string]any{"email": "anna@example.org"}, nil, 204, "")
	token := e.token("anna")
	e.wants("PUT", "/api/session/password", map[string]any{"old": goodPassword, "password": newPassword}, c, 204, "")
	e.wants("POST", "/api/password/reset", map[string]any{"token": token, "password": goodPassword}, nil, 404, "expired_link")
	e.wants("GET", "/api/session", nil, c, 200, "")
}

func TestGetSession(t *testing.T) {
	e := newEntrance(t, "http://example.test")
	makros := e.cluster("makros")
	folia := e.organisation("Folia", makros)
	p := e.person("anna", app.Grant{Role: app.RoleAuditor, Cluster: makros}, app.Grant{Role: app.RoleRepresentative, Organisation: folia})
	e.wants("GET", "/api/session", nil, nil, 401, "sign_in")
	got := e.wants("GET", "/api/session", nil, e.signIn("anna"), 200, "")
	person := got.body["person"].(map[string]any)
	if person["id"] != string(p.ID) || person["email"] != "anna@example.org" || person["locale"] != "en" || person["scheme"] != "auto" {
		t.Errorf("person %v", person)
	}
	grants := fmt.Sprint(got.body["grants"])
	for _, want := range []string{"makros", "Klaster", "Folia", "auditor", "representative"} {
		if !strings.Contains(grants, want) {
			t.Errorf("no %s in grants %s", want, grants)
		}
	}
	can := got.body["can"].([]any)
	if !slices.Contains(can, any("entry.review")) || slices.Contains(can, any("cluster.create")) {
		t.Errorf("can %v", can)
	}
	if strings.Contains(got.raw, goodPassword) || strings.Contains(got.raw, "argon2") || strings.Contains(got.raw, "scopes") {
		t.Errorf("the answer tells what is stored: %s", got.raw)
	}
}

func TestSigningInAgainEndsTheFormerSession(t *testing.T) {
	e := newEntrance(t, "http://example.test")
	e.person("anna")
	first := e.signIn("anna")
	second := e.wants("POST", "/api/session", map[string]any{"email": "anna@example.org", "password": goodPassword}, first, 200, "").cookie
	e.wants("GET", "/api/session", nil, first, 401, "sign_in")
	e.wants("GET", "/api/session", nil, second, 200, "")
}

func TestRefusedSignIn(t *testing.T) {
	e := newEntrance(t, "http://example.test")
	e.person("anna")
	for _, test := range []struct {
		name   string
		in     any
		status int
		code   string
	}{
		{"wrong password", map[string]any{"email": "anna@example.org", "password": newPassword}, 401, "bad_credentials"},
		{"unknown", map[string]any{"email": "stranger@example.org", "password": newPassword}, 401, "bad_credentials"},
		{"operator", map[string]any{"email": map[string]any{"$ne": nil}, "password": newPassword}, 422, "fields"},
		{"unknown field", map[string]any{"email": "anna@example.org", "password": goodPassword, "admin": true}, 422, "fields"},
		{"missing field", map[string]any{"email": "anna@example.org"}, 422, "fields"},
		{"too large", map[string]any{"email": "anna@example.org", "password": strings.Repeat("x", 20<<10)}, 413, "too_large"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e.t = t
			got := e.wants("POST", "/api/session", test.in, nil, test.status, test.code)
			if got.cookie != nil || strings.Contains(got.raw, newPassword) || strings.Contains(got.raw, goodPassword) || strings.Contains(got.raw, "anna@") {
				t.Errorf("the answer tells too much: %s %v", got.raw, got.cookie)
			}
		})
	}
	e.t = t
	for range 30 {
		e.ask("POST", "/api/session", map[string]any{"email": "anna@example.org", "password": newPassword}, nil)
	}
	e.wants("POST", "/api/session", map[string]any{"email": "anna@example.org", "password": goodPassword}, nil, 429, "too_many")
}

// TestDeviceCookie: the browser in which somebody signed in lets them in when thirty wrong passwords came from their
// address.
func TestDeviceCookie(t *testing.T) {
	e := newEntrance(t, "https://splot.example.test")
	e.person("anna")
	right := map[string]any{"email": "anna@example.org", "password": goodPassword}
	first := e.wants("POST", "/api/session", right, nil, 200, "")
	device := first.cookies["__Host-splot_device"]
	if device == nil || !device.HttpOnly || !device.Secure || device.MaxAge < 300*24*3600 {
		t.Fatalf("device %v", device)
	}
	for range 31 {
		e.ask("POST", "/api/session", map[string]any{"email": "anna@example.org", "password": newPassword}, nil)
	}
	e.wants("POST", "/api/session", right, nil, 429, "too_many")
	if again := e.wants("POST", "/api/session", right, device, 200, ""); again.cookies["__Host-splot_device"] != nil {
		t.Error("a known browser is remembered once more")
	}
}

func TestSessions(t *testing.T) {
	e := newEntrance(t, "http://example.test")
	e.person("anna")
	e.person("ola")
	here, there, foreign := e.signIn("anna"), e.signIn("anna"), e.signIn("ola")
	list := func() []any { return e.wants("GET", "/api/sessions", nil, here, 200, "").body["items"].([]any) }
	current := 0
	var other string
	for _, one := range list() {
		if s := one.(map[string]any); s["current"] == true {
			current++
		} else {
			other = s["id"].(string)
		}
	}
	if current != 1 || other == "" {
		t.Fatalf("sessions %v", list())
	}
	e.wants("DELETE", "/api/sessions/"+other, nil, foreign, 404, "not_found")
	e.wants("DELETE", "/api/sessions/"+other, nil, here, 204, "")
	e.wants("GET", "/api/session", nil, there, 401, "sign_in")
	there = e.signIn("anna")
	e.wants("DELETE", "/api/sessions?others=true", nil, here, 204, "")
	e.wants("GET", "/api/session", nil, there, 401, "sign_in")
	if n := len(list()); n != 1 {
		t.Errorf("%d sessions are left", n)
	}
	e.wants("DELETE", "/api/sessions", nil, here, 204, "")
	e.wants("GET", "/api/session", nil, here, 401, "sign_in")
	e.wants("GET", "/api/session", nil, foreign, 200, "")
}

func TestPasswordsAndPreferences(t *testing.T) {
	e := newEntrance(t, "http://example.test")
	e.person("anna")
	c := e.signIn("anna")
	got := e.wants("PUT", "/api/session/preferences", map[string]any{"name": " Anna Nowak ", "locale": "pl", "scheme": "dark"}, c, 200, "")
	if p := got.body["person"].(map[string]any); p["name"] != "Anna Nowak" || p["scheme"] != "dark" {
		t.Errorf("person %v", p)
	}
	wrong := e.wants("PUT", "/api/session/password", map[string]any{"old": newPassword, "password": newPassword}, c, 422, "fields")
	if !strings.Contains(wrong.raw, `"wrong_password"`) || !strings.Contains(wrong.raw, "Obecne hasło") {
		t.Errorf("not at the field, or not in the person's language: %s", wrong.raw)
	}
	e.wants("PUT", "/api/session/password", map[string]any{"old": goodPassword, "password": newPassword}, c, 204, "")
	e.wants("GET", "/api/session", nil, c, 200, "")

	e.wants("POST", "/api/password/forgotten", map[string]any{"email": "stranger@example.org"}, nil, 204, "")
	e.wants("POST", "/api/password/forgotten", map[string]any{"email": "Anna@example.org"}, nil, 204, "")
	token := e.token("anna")
	e.wants("POST", "/api/password/reset", map[string]any{"token": token, "password": goodPassword}, nil, 204, "")
	e.wants("POST", "/api/password/reset", map[string]any{"token": token, "password": goodPassword}, nil, 404, "expired_link")
	e.wants("GET", "/api/session", nil, c, 401, "sign_in")
	e.signIn("anna")
	if len(e.mail) != 1 {
		t.Errorf("letters to %d addresses", len(e.mail))
	}
}

func TestSetUpOverHTTP(t *testing.T) {
	e := newEntrance(t, "http://example.test")
	link, err := e.accounts.SetUpLink(t.Context())
	fine(t, err)
	in := map[string]any{"token": tokenOf(t, link), "name": "Anna", "email": "anna@example.org", "password": "short", "locale": "pl"}
	e.wants("POST", "/api/setup", in, nil, 422, "fields")
	in["password"] = goodPassword
	c := e.wants("POST", "/api/setup", in, nil, 200, "").cookie
	got := e.wants("GET", "/api/session", nil, c, 200, "")
	if !strings.Contains(got.raw, `"admin"`) {
		t.Errorf("no admin: %s", got.raw)
	}
	e.wants("POST", "/api/setup", in, nil, 404, "expired_link")
}
