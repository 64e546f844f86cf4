package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"splot/app"
	"splot/app/learning"
	"splot/app/store"
	"splot/cmd/splot/program"
	"splot/search/match"
)

// TestMatchTrain learns from a log of people who care for readiness, and stores a proposal that nothing uses.
func TestMatchTrain(t *testing.T) {
	data := t.TempDir()
	train := func(flags ...string) trainReport {
		t.Helper()
		got := call(t, append([]string{"match", "train", "--json", "--log", "error", "--data", data}, flags...))
		if got.code != exitOK {
			t.Fatal(got.err)
		}
		var r trainReport
		if err := json.Unmarshal([]byte(got.out), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := train(); r.Version != "" || !strings.Contains(r.Verdict, "too little data") || r.Weights != nil {
		t.Errorf("of nothing: %+v", r)
	}
	inProgram(t, data, writeLessons)
	if r := train("--dry-run"); r.Version != "" || r.Learned == nil || r.Learned.AUC <= r.Shipped.AUC || !strings.Contains(r.Verdict, "dry run") {
		t.Errorf("dry: %+v", r)
	}
	r := train()
	if r.Version != "learned-1" || r.Weights[match.Readiness] <= match.Default.Shares()[match.Readiness] {
		t.Errorf("got %+v", r)
	}
	inProgram(t, data, func(t *testing.T, p *program.Program) {
		list, err := p.Learning.Weights(t.Context(), app.Actor{System: true})
		if err != nil || len(list.Learned) != 1 || list.Learned[0].Report.Examples != r.Examples || list.Active != match.Default.Version {
			t.Errorf("stored: %+v %v", list, err)
		}
	})
	text := call(t, []string{"match", "train", "--dry-run", "--log", "error", "--data", data})
	if text.code != exitOK || !strings.Contains(text.out, "readiness") || !strings.Contains(text.out, "held out") {
		t.Errorf("as text: %s%s", text.out, text.err)
	}
}

func inProgram(t *testing.T, data string, f func(*testing.T, *program.Program)) {
	t.Helper()
	c := &program.Config{Data: data, Addr: "127.0.0.1:0", PublicURL: "http://127.0.0.1", MailFrom: "Splot <splot@localhost>"}
	p, err := program.Open(t.Context(), c, program.NewLogger(t.Output(), "error"), app.Now)
	if err != nil {
		t.Fatal(err)
	}
	f(t, p)
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}

// writeLessons logs what people did who want what is ready.
func writeLessons(t *testing.T, p *program.Program) {
	t.Helper()
	lessons := store.Set[learning.Lesson]{Store: p.Store}
	for _, c := range learning.Collections() {
		if c.Name == "learning" {
			lessons.Collection = c
		}
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 2)) //nolint:gosec // a simulation
	var writes []store.Write
	for i := range 600 {
		values := map[string]float64{}
		for _, name := range match.Names {
			values[name] = r.Float64()
		}
		l := learning.Lesson{
			Match: app.ID(fmt.Sprint("m", i)), Need: app.ID(fmt.Sprint("n", i/6)), Own: app.ID(fmt.Sprint("n", i/6)), Side: app.NeedSide, Action: "interest",
			Values: values, Model: match.ModelVersion, Weights: match.Default.Version, Rank: 1 + i%6, At: time.Now(),
		}
		if r.Float64() > 1/(1+math.Exp(-10*(values[match.Readiness]-0.5))) {
			l.Action, l.Reason = "declined", "technical_objection"
		}
		w, err := lessons.InsertWrite(fmt.Sprint(i), l)
		if err != nil {
			t.Fatal(err)
		}
		writes = append(writes, w)
	}
	errs, err := p.Store.Write(t.Context(), writes...)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}
