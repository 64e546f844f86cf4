package trial

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"

	"splot/app"
	"splot/app/account"
	"splot/app/store"
	"splot/cmd/splot/program"
)

// Site is an installation in a temporary folder: one cluster with an asking and an offering
// organisation, and a person for each role.
type Site struct {
	Program *program.Program
	Config  program.Config
	Cluster app.ID
	// The organisations, and the people who represent them.
	Asking, Offering app.ID
	Buyer, Maker     app.Person
	Auditor, Manager app.Person
}

// batchSize is how many entries are entered in one write.
const batchSize = 250

const password = "a password for measuring only"

// Open makes an installation and fills it; Close removes it.
func Open(ctx context.Context) (*Site, error) {
	dir, err := os.MkdirTemp("", "splot-bench-")
	if err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	s := &Site{Config: program.Config{Addr: "127.0.0.1:0", Data: dir, PublicURL: "http://127.0.0.1:0", MailFrom: "Splot <splot@localhost>"}}
	if s.Program, err = program.Open(ctx, &s.Config, slog.New(slog.DiscardHandler), app.Now); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := s.populate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Attach opens an address for the program.
func (s *Site) Attach(ctx context.Context) error {
	s.Config.Addr, s.Config.PublicURL = "127.0.0.1:0", "http://127.0.0.1:0"
	listener, err := s.Config.Listen(ctx)
	if err != nil {
		return err
	}
	return s.Program.Attach(listener)
}

// Close ends the program and removes the folder.
func (s *Site) Close() error {
	return errors.Join(s.Program.Close(), os.RemoveAll(s.Config.Data))
}

func (s *Site) populate(ctx context.Context) error {
	system := app.Actor{System: true}
	c, err := s.Program.Member.CreateCluster(ctx, system, app.Cluster{
		Slug: "bench", Name: app.Text{PL: "Klaster pomiarowy", EN: "Bench cluster"}, Sector: "other", Voivodeship: app.Voivodeships[0].Code, Stage: "mature",
	})
	if err != nil {
		return fmt.Errorf("make cluster: %w", err)
	}
	s.Cluster = c.ID
	for _, o := range []struct {
		id     *app.ID
		name   string
		origin string
	}{{&s.Asking, "Asking", "enterprise"}, {&s.Offering, "Offering", "science"}} {
		id, err := s.Program.Member.Enter(ctx, s.Cluster, app.Organisation{
			ExternalID: o.name, Name: o.name, Origin: o.origin, Voivodeship: app.Voivodeships[0].Code, State: app.Published,
		})
		if err != nil {
			return fmt.Errorf("make organisation: %w", err)
		}
		*o.id = id
	}
	for _, p := range []struct {
		person *app.Person
		name   string
		grant  app.Grant
	}{
		{&s.Buyer, "buyer", app.Grant{Role: app.RoleRepresentative, Organisation: s.Asking}},
		{&s.Maker, "maker", app.Grant{Role: app.RoleRepresentative, Organisation: s.Offering}},
		{&s.Auditor, "auditor", app.Grant{Role: app.RoleAuditor, Cluster: s.Cluster}},
		{&s.Manager, "manager", app.Grant{Role: app.RoleManager, Cluster: s.Cluster}},
	} {
		*p.person, err = s.Program.Account.Create(ctx, app.Person{
			Name: p.name, Email: p.name + "@bench.example", Locale: app.EN, Organisation: p.grant.Organisation, Grants: []app.Grant{p.grant},
		}, password)
		if err != nil {
			return fmt.Errorf("make person: %w", err)
		}
	}
	return nil
}

// SignIn opens a session and returns its token.
func (s *Site) SignIn(ctx context.Context, p app.Person) (string, error) {
	in, err := s.Program.Account.SignIn(ctx, account.Visitor{Address: "127.0.0.1"}, p.Email, password)
	return in.Token, err
}

// NeedShare is one need in so many entries.
const NeedShare = 13

// Entries generates the same entries every time, one need to about twelve technologies.
func (s *Site) Entries(n int) []app.ImportedEntry {
	texts := NewTexts()
	list := make([]app.ImportedEntry, n)
	for i := range list {
		title, description := texts.Next()
		list[i] = app.ImportedEntry{
			ExternalID: fmt.Sprint(i), Kind: app.Technology, Organisation: s.Offering, Cluster: s.Cluster, Approve: true,
			Content: app.Content{Title: app.Text{EN: title}, Description: app.Text{EN: description}, Visibility: app.VisibleNetwork},
		}
		if i%NeedShare == 0 {
			list[i].Kind, list[i].Organisation = app.Need, s.Asking
		}
	}
	return list
}

// Load enters the entries and waits until they are matched.
func (s *Site) Load(ctx context.Context, items []app.ImportedEntry) error {
	return s.Program.Work(ctx, func(ctx context.Context) error {
		for batch := range slices.Chunk(items, batchSize) {
			if err := s.importBatch(ctx, batch); err != nil {
				return err
			}
		}
		return nil
	})
}

// Enter enters the entries without letting anybody follow: they are live, and matched with nothing.
func (s *Site) Enter(ctx context.Context, items []app.ImportedEntry) error {
	for batch := range slices.Chunk(items, batchSize) {
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
func (s *Site) forget(ctx context.Context) error {
	for {
		events, err := s.Program.Store.Pending(ctx, store.MaxLimit)
		if err != nil || len(events) == 0 {
			return err
		}
		ids := make([]string, len(events))
		for i, e := range events {
			ids[i] = e.ID
		}
		if err := s.Program.Store.Forget(ctx, ids...); err != nil {
			return err
		}
	}
}

func (s *Site) importBatch(ctx context.Context, batch []app.ImportedEntry) error {
	results, err := s.Program.Entry.PutImported(ctx, app.Actor{System: true}, batch)
	return errors.Join(append(results, err)...)
}
