package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"splot/app"
	"splot/app/httpapi"
	"splot/app/records"
	"splot/app/store"
	"splot/cmd/splot/trial"
)

// How many records there are beside the entries, and how often each list is asked for.
const (
	apiOrganisations = 400
	apiNotifications = 400
	apiReads         = 2400
	apiWrites        = 360
)

// API measures reading and writing over HTTP, side by side with a peer that has equal records, if a program that
// serves them is named. Rights are checked on both sides.
func API(ctx context.Context, progress io.Writer, r *Report, peerProgram string) (err error) {
	s, err := open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	fmt.Fprintf(progress, "entering %d entries …\n", r.Entries)
	a := &apiBench{site: s}
	if err := a.enter(ctx, r.Entries); err != nil {
		return err
	}
	if err := s.Reopen(ctx); err != nil {
		return err
	}
	if err := s.Program.FillIndex(ctx); err != nil {
		return err
	}
	stop := s.Serve(ctx)
	defer func() { err = errors.Join(err, stop()) }()
	if err := a.signIn(ctx); err != nil {
		return err
	}
	if peerProgram != "" {
		fmt.Fprintln(progress, "loading the peer …")
		if a.peer, err = startPeer(ctx, peerProgram, a.peerHas); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, a.peer.stop()) }()
	}
	fmt.Fprintln(progress, "asking …")
	return a.contests(ctx, r)
}

// apiBench is an installation and, where there is one, the peer that has the same records.
type apiBench struct {
	site
	peer    *peer
	peerHas []record
	ids     []app.ID // entries that everybody sees
	tokens  map[string]string
	drafts  []draftOf // of Splot, to be saved
	saved   []string  // of the peer
}

type draftOf struct {
	id      app.ID
	version int64
}

// enter makes the records in Splot, without matching, and notes them for the peer.
func (a *apiBench) enter(ctx context.Context, entries int) error {
	for _, p := range []struct {
		person       app.Person
		organisation app.ID
		role         string
	}{{a.Buyer, a.Asking, "representative"}, {a.Manager, "", "manager"}} {
		a.note("users", map[string]any{
			"name": p.person.Name, "email": p.person.Email, "organisation": p.organisation, "cluster": a.Cluster, "role": p.role,
		})
	}
	if err := a.enterOrganisations(ctx); err != nil {
		return err
	}
	items := a.Entries(entries)
	if err := a.Enter(ctx, items); err != nil {
		return err
	}
	for _, item := range items {
		a.noteEntry(item)
	}
	err := a.Program.Records.Entries.Each(ctx, store.Query{Where: []store.Condition{store.Eq("live", true)}}, func(d store.Doc[app.Entry]) error {
		a.ids = append(a.ids, app.ID(d.ID))
		return nil
	})
	return errors.Join(err, a.enterNotifications(ctx))
}

func (a *apiBench) note(collection string, fields map[string]any) {
	a.peerHas = append(a.peerHas, record{collection, fields})
}

func (a *apiBench) enterOrganisations(ctx context.Context) error {
	for n := range apiOrganisations {
		o := app.Organisation{
			ExternalID: fmt.Sprint("peer", n), Name: fmt.Sprintf("Organisation %04d", n*7%apiOrganisations), Origin: "enterprise", Size: "small",
			Voivodeship: app.Voivodeships[n%len(app.Voivodeships)].Code, City: "Radom", Description: app.Text{EN: "Makes parts for measuring."}, State: app.Published,
		}
		if _, err := a.Program.Member.Enter(ctx, a.Cluster, o); err != nil {
			return fmt.Errorf("make organisation: %w", err)
		}
		a.note("organisations", map[string]any{
			"name": o.Name, "origin": o.Origin, "size": o.Size, "voivodeship": o.Voivodeship, "city": o.City, "state": "published", "cluster": a.Cluster,
		})
	}
	return nil
}

func (a *apiBench) noteEntry(item app.ImportedEntry) {
	c := item.Content
	a.note("entries", map[string]any{
		"kind": item.Kind, "cluster": item.Cluster, "organisation": item.Organisation, "author": "", "state": "approved", "live": true,
		"visibility": c.Visibility, "titlePL": c.Title.PL, "titleEN": c.Title.EN, "teaserPL": c.Teaser.PL, "teaserEN": c.Teaser.EN,
		"description": c.Description.EN, "content": map[string]any{"keywords": c.Keywords, "concepts": c.Concepts},
	})
}

// enterNotifications tells the buyer and the manager of entries, half of which they have read.
func (a *apiBench) enterNotifications(ctx context.Context) error {
	set := store.Set[app.Notification]{Store: a.Program.Store, Collection: records.Notifications}
	ids := app.NewIDs(app.Now)
	for _, p := range []app.Person{a.Buyer, a.Manager} {
		for n := range apiNotifications {
			at := app.Now().Add(-time.Duration(n) * time.Hour)
			told := app.Notification{
				Recipient: p.ID, Cause: fmt.Sprint("bench", n), Kind: "entry_approved", Subject: a.ids[n%len(a.ids)], State: app.Unread, CreatedAt: at,
			}
			if n%2 == 0 {
				told.State, told.ReadAt = app.Read, at
			}
			if err := set.Insert(ctx, string(ids()), told); err != nil {
				return fmt.Errorf("notify: %w", err)
			}
			a.note("notifications", map[string]any{"recipient": p.Name, "kind": told.Kind, "state": told.State, "subject": told.Subject})
		}
	}
	return nil
}

func (a *apiBench) signIn(ctx context.Context) error {
	a.tokens = map[string]string{}
	for _, p := range []app.Person{a.Buyer, a.Manager} {
		token, err := a.SignIn(ctx, p)
		if err != nil {
			return err
		}
		a.tokens[p.Name] = token
	}
	return nil
}

// contests asks each kind of request of both.
func (a *apiBench) contests(ctx context.Context, r *Report) error {
	const fields = "?perPage=50&skipTotal=1&sort="
	const entryFields = fields + "-updated&fields=id,kind,cluster,organisation,state,visibility,titlePL,titleEN,teaserPL,teaserEN,updated"
	for _, list := range []struct{ name, person, ours, theirs string }{
		{"a member's list of entries", "buyer", "/api/entries?limit=50", "entries/records" + entryFields},
		{"a manager's list of entries", "manager", "/api/entries?limit=50", "entries/records" + entryFields},
		{"a member's list of organisations", "buyer", "/api/organisations?limit=50", "organisations/records" + fields + "name"},
		{"a manager's list of organisations", "manager", "/api/organisations?limit=50", "organisations/records" + fields + "name"},
		{"a member's notifications", "buyer", "/api/notifications?limit=50", "notifications/records" + fields + "-created"},
	} {
		if err := a.contest(ctx, r, list.name, apiReads, a.getting(list.person, list.ours), a.peerGetting(list.person, list.theirs)); err != nil {
			return err
		}
	}
	if err := a.reading(ctx, r); err != nil {
		return err
	}
	return a.writing(ctx, r)
}

func (a *apiBench) contest(ctx context.Context, r *Report, name string, requests int, ours, theirs func(context.Context, int) (*http.Request, error)) error {
	both := []contender{{"splot", ours}}
	if a.peer != nil {
		both = append(both, contender{"peer", theirs})
	}
	c, err := contest(ctx, name, requests, both...)
	r.Contests = append(r.Contests, c)
	return err
}

func (a *apiBench) getting(person, path string) func(context.Context, int) (*http.Request, error) {
	return func(ctx context.Context, _ int) (*http.Request, error) {
		return a.request(ctx, person, http.MethodGet, path, nil)
	}
}

func (a *apiBench) peerGetting(person, path string) func(context.Context, int) (*http.Request, error) {
	return func(ctx context.Context, _ int) (*http.Request, error) {
		return a.peerRequest(ctx, person, http.MethodGet, path, nil)
	}
}

func (a *apiBench) request(ctx context.Context, person, method, path string, body any) (*http.Request, error) {
	origin := a.Config.PublicURL
	q, err := jsonRequest(ctx, method, "http://"+a.Program.Addr()+path, body)
	if err != nil {
		return nil, err
	}
	q.AddCookie(&http.Cookie{Name: httpapi.SessionCookie, Value: a.tokens[person]})
	q.Header.Set("Origin", origin)
	q.Header.Set("X-Splot", "1")
	return q, nil
}

func (a *apiBench) peerRequest(ctx context.Context, person, method, path string, body any) (*http.Request, error) {
	q, err := jsonRequest(ctx, method, a.peer.URL+"/api/collections/"+path, body)
	if err != nil {
		return nil, err
	}
	q.Header.Set("Authorization", a.peer.Tokens[person])
	return q, nil
}

func jsonRequest(ctx context.Context, method, address string, body any) (*http.Request, error) {
	var raw io.Reader = http.NoBody
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		raw = bytes.NewReader(text)
	}
	q, err := http.NewRequestWithContext(ctx, method, address, raw)
	if err != nil {
		return nil, err
	}
	if body != nil {
		q.Header.Set("Content-Type", "application/json")
	}
	return q, nil
}

// reading asks for single entries, each another one.
func (a *apiBench) reading(ctx context.Context, r *Report) error {
	var theirs []string
	if a.peer != nil {
		var err error
		if theirs, err = a.peerIDs(ctx); err != nil {
			return err
		}
	}
	return a.contest(ctx, r, "reading one entry", apiReads,
		func(ctx context.Context, n int) (*http.Request, error) {
			return a.request(ctx, "buyer", http.MethodGet, "/api/entries/"+string(a.ids[n*31%len(a.ids)]), nil)
		},
		func(ctx context.Context, n int) (*http.Request, error) {
			return a.peerRequest(ctx, "buyer", http.MethodGet, "entries/records/"+theirs[n*31%len(theirs)], nil)
		})
}

// peerIDs are the peer's ids of some hundred entries.
func (a *apiBench) peerIDs(ctx context.Context) ([]string, error) {
	q, err := a.peerRequest(ctx, "buyer", http.MethodGet, "entries/records?perPage=500&skipTotal=1&fields=id", nil)
	if err != nil {
		return nil, err
	}
	var list struct{ Items []struct{ ID string } }
	if err := do(q, &list); err != nil {
		return nil, err
	}
	ids := make([]string, len(list.Items))
	for i, item := range list.Items {
		ids[i] = item.ID
	}
	return ids, nil
}

// writing starts drafts and saves them.
func (a *apiBench) writing(ctx context.Context, r *Report) error {
	title, text := trial.NewTexts().Next()
	content := func(n int) map[string]any {
		return map[string]any{
			"title": map[string]string{"en": fmt.Sprintf("%.100s %d", title, n)}, "description": map[string]string{"en": text}, "visibility": "network",
			"keywords": []string{"film", "packaging"},
		}
	}
	flat := func(n int) map[string]any {
		return map[string]any{
			"kind": "need", "cluster": a.Cluster, "organisation": a.Asking, "state": "draft", "titleEN": fmt.Sprintf("%.100s %d", title, n),
			"description": text, "visibility": "network", "content": map[string]any{"keywords": []string{"film", "packaging"}},
		}
	}
	draft := func(n int) map[string]any {
		return map[string]any{"kind": "need", "organisation": a.Asking, "cluster": a.Cluster, "content": content(n)}
	}
	err := a.contest(ctx, r, "starting a draft", apiWrites,
		func(ctx context.Context, n int) (*http.Request, error) {
			return a.request(ctx, "buyer", http.MethodPost, "/api/entries", draft(n))
		},
		func(ctx context.Context, n int) (*http.Request, error) {
			return a.peerRequest(ctx, "buyer", http.MethodPost, "entries/records", flat(n))
		})
	if err != nil {
		return err
	}
	if err := a.collectDrafts(ctx); err != nil {
		return err
	}
	// Each draft is saved once, so that no save meets another one's version.
	return a.contest(ctx, r, "saving a draft", min(apiWrites, len(a.drafts)-contestWarmUp),
		func(ctx context.Context, n int) (*http.Request, error) {
			d := a.drafts[n%len(a.drafts)]
			q, err := a.request(ctx, "buyer", http.MethodPut, "/api/entries/"+string(d.id), content(n+1))
			if err == nil {
				q.Header.Set("If-Match", fmt.Sprint(d.version))
			}
			return q, err
		},
		func(ctx context.Context, n int) (*http.Request, error) {
			return a.peerRequest(ctx, "buyer", http.MethodPatch, "entries/records/"+a.saved[n%len(a.saved)], flat(n+1))
		})
}

func (a *apiBench) collectDrafts(ctx context.Context) error {
	err := a.Program.Records.Entries.Each(ctx, store.Query{Where: []store.Condition{
		store.Eq("organisation", string(a.Asking)), store.Eq("state", string(app.EntryDraft)),
	}}, func(d store.Doc[app.Entry]) error {
		a.drafts = append(a.drafts, draftOf{app.ID(d.ID), d.Version})
		return nil
	})
	if err != nil || a.peer == nil {
		return err
	}
	q, err := a.peerRequest(ctx, "buyer", http.MethodGet, "entries/records?perPage=1000&skipTotal=1&fields=id&filter=(state=%22draft%22)", nil)
	if err != nil {
		return err
	}
	var list struct{ Items []struct{ ID string } }
	if err := do(q, &list); err != nil {
		return err
	}
	for _, item := range list.Items {
		a.saved = append(a.saved, item.ID)
	}
	return nil
}

func do(q *http.Request, into any) error {
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", q.URL.Path, answer.Status)
	}
	return json.NewDecoder(answer.Body).Decode(into)
}
