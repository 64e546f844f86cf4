package program

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"splot/app"
	"splot/app/consortium"
	"splot/app/feed"
	"splot/app/glossary"
	"splot/app/matching"
	"splot/app/records"
	"splot/app/store"
	"splot/realtime"
	"splot/search"
	"splot/search/text"
)

// answers lets a consortium ask matching.
func answers(m *matching.Service) func(context.Context, search.Entry, int, ...string) ([]consortium.Answer, error) {
	return func(ctx context.Context, need search.Entry, limit int, also ...string) ([]consortium.Answer, error) {
		found, err := m.Answers(ctx, need, limit, also...)
		list := make([]consortium.Answer, len(found))
		for i, a := range found {
			list[i] = consortium.Answer(a)
		}
		return list, err
	}
}

// extend brings the glossary's terms to the analysis.
func extend(d *text.Dictionary) func([]glossary.Pair) {
	return func(pairs []glossary.Pair) {
		list := make([]text.Pair, len(pairs))
		for i, p := range pairs {
			list[i] = text.Pair{PL: p.PL, EN: p.EN, Weight: 1}
		}
		d.Extend(list)
	}
}

// termKey is the form in which the analysis compares a term.
func termKey(term string, lang app.Lang) string { return text.Key(term, text.Lang(lang)) }

// knownTerms tells by what a term is translated.
func knownTerms(d *text.Dictionary) func(string, app.Lang) []glossary.Translation {
	return func(term string, lang app.Lang) []glossary.Translation {
		var list []glossary.Translation
		for _, t := range d.Meanings(term, text.Lang(lang)) {
			list = append(list, glossary.Translation{Term: t.Text, Share: t.Share})
		}
		return list
	}
}

// topicGlossary tells every node of a change of the glossary: a store.Event.
const topicGlossary = "node.glossary"

// glossaryHandler brings a change of the glossary to this node and the others, and has the needs it is about matched
// anew.
func (p *Program) glossaryHandler() feed.Handler {
	return feed.Handler{
		Name: "glossary", Topics: []string{records.TopicGlossary},
		Handle: func(ctx context.Context, e store.Event) error {
			if err := p.Glossary.Load(ctx); err != nil {
				return err
			}
			p.tell(ctx, topicGlossary, e)
			return p.Matching.Glossary(ctx, e)
		},
	}
}

// followGlossary subscribes this node to changes that other nodes handle, and returns what follows them. After an
// interruption the whole glossary is read again; needs that were prepared meanwhile follow with their next change.
func (p *Program) followGlossary() func(context.Context) error {
	changes := make(chan store.Event, glossaryQueue)
	cancel := p.bus.Subscribe(topicGlossary, func(m realtime.Message) {
		var e store.Event
		if m.Fresh || json.Unmarshal(m.Payload, &e) == nil {
			offer(changes, e, nil)
		}
	})
	return func(ctx context.Context) error {
		defer cancel()
		for {
			select {
			case <-ctx.Done():
				return nil
			case e := <-changes:
				if err := p.followTerm(ctx, e); err != nil && ctx.Err() == nil {
					p.Log.ErrorContext(ctx, "following the glossary failed", slog.Any("error", err))
				}
			}
		}
	}
}

// glossaryQueue bounds the changes of the glossary that wait on this node: a full one holds a change that reads the
// whole glossary anyway.
const glossaryQueue = 64

func (p *Program) followTerm(ctx context.Context, e store.Event) error {
	if err := p.Glossary.Load(ctx); err != nil {
		return err
	}
	if e.Topic != records.TopicGlossary {
		return nil
	}
	if err := p.Matching.FollowGlossary(ctx, e); err != nil {
		return fmt.Errorf("analyse needs again: %w", err)
	}
	return nil
}
