package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"

	"splot/app"
)

func reindexCommand() command {
	return command{
		name: "reindex", args: "[--json]", settings: true,
		summary: "Make the search index anew from the documents",
		help: `With Meilisearch, the new index is built aside and swapped in, so that searches go on. The embedded index
is made anew at every start; here the command only tells how many documents it holds.

  MEILI_URL=http://127.0.0.1:7700 splot reindex`,
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *config, []string) error {
			asJSON := f.Bool("json", false, "as JSON")
			return func(ctx context.Context, t *terminal, c *config, _ []string) error {
				p, err := OpenProgram(ctx, c, newLogger(t.err, c.LogLevel), app.Now)
				if err != nil {
					return err
				}
				defer p.closeLogged(ctx)
				done, err := p.Matching.Rebuild(ctx)
				if err != nil {
					return err
				}
				if *asJSON {
					return json.NewEncoder(t.out).Encode(map[string]int{"before": done.Before, "after": done.After})
				}
				_, err = fmt.Fprintf(t.out, "The index holds %d documents; before it held %d.\n", done.After, done.Before)
				return err
			}
		},
	}
}
