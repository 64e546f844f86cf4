package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
	"splot/cmd/splot/demo"
	"splot/cmd/splot/program"
)

// demoPassword opens every account of the demonstration.
const demoPassword = "splot-na-probe"

// demoFolder is where the demonstration lives unless --data says otherwise.
const demoFolder = "data/demo"

func demoCommand() command {
	return command{
		name: "demo", args: "[--addr 127.0.0.1:8080] [--data DIR] [--fresh]", settings: true,
		summary: "Run Splot with demonstration data",
		help: `Ten clusters with their organisations, audit entries in every state and matches, in Polish and partly in
English. The first start loads them into the data folder (` + demoFolder + ` by default), a later one goes on
with what is there; --fresh begins again. Everything in it is invented, and its password is no secret: documents
that hold anything else are left alone, on a server (MONGODB_URI) too.

  splot demo`,
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error {
			fresh := f.Bool("fresh", false, "throw the demonstration's folder away and load it again")
			return func(ctx context.Context, t *terminal, c *program.Config, args []string) error {
				if len(args) > 0 {
					return usagef("demo takes no arguments, only flags; got %q", args[0])
				}
				if c.Data == "data" {
					c.Data = demoFolder
				}
				return runDemo(ctx, t, c, *fresh)
			}
		},
	}
}

func runDemo(ctx context.Context, t *terminal, c *program.Config, fresh bool) error {
	set, err := demo.Data()
	if err != nil {
		return err
	}
	if c.MongoURI != "" {
		if fresh {
			return usagef("--fresh throws a folder away, and MONGODB_URI names a server: empty its database yourself, or unset it")
		}
		err = loadDemoTold(ctx, t, c, set)
	} else {
		err = demoInFolder(ctx, t, c, set, fresh)
	}
	if err != nil {
		return err
	}
	printSignIns(t, set)
	return serveProgram(ctx, t, c)
}

// demoInFolder loads the demonstration into the data folder, unless it is there.
func demoInFolder(ctx context.Context, t *terminal, c *program.Config, set demo.Set, fresh bool) error {
	mark := filepath.Join(c.Data, "demo-loaded")
	if !fresh && exists(mark) {
		return nil
	}
	if err := clearDemo(c.Data, mark); err != nil {
		return err
	}
	if err := loadDemoTold(ctx, t, c, set); err != nil {
		return err
	}
	if err := os.WriteFile(mark, []byte(demoNote), 0o600); err != nil {
		return fmt.Errorf("mark demonstration data as loaded: %w", err)
	}
	return nil
}

// loadDemoTold loads the demonstration where there is none yet, and tells of it.
func loadDemoTold(ctx context.Context, t *terminal, c *program.Config, set demo.Set) error {
	fmt.Fprintln(t.err, "Loading the demonstration data …")
	start := time.Now()
	loaded, err := loadDemo(ctx, c, set, program.NewLogger(t.err, "warn"))
	switch {
	case err != nil:
		return fmt.Errorf("load demonstration data: %w", err)
	case loaded:
		fmt.Fprintf(t.err, "Loaded in %s.\n", time.Since(start).Round(100*time.Millisecond))
	default:
		fmt.Fprintln(t.err, "It is there already.")
	}
	return nil
}

const demoNote = "This folder holds demonstration data of Splot; splot demo --fresh deletes it.\n"

// clearDemo empties a folder that holds a demonstration, or half of one. It refuses any other folder that
// has something in it.
func clearDemo(dir, mark string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make demonstration folder: %w", err)
	}
	half := filepath.Join(dir, "demo-loading")
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("read demonstration folder: %w", err)
	}
	if len(entries) > 0 && !exists(mark) && !exists(half) {
		return fmt.Errorf("%s holds something that is no demonstration; name another folder with --data", dir)
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("clear demonstration folder: %w", err)
		}
	}
	return os.WriteFile(half, []byte(demoNote), 0o600)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func printSignIns(t *terminal, set demo.Set) {
	fmt.Fprintf(t.out, "Sign in with any of these and the password %s\n", demoPassword)
	for _, key := range demo.Shown {
		for _, p := range set.People {
			if p.Key == key {
				fmt.Fprintf(t.out, "  %-32s %s\n", p.Email, roleOf(p, set))
			}
		}
	}
}

func roleOf(p demo.Person, set demo.Set) string {
	g := p.Grants[0]
	switch {
	case g.Organisation != "":
		for _, o := range set.Organisations {
			if o.Key == g.Organisation {
				return string(g.Role) + " of " + o.Name
			}
		}
	case g.Cluster != "":
		return string(g.Role) + " of " + g.Cluster
	}
	return string(g.Role)
}

// loadDemo enters the data through the use cases, as the people would have, at the times when they would
// have: a clock of its own walks from more than a year ago to now. It is false if the documents hold a demonstration
// already, and refuses documents that hold anything else.
func loadDemo(ctx context.Context, c *program.Config, set demo.Set, log *slog.Logger) (bool, error) {
	now := app.Now()
	clock := &demoClock{at: now.AddDate(-2, 0, 0)}
	p, err := program.Open(ctx, c, log, clock.now)
	if err != nil {
		return false, err
	}
	if load, err := claimDemo(ctx, p, now); err != nil || !load {
		return false, errors.Join(err, p.Close())
	}
	l := &demoLoader{
		Program: p, set: set, clock: clock, until: now,
		clusters: map[string]app.ID{}, organisations: map[string]app.ID{}, people: map[string]app.Person{}, entries: map[string]app.ID{},
	}
	if err = p.Work(ctx, l.load); err == nil {
		err = finishDemo(ctx, p)
	}
	return true, errors.Join(err, p.Close())
}

func (l *demoLoader) load(ctx context.Context) error {
	for _, step := range []func(context.Context) error{l.loadClusters, l.loadOrganisations, l.nameCoordinators, l.loadPeople, l.loadHistory} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	l.clock.forward(l.until)
	if _, err := l.Entry.Expire(ctx); err != nil {
		return err
	}
	return l.readOldNotifications(ctx)
}

// readOldNotifications leaves as unread what came within the last days.
func (l *demoLoader) readOldNotifications(ctx context.Context) error {
	if err := l.Feed.Drain(ctx); err != nil {
		return err
	}
	const unreadFor = 4 * 24 * time.Hour
	set := store.Set[app.Notification]{Store: l.Store, Collection: records.Notifications} // nobody writes beside it: the past is being made up
	for _, p := range l.people {
		err := set.Each(ctx, store.Query{Where: []store.Condition{
			store.Eq("recipient", string(p.ID)), {Field: "createdAt", Below: l.until.Add(-unreadFor)},
		}}, func(d store.Doc[app.Notification]) error {
			if d.Value.State != app.Unread {
				return nil
			}
			d.Value.State, d.Value.ReadAt = app.Read, d.Value.CreatedAt.Add(time.Hour)
			_, err := set.Replace(ctx, d)
			return err
		})
		if err != nil {
			return fmt.Errorf("mark notifications as read: %w", err)
		}
	}
	return nil
}
