package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"splot/app"
	"splot/cmd/splot/program"
)

func serveCommand() command {
	return command{
		name: "serve", args: "[--addr 127.0.0.1:8080] [--data DIR]", settings: true,
		summary: "Run Splot",
		help: `Without settings it keeps everything in the data folder, which one process uses at a time. MONGODB_URI,
REDIS_URL, MEILI_URL and SMTP_URL each replace one embedded part by a server; with the first two set, any
number of nodes may run. The first start prints a link, valid for 15 minutes, with which the first
administrator sets the installation up.

  splot serve --data /var/lib/splot --public-url https://splot.example.org`,
		setup: func(*flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error { return serve },
	}
}

func serve(ctx context.Context, t *terminal, c *program.Config, args []string) error {
	if len(args) > 0 {
		return usagef("serve takes no arguments, only flags; got %q", args[0])
	}
	return serveProgram(ctx, t, c)
}

// serveProgram opens the program, prints how to reach it and runs it, at first with a part of the index.
func serveProgram(ctx context.Context, t *terminal, c *program.Config) error {
	listener, err := c.Listen(ctx)
	if err != nil {
		return err
	}
	p, err := program.Open(ctx, c, program.NewLogger(t.err, c.LogLevel), app.Now)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer p.CloseLogged(ctx)
	if err := p.Attach(listener); err != nil {
		return err
	}
	link, err := p.Account.SetUpLink(ctx)
	if err != nil {
		return fmt.Errorf("make the set-up link: %w", err)
	}
	fmt.Fprintln(t.out, "Splot is at", p.Config.PublicURL)
	if link != "" {
		fmt.Fprintf(t.out, "Set it up within 15 minutes at %s\n", link)
	}
	p.LoadInBackground()
	return p.Run(ctx)
}
