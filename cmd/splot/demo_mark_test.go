package main

import (
	"log/slog"
	"strings"
	"testing"

	"splot/app"
	"splot/app/records/recordstest"
	"splot/app/store"
	"splot/cmd/splot/demo"
	"splot/cmd/splot/program"
)

// TestDemoLeavesOthersAlone loads nothing into documents of a real installation, whose administrator the published
// password would make everybody.
func TestDemoLeavesOthersAlone(t *testing.T) {
	set, err := demo.Data()
	if err != nil {
		t.Fatal(err)
	}
	c := &program.Config{Data: t.TempDir(), MailFrom: "Splot <splot@localhost>", PublicURL: "http://127.0.0.1"}
	log := slog.New(slog.DiscardHandler)
	with := func(f func(*program.Program)) {
		p, err := program.Open(t.Context(), c, log, app.Now)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = p.Close() }()
		f(p)
	}
	with(func(p *program.Program) {
		if err := recordstest.In(p.Store).People.Insert(t.Context(), "admin", app.Person{Email: "admin@office.example"}); err != nil {
			t.Fatal(err)
		}
	})
	if _, err := loadDemo(t.Context(), c, set, log); err == nil || !strings.Contains(err.Error(), "1 people") {
		t.Errorf("loaded over another installation: %v", err)
	}
	with(func(p *program.Program) {
		if n, err := p.Records.People.Count(t.Context(), store.Query{}); err != nil || n != 1 {
			t.Errorf("%d people: %v", n, err)
		}
	})
}

// TestDemoHalfLoaded goes neither on with half a demonstration nor beside it, and takes a whole one as it is.
func TestDemoHalfLoaded(t *testing.T) {
	c := &program.Config{Data: t.TempDir(), MailFrom: "Splot <splot@localhost>", PublicURL: "http://127.0.0.1"}
	p, err := program.Open(t.Context(), c, slog.New(slog.DiscardHandler), app.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	if load, err := claimDemo(t.Context(), p, app.Now()); err != nil || !load {
		t.Fatalf("empty documents: %v %v", load, err)
	}
	if _, err := claimDemo(t.Context(), p, app.Now()); err == nil {
		t.Error("half a demonstration was taken for none, or for a whole one")
	}
	if err := finishDemo(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if load, err := claimDemo(t.Context(), p, app.Now()); err != nil || load {
		t.Errorf("a loaded demonstration: %v %v", load, err)
	}
}

func TestDemoFreshNeedsAFolder(t *testing.T) {
	got := call(t, []string{"demo", "--fresh", "--data", t.TempDir()}, "MONGODB_URI", "mongodb://127.0.0.1:1/customer")
	if got.code == 0 || !strings.Contains(got.err, "--fresh") || !strings.Contains(got.err, "MONGODB_URI") {
		t.Errorf("%d: %s", got.code, got.err)
	}
}
