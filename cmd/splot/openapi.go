package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"

	"splot/cmd/splot/program"
)

func openAPICommand() command {
	return command{
		name: "openapi", args: "", summary: "Print the description of the API (OpenAPI 3.1)",
		help: "The same as /api/openapi.json of a running program. The web client's types are generated from it.",
		setup: func(*flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error {
			return func(_ context.Context, t *terminal, _ *program.Config, _ []string) error {
				raw, err := program.OpenAPI()
				if err != nil {
					return fmt.Errorf("describe the API: %w", err)
				}
				var pretty bytes.Buffer
				if err := json.Indent(&pretty, raw, "", "  "); err != nil {
					return fmt.Errorf("describe the API: %w", err)
				}
				_, err = fmt.Fprintln(t.out, pretty.String())
				return err
			}
		},
	}
}
