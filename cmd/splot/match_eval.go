package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"splot/app"
	"splot/cmd/splot/program"
	"splot/search"
	"splot/search/corpus"
	"splot/search/eval"
	"splot/search/match"
	"splot/search/meili"
	"splot/search/memory"
)

func matchEvalCommand() command {
	return command{
		name: "match eval", args: "--docs FILE --topics FILE --qrels FILE",
		summary: "Measure the ranking on a judged collection",
		help: `Takes the documents for technologies and the topics for needs, ranks with the code that serves users, and prints
the means over the topics and the time per topic. With both systems it also prints how much better full is than
bm25, with the p of a paired randomisation test (two-sided, 20,000 permutations, fixed seed).

  --docs    JSON lines {"id", "title", "text"}; title or text may be empty
  --topics  "topic" and text with a tab between them, under a header
  --qrels   "topic" and the id of a document that is right for it, under a header

Each may be compressed with gzip. Topics without a right document are left out and counted. The language of every
text is detected. System bm25 is a plain BM25 in English (k1 0.9, b 0.4, the title twice); full is what users get.
Engine meili needs MEILI_URL and MEILI_KEY, and uses an index of its own that it deletes. With EMBED_URL the vectors
of that embedding server take part, as they do for users; --vectors keeps them for the next run.

  splot match eval --docs projects.jsonl.gz --topics topics.tsv --qrels qrels.tsv --system bm25,full`,
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error {
			e := &evaluation{}
			f.StringVar(&e.files.Documents, "docs", "", "file of documents")
			f.StringVar(&e.files.Topics, "topics", "", "file of topics")
			f.StringVar(&e.files.Judged, "qrels", "", "file of judgements")
			f.Var(&e.systems, "system", "bm25 or full; several by comma, or the flag again (default full)")
			f.Var(&e.engines, "engine", "memory or meili, of the system full; several by comma compare their first ten (default memory)")
			f.Var(&e.lines, "topics-lines", "odd, even or all: which topics by their number after the header (default all)")
			f.StringVar(&e.perTopic, "per-topic", "", "write each topic's figures to this file, tab-separated")
			f.StringVar(&e.weights, "weights", "", "JSON file of weights for system full: {\"version\": …}, and what differs from the shipped ones")
			f.BoolVar(&e.ablate, "ablate", false, "measure system full also with each component off in turn")
			f.StringVar(&e.vectors, "vectors", "", "keep the vectors of the embedding server in this folder")
			f.BoolVar(&e.json, "json", false, "as JSON")
			return func(ctx context.Context, t *terminal, _ *program.Config, args []string) error {
				if len(args) > 0 {
					return usagef("match eval: it takes flags only, not %q", args[0])
				}
				if err := e.complete(); err != nil {
					return err
				}
				return e.run(ctx, t)
			}
		},
	}
}

// choices is a flag of several values: by comma, or repeated.
type choices []string

func (c *choices) String() string { return strings.Join(*c, ",") }

func (c *choices) Set(value string) error {
	for one := range strings.SplitSeq(value, ",") {
		if !slices.Contains(*c, one) {
			*c = append(*c, one)
		}
	}
	return nil
}

func (c choices) within(allowed ...string) bool {
	return !slices.ContainsFunc(c, func(one string) bool { return !slices.Contains(allowed, one) })
}

// Systems and engines by name.
const (
	systemBM25   = "bm25"
	systemFull   = "full"
	engineMemory = "memory"
	engineMeili  = "meili"
)

// evaluation is one call of match eval.
type evaluation struct {
	documents *corpus.Corpus // of the engine that is open
	files     eval.Files
	systems   choices
	engines   choices
	lines     choices
	perTopic  string
	vectors   string
	weights   string // file
	ablate    bool
	json      bool

	collection *eval.Collection
	topics     []int
	use        *match.Weights
	report     evalReport
	outcomes   []eval.Outcome // of report.Systems
}

func (e *evaluation) complete() error {
	if e.files.Documents == "" || e.files.Topics == "" || e.files.Judged == "" {
		return usagef("match eval: --docs, --topics and --qrels are wanted")
	}
	for value, fallback := range map[*choices]string{&e.systems: systemFull, &e.engines: engineMemory, &e.lines: string(eval.AllLines)} {
		if len(*value) == 0 {
			*value = choices{fallback}
		}
	}
	switch {
	case !e.systems.within(systemBM25, systemFull):
		return usagef("match eval: --system is bm25 or full, or both")
	case !e.engines.within(engineMemory, engineMeili):
		return usagef("match eval: --engine is memory or meili, or both")
	case len(e.lines) != 1 || !e.lines.within(string(eval.OddLines), string(eval.EvenLines), string(eval.AllLines)):
		return usagef("match eval: --topics-lines is odd, even or all")
	case e.ablate && !slices.Contains(e.systems, systemFull):
		return usagef("match eval: --ablate is about system full")
	}
	return nil
}

func (e *evaluation) run(ctx context.Context, t *terminal) error {
	var err error
	if e.collection, err = eval.Read(e.files); err != nil {
		return err
	}
	if e.use, err = readWeights(e.weights); err != nil {
		return err
	}
	e.topics, e.report.Unjudged = e.collection.Select(eval.Lines(e.lines[0]))
	e.report.Docs, e.report.Topics = len(e.collection.Documents), len(e.topics)
	if len(e.topics) == 0 {
		return errors.New("none of the topics has a right document")
	}
	for _, system := range e.systems {
		if system == systemBM25 {
			err = e.measure(ctx, systemBM25, "", eval.NewBaseline(e.collection))
		} else {
			err = e.full(ctx, t)
		}
		if err != nil {
			return err
		}
	}
	e.compare()
	if e.perTopic != "" {
		if err := e.writeTopics(e.perTopic); err != nil {
			return fmt.Errorf("write figures by topic: %w", err)
		}
	}
	return e.report.print(t.out, e.json)
}

func (e *evaluation) measure(ctx context.Context, system, engine string, s eval.System) error {
	o, err := eval.Run(ctx, e.collection, s, e.topics)
	if err != nil {
		return err
	}
	e.outcomes = append(e.outcomes, o)
	e.report.Systems = append(e.report.Systems, measured(system, engine, o))
	return nil
}

// full measures the production path on each engine.
func (e *evaluation) full(ctx context.Context, t *terminal) error {
	for _, name := range e.engines {
		engine, drop, err := e.open(ctx, t, name)
		if err != nil {
			return err
		}
		if engine == nil {
			e.report.Skipped = append(e.report.Skipped, "engine meili: skipped: set MEILI_URL")
			continue
		}
		err = e.fullOn(ctx, t, name, engine)
		if err = errors.Join(err, drop()); err != nil {
			return fmt.Errorf("engine %s: %w", name, err)
		}
	}
	return nil
}

func (e *evaluation) fullOn(ctx context.Context, t *terminal, name string, engine search.Engine) error {
	full, err := eval.NewFull(ctx, e.collection, e.documents, engine, app.Now())
	if err != nil {
		return err
	}
	full.Use(e.use)
	end, err := e.embed(ctx, t, full)
	if err != nil {
		return err
	}
	return errors.Join(e.rank(ctx, name, full), end())
}

// rank measures full, and what it is without each of its parts.
func (e *evaluation) rank(ctx context.Context, name string, full *eval.Full) error {
	if err := e.measure(ctx, systemFull, name, full); err != nil || !e.ablate {
		return err
	}
	base := e.outcomes[len(e.outcomes)-1]
	for _, part := range match.Switches() {
		less, _ := e.use.Without(part)
		full.Use(&less)
		o, err := eval.Run(ctx, e.collection, full, e.topics)
		if err != nil {
			return err
		}
		e.report.Ablation = append(e.report.Ablation, ablated{Without: part, Engine: name, means: meansOf(o.Mean()), Comparison: eval.Compare(base, o)})
	}
	return nil
}

// open makes an empty corpus and an empty engine; none where its server is not set. The index of a server is the evaluation's own.
func (e *evaluation) open(ctx context.Context, t *terminal, name string) (search.Engine, func() error, error) {
	e.documents = program.NewCorpus()
	if name == engineMemory {
		return memory.New(e.documents), func() error { return nil }, nil
	}
	url, err := program.FromEnvironment("MEILI_URL", t.env)
	if err != nil || url == "" {
		return nil, nil, err
	}
	key, err := program.FromEnvironment("MEILI_KEY", t.env)
	if err != nil {
		return nil, nil, err
	}
	engine, err := meili.Open(ctx, meili.Options{URL: url, Key: key, Index: "splot_eval_" + string(app.NewIDs(app.Now)()), Lexicon: program.Lexicon(e.documents)})
	if err != nil {
		return nil, nil, fmt.Errorf("open Meilisearch: %w", err)
	}
	return engine, func() error {
		defer engine.Close()
		return engine.Drop(context.WithoutCancel(ctx))
	}, nil
}

// readWeights reads weights from a file; without one they are the shipped ones.
func readWeights(path string) (*match.Weights, error) {
	if path == "" {
		return &match.Default, nil
	}
	raw, err := os.ReadFile(path) //nolint:gosec // the person who measures names it
	if err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	w, err := match.ParseWeights(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return w, nil
}
