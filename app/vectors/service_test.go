package vectors_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"splot/app/store"
	"splot/app/vectors"
	"splot/infra/sqlitestore"
	"splot/search"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// words embeds a text as the bag of its words.
type words struct {
	mu     sync.Mutex
	model  string
	asked  int // texts
	failed func(texts []string) error
}

func (w *words) Model() string { return w.model }

func (w *words) Embed(_ context.Context, role search.Role, texts []string) ([]search.Vector, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.failed != nil {
		if err := w.failed(texts); err != nil {
			return nil, err
		}
	}
	w.asked += len(texts)
	out := make([]search.Vector, len(texts))
	for i, text := range texts {
		values := make([]float32, 384)
		for word := range strings.FieldsSeq(text) {
			h := fnv.New32()
			_, _ = h.Write([]byte(word))
			values[h.Sum32()%384]++
		}
		values[0] += float32(role) / 10
		out[i], _ = search.NewVector(w.model, values)
	}
	return out, nil
}

func (w *words) set(failed func([]string) error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failed = failed
}

func (w *words) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked
}

// rig is a service over a store.
type rig struct {
	*vectors.Service
	embedder *words
	log      bytes.Buffer
	mu       sync.Mutex
	arrived  []string
	fails    int // times that Arrived fails first
}

func (r *rig) matched() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := slices.Clone(r.arrived)
	slices.Sort(list)
	return list
}

func open(t testing.TB, dir string) store.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Ensure(t.Context(), vectors.Collections()...); err != nil {
		t.Fatal(err)
	}
	return s
}

func over(s store.Store, model string) *rig {
	r := &rig{embedder: &words{model: model}}
	log := slog.New(slog.NewTextHandler(&r.log, nil))
	r.Service = vectors.New(vectors.Options{
		Cache: vectors.NewCache(s, r.embedder, time.Now, log), Clock: time.Now, Logger: log, Patience: time.Millisecond,
		Arrived: func(_ context.Context, ids []string) error {
			r.mu.Lock()
			defer r.mu.Unlock()
			if r.fails > 0 {
				r.fails--
				return errors.New("the store does not answer")
			}
			r.arrived = append(r.arrived, ids...)
			return nil
		},
	})
	return r
}

func newRig(t testing.TB) *rig {
	t.Helper()
	s := open(t, t.TempDir())
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return over(s, "m")
}

func (r *rig) fill(t testing.TB) {
	t.Helper()
	if err := r.Fill(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func entry(id, kind, text string) *search.Entry {
	return &search.Entry{ID: id, Kind: kind, Version: 1, Title: search.Text{EN: text}}
}

func (r *rig) wantHeld(t testing.TB, held, waiting int) {
	t.Helper()
	if s := r.Stats(); s.Held != held || s.Waiting != waiting {
		t.Errorf("%+v, want %d held and %d waiting", s, held, waiting)
	}
}

func TestRestartEmbedsNothingAnew(t *testing.T) {
	dir := t.TempDir()
	for start, asked := range []int{300 + scaling, 0} {
		s := open(t, dir)
		r := over(s, "m")
		for i := range 300 {
			r.Want(entry(fmt.Sprint(i), []string{search.Need, search.Technology, search.Competence}[i%3], fmt.Sprint("text ", i)))
		}
		r.fill(t)
		if n := r.embedder.count(); n != asked {
			t.Errorf("start %d embeds %d texts, want %d", start, n, asked)
		}
		r.wantHeld(t, 300, 0)
		if v, ok := r.Vector("7"); !ok || v.Model != "m" {
			t.Errorf("vector %+v %v", v, ok)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, dir)
	defer s.Close()
	other := over(s, "another")
	other.Want(entry("1", search.Need, "text 0"))
	other.fill(t)
	if n := other.embedder.count(); n != 1+scaling {
		t.Errorf("another model embeds %d texts", n)
	}
}

func TestVectorFollowsTheText(t *testing.T) {
	r := newRig(t)
	r.Want(entry("a", search.Technology, "barrier film"))
	r.wantHeld(t, 0, 1)
	r.fill(t)
	before, _ := r.Vector("a")
	r.Want(entry("a", search.Technology, "barrier film")) // a change of something else
	r.wantHeld(t, 1, 0)
	r.Want(entry("a", search.Technology, "steel"))
	if _, ok := r.Vector("a"); ok {
		t.Error("the vector of the old text is still there")
	}
	r.fill(t)
	if after, ok := r.Vector("a"); !ok || slices.Equal(after.Values, before.Values) {
		t.Error("no vector of the new text")
	}
	r.Want(entry("a", search.Technology, "barrier film")) // remembered
	r.fill(t)
	if n := r.embedder.count(); n != 2+scaling {
		t.Errorf("%d texts embedded", n)
	}
	r.Want(entry("a", search.Technology, ""))
	r.wantHeld(t, 0, 0)
	r.Want(entry("b", search.Technology, "paper"))
	r.Drop("b")
	r.Want(&search.Entry{ID: "o", Kind: search.Organisation, Title: search.Text{PL: "Kwarzenit"}})
	r.fill(t)
	r.wantHeld(t, 0, 0)
	if n := r.embedder.count(); n != 2+scaling {
		t.Errorf("%d texts embedded", n)
	}
}

func TestNearest(t *testing.T) {
	r := newRig(t)
	r.Want(entry("need", search.Need, "barrier film for food"))
	r.Want(entry("other need", search.Need, "barrier film for food"))
	r.Want(entry("far", search.Technology, "ultrasonic weld inspection"))
	r.Want(entry("near", search.Technology, "barrier film for sterile food"))
	r.Want(entry("middle", search.Competence, "food film rheology laboratory"))
	if got := r.Nearest(entry("need", search.Need, ""), 5); got != nil {
		t.Errorf("neighbours before the vector: %v", got)
	}
	r.fill(t)
	for limit, want := range map[int]string{0: "", 1: "near", 2: "near middle", 9: "near middle far"} {
		var ids []string
		for _, c := range r.Nearest(entry("need", search.Need, ""), limit) {
			ids = append(ids, c.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%d nearest: %q, want %q", limit, got, want)
		}
	}
	if got := r.Nearest(entry("near", search.Technology, ""), 9); len(got) != 2 || got[0].ID != "need" || got[1].ID != "other need" {
		t.Errorf("nearest needs %v", got)
	}
	if f, ok := r.Floats("near"); !ok || len(f) != 384 {
		t.Errorf("%d floats", len(f))
	}
	if _, ok := r.Floats("nobody"); ok {
		t.Error("floats of nobody")
	}
}

func TestWhatIsMatchedOnceMore(t *testing.T) {
	r := newRig(t)
	r.Want(entry("old", search.Technology, "paper"))
	r.fill(t)
	if got := r.matched(); !slices.Equal(got, []string{"old"}) { // its matches were made before there were vectors
		t.Errorf("matched %v", got)
	}
	r.Judged("old", []string{"somebody"})
	r.fill(t)
	r.Want(entry("new", search.Need, "film"))
	r.Judged("new", []string{"old"})
	r.Judged("third", []string{"old", "new"}) // its partner's vector is lacking
	r.Judged("fourth", []string{"old"})
	r.fill(t)
	if got := r.matched(); !slices.Equal(got, []string{"new", "old", "third"}) {
		t.Errorf("matched %v", got)
	}
	r.Want(entry("new", search.Need, "paper film"))
	r.fails = 1
	if err := r.Fill(t.Context()); err == nil {
		t.Error("a failure of Arrived is not told")
	}
	r.fill(t)
	if got := r.matched(); !slices.Equal(got, []string{"new", "new", "old", "third"}) {
		t.Errorf("matched %v", got)
	}
}

func TestKnownVectorsCauseNoMatching(t *testing.T) {
	dir := t.TempDir()
	for start := range 2 {
		s := open(t, dir)
		r := over(s, "m")
		r.Want(entry("a", search.Technology, "paper"))
		r.fill(t)
		if n := len(r.matched()); n != 1-start {
			t.Errorf("start %d matches %d entries", start, n)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRefusedTextsAreLeftAlone(t *testing.T) {
	r := newRig(t)
	r.embedder.set(func(texts []string) error {
		if slices.ContainsFunc(texts, func(s string) bool { return strings.HasPrefix(s, "bad") }) {
			return search.ErrText
		}
		return nil
	})
	for i := range 100 {
		r.Want(entry(fmt.Sprint(i), search.Technology, []string{"good ", "bad "}[min(1, i%50)^1]+fmt.Sprint(i)))
	}
	r.fill(t)
	if s := r.Stats(); s.Held != 98 || s.Refused != 2 || s.Waiting != 0 {
		t.Errorf("%+v", s)
	}
	r.Want(entry("0", search.Technology, "bad 0"))
	r.wantHeld(t, 98, 0)
	r.Want(entry("0", search.Technology, "mended"))
	r.fill(t)
	r.wantHeld(t, 99, 0)
	if text := r.log.String(); strings.Count(text, "WARN") != 2 || strings.Contains(text, "bad") {
		t.Errorf("log %s", text)
	}
}

// run runs the service until the returned function is called.
func (r *rig) run(t *testing.T) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// memory keeps documents of this package within a bubble, where a database's goroutines would not rest.
type memory struct {
	store.Store
	mu   sync.Mutex
	docs map[string]store.Document
}

func (m *memory) Find(_ context.Context, _ *store.Collection, q store.Query) ([]store.Document, store.Cursor, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []store.Document
	for id, d := range m.docs {
		if len(q.Where) == 0 || slices.Contains(q.Where[0].In, any(id)) {
			found = append(found, d)
		}
	}
	return found, "", nil
}

func (m *memory) Write(_ context.Context, writes ...store.Write) ([]error, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, w := range writes {
		if w.Kind == store.Delete {
			delete(m.docs, w.ID)
		} else {
			m.docs[w.ID] = store.Document{ID: w.ID, Version: 1, Body: w.Body}
		}
	}
	return make([]error, len(writes)), nil
}

func TestServerThatIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := over(&memory{docs: map[string]store.Document{}}, "m")
		r.embedder.set(func([]string) error { return search.ErrUnavailable })
		defer r.run(t)()
		for i := range 200 {
			r.Want(entry(fmt.Sprint(i), search.Technology, fmt.Sprint("text ", i)))
		}
		pass(time.Hour)
		synctest.Wait()
		r.wantHeld(t, 0, 200)
		r.embedder.set(nil)
		pass(2 * longest)
		synctest.Wait()
		r.wantHeld(t, 200, 0)
		if s := r.Stats(); s.Refused != 0 {
			t.Errorf("%+v", s)
		}
	})
}

// scaling is how many texts it takes to learn what the cosines of a model mean.
const scaling = 32

const longest = time.Minute

// pass lets time go by within a bubble, where it takes none.
func pass(d time.Duration) { <-time.After(d) }

func TestTextThatBreaksTheServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := over(&memory{docs: map[string]store.Document{}}, "m")
		r.embedder.set(func(texts []string) error {
			if slices.Contains(texts, "poison") {
				return search.ErrUnavailable
			}
			return nil
		})
		defer r.run(t)()
		for i := range 200 {
			r.Want(entry(fmt.Sprint(i), search.Technology, fmt.Sprint("text ", i)))
		}
		r.Want(entry("p", search.Technology, "poison"))
		pass(30 * longest)
		synctest.Wait()
		r.wantHeld(t, 200, 1)
		for i := range 10 { // as others come, it proves to be the text
			r.Want(entry("n"+fmt.Sprint(i), search.Technology, fmt.Sprint("new text ", i)))
			pass(2 * longest)
			synctest.Wait()
		}
		r.wantHeld(t, 210, 0)
		if s := r.Stats(); s.Refused != 1 {
			t.Errorf("%+v", s)
		}
	})
}

func TestOldVectorsAreDeleted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{docs: map[string]store.Document{}}
		r := over(m, "m")
		defer r.run(t)()
		r.Want(entry("kept", search.Technology, "paper"))
		r.Want(entry("left", search.Technology, "glass"))
		pass(2 * time.Hour)
		r.Drop("left")
		count := func() int {
			m.mu.Lock()
			defer m.mu.Unlock()
			return len(m.docs)
		}
		pass(vectors.KeepFor - 24*time.Hour)
		synctest.Wait()
		if n := count(); n != 2+scaling {
			t.Errorf("%d vectors before the time", n)
		}
		pass(48 * time.Hour)
		synctest.Wait()
		if n := count(); n != 1+scaling {
			t.Errorf("%d vectors are kept", n)
		}
	})
}

func TestUseFromManySides(t *testing.T) {
	r := newRig(t)
	stop := r.run(t)
	var group sync.WaitGroup
	for g := range 4 {
		group.Go(func() {
			for i := range 200 {
				id := fmt.Sprint(i % 50)
				switch (i + g) % 4 {
				case 0:
					r.Drop(id)
				case 1:
					r.Nearest(entry(id, search.Need, ""), 3)
				default:
					r.Want(entry(id, search.Technology, fmt.Sprint("text ", i*g%17)))
				}
				r.Judged(id, []string{"1", "2"})
				r.Vector(id)
				r.Stats()
			}
		})
	}
	group.Wait()
	stop()
	r.fill(t)
	if s := r.Stats(); s.Waiting != 0 || s.Held > 50 {
		t.Errorf("%+v", s)
	}
}
