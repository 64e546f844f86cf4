package httpapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"splot/app"
	"splot/app/account"
	"splot/app/channel"
	"splot/app/consortium"
	"splot/app/entry"
	"splot/app/feed"
	"splot/app/glossary"
	"splot/app/httpapi"
	"splot/app/learning"
	"splot/app/matching"
	"splot/app/member"
	"splot/app/notify"
	"splot/app/once"
	"splot/app/records"
	"splot/app/records/recordstest"
	"splot/app/store"
	"splot/app/watch"
	"splot/infra/mail"
	"splot/infra/sqlitestore"
	"splot/realtime"
	"splot/search"
	"splot/search/capability"
	"splot/search/corpus"
	"splot/search/memory"
	"splot/search/standing"
	"splot/search/text"
)

const (
	origin   = "http://splot.test"
	password = "a long password for tests"
)

// site is the whole application behind HTTP on an embedded store, with the people and things of two
// clusters: own and own2 are organisations of cluster near, far is one of cluster distant.
type site struct {
	t       *testing.T
	records recordstest.Set
	api     *httpapi.API
	feed    *feed.Feed
	entries *entry.Service
	ids     app.IDs
	terms   store.Set[app.GlossaryTerm]
	doors   *account.Service

	near, distant       app.Cluster
	own, own2, own3     app.Organisation
	far, far2           app.Organisation
	tokens              map[app.Role]string
	people              map[app.Role]app.Person
	neighbour, stranger app.Person // representatives of own2 and far
}

type noParked struct{}

func (noParked) Parked(context.Context, store.Cursor) ([]httpapi.ParkedEvent, store.Cursor, error) {
	return nil, "", nil
}
func (noParked) Retry(context.Context, string) error { return app.NotFound() }

type noConcepts struct{}

func (noConcepts) Lookup([]string) []httpapi.Concept                { return nil }
func (noConcepts) Complete(string, app.Lang, int) []httpapi.Concept { return nil }
func (noConcepts) Suggest(string, int) []httpapi.Concept            { return nil }

// newSite opens an application and fills it.
func newSite(t *testing.T) *site {
	t.Helper()
	return newSiteWith(t, func(*httpapi.Options) {})
}

// parking puts another view of parked events, the last of the resources, into a site.
func parking(p httpapi.Parked) func(*httpapi.Options) {
	return func(o *httpapi.Options) { o.Resources[len(o.Resources)-1] = httpapi.Platform(p) }
}

// newSiteWith lets a test put other parts into the application.
func newSiteWith(t *testing.T, adapt func(*httpapi.Options)) *site {
	t.Helper()
	ctx := t.Context()
	dir := t.TempDir()
	db, err := sqlitestore.Open(ctx, sqlitestore.Options{Dir: dir})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	for _, c := range [][]*store.Collection{
		records.Collections(), account.Collections(), entry.Collections(), matching.Collections(), learning.Collections(), glossary.Collections(),
		channel.Collections(), once.Collections(),
		{feed.Collection},
	} {
		must(t, db.Ensure(ctx, c...))
	}
	s := &site{t: t, records: recordstest.In(db), ids: app.NewIDs(app.Now), tokens: map[app.Role]string{}, people: map[app.Role]app.Person{}}
	s.terms = store.Set[app.GlossaryTerm]{Store: db, Collection: glossary.Collections()[0]}
	log := slog.New(slog.DiscardHandler)
	letters, err := mail.NewFiles(dir+"/mail", "Splot <splot@localhost>", app.Now)
	must(t, err)
	accounts, err := account.New(account.Options{
		Records: records.In(s.records.Store), Clock: app.Now, IDs: s.ids, Logger: log, Limiter: realtime.NewLocalLimiter(app.Now), Mail: letters,
		PublicURL: origin, Hashing: account.Hashing{Memory: 64, Passes: 1, Threads: 1, AtOnce: 8, Waiting: 64},
	})
	must(t, err)
	documents := corpus.New(corpus.Options{Dictionary: &text.Dictionary{}})
	engine := memory.New(documents)
	members := member.New(member.Options{Records: records.In(s.records.Store), Search: engine, Clock: app.Now, IDs: s.ids})
	s.entries = entry.New(entry.Options{Records: records.In(s.records.Store), Engine: engine, Clock: app.Now, IDs: s.ids, Logger: log})
	learned := learning.New(learning.Options{Records: records.In(s.records.Store), Clock: app.Now, IDs: s.ids, Logger: log})
	matches := matching.New(matching.Options{Weights: learned.Active(), Learning: learned, Records: records.In(s.records.Store), Engine: engine, Corpus: documents, Clock: app.Now, IDs: s.ids, Logger: log, PutFirst: true})
	channels := channel.New(channel.Options{Store: db, Clock: app.Now, IDs: s.ids, Logger: log, Publish: func(context.Context, channel.Entry) error { return nil }})
	notes := notify.New(notify.Options{Records: records.In(s.records.Store), Inbox: channels, Clock: app.Now, IDs: s.ids, Logger: log})
	watches := watch.New(watch.Options{
		Records: records.In(s.records.Store), Clock: app.Now, IDs: s.ids, Actor: accounts.Actor,
		Queries: standing.New(documents.Dictionary()),
	})
	s.feed = feed.New(feed.Options{Store: db, Now: app.Now, Log: log, Alone: true})
	terms := s.glossary(matches, documents.Dictionary(), log)
	for _, h := range slices.Concat(accounts.Handlers(), members.Handlers(), matches.Handlers(), learned.Handlers(), notes.Handlers(), watches.Handlers()) {
		s.feed.Register(h)
	}
	composer := s.consortium(matches, log)
	options := httpapi.Options{
		PublicURL: origin, Version: "test", Logger: log, Clock: app.Now, IDs: s.ids, Account: accounts, Concepts: noConcepts{}, Once: once.New(db, app.Now),
		Resources: []httpapi.Resource{
			httpapi.Clusters(members), httpapi.Organisations(members), httpapi.Memberships(members), httpapi.Entries(s.entries), httpapi.Search(s.entries, members),
			httpapi.Matches(matches), httpapi.Gaps(matches), httpapi.Rematches(matches), httpapi.Weights(learned),
			httpapi.Notifications(notes), httpapi.Watches(watches, s.entries), httpapi.Consortia(composer), httpapi.Projects(composer),
			httpapi.Glossary(terms), httpapi.Platform(noParked{}),
		},
	}
	adapt(&options)
	s.api = httpapi.New(options)
	s.doors = accounts
	s.populate(ctx, accounts)
	return s
}

// consortium is the composer on matching, as the program wires it.
func (s *site) consortium(matches *matching.Service, log *slog.Logger) *consortium.Service {
	return consortium.New(consortium.Options{
		Records: records.In(s.records.Store), Clock: app.Now, IDs: s.ids,
		Answers: func(ctx context.Context, need search.Entry, limit int, also ...string) ([]consortium.Answer, error) {
			found, err := matches.Answers(ctx, need, limit, also...)
			list := make([]consortium.Answer, len(found))
			for i, a := range found {
				list[i] = consortium.Answer(a)
			}
			return list, err
		},
		Suggest: func(s string, limit int) []capability.Capability { return capability.Suggest(text.Builtin, s, limit) },
	})
}

// glossary is the live glossary with its handler, as the program wires it.
func (s *site) glossary(matches *matching.Service, dictionary *text.Dictionary, log *slog.Logger) *glossary.Service {
	terms := glossary.New(glossary.Options{
		Records: records.In(s.records.Store), Clock: app.Now, IDs: s.ids, Logger: log,
		Extend: func(pairs []glossary.Pair) {
			list := make([]text.Pair, len(pairs))
			for i, p := range pairs {
				list[i] = text.Pair{PL: p.PL, EN: p.EN, Weight: 1}
			}
			dictionary.Extend(list)
		},
		Key: func(term string, lang app.Lang) string { return text.Key(term, text.Lang(lang)) },
		Known: func(term string, lang app.Lang) []glossary.Translation {
			var list []glossary.Translation
			for _, t := range dictionary.Meanings(term, text.Lang(lang)) {
				list = append(list, glossary.Translation{Term: t.Text, Share: t.Share})
			}
			return list
		},
	})
	s.feed.Register(feed.Handler{Name: "glossary", Topics: []string{records.TopicGlossary}, Handle: func(ctx context.Context, e store.Event) error {
		if err := terms.Load(ctx); err != nil {
			return err
		}
		return matches.Glossary(ctx, e)
	}})
	return terms
}

func (s *site) populate(ctx context.Context, accounts *account.Service) {
	t := s.t
	cluster := func(slug string) app.Cluster {
		c := app.Cluster{
			ID: s.ids(), Slug: slug, Name: app.Text{EN: slug}, Sector: "other", Voivodeship: app.Voivodeships[0].Code, Stage: "mature",
		}
		must(t, s.records.Clusters.Insert(ctx, string(c.ID), c))
		return c
	}
	s.near, s.distant = cluster("near"), cluster("distant")
	organisation := func(name string, c app.Cluster) app.Organisation {
		o := app.Organisation{
			ID: s.ids(), Name: name, Origin: "science", Voivodeship: app.Voivodeships[0].Code, State: app.Published, Clusters: []app.ID{c.ID},
		}
		must(t, s.records.Organisations.Insert(ctx, string(o.ID), o))
		return o
	}
	s.own, s.own2, s.own3 = organisation("Own", s.near), organisation("Neighbour", s.near), organisation("Third", s.near)
	s.far, s.far2 = organisation("Far", s.distant), organisation("Farther", s.distant)
	person := func(name string, o app.ID, grants ...app.Grant) app.Person {
		p, err := accounts.Create(ctx, app.Person{
			Name: name, Email: name + "@site.example", Locale: app.EN, Organisation: o, Grants: grants,
		}, password)
		must(t, err)
		return p
	}
	for role, p := range map[app.Role]app.Person{
		app.RoleAdmin:          person("admin", "", app.Grant{Role: app.RoleAdmin}),
		app.RoleManager:        person("manager", "", app.Grant{Role: app.RoleManager, Cluster: s.near.ID}),
		app.RoleAnimator:       person("animator", "", app.Grant{Role: app.RoleAnimator, Cluster: s.near.ID}),
		app.RoleAuditor:        person("auditor", s.own3.ID, app.Grant{Role: app.RoleAuditor, Cluster: s.near.ID}),
		app.RoleRepresentative: person("representative", s.own.ID, app.Grant{Role: app.RoleRepresentative, Organisation: s.own.ID}),
		app.RolePerson:         person("nobody", ""),
	} {
		s.people[role] = p
		in, err := accounts.SignIn(ctx, account.Visitor{Address: "127.0.0.1"}, p.Email, password)
		must(t, err)
		s.tokens[role] = in.Token
	}
	// a second admin and manager, so that none is the last
	person("admin2", "", app.Grant{Role: app.RoleAdmin})
	person("manager2", "", app.Grant{Role: app.RoleManager, Cluster: s.near.ID})
	s.neighbour = person("neighbour", s.own2.ID, app.Grant{Role: app.RoleRepresentative, Organisation: s.own2.ID})
	s.stranger = person("stranger", s.far.ID, app.Grant{Role: app.RoleRepresentative, Organisation: s.far.ID})
}

// signIn lets somebody in and answers their session's token.
func (s *site) signIn(p app.Person) string {
	s.t.Helper()
	in, err := s.doors.SignIn(s.t.Context(), account.Visitor{Address: "127.0.0.1"}, p.Email, password)
	must(s.t, err)
	return in.Token
}

// entry stores an approved entry of visibility cluster, under review again by the site's auditor where
// the owner is own.
func (s *site) entry(kind app.Kind, o app.Organisation, c app.Cluster, state app.EntryState) app.Entry {
	s.t.Helper()
	ctx := s.t.Context()
	now := app.Now()
	content := app.Content{
		Title: app.Text{EN: "Barrier film for ready meals"}, Teaser: app.Text{EN: "Compostable film"},
		Description: app.Text{EN: "A compostable barrier film."}, Visibility: app.VisibleCluster,
	}
	e := app.Entry{
		ID: s.ids(), Kind: kind, Cluster: c.ID, Organisation: o.ID, State: state, Content: content, Number: 1, Live: true,
		Approved:  &app.Approved{Number: 1, Content: content, At: now, ValidUntil: now.AddDate(1, 0, 0)},
		CreatedAt: now, UpdatedAt: now, SubmittedAt: now,
	}
	if o.ID == s.own.ID {
		e.Auditor = s.people[app.RoleAuditor].ID
	}
	must(s.t, s.records.Entries.Insert(ctx, string(e.ID), e))
	must(s.t, s.records.Versions.Insert(ctx, records.VersionID(e.ID, 1), records.Version{Entry: e.ID, Number: 1, Content: content, SubmittedAt: now}))
	return e
}

func (s *site) match(need, offer app.Entry) app.Match {
	s.t.Helper()
	m := app.Match{
		ID:      s.ids(),
		Need:    app.Party{Entry: need.ID, Kind: need.Kind, Organisation: need.Organisation, Cluster: need.Cluster, Number: 1},
		Offer:   app.Party{Entry: offer.ID, Kind: offer.Kind, Organisation: offer.Organisation, Cluster: offer.Cluster, Number: 1},
		State:   app.MatchSuggested,
		Entries: []app.ID{need.ID, offer.ID}, Organisations: []app.ID{need.Organisation, offer.Organisation},
		Clusters: []app.ID{need.Cluster}, Score: 70, CreatedAt: app.Now(), UpdatedAt: app.Now(),
	}
	must(s.t, s.records.Matches.Insert(s.t.Context(), string(m.ID), m))
	return m
}

// matchOf is the id of the match of two entries, empty if there is none.
func (s *site) matchOf(need, offer app.ID) string {
	s.t.Helper()
	d, err := s.records.Matches.First(s.t.Context(), store.Query{Where: []store.Condition{store.Eq("pair", app.PairOf(need, offer))}})
	if !errors.Is(err, store.ErrNotFound) {
		must(s.t, err)
	}
	return d.ID
}

// reply is an answer of the API.
type reply struct {
	status int
	body   []byte
	header http.Header
}

// ask sends a request as the holder of a session token, the way the web client does.
func (s *site) ask(token, method, path, body string, headers ...string) reply {
	s.t.Helper()
	request := httptest.NewRequestWithContext(s.t.Context(), method, path, strings.NewReader(body))
	request.Host = strings.TrimPrefix(origin, "http://")
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Origin", origin)
	request.Header.Set("X-Splot", "1")
	request.Header.Set("Accept-Language", "en")
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	if token != "" {
		request.AddCookie(&http.Cookie{Name: httpapi.SessionCookie, Value: token})
	}
	answer, err := s.api.App().Test(request, int((30 * time.Second).Milliseconds()))
	must(s.t, err)
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(answer.Body)
	must(s.t, err)
	s.declared(method, path, answer.StatusCode)
	return reply{answer.StatusCode, content, answer.Header}
}

// declared checks that the description of the operation that was asked names the status of the answer: all that the
// tests of this package provoke is so compared with what clients are told.
func (s *site) declared(method, path string, status int) {
	s.t.Helper()
	path, _, _ = strings.Cut(path, "?")
	var of *huma.Operation
	exact := -1
	for template, item := range s.api.Paths() {
		o := methods(item)[method]
		if fixed, ok := fits(template, path); ok && o != nil && fixed > exact {
			of, exact = o, fixed
		}
	}
	if of == nil {
		return
	}
	if _, ok := of.Responses[strconv.Itoa(status)]; !ok {
		s.t.Errorf("%s answers %d, which its description does not name", of.OperationID, status)
	}
}

// fits tells whether a path is one of a template, and how many of its parts are fixed.
func fits(template, path string) (fixed int, ok bool) {
	want, have := strings.Split(template, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return 0, false
	}
	for i, part := range want {
		switch {
		case strings.HasPrefix(part, "{"):
		case part == have[i]:
			fixed++
		default:
			return 0, false
		}
	}
	return fixed, true
}

// problem reads a reply as a problem, without the parts that name this request.
func (r reply) problem(t *testing.T) httpapi.Problem {
	t.Helper()
	var p httpapi.Problem
	if err := json.NewDecoder(bytes.NewReader(r.body)).Decode(&p); err != nil {
		t.Fatalf("status %d, no problem: %s", r.status, r.body)
	}
	return p
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
