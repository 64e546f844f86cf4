package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"splot/cmd/splot/program"
)

// command is one subcommand.
type command struct {
	name    string
	args    string // what follows the name, for the usage line
	summary string
	help    string // what a person should know before they use it
	// setup declares the command's own flags and returns what runs it with the remaining arguments.
	setup func(f *flag.FlagSet) func(ctx context.Context, t *terminal, c *program.Config, args []string) error
	// settings says that the command takes the settings of config.go.
	settings bool
	// within are the commands that this one groups, their names with its own in front; it has no setup then.
	within []command
}

func commands() []command {
	return []command{
		demoCommand(), serveCommand(), adminCommand(), importCommand(), migrateCommand(), reindexCommand(),
		matchCommand(), openAPICommand(), benchCommand(), versionCommand(),
	}
}

func dispatch(ctx context.Context, t *terminal, args []string) error {
	if len(args) == 0 || args[0] == "help" && len(args) == 1 || args[0] == "-h" || args[0] == "--help" {
		overview(t.out)
		return nil
	}
	name, rest := args[0], args[1:]
	if name == "help" {
		name, rest = rest[0], append(rest[1:len(rest):len(rest)], "--help")
	}
	for _, c := range commands() {
		if c.name == name {
			return c.pick(ctx, t, rest)
		}
	}
	return usagef("there is no command %q; `splot help` lists them", name)
}

// pick runs the command, or the one within it that the first argument names.
func (c command) pick(ctx context.Context, t *terminal, args []string) error {
	if len(c.within) == 0 {
		return c.run(ctx, t, args)
	}
	if len(args) == 0 || args[0] == "-h" || args[0] == "--help" {
		c.explain(t.out)
		return nil
	}
	for _, x := range c.within {
		if x.name == c.name+" "+args[0] {
			return x.run(ctx, t, args[1:])
		}
	}
	return usagef("%s: there is no %q; `splot help %s` lists what there is", c.name, args[0], c.name)
}

func (c command) run(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	do := c.setup(flags)
	settings := &program.Config{}
	if c.settings {
		settings.Declare(flags)
	}
	rest, err := parseMixed(flags, args)
	if errors.Is(err, flag.ErrHelp) {
		c.explain(t.out)
		return nil
	}
	if err != nil {
		return usagef("%s: %v; `splot help %s` explains it", c.name, err, c.name)
	}
	if c.settings {
		if err := settings.Load(flags, t.env); err != nil {
			return usageError{err.Error()}
		}
	}
	return do(ctx, t, settings, rest)
}

// parseMixed lets flags stand before and after the other arguments.
func parseMixed(flags *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		args = flags.Args()
		if len(args) == 0 {
			return rest, nil
		}
		rest = append(rest, args[0])
		args = args[1:]
	}
}

func overview(w io.Writer) {
	fmt.Fprint(w, "Splot: a collaboration platform for industry clusters with science–business matchmaking.\n\nCommands:\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-9s %s\n", c.name, c.summary)
	}
	fmt.Fprint(w, "\nTo try it: splot demo. To run it: splot serve --data DIR.\n`splot help COMMAND` explains a command with its flags and an example.\n")
}

func (c command) explain(w io.Writer) {
	fmt.Fprintf(w, "splot %s %s\n\n%s\n", c.name, c.args, strings.TrimSpace(c.summary+".\n\n"+c.help))
	for _, x := range c.within {
		fmt.Fprintf(w, "\n  splot %s %s\n      %s\n", x.name, x.args, x.summary)
	}
	if c.setup == nil {
		return
	}
	own := flag.NewFlagSet("", flag.ContinueOnError)
	own.SetOutput(w)
	c.setup(own)
	any := false
	own.VisitAll(func(*flag.Flag) { any = true })
	if any {
		fmt.Fprint(w, "\nFlags:\n")
		own.PrintDefaults()
	}
	if c.settings {
		fmt.Fprint(w, "\nSettings, as a flag, in the environment, or in a file that NAME_FILE points to:\n")
		for _, s := range new(program.Config).Settings() {
			flagged := "--" + s.Flag
			if s.Secret {
				flagged = "" // secrets are no flags
			}
			fmt.Fprintf(w, "  %-18s %-22s %s\n", flagged, s.Env, s.Help)
		}
	}
}
