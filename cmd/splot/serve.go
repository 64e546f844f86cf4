package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/url"
	"strings"

	"splot/app"
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
		setup: func(*flag.FlagSet) func(context.Context, *terminal, *config, []string) error { return serve },
	}
}

func serve(ctx context.Context, t *terminal, c *config, args []string) error {
	if len(args) > 0 {
		return usagef("serve takes no arguments, only flags; got %q", args[0])
	}
	return serveProgram(ctx, t, c)
}

// serveProgram opens the program, prints how to reach it and runs it, at first with a part of the index.
func serveProgram(ctx context.Context, t *terminal, c *config) error {
	listener, err := c.Listen(ctx)
	if err != nil {
		return err
	}
	p, err := OpenProgram(ctx, c, newLogger(t.err, c.LogLevel), app.Now)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer p.closeLogged(ctx)
	if err := p.Attach(listener); err != nil {
		return err
	}
	link, err := p.Account.SetUpLink(ctx)
	if err != nil {
		return fmt.Errorf("make the set-up link: %w", err)
	}
	fmt.Fprintln(t.out, "Splot is at", p.config.PublicURL)
	if link != "" {
		fmt.Fprintf(t.out, "Set it up within 15 minutes at %s\n", link)
	}
	p.LoadInBackground()
	return p.Run(ctx)
}

func (p *Program) closeLogged(ctx context.Context) {
	if err := p.Close(); err != nil {
		p.log.ErrorContext(ctx, "closing failed", slog.Any("error", err))
	}
}

// origins lists the origins from which pages may open sockets: the public address and, where that is this
// machine, its other name.
func (p *Program) origins() []string {
	u, err := url.Parse(p.config.PublicURL)
	if err != nil {
		return nil
	}
	list := []string{u.Scheme + "://" + u.Host}
	switch u.Hostname() {
	case "127.0.0.1":
		list = append(list, u.Scheme+"://localhost:"+u.Port())
	case "localhost":
		list = append(list, u.Scheme+"://127.0.0.1:"+u.Port())
	}
	return list
}

func (c *config) proxies() []string {
	if c.TrustedProxies == "" {
		return nil
	}
	return strings.Split(c.TrustedProxies, ",")
}
