// Splot is a collaboration platform for industry clusters with real-time science–business matchmaking.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // what was asked could not be done
	exitUsage  = 2 // what was asked was not understood
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	code := run(ctx, &terminal{out: os.Stdout, err: os.Stderr, env: os.LookupEnv}, os.Args[1:])
	stop()
	os.Exit(code)
}

// terminal is what a command reads from and writes to.
type terminal struct {
	out, err io.Writer
	env      func(string) (string, bool)
}

// usageError is a mistake in how the command was called.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// run does one command and returns the exit code.
func run(ctx context.Context, t *terminal, args []string) int {
	err := dispatch(ctx, t, args)
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintln(t.err, "splot:", usage.text)
		return exitUsage
	}
	fmt.Fprintln(t.err, "splot:", err)
	return exitFailed
}
