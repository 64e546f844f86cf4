package program

import (
	"context"
	"fmt"
	"log/slog"

	"splot/search/corpus"
	"splot/search/meili"
	"splot/search/memory"
	"splot/search/standby"
)

// openEngine makes the embedded engine, and in front of it, where one is set, the one on a search server. It does no
// I/O: the program starts and works whether the server answers or not.
func (p *Program) openEngine(context.Context) error {
	p.Corpus = NewCorpus()
	embedded := memory.New(p.Corpus)
	if p.Config.MeiliURL == "" {
		p.Engine = embedded
		return nil
	}
	server, err := meili.New(meili.Options{
		URL: p.Config.MeiliURL, Key: p.Config.MeiliKey, Index: p.Config.MeiliIndex, Logger: p.Log, Lexicon: lexicon{p.Corpus},
		Dictionary: p.Corpus.Dictionary(),
	})
	if err != nil {
		return fmt.Errorf("open Meilisearch: %w", err)
	}
	p.Server = server
	p.Standby = standby.New(standby.Options{Primary: server, Embedded: embedded, Reconcile: p.reconcile, Logger: p.Log})
	p.Engine = p.Standby
	return nil
}

// Lexicon tells a search server's engine which terms of a corpus are worth asking for.
func Lexicon(c *corpus.Corpus) meili.Lexicon { return lexicon{c} }

// lexicon tells a search server's engine which terms are worth asking for.
type lexicon struct{ corpus *corpus.Corpus }

func (l lexicon) Frequency(needs bool, term string) (n int) {
	side := corpus.Offers
	if needs {
		side = corpus.Needs
	}
	l.corpus.Read(func(r corpus.Reader) {
		if term == "" {
			n = r.Docs(side)
		} else if number, ok := r.Term(term); ok {
			n = r.Frequency(side, number)
		}
	})
	return n
}

func (l lexicon) Alike(term string) (terms []string) {
	l.corpus.Read(func(r corpus.Reader) {
		r.Kin(term, func(t uint32) { terms = append(terms, r.Text(t)) })
	})
	return terms
}

// reconcile puts right what the search server's index lacks, by versions: what was approved while the server was down
// and this process too, and what an older program had indexed.
func (p *Program) reconcile(ctx context.Context) error {
	found, err := p.Matching.Verify(ctx, true, true)
	if err != nil {
		return err
	}
	if !found.Same() {
		p.Log.WarnContext(ctx, "search index repaired", slog.Int("missing", found.Missing), slog.Int("extra", found.Extra),
			slog.Int("differing", found.Differing), slog.Int("documents", found.Expected))
	}
	return nil
}

// flush hands the search server what a command has left to tell it. A server that is down gets it from the next
// program that runs.
func (p *Program) flush(ctx context.Context) {
	if p.Standby == nil {
		return
	}
	if err := p.Standby.Flush(ctx); err != nil {
		p.Log.WarnContext(ctx, "search server is behind until the next start", slog.Any("error", err))
	}
}
