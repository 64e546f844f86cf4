package httpapi_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app"
	"splot/app/httpapi"
	"splot/app/records"
	"splot/app/store"
)

// manyParked always has more events that could not be handled.
type manyParked struct{}

func (manyParked) Parked(context.Context, store.Cursor) ([]httpapi.ParkedEvent, store.Cursor, error) {
	return []httpapi.ParkedEvent{{ID: "a"}}, "a place that tells", nil
}
func (manyParked) Retry(context.Context, string) error { return nil }

// TestCursors walks every operation that answers with a cursor: it decodes to nothing, goes on for the one who got
// it, and is refused for anybody else, for any other operation and in any altered form.
func TestCursors(t *testing.T) {
	s := newSiteWith(t, parking(manyParked{}))
	s.fill()
	type found struct{ id, path, query, cursor string }
	var lists []found
	for path, item := range s.api.Paths() {
		o := item.Get
		if o == nil || !s.pages(o) {
			continue
		}
		at := strings.Replace(path, "{id}", s.watched(), 1)
		query := "?"
		if given := s.query(o); given != "" {
			query = given + "&"
		}
		asker := s.asker(o)
		next, got := s.next(asker, at+query+"limit=1")
		if next == "" {
			t.Errorf("%s has no next page: %d %s", o.OperationID, got.status, got.body)
			continue
		}
		silent(t, o.OperationID, next)
		if _, again := s.next(asker, at+query+"limit=1&cursor="+next); again.status != http.StatusOK {
			t.Errorf("%s does not go on: %d %s", o.OperationID, again.status, again.body)
		}
		lists = append(lists, found{o.OperationID, at, query, next})
		for name, forged := range s.forgeries(next) {
			s.refusesCursor(o.OperationID+" with a cursor that is "+name, asker, at+query+"cursor="+forged)
		}
		if other := s.people[app.RoleManager]; o.OperationID != "listWatchHits" && o.OperationID != "listParked" && o.OperationID != "listGrantTrail" {
			token := s.signIn(other)
			if token2 := s.tokens[app.RoleManager]; asker == token2 {
				token = s.tokens[app.RoleRepresentative]
			}
			s.refusesCursor(o.OperationID+" with somebody else's cursor", token, at+query+"cursor="+next)
		}
	}
	if len(lists) < 10 {
		t.Errorf("only %d lists go on", len(lists))
	}
	for i, l := range lists {
		other := lists[(i+1)%len(lists)]
		o := s.api.Paths()[strings.Replace(l.path, s.watched(), "{id}", 1)].Get
		s.refusesCursor(l.id+" with a cursor of "+other.id, s.asker(o), l.path+l.query+"cursor="+other.cursor)
	}
}

// pages tells whether an operation takes a cursor.
func (s *site) pages(o *huma.Operation) bool {
	for _, p := range o.Parameters {
		if p.Name == "cursor" {
			return true
		}
	}
	return false
}

// asker is the token of somebody whose list has several items.
func (s *site) asker(o *huma.Operation) string {
	switch o.OperationID {
	case "listParked":
		return s.tokens[app.RoleAdmin]
	case "listQueue", "listMatches", "listGrantTrail":
		return s.tokens[app.RoleManager]
	}
	return s.tokens[app.RoleRepresentative]
}

func (s *site) next(token, path string) (string, reply) {
	s.t.Helper()
	got := s.ask(token, http.MethodGet, path, "")
	var list struct {
		Next string `json:"next"`
	}
	if got.status == http.StatusOK {
		must(s.t, json.Unmarshal(got.body, &list))
	}
	return list.Next, got
}

// silent checks that a cursor, decoded in any usual way, is neither text nor a document.
func silent(t *testing.T, what, cursor string) {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		t.Errorf("%s: the cursor is plain: %s", what, cursor)
		return
	}
	if bson.Raw(raw).Validate() == nil || json.Valid(raw) || bytes.Contains(raw, []byte("01")) && bytes.Contains(raw, []byte("-7")) {
		t.Errorf("%s: the cursor tells %q", what, raw)
	}
	if (len(raw)-12-16)%256 != 0 {
		t.Errorf("%s: the length of the cursor tells that of a place: %d", what, len(raw))
	}
}

// forgeries are cursors that were not given out.
func (s *site) forgeries(cursor string) map[string]string {
	place, err := bson.Marshal(bson.M{"s": "updatedAt", "d": true, "v": app.Now(), "i": string(s.own.ID)})
	must(s.t, err)
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	must(s.t, err)
	raw[len(raw)/2] ^= 1
	return map[string]string{
		"a place of the store": base64.RawURLEncoding.EncodeToString(place), "a number": "5", "a part": "0." + base64.RawURLEncoding.EncodeToString(place),
		"altered": base64.RawURLEncoding.EncodeToString(raw), "cut off": cursor[:20], "not base64": "%25%25", "one byte": "AA",
	}
}

func (s *site) refusesCursor(what, token, path string) {
	s.t.Helper()
	got := s.ask(token, http.MethodGet, path, "")
	if p := got.problem(s.t); got.status != http.StatusUnprocessableEntity || len(p.Errors) != 1 || p.Errors[0].Field != "cursor" {
		s.t.Errorf("%s: %d %s", what, got.status, got.body)
	}
}

// fill stores enough of everything that lists have a second page.
func (s *site) fill() {
	s.t.Helper()
	ctx := s.t.Context()
	representative := s.people[app.RoleRepresentative]
	watch := app.Watch{Person: representative.ID, Name: "film", Text: "film", Active: true}
	must(s.t, s.records.Watches.Insert(ctx, s.watched(), watch))
	for range 3 {
		need := s.entry(app.Need, s.own, s.near, app.EntryInReview)
		s.match(need, s.entry(app.Technology, s.own3, s.near, app.EntryApproved))
		hit := app.WatchHit{Watch: app.ID(s.watched()), Person: representative.ID, Entry: need.ID, At: app.Now()}
		must(s.t, s.records.WatchHits.Insert(ctx, app.WatchHitID(hit.Watch, hit.Entry), hit))
		id := s.ids()
		must(s.t, s.records.Notifications.Insert(ctx, string(id), app.Notification{
			Recipient: representative.ID, Cause: string(id), Kind: "entry_approved", Subject: need.ID, State: app.Unread, CreatedAt: app.Now(),
		}))
		g := app.Grant{Role: app.RoleAuditor, Cluster: s.near.ID}
		must(s.t, s.records.Grants.Insert(ctx, string(s.ids()), records.GrantRow{
			At: app.Now(), Person: representative.ID, Action: "given", Grant: g, Scope: g.Scope(), Clusters: []app.ID{s.near.ID},
		}))
		for _, kind := range things {
			if kind.prefix == "/api/projects/{id}" || kind.prefix == "/api/glossary/{id}" {
				kind.make(s, own)
			}
		}
	}
	for _, name := range []string{"second", "third"} {
		_, err := s.doors.Create(ctx, app.Person{
			Name: name, Email: name + "@site.example", Locale: app.EN, Organisation: s.own.ID,
			Grants: []app.Grant{{Role: app.RoleRepresentative, Organisation: s.own.ID}},
		}, password)
		must(s.t, err)
	}
}

// watched is the id of the site's one watch.
func (s *site) watched() string { return "01900000-0000-7000-8000-00000000f00d" }
