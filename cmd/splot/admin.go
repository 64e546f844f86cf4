package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"splot/app"
	"splot/app/account"
	"splot/cmd/splot/program"
)

func adminCommand() command {
	return command{
		name: "admin", args: "create --email ADDRESS --name NAME [--locale pl|en]", settings: true,
		summary: "Create a platform administrator",
		help: `For an installation that has people already, or without a browser at hand. The password is read from
standard input, so that it stands in no process list and no shell history. With the embedded store, stop
the running program first.

  splot admin create --data /var/lib/splot --email anna@example.org --name "Anna Nowak" < password.txt`,
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error {
			person := account.NewPerson{}
			f.StringVar(&person.Email, "email", "", "address to sign in with")
			f.StringVar(&person.Name, "name", "", "name that others see")
			locale := f.String("locale", string(app.PL), "language: pl or en")
			return func(ctx context.Context, t *terminal, c *program.Config, args []string) error {
				if len(args) != 1 || args[0] != "create" {
					return usagef("admin: the only thing to do is `splot admin create`")
				}
				person.Locale = app.Lang(*locale)
				return createAdmin(ctx, t, c, person, os.Stdin)
			}
		},
	}
}

func createAdmin(ctx context.Context, t *terminal, c *program.Config, person account.NewPerson, in io.Reader) error {
	fmt.Fprintf(t.err, "Password (at least %d characters): ", app.MinPassword)
	line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read password: %w", err)
	}
	person.Password = strings.TrimRight(line, "\r\n")
	p, err := program.Open(ctx, c, program.NewLogger(t.err, c.LogLevel), app.Now)
	if err != nil {
		return err
	}
	defer p.CloseLogged(ctx)
	created, err := p.Account.CreateAdmin(ctx, person)
	if err != nil {
		return inWords(err, person.Locale)
	}
	fmt.Fprintf(t.out, "\n%s is a platform administrator and can sign in with %s.\n", created.Name, created.Email)
	return nil
}

// inWords turns a use case's error into lines for a person.
func inWords(err error, lang app.Lang) error {
	e, ok := errors.AsType[*app.Error](err)
	if !ok {
		return err
	}
	lines := []string{e.Message(lang)}
	for _, f := range e.Fields {
		lines = append(lines, "  "+f.Field+": "+f.Message(lang))
	}
	return errors.New(strings.Join(lines, "\n"))
}
