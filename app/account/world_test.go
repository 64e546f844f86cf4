package account_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/account"
	"splot/app/records"
	"splot/app/records/recordstest"
	"splot/infra/sqlitestore"
	"splot/realtime"
)

const (
	password = "cztery zwykłe słowa"
	another  = "inne cztery zwykłe słowa"
)

var (
	cheap = account.Hashing{Memory: 64, Passes: 1, Threads: 1, AtOnce: 4, Waiting: 1000}
	home  = account.Visitor{Address: "192.0.2.7", Agent: "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"}
	start = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
)

// world is a store with two clusters and their organisations, and one node on it.
type world struct {
	*account.Service
	t       *testing.T
	ctx     context.Context
	records recordstest.Set
	ids     app.IDs
	mail    *mailbox
	log     *lockedBuffer

	mu      sync.Mutex
	now     time.Time
	endings []account.Ending

	makros, chemia      app.ID // clusters
	folia, lab, farba   app.ID // organisations: two of makros, one of chemia
	hidden              app.ID // a draft of chemia
	admin, manager      app.Actor
	representative      app.Actor // of folia
	other               app.Actor // manager of chemia
	auditor, animator   app.Actor // of makros
	system, anybodyElse app.Actor
}

func newWorld(t *testing.T) *world {
	t.Helper()
	ctx := t.Context()
	s, err := sqlitestore.Open(ctx, sqlitestore.Options{Dir: t.TempDir()})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	must(t, s.Ensure(ctx, append(records.Collections(), account.Collections()...)...))
	w := &world{t: t, ctx: ctx, records: recordstest.In(s), now: start, mail: &mailbox{}, log: &lockedBuffer{}}
	w.ids = app.NewIDs(w.clock)
	w.Service = w.node(cheap)
	w.makros, w.chemia = w.cluster("makros"), w.cluster("chemia")
	w.folia, w.lab = w.organisation("Folia", app.Published, w.makros), w.organisation("Lab", app.Published, w.makros)
	w.farba, w.hidden = w.organisation("Farba", app.Published, w.chemia), w.organisation("Hidden", app.Draft, w.chemia)
	w.admin = w.person("admin", app.Grant{Role: app.RoleAdmin})
	w.manager = w.person("manager", app.Grant{Role: app.RoleManager, Cluster: w.makros})
	w.representative = w.person("representative", app.Grant{Role: app.RoleRepresentative, Organisation: w.folia})
	w.other = w.person("other", app.Grant{Role: app.RoleManager, Cluster: w.chemia})
	w.auditor = w.person("auditor", app.Grant{Role: app.RoleAuditor, Cluster: w.makros})
	w.animator = w.person("animator", app.Grant{Role: app.RoleAnimator, Cluster: w.makros})
	w.system, w.anybodyElse = app.Actor{System: true}, w.person("nobody")
	t.Cleanup(func() { w.noSecrets(w.log.String()) })
	return w
}

// node is one more node on the same documents.
func (w *world) node(h account.Hashing) *account.Service {
	w.t.Helper()
	s, err := account.New(account.Options{
		Records: records.In(w.records.Store), Clock: w.clock, IDs: w.ids, Logger: slog.New(slog.NewJSONHandler(w.log, nil)),
		Limiter: realtime.NewLocalLimiter(w.clock), Mail: w.mail, PublicURL: "http://127.0.0.1:8080/", Hashing: h,
		Ended: func(_ context.Context, e account.Ending) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.endings = append(w.endings, e)
		},
	})
	must(w.t, err)
	return s
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// ended returns what the hook was told since it was last asked.
func (w *world) ended() []account.Ending {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := w.endings
	w.endings = nil
	return list
}

func (w *world) cluster(slug string) app.ID {
	w.t.Helper()
	id := w.ids()
	must(w.t, w.records.Clusters.Insert(w.ctx, string(id), app.Cluster{Slug: slug, Name: app.Text{PL: "Klaster " + slug, EN: "Cluster " + slug}}))
	return id
}

func (w *world) organisation(name, state string, clusters ...app.ID) app.ID {
	w.t.Helper()
	id := w.ids()
	must(w.t, w.records.Organisations.Insert(w.ctx, string(id), app.Organisation{Name: name, State: state, Clusters: clusters}))
	return id
}

func address(name string) string { return name + "@example.org" }

// person makes somebody whose password is password.
func (w *world) person(name string, grants ...app.Grant) app.Actor {
	w.t.Helper()
	p, err := w.Create(w.ctx, app.Person{Name: name, Email: address(name), Locale: app.PL, Grants: grants}, password)
	must(w.t, err)
	return w.actor(p.ID)
}

func (w *world) actor(id app.ID) app.Actor {
	w.t.Helper()
	a, err := w.Actor(w.ctx, id)
	must(w.t, err)
	return a
}

func (w *world) signIn(name string) account.SignedIn {
	w.t.Helper()
	in, err := w.SignIn(w.ctx, home, address(name), password)
	must(w.t, err)
	return in
}

// deliver hands what waits in the outbox to the handler, as the feed does.
func (w *world) deliver() {
	w.t.Helper()
	events, err := w.records.Store.Pending(w.ctx, 100)
	must(w.t, err)
	for _, e := range events {
		if e.Topic == records.TopicLetter {
			must(w.t, w.Deliver(w.ctx, e))
		}
		if e.Topic == records.TopicPerson {
			must(w.t, w.Follow(w.ctx, e))
			must(w.t, w.Follow(w.ctx, e)) // it may come twice
		}
		must(w.t, w.records.Store.Forget(w.ctx, e.ID))
	}
}

// token is the one in the last letter to a name.
func (w *world) token(name string) string {
	w.t.Helper()
	w.deliver()
	return tokenIn(w.t, w.mail.last(w.t, address(name)).text)
}

var tokenPattern = regexp.MustCompile(`/([A-Za-z0-9_-]{43})(?:\s|$)`)

func tokenIn(t *testing.T, text string) string {
	t.Helper()
	found := tokenPattern.FindStringSubmatch(text)
	if found == nil {
		t.Fatalf("there is no token in %q", text)
	}
	return found[1]
}

// noSecrets fails if a text that leaves the program tells an address, a password or a token.
func (w *world) noSecrets(text string) {
	w.t.Helper()
	for _, secret := range append([]string{"@", password, another}, w.mail.tokens(w.t)...) {
		if strings.Contains(text, secret) {
			w.t.Errorf("a log line or an error tells %q: %s", secret, text)
		}
	}
}

// class checks the class of an error, and that it tells nothing it should not.
func (w *world) class(err error, want app.Class) {
	w.t.Helper()
	if err == nil {
		if want != "" {
			w.t.Errorf("no error, want %s", want)
		}
		return
	}
	w.noSecrets(err.Error())
	if got := app.ClassOf(err); got != want {
		w.t.Errorf("error %v, want class %q", err, want)
	}
}

// reason checks an error as "class/reason", or "invalid/field:code".
func (w *world) reason(err error, want string) {
	w.t.Helper()
	if got := reasonOf(err); got != want {
		w.t.Errorf("error %q (%v), want %q", got, err, want)
	}
	if err != nil {
		w.noSecrets(err.Error())
	}
}

// mailbox is a Mail that keeps letters.
type mailbox struct {
	mu      sync.Mutex
	letters []posted
	fail    error
}

type posted struct{ to, subject, text string }

func (m *mailbox) Send(_ context.Context, to, subject, text string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail != nil {
		return m.fail
	}
	m.letters = append(m.letters, posted{to, subject, text})
	return nil
}

func (m *mailbox) all() []posted {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]posted(nil), m.letters...)
}

func (m *mailbox) last(t *testing.T, to string) posted {
	t.Helper()
	letters := m.all()
	for i := len(letters) - 1; i >= 0; i-- {
		if letters[i].to == to {
			return letters[i]
		}
	}
	t.Fatalf("no letter among %d is to %s", len(letters), to)
	return posted{}
}

func (m *mailbox) tokens(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, l := range m.all() {
		list = append(list, tokenIn(t, l.text))
	}
	return list
}

// lockedBuffer is a log that several goroutines write.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func show(v any) string { return fmt.Sprintf("%v", v) }
