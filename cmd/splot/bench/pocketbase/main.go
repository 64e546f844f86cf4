// The command pocketbase serves the same records as splot bench api from PocketBase, to be measured beside it. It is a
// module of its own, so that Splot does not depend on PocketBase.
//
// It reads records as JSON lines from its standard input, ended by an empty line, loads them into a temporary folder,
// prints one JSON line with its address and the tokens of the people, and serves on a loopback port until its input
// ends.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "pocketbase:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "splot-peer-")
	if err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	app := pocketbase.NewWithConfig(pocketbase.Config{DefaultDataDir: dir, HideStartBanner: true})
	if err := app.Bootstrap(); err != nil {
		return fmt.Errorf("open: %w", err)
	}
	lines := bufio.NewReaderSize(in, 1<<20)
	tokens, err := load(app, lines)
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	return serve(app, lines, out, tokens)
}

// serve answers until the input ends.
func serve(app core.App, in io.Reader, out io.Writer, tokens map[string]string) error {
	router, err := apis.NewRouter(app)
	if err != nil {
		return err
	}
	mux, err := router.BuildMux()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	if err := json.NewEncoder(out).Encode(map[string]any{"url": "http://" + listener.Addr().String(), "tokens": tokens}); err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, in)
	if err := server.Close(); err != nil {
		return err
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return app.ResetBootstrapState()
}
