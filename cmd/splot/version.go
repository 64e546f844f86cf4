package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"

	"splot/cmd/splot/program"
)

func versionCommand() command {
	return command{
		name: "version", args: "[--json]", summary: "Print the version",
		help: "The release, or the commit that the program was built from.",
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error {
			asJSON := f.Bool("json", false, "as JSON")
			return func(_ context.Context, t *terminal, _ *program.Config, _ []string) error {
				if *asJSON {
					return json.NewEncoder(t.out).Encode(map[string]string{"version": program.Version()})
				}
				_, err := fmt.Fprintln(t.out, "splot", program.Version())
				return err
			}
		},
	}
}
