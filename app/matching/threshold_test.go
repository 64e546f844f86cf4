package matching_test

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"splot/app"
	"splot/app/matching"
	"splot/app/store"
)

// folder is where the judged collection lies; SPLOT_MATCHING overrides.
func folder(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("SPLOT_MATCHING")
	if dir == "" {
		dir = "../../../shared/matching"
	}
	if _, err := os.Stat(filepath.Join(dir, "projects.jsonl.gz")); err != nil {
		t.Skip("no judged collection: set SPLOT_MATCHING to the folder of projects.jsonl.gz")
	}
	return dir
}

// TestRealData matches 446 needs with 5,612 technologies, and prints the figures behind Threshold and the time of
// one recompute.
func TestRealData(t *testing.T) {
	if raced || testing.Short() {
		t.Skip("matches thousands of entries: a minute; run without -race and -short")
	}
	dir := folder(t)
	w := newWorld(t)
	began := time.Now()
	offers, needs := w.importAll(dir)
	imported := time.Since(began)

	stored, scores, table := 0, []float64{}, map[int][2]int{}
	perNeed := map[app.ID]int{}
	relevant, found := judgements(t, dir), 0
	w.must(w.Matches.Each(t.Context(), store.Query{}, func(d store.Doc[app.Match]) error {
		stored++
		scores = append(scores, d.Value.Score)
		perNeed[d.Value.Need.Entry]++
		row := table[int(d.Value.Score)/5*5]
		row[0]++
		if relevant[needs[d.Value.Need.Entry]+" "+offers[d.Value.Offer.Entry]] {
			found++
			row[1]++
		}
		table[int(d.Value.Score)/5*5] = row
		return nil
	}))
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	most := 0
	for _, n := range perNeed {
		most = max(most, n)
	}
	t.Logf("import with matching %s; %d matches, %d of %d needs have some, at most %d; %d of %d judged pairs; heap %d MB",
		imported.Round(time.Millisecond), stored, len(perNeed), len(needs), most, found, len(relevant), memory.HeapAlloc>>20)
	slices.Sort(scores)
	if len(scores) > 0 {
		t.Logf("scores: p10 %.0f, p50 %.0f, p90 %.0f, max %.0f", at(scores, 0.1), at(scores, 0.5), at(scores, 0.9), at(scores, 1))
	}
	for least := 0; least < 100; least += 5 {
		if row, ok := table[least]; ok {
			t.Logf("score from %d: %d matches, %d of them judged right", least, row[0], row[1])
		}
	}
	w.recompute("need", needs)
	w.settle()
	w.recompute("need, trimmed,", needs)
	w.recompute("offer", offers)
	w.pages(needs)
	began = time.Now()
	w.startRecompute()
	for w.state().State != matching.RecomputeFinished {
		w.must(w.feed.Drain(t.Context()))
	}
	t.Logf("everything matched anew in %s, half of it rest: %d of %d matches changed", time.Since(began).Round(time.Millisecond), w.state().Changed, stored)
	began = time.Now()
	done, err := w.matching.Rebuild(t.Context())
	w.must(err)
	t.Logf("index of %d rebuilt in %s", done.After, time.Since(began).Round(time.Millisecond))
}

// recompute measures entries whose approved version has changed, as an approval does.
func (w *world) recompute(what string, ids map[app.ID]string) {
	var took []float64
	for id := range ids {
		if len(took) == 200 {
			break
		}
		d, err := w.Entries.Get(w.t.Context(), string(id))
		w.must(err)
		d.Value.Approved.Number++
		_, err = w.Entries.Replace(w.t.Context(), d)
		w.must(err)
		began := time.Now()
		w.must(w.matching.MatchEntry(w.t.Context(), id))
		took = append(took, float64(time.Since(began).Microseconds())/1000)
	}
	slices.Sort(took)
	w.t.Logf("one %s again: p50 %.1f ms, p95 %.1f ms, max %.1f ms", what, at(took, 0.5), at(took, 0.95), at(took, 1))
}

// pages measures what is computed when a match, or a need without matches, is looked at.
func (w *world) pages(needs map[app.ID]string) {
	var pages, gaps []float64
	changes := 0
	w.must(w.Matches.Each(w.t.Context(), store.Query{}, func(d store.Doc[app.Match]) error {
		if len(pages) == 300 {
			return nil
		}
		began := time.Now()
		v, err := w.matching.Get(w.t.Context(), representative(app.Organisation{ID: d.Value.Need.Organisation}), app.ID(d.ID))
		pages = append(pages, float64(time.Since(began).Microseconds())/1000)
		changes += len(v.Changes)
		return err
	}))
	for id := range needs {
		if len(gaps) == 100 {
			break
		}
		began := time.Now()
		e, err := w.Entries.Get(w.t.Context(), string(id))
		w.must(err)
		_, err = w.matching.Gap(w.t.Context(), representative(app.Organisation{ID: e.Value.Organisation}), id)
		w.must(err)
		gaps = append(gaps, float64(time.Since(began).Microseconds())/1000)
	}
	for what, took := range map[string][]float64{"match page": pages, "gap": gaps} {
		slices.Sort(took)
		w.t.Logf("one %s: p50 %.1f ms, p95 %.1f ms, max %.1f ms", what, at(took, 0.5), at(took, 0.95), at(took, 1))
	}
	w.t.Logf("%.1f changes a page", float64(changes)/float64(max(1, len(pages))))
}

func at(sorted []float64, share float64) float64 {
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

// importAll stores the collection as an import does, technologies first, and waits until all is matched. It
// returns the outside ids by entry.
func (w *world) importAll(dir string) (offers, needs map[app.ID]string) {
	w.t.Helper()
	offers, needs = map[app.ID]string{}, map[app.ID]string{}
	sources := []app.Organisation{}
	for range 40 {
		sources = append(sources, w.organisation("Źródło"))
	}
	asks := w.organisation("Pyta")
	var writes []store.Write
	add := func(o app.Organisation, kind app.Kind, title, text string) app.ID {
		e := w.approved(o, kind, "", "", func(c *app.Content) {
			c.Title, c.Teaser, c.Description = app.Text{EN: title}, app.Text{}, app.Text{EN: text}
		})
		e.History = []app.Step{{Action: "imported", Number: 1}}
		insert, err := w.Entries.InsertWrite(string(e.ID), e, w.event("entry.changed", e.ID))
		w.must(err)
		if writes = append(writes, insert); len(writes) == 400 {
			w.flush(&writes)
		}
		return e.ID
	}
	f, err := os.Open(filepath.Join(dir, "projects.jsonl.gz"))
	w.must(err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	w.must(err)
	for rows := json.NewDecoder(z); rows.More(); {
		var p struct{ ID, Title, Text string }
		w.must(rows.Decode(&p))
		offers[add(sources[len(offers)%len(sources)], app.Technology, p.Title, p.Text)] = p.ID
	}
	topics, err := os.ReadFile(filepath.Join(dir, "topics.en.tsv"))
	w.must(err)
	for _, line := range strings.Split(strings.TrimSpace(string(topics)), "\n")[1:] {
		row := strings.Split(line, "\t")
		needs[add(asks, app.Need, row[1], strings.Join(row[2:], " "))] = row[0]
	}
	w.flush(&writes)
	for w.feed.Drain(w.t.Context()) != nil {
		w.t.Fatal("the feed did not drain")
	}
	return offers, needs
}

func (w *world) flush(writes *[]store.Write) {
	w.t.Helper()
	errs, err := w.Store.Write(w.t.Context(), *writes...)
	w.must(err)
	for _, err := range errs {
		w.must(err)
	}
	*writes = nil
}

func judgements(t testing.TB, dir string) map[string]bool {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "qrels.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	judged := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		row := strings.Split(line, "\t")
		judged[row[0]+" "+row[1]] = true
	}
	return judged
}
