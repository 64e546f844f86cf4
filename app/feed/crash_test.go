package feed_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/feed"
	"splot/app/store"
	"splot/infra/sqlitestore"
)

// crashDir names, to the child process of TestKilled, the data folder to write into.
const crashDir = "SPLOT_TEST_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		if err := write(context.Background(), dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

type document struct {
	Text string `bson:"text"`
	N    int    `bson:"n"`
}

type notification struct {
	Cause string `bson:"cause"`
}

var (
	documents     = &store.Collection{Name: "documents"}
	notifications = &store.Collection{
		Name:    "notifications",
		Fields:  []store.Field{{Name: "cause", Type: store.String}},
		Indexes: []store.Index{{Name: "cause", Fields: []string{"cause"}, Unique: true}},
	}
)

// office is an open data folder with a feed whose handler stores one notification for each event.
type office struct {
	store         *sqlitestore.Store
	feed          *feed.Feed
	documents     store.Set[document]
	notifications store.Set[notification]
}

func openOffice(ctx context.Context, dir string) (*office, error) {
	s, err := sqlitestore.Open(ctx, sqlitestore.Options{Dir: dir})
	if err != nil {
		return nil, err
	}
	if err := s.Ensure(ctx, documents, notifications); err != nil {
		return nil, err
	}
	o := &office{
		store: s, documents: store.Set[document]{Store: s, Collection: documents},
		notifications: store.Set[notification]{Store: s, Collection: notifications},
		feed:          feed.New(feed.Options{Store: s, Now: app.Now, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Alone: true}),
	}
	ids := app.NewIDs(app.Now)
	o.feed.Register(feed.Handler{Name: "notify", Topics: []string{"written"}, Concurrency: 2, Handle: func(ctx context.Context, e store.Event) error {
		err := o.notifications.Insert(ctx, string(ids()), notification{Cause: e.ID})
		if errors.Is(err, store.ErrDuplicate) {
			return nil // an earlier attempt stored it
		}
		return err
	}})
	return o, nil
}

func written(id string) store.Event {
	return store.Event{ID: "e-" + id, Topic: "written", Key: id, At: app.Now()}
}

// write is the child process: it writes until it is killed, and prints what was acknowledged.
func write(ctx context.Context, dir string) error {
	o, err := openOffice(ctx, dir)
	if err != nil {
		return err
	}
	failed := make(chan error)
	go func() { failed <- o.feed.Run(ctx) }()
	ids := app.NewIDs(app.Now)
	var out sync.Mutex
	acknowledge := func(id string) {
		out.Lock()
		defer out.Unlock()
		fmt.Println(id) //nolint:forbidigo // the protocol with the parent
	}
	for w := range 4 {
		go func() {
			for {
				if err := o.writeOnce(ctx, string(ids()), fmt.Sprint("counter", w), acknowledge); err != nil {
					failed <- err
				}
			}
		}()
	}
	return <-failed
}

// writeOnce inserts a document and replaces another, each with an event.
func (o *office) writeOnce(ctx context.Context, id, counter string, acknowledge func(string)) error {
	if err := o.documents.Insert(ctx, id, document{Text: strings.Repeat("x", 500)}, written(id)); err != nil {
		return err
	}
	acknowledge(id)
	d, err := o.documents.Get(ctx, counter)
	if errors.Is(err, store.ErrNotFound) {
		return o.documents.Insert(ctx, counter, document{}, written(counter+".0"))
	}
	if err != nil {
		return err
	}
	d.Value.N++
	step := fmt.Sprint(counter, ".", d.Value.N)
	if _, err := o.documents.Replace(ctx, d, written(step)); err != nil {
		return err
	}
	acknowledge(step)
	return nil
}

// A process that is killed at any moment loses nothing that it acknowledged, and every write, also
// one whose acknowledgement was lost, has its one notification in the end.
func TestKilled(t *testing.T) {
	kills := 100
	if testing.Short() || raced {
		kills = 10
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d, %d kills", seed, kills)
	random := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // a reproducible order, not a secret
	dir := t.TempDir()
	var acknowledged []string
	for range kills {
		acknowledged = append(acknowledged, runAndKill(t, dir, random.IntN(120))...)
	}
	t.Logf("%d writes acknowledged", len(acknowledged))
	if len(acknowledged) < kills {
		t.Errorf("only %d writes were acknowledged", len(acknowledged))
	}
	o, err := openOffice(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer o.store.Close()
	finish(t, o)
	verify(t, o, acknowledged)
}

// runAndKill runs a child, kills it when it has acknowledged so many writes, and returns those.
func runAndKill(t *testing.T, dir string, after int) []string {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this very test binary
	child.Env = append(os.Environ(), crashDir+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		got = append(got, lines.Text())
		if len(got) == after+1 {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil || child.ProcessState.Exited() {
		t.Fatalf("the child ended by itself: %v", err)
	}
	return got
}

// finish lets the feed deliver what the last child left behind.
func finish(t *testing.T, o *office) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- o.feed.Run(ctx) }()
	if err := o.feed.Drain(ctx); err != nil {
		t.Error(err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func verify(t *testing.T, o *office, acknowledged []string) {
	t.Helper()
	present := map[string]bool{} // every write that happened
	err := o.documents.Each(t.Context(), store.Query{}, func(d store.Doc[document]) error {
		if !strings.HasPrefix(d.ID, "counter") {
			present[d.ID] = true
			return nil
		}
		for n := range d.Value.N + 1 {
			present[fmt.Sprint(d.ID, ".", n)] = true
		}
		if d.Version != int64(d.Value.N)+1 {
			t.Errorf("%s: %d at version %d", d.ID, d.Value.N, d.Version)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range acknowledged {
		if !present[id] {
			t.Errorf("acknowledged, but lost: %s", id)
		}
	}
	told := map[string]int{}
	err = o.notifications.Each(t.Context(), store.Query{}, func(d store.Doc[notification]) error {
		told[strings.TrimPrefix(d.Value.Cause, "e-")]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for id := range present {
		if told[id] != 1 {
			t.Errorf("%d notifications of %s", told[id], id)
		}
	}
	if len(told) != len(present) {
		t.Errorf("%d notifications of %d writes", len(told), len(present))
	}
	if stats, err := o.feed.Stats(t.Context()); err != nil || stats.Pending != 0 || stats.Parked != 0 {
		t.Errorf("stats %+v %v", stats, err)
	}
}
