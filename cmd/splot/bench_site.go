package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"

	"splot/app"
	"splot/app/account"
	"splot/app/entry"
	"splot/app/store"
)

// benchSite is an installation in a temporary folder: one cluster with an asking and an offering
// organisation, and a person for each role.
type benchSite struct {
	program *Program
	config  config
	cluster app.ID
	// The organisations, and the people who represent them.
	asking, offering app.ID
	buyer, maker     app.Person
	auditor, manager app.Person
}

const benchPassword = "a password for measuring only"

func openBenchSite(ctx context.Context) (*benchSite, error) {
	dir, err := os.MkdirTemp("", "splot-bench-")
	if err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	s := &benchSite{config: config{Addr: "127.0.0.1:0", Data: dir, PublicURL: "http://127.0.0.1:0", MailFrom: "Splot <splot@localhost>"}}
	if s.program, err = OpenProgram(ctx, &s.config, slog.New(slog.DiscardHandler), app.Now); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := s.populate(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// attach opens an address for the program.
func (s *benchSite) attach(ctx context.Context) error {
	s.config.Addr, s.config.PublicURL = "127.0.0.1:0", "http://127.0.0.1:0"
	listener, err := s.config.Listen(ctx)
	if err != nil {
		return err
	}
	return s.program.Attach(listener)
}

func (s *benchSite) close() error {
	return errors.Join(s.program.Close(), os.RemoveAll(s.config.Data))
}

func (s *benchSite) populate(ctx context.Context) error {
	system := app.Actor{System: true}
	c, err := s.program.Member.CreateCluster(ctx, system, app.Cluster{
		Slug: "bench", Name: app.Text{PL: "Klaster pomiarowy", EN: "Bench cluster"}, Sector: "other", Voivodeship: app.Voivodeships[0].Code, Stage: "mature",
	})
	if err != nil {
		return fmt.Errorf("make cluster: %w", err)
	}
	s.cluster = c.ID
	for _, o := range []struct {
		id     *app.ID
		name   string
		origin string
	}{{&s.asking, "Asking", "enterprise"}, {&s.offering, "Offering", "science"}} {
		done := s.program.Member.Import(ctx, s.cluster, app.Organisation{
			ExternalID: o.name, Name: o.name, Origin: o.origin, Voivodeship: app.Voivodeships[0].Code,
		}, true)
		if done.Err != nil {
			return fmt.Errorf("make organisation: %w", done.Err)
		}
		*o.id = done.ID
	}
	for _, p := range []struct {
		person *app.Person
		name   string
		grant  app.Grant
	}{
		{&s.buyer, "buyer", app.Grant{Role: app.RoleRepresentative, Organisation: s.asking}},
		{&s.maker, "maker", app.Grant{Role: app.RoleRepresentative, Organisation: s.offering}},
		{&s.auditor, "auditor", app.Grant{Role: app.RoleAuditor, Cluster: s.cluster}},
		{&s.manager, "manager", app.Grant{Role: app.RoleManager, Cluster: s.cluster}},
	} {
		*p.person, err = s.program.Account.Create(ctx, app.Person{
			Name: p.name, Email: p.name + "@bench.example", Locale: app.EN, Organisation: p.grant.Organisation, Grants: []app.Grant{p.grant},
		}, benchPassword)
		if err != nil {
			return fmt.Errorf("make person: %w", err)
		}
	}
	return nil
}

// signIn opens a session and returns its token.
func (s *benchSite) signIn(ctx context.Context, p app.Person) (string, error) {
	in, err := s.program.Account.SignIn(ctx, account.Visitor{Address: "127.0.0.1"}, p.Email, benchPassword)
	return in.Token, err
}

// needShare is one need in so many entries.
const needShare = 13

// entries generates the same entries every time, one need to about twelve technologies.
func (s *benchSite) entries(n int) []entry.Import {
	texts := newBenchTexts()
	list := make([]entry.Import, n)
	for i := range list {
		title, description := texts.next()
		list[i] = entry.Import{
			ExternalID: fmt.Sprint(i), Kind: app.Technology, Organisation: s.offering, Cluster: s.cluster, Approve: true,
			Content: app.Content{Title: app.Text{EN: title}, Description: app.Text{EN: description}, Visibility: app.VisibleNetwork},
		}
		if i%needShare == 0 {
			list[i].Kind, list[i].Organisation = app.Need, s.asking
		}
	}
	return list
}

// load enters the entries and waits until they are matched.
func (s *benchSite) load(ctx context.Context, items []entry.Import) error {
	return s.program.Work(ctx, func(ctx context.Context) error {
		for batch := range slices.Chunk(items, importBatch) {
			if err := s.importBatch(ctx, batch); err != nil {
				return err
			}
		}
		return nil
	})
}

// enter enters the entries without letting anybody follow: they are live, and matched with nothing.
func (s *benchSite) enter(ctx context.Context, items []entry.Import) error {
	for batch := range slices.Chunk(items, importBatch) {
		if err := s.importBatch(ctx, batch); err != nil {
			return err
		}
		if err := s.forget(ctx); err != nil {
			return err
		}
	}
	return nil
}

// forget drops the events that wait to be handled.
func (s *benchSite) forget(ctx context.Context) error {
	for {
		events, err := s.program.store.Pending(ctx, store.MaxLimit)
		if err != nil || len(events) == 0 {
			return err
		}
		ids := make([]string, len(events))
		for i, e := range events {
			ids[i] = e.ID
		}
		if err := s.program.store.Forget(ctx, ids...); err != nil {
			return err
		}
	}
}

func (s *benchSite) importBatch(ctx context.Context, batch []entry.Import) error {
	results, err := s.program.Entry.ImportBatch(ctx, batch)
	if err != nil {
		return err
	}
	for _, r := range results {
		if r.Err != nil {
			return r.Err
		}
	}
	return nil
}
