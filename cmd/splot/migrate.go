package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"

	"splot/app"
	"splot/app/store"
)

// migrations are the numbered changes of stored documents, oldest first. Each is idempotent, and none is
// ever changed or removed once it has landed. It runs before the collections of this version are prepared, and
// prepares itself what it reads.
func migrations() []store.Migration { return nil }

func migrateCommand() command {
	return command{
		name: "migrate", args: "[--json]", settings: true,
		summary: "Bring the documents to this version",
		help: `Every start does it too; the command is for those who want it done before the nodes start. It is safe to
repeat. Documents of a newer version are refused.

  splot migrate --data /var/lib/splot`,
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *config, []string) error {
			asJSON := f.Bool("json", false, "as JSON")
			return func(ctx context.Context, t *terminal, c *config, _ []string) error {
				p, err := OpenProgram(ctx, c, newLogger(t.err, c.LogLevel), app.Now) // opening migrates
				if err != nil {
					return err
				}
				defer p.closeLogged(ctx)
				last := 0
				for _, m := range migrations() {
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
