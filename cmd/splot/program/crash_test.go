package program_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/store"
	"splot/cmd/splot/program"
	"splot/cmd/splot/trial"
)

// crashSite names, to the child process of TestKilled, the site to write into.
const crashSite = "SPLOT_TEST_CRASH_SITE"

func TestMain(m *testing.M) {
	if site := os.Getenv(crashSite); site != "" {
		if err := writeUntilKilled(context.Background(), site); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// crashed is what the child has to know of the site that its parent made.
type crashed struct {
	Data                           string
	Cluster, Asking, Offering      app.ID
	Buyer, Maker, Auditor, Manager app.ID
}

func (c crashed) open(ctx context.Context) (*trial.Site, error) {
	s := &trial.Site{
		Config:  program.Config{Addr: "127.0.0.1:0", Data: c.Data, PublicURL: "http://127.0.0.1:0", MailFrom: "Splot <splot@localhost>"},
		Cluster: c.Cluster, Asking: c.Asking, Offering: c.Offering,
		Buyer: app.Person{ID: c.Buyer}, Maker: app.Person{ID: c.Maker}, Auditor: app.Person{ID: c.Auditor}, Manager: app.Person{ID: c.Manager},
	}
	var err error
	if s.Program, err = program.Open(ctx, &s.Config, slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})), app.Now); err != nil {
		return nil, err
	}
	return s, s.Program.FillIndex(ctx)
}

// writeUntilKilled is the child: people write, submit, assign and approve, with everything that follows from it,
// until the process is killed. What was acknowledged to them is printed.
func writeUntilKilled(ctx context.Context, site string) error {
	var c crashed
	if err := json.Unmarshal([]byte(site), &c); err != nil {
		return err
	}
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	var out sync.Mutex
	acknowledge := func(words ...any) {
		out.Lock()
		defer out.Unlock()
		fmt.Println(words...) //nolint:forbidigo // the protocol with the parent
	}
	return s.Program.Work(ctx, func(ctx context.Context) error {
		failed := make(chan error)
		for range 3 {
			go func() {
				for {
					if err := pair(s, ctx, acknowledge); err != nil {
						failed <- err
					}
				}
			}()
		}
		return <-failed
	})
}

// pair enters a technology and a need of the same words, which nothing else has.
func pair(s *trial.Site, ctx context.Context, acknowledge func(...any)) error {
	var words []string
	for range 12 {
		word := make([]byte, 9)
		for i := range word {
			word[i] = byte('a' + rand.IntN(26)) //nolint:gosec // any words do
		}
		words = append(words, string(word))
	}
	text := app.Text{EN: strings.Join(words, " ")}
	content := app.Content{Title: app.Text{EN: strings.Join(words[:4], " ")}, Teaser: text, Description: text, Visibility: app.VisibleNetwork}
	offer, need := content, content
	trl := 6
	offer.Technology = &app.TechnologyForm{TRL: &trl, TRLEvidence: text, Advantage: text, IPStatus: "none", Cooperation: []string{"pilot"}}
	need.Need = &app.NeedForm{Problem: text, Urgency: "high", Budget: "undisclosed", Cooperation: []string{"pilot"}}
	var pair []app.ID
	for _, e := range []struct {
		author  app.Person
		owner   app.ID
		kind    app.Kind
		content app.Content
	}{{s.Maker, s.Offering, app.Technology, offer}, {s.Buyer, s.Asking, app.Need, need}} {
		v, err := s.Assigned(ctx, e.author, e.owner, e.kind, e.content)
		if err != nil {
			return err
		}
		acknowledge("assigned", v.Entry.ID)
		if err := s.Approve(ctx, v); err != nil {
			return err
		}
		acknowledge("approved", v.Entry.ID)
		pair = append(pair, v.Entry.ID)
	}
	acknowledge("pair", app.ID(app.PairOf(pair[1], pair[0])))
	return nil
}

// The program is killed at any moment. Afterwards everything that it acknowledged is there, every approved entry is
// matched, and nobody is told anything twice.
func TestKilled(t *testing.T) {
	kills := 100
	if testing.Short() || raced {
		kills = 4
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d, %d kills", seed, kills)
	random := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // a reproducible order, not a secret
	c := makeCrashSite(t)
	var acknowledged []string
	for range kills {
		acknowledged = append(acknowledged, c.runAndKill(t, random.IntN(30))...)
	}
	t.Logf("%d steps acknowledged", len(acknowledged))
	if len(acknowledged) < kills {
		t.Errorf("only %d steps were acknowledged", len(acknowledged))
	}
	s, err := c.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Program.Close() }()
	if err := s.Program.Work(t.Context(), func(context.Context) error { return nil }); err != nil {
		t.Fatal(err)
	}
	verifySteps(s, t, acknowledged)
	verifyNotifications(s, t)
	if stats, err := s.Program.Feed.Stats(t.Context()); err != nil || stats.Pending != 0 || stats.Parked != 0 {
		t.Errorf("the feed has not drained: %+v %v", stats, err)
	}
}

func makeCrashSite(t *testing.T) crashed {
	t.Helper()
	s, err := trial.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Program.Close(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(s.Config.Data) })
	return crashed{
		Data: s.Config.Data, Cluster: s.Cluster, Asking: s.Asking, Offering: s.Offering,
		Buyer: s.Buyer.ID, Maker: s.Maker.ID, Auditor: s.Auditor.ID, Manager: s.Manager.ID,
	}
}

// runAndKill runs a child, kills it when it has acknowledged so many steps, and returns those.
func (c crashed) runAndKill(t *testing.T, after int) []string {
	t.Helper()
	site, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this very test binary
	child.Env = append(os.Environ(), crashSite+"="+string(site))
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
	_, _ = io.Copy(io.Discard, out)
	if err := child.Wait(); err == nil || child.ProcessState.Exited() {
		t.Fatalf("the child ended by itself: %v", err)
	}
	return got
}

func verifySteps(s *trial.Site, t *testing.T, acknowledged []string) {
	t.Helper()
	for _, line := range acknowledged {
		step, id, _ := strings.Cut(line, " ")
		if step == "pair" {
			if _, err := s.Program.Records.Matches.First(t.Context(), store.Query{Where: []store.Condition{store.Eq("pair", id)}}); err != nil {
				t.Errorf("both sides of %s were approved, and they are not matched: %v", id, err)
			}
			continue
		}
		d, err := s.Program.Records.Entries.Get(t.Context(), id)
		if err != nil {
			t.Errorf("acknowledged as %s, but lost: %s: %v", step, id, err)
			continue
		}
		if step == "approved" && (d.Value.State != app.EntryApproved || !d.Value.Live) {
			t.Errorf("entry %s was acknowledged as approved and is %s", id, d.Value.State)
		}
	}
}

// verifyNotifications looks for what came twice or not at all: each approval is told once, to the representative of
// the entry's owner.
func verifyNotifications(s *trial.Site, t *testing.T) {
	t.Helper()
	causes, told, received := map[string]bool{}, map[app.ID]int{}, map[app.ID]int{}
	err := s.Program.Records.Notifications.Each(t.Context(), store.Query{}, func(d store.Doc[app.Notification]) error {
		n := d.Value
		cause := fmt.Sprint(n.Recipient, " ", n.Cause)
		if causes[cause] {
			t.Errorf("%s came twice", cause)
		}
		causes[cause] = true
		if n.Kind == "entry_approved" {
			told[n.Subject]++
			received[n.Recipient]++
		}
		return nil
	})
	approved := 0
	err = errors.Join(err, s.Program.Records.Entries.Each(t.Context(), store.Query{Where: []store.Condition{store.Eq("live", true)}}, func(d store.Doc[app.Entry]) error {
		approved++
		if n := told[app.ID(d.ID)]; n != 1 {
			t.Errorf("the approval of %s was told %d times", d.ID, n)
		}
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d entries approved, %d notifications", approved, len(causes))
	for _, person := range []app.ID{s.Buyer.ID, s.Maker.ID} {
		verifyInbox(s, t, person, received[person])
	}
}

// verifyInbox reads what a person's sockets carried: dense, and each approval once.
func verifyInbox(s *trial.Site, t *testing.T, person app.ID, approvals int) {
	t.Helper()
	carried, at := map[app.ID]int{}, int64(0)
	for {
		entries, err := s.Program.Channels.Read(t.Context(), app.Inbox(person), at, 500)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) == 0 {
			break
		}
		for _, e := range entries {
			if at++; e.Seq != at {
				t.Fatalf("inbox of %s: %d follows %d", person, e.Seq, at-1)
			}
			var frames []struct{ Notification *struct{ ID, Kind string } }
			if err := json.Unmarshal(e.Data, &frames); err != nil {
				t.Fatal(err)
			}
			for _, f := range frames {
				if f.Notification != nil && f.Notification.Kind == "entry_approved" {
					carried[app.ID(f.Notification.ID)]++
				}
			}
		}
	}
	for id, n := range carried {
		if n != 1 {
			t.Errorf("notification %s was carried %d times", id, n)
		}
	}
	if len(carried) != approvals {
		t.Errorf("the inbox of %s carried %d approvals of %d", person, len(carried), approvals)
	}
}
