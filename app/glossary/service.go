package glossary

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Pair is a term in both languages.
type Pair struct{ PL, EN string }

// Translation is what a term is translated by, as far as the program itself knows it.
type Translation struct {
	Term  string  // in the other language, in whole words
	Share float64 // confidence, 0–1
}

// Options are what the glossary needs.
type Options struct {
	Records records.Set
	Clock   app.Clock
	IDs     app.IDs
	Logger  *slog.Logger
	// Extend replaces the terms that analyses know besides their own.
	Extend func([]Pair)
	// Key is the form in which two terms of a language are compared.
	Key func(term string, lang app.Lang) string
	// Known tells how a term of a language is translated, the extension included, in words that people can read.
	Known func(term string, lang app.Lang) []Translation
}

// Service holds the use cases.
type Service struct {
	records.Set
	o     Options
	terms store.Set[app.GlossaryTerm]
}

// New makes the service.
func New(o Options) *Service {
	return &Service{Set: o.Records, o: o, terms: store.Set[app.GlossaryTerm]{Store: o.Records.Store, Collection: terms}}
}

var terms = &store.Collection{
	Name: "glossary",
	Fields: []store.Field{
		{Name: "key", Type: store.String}, {Name: "cluster", Type: store.String}, {Name: "updatedAt", Type: store.Time},
	},
	Indexes: []store.Index{
		{Name: "key", Fields: []string{"key"}, Unique: true},
		{Name: "updated", Fields: []string{"updatedAt"}},
		{Name: "cluster", Fields: []string{"cluster", "updatedAt"}},
	},
}

// Collections lists the collections that only the glossary uses, for store.Ensure.
func Collections() []*store.Collection { return []*store.Collection{terms} }

// MaxTerms bounds the glossary: what lies behind is stored and listed but not used.
const MaxTerms = 10_000

// Load brings all terms to where texts are analysed: at start, and when a term has changed.
func (s *Service) Load(ctx context.Context) error {
	var pairs []Pair
	err := s.terms.Each(ctx, store.Query{}, func(d doc) error {
		if len(pairs) < MaxTerms {
			pairs = append(pairs, Pair{d.Value.PL, d.Value.EN})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the glossary: %w", err)
	}
	s.o.Extend(pairs)
	return nil
}

type doc = store.Doc[app.GlossaryTerm]

func (s *Service) key(t app.GlossaryTerm) string {
	return s.o.Key(t.PL, app.PL) + "\t" + s.o.Key(t.EN, app.EN)
}

// changed is the event that terms in these texts have to be looked at anew.
func (s *Service) changed(by, id app.ID, list ...app.GlossaryTerm) store.Event {
	var texts []string
	for _, t := range list {
		texts = append(texts, t.PL, t.EN)
	}
	return records.NewEvent(s.o.IDs(), s.o.Clock(), by, records.TopicGlossary, id, records.GlossaryChange{Terms: texts})
}

func (s *Service) validate(t *app.GlossaryTerm) error {
	t.Trim()
	v := app.Validator{Errors: t.Validate()}
	t.Key = s.key(*t)
	if pl, en, _ := strings.Cut(t.Key, "\t"); len(v.Errors) == 0 && (pl == "" || en == "") {
		if pl == "" {
			v.Add("pl", "no_term")
		}
		if en == "" {
			v.Add("en", "no_term")
		}
	}
	return v.Err()
}
