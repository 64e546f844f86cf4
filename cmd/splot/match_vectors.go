package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"splot/app"
	"splot/app/vectors"
	"splot/cmd/splot/program"
	"splot/infra/sqlitestore"
	"splot/search/eval"
)

// embed gives the ranking the vectors of the embedding server that the environment names, if it names one. What it
// returns ends their use.
func (e *evaluation) embed(ctx context.Context, t *terminal, full *eval.Full) (func() error, error) {
	c := &program.Config{}
	if err := c.Load(flag.NewFlagSet("", flag.ContinueOnError), t.env); err != nil {
		return nil, usageError{err.Error()}
	}
	if c.Embed.URL == "" {
		return func() error { return nil }, nil
	}
	dir, remove := e.vectors, func() error { return nil }
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "splot-vectors-"); err != nil {
			return nil, fmt.Errorf("make a folder for vectors: %w", err)
		}
		remove = func() error { return os.RemoveAll(dir) }
	}
	used, err := e.embedInto(ctx, &c.Embed, dir, t.err, full)
	if err != nil {
		return nil, errors.Join(err, remove())
	}
	return func() error { return errors.Join(used(), remove()) }, nil
}

func (e *evaluation) embedInto(ctx context.Context, c *program.EmbedConfig, dir string, log io.Writer, full *eval.Full) (func() error, error) {
	db, err := sqlitestore.Open(ctx, sqlitestore.Options{Dir: dir})
	if err != nil {
		return nil, fmt.Errorf("open the folder of vectors: %w", err)
	}
	if err := db.Ensure(ctx, vectors.Collections()...); err != nil {
		return nil, errors.Join(fmt.Errorf("prepare the folder of vectors: %w", err), db.Close())
	}
	made, err := program.NewEmbedding(c, db, program.NewLogger(log, "warn"), app.Now, func(context.Context, []string) error { return nil })
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	end := func() error {
		made.Close()
		return db.Close()
	}
	entries := e.collection.Entries()
	for i := range entries {
		made.Vectors.Want(&entries[i])
	}
	if err := made.Vectors.Fill(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("embed the collection: %w", err), end())
	}
	full.UseVectors(made.Vectors)
	e.report.Vectors = made.Vectors.Model()
	return end, nil
}
