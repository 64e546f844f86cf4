package program

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"splot/app"
	"splot/app/matching"
	"splot/app/store"
	"splot/app/vectors"
	"splot/infra/embed"
	"splot/search"
)

// EmbedConfig is the settings of the optional embedding server.
type EmbedConfig struct {
	URL           string
	Model         string
	Key           string
	QueryPrefix   string
	PassagePrefix string
	InputTypes    string
	Dimensions    string
	Timeout       string
}

// check tells whether the settings go together, before anything is opened.
func (c *EmbedConfig) check() error {
	if c.URL == "" {
		return nil
	}
	client, err := c.open(slog.New(slog.DiscardHandler), app.Now)
	if err == nil {
		client.Close()
	}
	return err
}

// open makes the client. It connects to nothing.
func (c *EmbedConfig) open(log *slog.Logger, clock app.Clock) (*embed.Client, error) {
	o := embed.Options{
		URL: c.URL, Model: c.Model, Key: c.Key, QueryPrefix: c.QueryPrefix, PassagePrefix: c.PassagePrefix, Logger: log, Clock: clock,
	}
	o.QueryType, o.PassageType, _ = strings.Cut(c.InputTypes, ",")
	var err error
	if c.Dimensions != "" {
		if o.Dimensions, err = strconv.Atoi(c.Dimensions); err != nil {
			return nil, fmt.Errorf("read EMBED_DIMENSIONS: %w", err)
		}
	}
	if c.Timeout != "" {
		if o.Timeout, err = time.ParseDuration(c.Timeout); err != nil {
			return nil, fmt.Errorf("read EMBED_TIMEOUT: %w", err)
		}
	}
	client, err := embed.New(o)
	if err != nil {
		return nil, fmt.Errorf("settings EMBED_URL and EMBED_MODEL: %w", err)
	}
	return client, nil
}

// Embedding is the optional vectors of a program.
type Embedding struct {
	client  *embed.Client
	Vectors *vectors.Service
}

// NewEmbedding makes vectors over a store. rematch has entries matched once more.
func NewEmbedding(c *EmbedConfig, s store.Store, log *slog.Logger, clock app.Clock, rematch func(context.Context, []string) error) (*Embedding, error) {
	client, err := c.open(log, clock)
	if err != nil {
		return nil, err
	}
	return &Embedding{client: client, Vectors: vectors.New(vectors.Options{
		Cache: vectors.NewCache(s, client, clock, log), Clock: clock, Logger: log, Arrived: rematch,
	})}, nil
}

// openEmbedding gives matching vectors where a server is set. Every entry is then matched once more a little later,
// lest the program stop between a vector's coming and its use.
func (p *Program) openEmbedding(o *matching.Options) error {
	if p.Config.Embed.URL == "" {
		return nil
	}
	e, err := NewEmbedding(&p.Config.Embed, p.Store, p.Log, p.clock, func(ctx context.Context, ids []string) error {
		return p.Matching.Revisit(ctx, ids)
	})
	if err != nil {
		return err
	}
	p.Embed, o.Vectors, o.Settle = e, e.Vectors, settleAfter
	if p.Server != nil {
		p.Server.UseVectors(e.Vectors)
	}
	return nil
}

// vectorRuns fills vectors and hands them to the search server, where there are such; nil without.
func (p *Program) vectorRuns() func(context.Context) error {
	if p.Embed == nil {
		return nil
	}
	return func(ctx context.Context) error {
		group, ctx := errgroup.WithContext(ctx)
		group.Go(func() error { return p.Embed.Vectors.Run(ctx) })
		if p.Standby != nil {
			group.Go(func() error { return p.handVectors(ctx) })
		}
		return group.Wait()
	}
}

// How often it is looked whether the search server lacks vectors, and how soon it is compared after the last time.
const (
	lookForVectors = time.Minute
	compareVectors = 10 * time.Minute
	compareAnyway  = time.Hour // another process may have made the index anew, without vectors
)

// handVectors brings the search server the vectors that came after their entries were indexed: nothing that people
// see waits for them.
func (p *Program) handVectors(ctx context.Context) error {
	ticker := time.NewTicker(lookForVectors)
	defer ticker.Stop()
	var last vectorHandover
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		if !p.Standby.Up() || !last.due(p.Embed.Vectors.Stats(), p.clock()) {
			continue
		}
		if err := p.reconcile(ctx); err != nil && ctx.Err() == nil {
			p.Log.WarnContext(ctx, "handing vectors to the search server failed", slog.Any("error", err))
		}
	}
}

// vectorHandover is what there was when the search server was last compared.
type vectorHandover struct {
	stats vectors.Stats
	at    time.Time
}

// due tells whether to compare now, and notes that.
func (h *vectorHandover) due(now vectors.Stats, at time.Time) bool {
	changed := now.Held != h.stats.Held || now.Misses != h.stats.Misses || now.Hits != h.stats.Hits
	age := at.Sub(h.at)
	if now.Waiting > 0 && age < compareAnyway || age < compareVectors || !changed && age < compareAnyway {
		return false
	}
	h.stats, h.at = now, at
	return true
}

// Close ends the use of the server. It may be called on nil.
func (e *Embedding) Close() {
	if e != nil {
		e.client.Close()
	}
}

func checkPair(value string) error {
	a, b, ok := strings.Cut(value, ",")
	if !ok || a == "" || b == "" || strings.Contains(b, ",") {
		return errors.New(`wanted two names by comma, as "query,passage"`)
	}
	return nil
}

func checkDimensions(value string) error {
	if n, err := strconv.Atoi(value); err != nil || n < 1 || n > search.MaxDimensions {
		return fmt.Errorf("wanted a number from 1 to %d", search.MaxDimensions)
	}
	return nil
}

func checkTimeout(value string) error {
	if d, err := time.ParseDuration(value); err != nil || d < 100*time.Millisecond || d > 10*time.Minute {
		return errors.New("wanted a time from 100ms to 10m, as 30s")
	}
	return nil
}
