package trial

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"splot/app"
	"splot/app/entry"
	"splot/app/httpapi"
	"splot/cmd/splot/program"
)

// Reopen opens the existing folder again, ready to run.
func (s *Site) Reopen(ctx context.Context) error {
	if err := s.Program.Close(); err != nil {
		return err
	}
	p, err := program.Open(ctx, &s.Config, s.Program.Log, app.Now)
	if err != nil {
		return err
	}
	s.Program = p
	return s.Attach(ctx)
}

// Serve runs the program until stop is called, which returns what Run returned.
func (s *Site) Serve(ctx context.Context) (stop func() error) {
	running, cancel := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- s.Program.Run(running) }()
	return func() error { cancel(); return <-served }
}

// Get asks the program over HTTP, signed in by a token unless it is empty, and tells how long the answer took.
func (s *Site) Get(ctx context.Context, token, path string) (time.Duration, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.Program.Addr()+path, http.NoBody)
	if err != nil {
		return 0, err
	}
	request.AddCookie(&http.Cookie{Name: httpapi.SessionCookie, Value: token})
	start := time.Now()
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return 0, err
	}
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("GET %s: %s", path, answer.Status)
	}
	return time.Since(start), nil
}

// Assigned writes an entry, submits it and assigns the auditor.
func (s *Site) Assigned(ctx context.Context, author app.Person, owner app.ID, kind app.Kind, content app.Content) (entry.View, error) {
	as := s.Actor(ctx, author)
	v, err := s.Program.Entry.Create(ctx, as, owner, s.Cluster, kind, content)
	if err == nil {
		v, err = s.Program.Entry.Submit(ctx, as, v.Entry.ID, v.Version)
	}
	if err == nil {
		v, err = s.Program.Entry.Assign(ctx, s.Actor(ctx, s.Manager), v.Entry.ID, v.Version, s.Auditor.ID)
	}
	return v, err
}

// Approve lets the auditor approve.
func (s *Site) Approve(ctx context.Context, v entry.View) error {
	_, err := s.Program.Entry.Approve(ctx, s.Actor(ctx, s.Auditor), v.Entry.ID, v.Version, app.Review{})
	return err
}

// Actor is a person as they act; nobody if that cannot be told.
func (s *Site) Actor(ctx context.Context, p app.Person) app.Actor {
	a, err := s.Program.Account.Actor(ctx, p.ID)
	if err != nil {
		return app.Actor{}
	}
	return a
}
