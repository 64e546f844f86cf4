// Package ferret runs FerretDB inside a test: a server that speaks MongoDB's protocol on loopback and
// keeps its data in a temporary folder. It scans whole collections, so it proves what is right, not
// how fast it is. It has one server for each call of Start, which ends with the test.
package ferret

import (
	"context"
	"log/slog"
	"net/url"
	"os"
	"testing"

	"github.com/FerretDB/FerretDB/ferretdb"
)

// Start starts a server and returns its URI.
func Start(t testing.TB) (uri string) {
	t.Helper()
	return StartTampered(t, Tamper{})
}

// StartTampered is Start with a hand on the commands.
func StartTampered(t testing.TB, tamper Tamper) (uri string) {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "ferret")
	if err != nil {
		t.Fatal(err)
	}
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Logger:    slog.New(slog.DiscardHandler),
		Handler:   "sqlite",
		SQLiteURL: "file:" + dir + "/",
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("FerretDB: %v", err)
		}
	})
	at, err := url.Parse(server.MongoDBURI())
	if err != nil {
		t.Fatal(err)
	}
	at.Host = serialise(t, at.Host, tamper)
	return at.String()
}
