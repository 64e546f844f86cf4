package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"

	"splot/app"
	"splot/cmd/splot/program"
)

func migrateCommand() command {
	return command{
		name: "migrate", args: "[--json]", settings: true,
		summary: "Bring the documents to this version",
		help: `Every start does it too; the command is for those who want it done before the nodes start. It is safe to
repeat. Documents of a newer version are refused.

  splot migrate --data /var/lib/splot`,
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error {
			asJSON := f.Bool("json", false, "as JSON")
			return func(ctx context.Context, t *terminal, c *program.Config, _ []string) error {
				p, err := program.Open(ctx, c, program.NewLogger(t.err, c.LogLevel), app.Now) // opening migrates
				if err != nil {
					return err
				}
				defer p.CloseLogged(ctx)
				last := 0
				for _, m := range program.Migrations() {
					last = m.Number
				}
				if *asJSON {
					return json.NewEncoder(t.out).Encode(map[string]int{"migration": last})
				}
				_, err = fmt.Fprintf(t.out, "The documents are at migration %d.\n", last)
				return err
			}
		},
	}
}
