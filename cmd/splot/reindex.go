package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"strings"

	"splot/app"
	"splot/app/matching"
	"splot/cmd/splot/program"
	"splot/search"
)

func reindexCommand() command {
	return command{
		name: "reindex", args: "[--check | --verify [--repair]] [--json]", settings: true,
		summary: "Make the search index anew from the documents, or compare the two",
		help: `With Meilisearch, the new index is built aside and swapped in, so that searches go on. The embedded index
is made anew at every start; here the command only tells how many documents it holds.
  MEILI_URL=http://127.0.0.1:7700 splot reindex

--check compares the settings of the index with those of this program and changes nothing. --verify compares
counts, versions and checksums of all documents; --repair puts and deletes only what differs. Both end with
status 1 when they find a difference that they leave.`,
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error {
			var r reindex
			f.BoolVar(&r.check, "check", false, "compare the settings of the index")
			f.BoolVar(&r.verify, "verify", false, "compare the index with the documents")
			f.BoolVar(&r.repair, "repair", false, "with --verify: put right what differs")
			f.BoolVar(&r.json, "json", false, "as JSON")
			return r.run
		},
	}
}

// reindex is one call of the command.
type reindex struct{ check, verify, repair, json bool }

// errDiffers ends a comparison that found something. What it is has been printed.
var errDiffers = errors.New("the index is not what it should be")

func (r *reindex) run(ctx context.Context, t *terminal, c *program.Config, _ []string) error {
	if r.check && r.verify || r.repair && !r.verify {
		return usagef("--check and --verify exclude each other, and --repair needs --verify")
	}
	p, err := program.Open(ctx, c, program.NewLogger(t.err, c.LogLevel), app.Now)
	if err != nil {
		return err
	}
	defer p.CloseLogged(ctx)
	switch {
	case r.check:
		return r.settings(ctx, t, p)
	case r.verify:
		return r.compare(ctx, t, p)
	}
	done, err := p.Matching.Rebuild(ctx)
	if err != nil {
		return err
	}
	if r.json {
		return json.NewEncoder(t.out).Encode(map[string]int{"before": done.Before, "after": done.After})
	}
	_, err = fmt.Fprintf(t.out, "The index holds %d documents; before it held %d.\n", done.After, done.Before)
	return err
}

func (r *reindex) settings(ctx context.Context, t *terminal, p *program.Program) error {
	if p.Server == nil {
		return r.say(t, map[string]any{"differing": []string{}}, "The embedded index has no settings: there is nothing to check.\n")
	}
	different, err := p.Server.Check(ctx)
	if err != nil {
		return err
	}
	var text strings.Builder
	names := []string{}
	for _, d := range different {
		names = append(names, d.Name)
		fmt.Fprintf(&text, "%s\n  has   %s\n  wants %s\n", d.Name, d.Have, d.Want)
	}
	if len(different) == 0 {
		text.WriteString("The settings of the index are those of this program.\n")
	}
	if err := r.say(t, map[string]any{"differing": names}, text.String()); err != nil || len(different) == 0 {
		return err
	}
	return errDiffers
}

func (r *reindex) compare(ctx context.Context, t *terminal, p *program.Program) error {
	if p.Server != nil && r.repair {
		if _, err := p.Server.Prepare(ctx); err != nil {
			return err
		}
	}
	found, err := p.Matching.Verify(ctx, false, r.repair)
	if errors.Is(err, matching.ErrNothingToVerify) {
		return r.say(t, map[string]any{"expected": 0, "indexed": 0}, "The embedded index is made anew from the documents at every start: there is nothing to verify.\n")
	}
	if err != nil {
		return err
	}
	value := map[string]any{
		"expected": found.Expected, "indexed": found.Indexed, "missing": found.Missing, "extra": found.Extra,
		"differing": found.Differing, "repaired": found.Repaired,
	}
	if err := r.say(t, value, told(found)); err != nil || found.Same() || r.repair {
		return err
	}
	return errDiffers
}

// told is a comparison in words, with the first ids of each kind.
func told(v search.Verified) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d documents should be indexed; the index holds %d.\n", v.Expected, v.Indexed)
	for _, kind := range []struct {
		name string
		n    int
		ids  []string
	}{{"missing", v.Missing, v.MissingIDs}, {"superfluous", v.Extra, v.ExtraIDs}, {"differing", v.Differing, v.Other}} {
		if kind.n == 0 {
			continue
		}
		fmt.Fprintf(&b, "%d %s: %s", kind.n, kind.name, strings.Join(kind.ids, " "))
		if kind.n > len(kind.ids) {
			b.WriteString(" …")
		}
		b.WriteString("\n")
	}
	switch {
	case v.Same():
		b.WriteString("Nothing differs.\n")
	case v.Repaired > 0:
		fmt.Fprintf(&b, "%d repaired.\n", v.Repaired)
	}
	return b.String()
}

func (r *reindex) say(t *terminal, value map[string]any, text string) error {
	if r.json {
		return json.NewEncoder(t.out).Encode(value)
	}
	_, err := fmt.Fprint(t.out, text)
	return err
}
