package glossary

import (
	"context"
	"strings"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Found is one translation of a term that was looked up.
type Found struct {
	Lang   app.Lang // of the term
	Text   string   // in the other language, in whole words
	Source string   // own: a term of the glossary; builtin: the program's dictionary
	ID     app.ID   // of the own term
	Share  float64
}

// The sources of a translation.
const (
	SourceOwn     = "own"
	SourceBuiltin = "builtin"
)

// Lookup tells how a term is translated, in either direction, and by what. Own terms come first.
func (s *Service) Lookup(ctx context.Context, actor app.Actor, term string) ([]Found, error) {
	if !actor.May(app.OpReadGlossary, app.Target{}) {
		return nil, app.Forbidden()
	}
	var v app.Validator
	v.RequiredString("term", term)
	v.Length("term", term, app.MaxTermLength)
	if err := v.Err(); err != nil {
		return nil, err
	}
	found, err := s.own(ctx, term)
	if err != nil {
		return nil, err
	}
	said := map[string]bool{}
	for _, f := range found {
		said[string(f.Lang)+s.o.Key(f.Text, other(f.Lang))] = true
	}
	for _, lang := range app.Langs {
		for _, t := range s.o.Known(term, lang) {
			if key := string(lang) + s.o.Key(t.Term, other(lang)); !said[key] && !s.part(found, lang, s.o.Key(t.Term, other(lang))) {
				said[key] = true
				found = append(found, Found{Lang: lang, Text: t.Term, Source: SourceBuiltin, Share: t.Share})
			}
		}
	}
	return found, nil
}

// part tells whether a word is one of an own translation.
func (s *Service) part(found []Found, lang app.Lang, word string) bool {
	for _, f := range found {
		if f.Source == SourceOwn && f.Lang == lang && strings.Contains(" "+s.o.Key(f.Text, other(lang))+" ", " "+word+" ") {
			return true
		}
	}
	return false
}

func other(lang app.Lang) app.Lang {
	if lang == app.PL {
		return app.EN
	}
	return app.PL
}

// own finds the glossary's terms with the same words.
func (s *Service) own(ctx context.Context, term string) ([]Found, error) {
	pl, en := s.o.Key(term, app.PL), s.o.Key(term, app.EN)
	found := []Found{}
	err := s.terms.Each(ctx, store.Query{}, func(d doc) error {
		left, right, _ := strings.Cut(d.Value.Key, "\t")
		if left == pl {
			found = append(found, Found{Lang: app.PL, Text: d.Value.EN, Source: SourceOwn, ID: app.ID(d.ID), Share: 1})
		}
		if right == en {
			found = append(found, Found{Lang: app.EN, Text: d.Value.PL, Source: SourceOwn, ID: app.ID(d.ID), Share: 1})
		}
		return nil
	})
	return found, records.Answer("look up glossary term", err)
}
