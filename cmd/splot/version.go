package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"runtime/debug"
)

// released is set by the linker at a release.
var released string

// version is the release, or the commit that the program was built from, or "development".
func version() string {
	if released != "" {
		return released
	}
	info, ok := debug.ReadBuildInfo()
	if ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				return s.Value[:12]
			}
		}
	}
	return "development"
}

func versionCommand() command {
	return command{
		name: "version", args: "[--json]", summary: "Print the version",
		help: "The release, or the commit that the program was built from.",
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *config, []string) error {
			asJSON := f.Bool("json", false, "as JSON")
			return func(_ context.Context, t *terminal, _ *config, _ []string) error {
				if *asJSON {
					return json.NewEncoder(t.out).Encode(map[string]string{"version": version()})
				}
				_, err := fmt.Fprintln(t.out, "splot", version())
				return err
			}
		},
	}
}
