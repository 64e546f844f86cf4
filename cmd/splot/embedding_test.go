package main

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/records/recordstest"
	"splot/app/store"
	"splot/cmd/splot/program"
	"splot/search"
)

// embedder is a server that embeds a text as the bag of its words.
type embedder struct {
	*httptest.Server
	texts atomic.Int64
	down  atomic.Bool
}

func newEmbedder(t *testing.T) *embedder {
	t.Helper()
	e := &embedder{}
	e.Server = httptest.NewServer(e)
	t.Cleanup(e.Close)
	return e
}

func (e *embedder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var q struct{ Input []string }
	if e.down.Load() || json.NewDecoder(r.Body).Decode(&q) != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	list := make([][]float64, len(q.Input))
	for i, text := range q.Input {
		list[i] = make([]float64, 32)
		for word := range strings.FieldsSeq(strings.ToLower(text)) {
			h := fnv.New32()
			fmt.Fprint(h, word)
			list[i][h.Sum32()%32]++
		}
	}
	e.texts.Add(int64(len(list)))
	_ = json.NewEncoder(w).Encode(map[string]any{"embeddings": list})
}

func (e *embedder) address() string { return e.URL + "/api/embed" }

func TestMatchEvalWithVectors(t *testing.T) {
	e, dir := newEmbedder(t), t.TempDir()
	args := append([]string{"match", "eval", "--json", "--vectors", dir}, judged(t)...)
	for range 2 {
		got := call(t, args, "EMBED_URL", e.address(), "EMBED_MODEL", "bag")
		var report struct{ Vectors string }
		if err := json.Unmarshal([]byte(got.out), &report); got.code != exitOK || err != nil || report.Vectors != "bag" {
			t.Fatalf("code %d: %s%s", got.code, got.out, got.err)
		}
		if n := e.texts.Load(); n != 2+3+32 { // documents, topics and what tells the model's scale; once
			t.Errorf("%d texts embedded", n)
		}
	}
	e.down.Store(true)
	if got := call(t, args[:3], "EMBED_URL", e.address()); got.code != exitUsage {
		t.Errorf("code %d: %s", got.code, got.err)
	}
	got := call(t, append([]string{"match", "eval"}, judged(t)...), "EMBED_URL", e.address(), "EMBED_MODEL", "bag")
	if got.code == exitOK || !strings.Contains(got.err, "embed the collection") {
		t.Errorf("code %d: %s", got.code, got.err)
	}
}

// TestProgramGoesOnWithoutVectors starts while the embedding server is down, matches, and gets the vectors later.
func TestProgramGoesOnWithoutVectors(t *testing.T) {
	e := newEmbedder(t)
	e.down.Store(true)
	c := &program.Config{Data: t.TempDir(), MailFrom: "Splot <splot@localhost>", PublicURL: "http://127.0.0.1"}
	c.Embed = program.EmbedConfig{URL: e.address(), Model: "bag"}
	p, err := program.Open(t.Context(), c, program.NewLogger(os.Stderr, "error"), app.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err = p.Work(ctx, func(ctx context.Context) error {
		need := approve(ctx, t, p, app.Need, "kompostowalna folia barierowa do dań gotowych")
		offer := approve(ctx, t, p, app.Technology, "kompostowalna folia barierowa")
		until(ctx, t, func() bool {
			d, err := p.Records.Matches.First(ctx, store.Query{Where: []store.Condition{store.Eq("pair", app.PairOf(need, offer))}})
			return err == nil && d.Value.Score > 0
		})
		if s := p.Embed.Vectors.Stats(); s.Held != 0 || s.Waiting != 2 {
			t.Errorf("while the server is down: %+v", s)
		}
		e.down.Store(false)
		until(ctx, t, func() bool {
			s := p.Embed.Vectors.Stats()
			return s.Held == 2 && s.Waiting == 0 && s.Due == 0
		})
		if like, ok := search.Vectors(p.Embed.Vectors).Likeness(string(need), string(offer)); !ok || like <= 0 {
			t.Errorf("likeness %v %v", like, ok)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// approve stores an approved entry of an organisation of its own.
func approve(ctx context.Context, t *testing.T, p *program.Program, kind app.Kind, title string) app.ID {
	t.Helper()
	now, ids := app.Now(), app.NewIDs(app.Now)
	o := app.Organisation{ID: ids(), Name: "Kwarzenit", Origin: "enterprise", State: app.Published, Clusters: []app.ID{"makros"}, CreatedAt: now}
	content := app.Content{Title: app.Text{PL: title}, Teaser: app.Text{PL: title}, Visibility: app.VisibleNetwork}
	entry := app.Entry{
		ID: ids(), Kind: kind, Cluster: "makros", Organisation: o.ID, State: app.EntryApproved, Content: content, Number: 1, Live: true,
		Approved: &app.Approved{Number: 1, Content: content, At: now, ValidUntil: now.AddDate(1, 0, 0)}, CreatedAt: now, UpdatedAt: now,
	}
	if err := recordstest.In(p.Store).Organisations.Insert(ctx, string(o.ID), o); err != nil {
		t.Fatal(err)
	}
	if err := recordstest.In(p.Store).Entries.Insert(ctx, string(entry.ID), entry, records.NewEvent(ids(), now, records.System, records.TopicEntry, entry.ID, nil)); err != nil {
		t.Fatal(err)
	}
	return entry.ID
}

// until waits for what happens in the background.
func until(ctx context.Context, t *testing.T, done func() bool) {
	t.Helper()
	for !done() {
		select {
		case <-ctx.Done():
			t.Fatal("it did not happen in time")
		case <-time.After(5 * time.Millisecond):
		}
	}
}
