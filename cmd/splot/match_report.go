package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"splot/search/eval"
)

// evalReport is what match eval prints.
type evalReport struct {
	Docs       int              `json:"docs"`
	Topics     int              `json:"topics"`
	Unjudged   int              `json:"topicsWithoutJudgements"`
	Systems    []systemReport   `json:"systems"`
	Comparison *eval.Comparison `json:"comparison,omitempty"` // full against bm25
	Agreement  *engineAgreement `json:"agreement,omitempty"`  // of two engines
	Ablation   []ablated        `json:"ablation,omitempty"`
	Vectors    string           `json:"vectors,omitempty"` // model of the embedding server that took part
	Skipped    []string         `json:"skipped,omitempty"`
}

type means struct {
	NDCG   float64 `json:"ndcgAt10"`
	Recall float64 `json:"recallAt100"`
	MAP    float64 `json:"map"`
}

func meansOf(f eval.Figures) means { return means(f) }

type systemReport struct {
	System string `json:"system"`
	Engine string `json:"engine,omitempty"`
	Topics int    `json:"topics"`
	means
	P50 float64 `json:"p50Ms"`
	P95 float64 `json:"p95Ms"`
}

type engineAgreement struct {
	SameTop10    float64 `json:"sameTop10"`    // share of topics
	OverlapTop10 float64 `json:"overlapTop10"` // mean share of the ten
}

// ablated is the system full with one component off, against all on.
type ablated struct {
	Without string `json:"without"`
	Engine  string `json:"engine"`
	means
	Comparison eval.Comparison `json:"comparison"`
}

func measured(system, engine string, o eval.Outcome) systemReport {
	return systemReport{
		System: system, Engine: engine, Topics: len(o.Topics), means: meansOf(o.Mean()),
		P50: o.Milliseconds(0.5), P95: o.Milliseconds(0.95),
	}
}

// compare fills in what two systems or two engines have to do with each other.
func (e *evaluation) compare() {
	first := func(system string) int {
		for i, s := range e.report.Systems {
			if s.System == system {
				return i
			}
		}
		return -1
	}
	if a, b := first(systemBM25), first(systemFull); a >= 0 && b >= 0 {
		c := eval.Compare(e.outcomes[a], e.outcomes[b])
		e.report.Comparison = &c
	}
	if i := first(systemFull); i >= 0 && i+1 < len(e.report.Systems) && e.report.Systems[i+1].System == systemFull {
		a := eval.Agree(e.outcomes[i], e.outcomes[i+1])
		e.report.Agreement = &engineAgreement{a.Same, a.Overlap}
	}
}

// writeTopics writes each topic's figures.
func (e *evaluation) writeTopics(path string) (err error) {
	f, err := os.Create(path) //nolint:gosec // the person who measures names it
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := fmt.Fprintln(f, "topic\tsystem\tengine\tndcg@10\trecall@100\tap\tms"); err != nil {
		return err
	}
	for i, s := range e.report.Systems {
		o := e.outcomes[i]
		for j, topic := range o.Topics {
			x := o.Each[j]
			_, err := fmt.Fprintf(f, "%s\t%s\t%s\t%.4f\t%.4f\t%.4f\t%.3f\n", e.collection.Topics[topic].ID, s.System, s.Engine,
				x.NDCG, x.Recall, x.MAP, float64(o.Took[j].Microseconds())/1000)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *evalReport) print(w io.Writer, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "%d documents, %d topics", r.Docs, r.Topics)
	if r.Unjudged > 0 {
		fmt.Fprintf(table, ", %d more without judgements left out", r.Unjudged)
	}
	fmt.Fprintln(table, "\n\nsystem\tengine\tnDCG@10\trecall@100\tMAP\tp50 ms\tp95 ms")
	for _, s := range r.Systems {
		fmt.Fprintf(table, "%s\t%s\t%.4f\t%.4f\t%.4f\t%.2f\t%.2f\n", s.System, s.Engine, s.NDCG, s.Recall, s.MAP, s.P50, s.P95)
	}
	if c := r.Comparison; c != nil {
		fmt.Fprintf(table, "\nfull − bm25\tdifference\tp\nnDCG@10\t%+.4f\t%.4f\nrecall@100\t%+.4f\t%.4f\n",
			c.NDCG.Difference, c.NDCG.P, c.Recall.Difference, c.Recall.P)
	}
	if a := r.Agreement; a != nil {
		fmt.Fprintf(table, "\nengines: the same first ten for %.1f %% of the topics, %.1f %% of the ten in common\n", 100*a.SameTop10, 100*a.OverlapTop10)
	}
	if len(r.Ablation) > 0 {
		fmt.Fprintln(table, "\nwithout\tengine\tnDCG@10\tdifference\tp\trecall@100\tdifference\tp")
	}
	for _, a := range r.Ablation {
		d := a.Comparison
		fmt.Fprintf(table, "%s\t%s\t%.4f\t%+.4f\t%.4f\t%.4f\t%+.4f\t%.4f\n", a.Without, a.Engine,
			a.NDCG, d.NDCG.Difference, d.NDCG.P, a.Recall, d.Recall.Difference, d.Recall.P)
	}
	if r.Vectors != "" {
		fmt.Fprintf(table, "\nvectors: %s\n", r.Vectors)
	}
	for _, s := range r.Skipped {
		fmt.Fprintln(table, "\n"+s)
	}
	return table.Flush()
}
