package httpapi

import (
	"context"
	"time"

	"splot/app"
	"splot/app/glossary"
	"splot/app/store"
)

// GlossaryTerm is a term of the glossary that managers keep.
type GlossaryTerm struct {
	ID        app.ID    `json:"id"`
	Version   int64     `json:"version" doc:"For If-Match"`
	PL        string    `json:"pl"`
	EN        string    `json:"en"`
	Cluster   app.ID    `json:"cluster,omitempty" doc:"Whose managers change it; absent for an admin's"`
	Of        *Text     `json:"of,omitempty" doc:"Name of that cluster"`
	Author    string    `json:"author" doc:"Name of who added it"`
	CanEdit   bool      `json:"canEdit"`
	CreatedAt time.Time `json:"createdAt"`
	UpdatedAt time.Time `json:"updatedAt"`
}

// TermTranslation is one translation of a term that was looked up.
type TermTranslation struct {
	Lang   string  `json:"lang" enum:"pl,en" doc:"Language in which the term was understood"`
	Text   string  `json:"text" doc:"In the other language, in whole words"`
	Source string  `json:"source" enum:"own,builtin" doc:"own: a term of this glossary; builtin: the program's dictionary"`
	Term   app.ID  `json:"term,omitempty" doc:"The own term"`
	Share  float64 `json:"share" doc:"Confidence, 0–1"`
}

type (
	listTerms struct {
		Paging
		Text string `query:"q" maxLength:"80" doc:"Part of a term, in either language"`
		Mine bool   `query:"mine" doc:"Only those of the viewer's own clusters"`
	}
	lookupTerm struct {
		Term string `query:"term" maxLength:"80" doc:"One to four words"`
	}
	addTerm struct {
		Body struct {
			PL      string `json:"pl" doc:"One to four words, at most 80 characters"`
			EN      string `json:"en" doc:"One to four words, at most 80 characters"`
			Cluster app.ID `json:"cluster,omitempty" required:"false" maxLength:"80" doc:"Empty: the first that the viewer manages"`
		}
	}
	saveTerm struct {
		ByID
		BasedOn
		Body struct {
			PL string `json:"pl" doc:"One to four words, at most 80 characters"`
			EN string `json:"en" doc:"One to four words, at most 80 characters"`
		}
	}
	changeTerm struct {
		ByID
		BasedOn
	}
)

func termOf(v glossary.View) GlossaryTerm {
	t := GlossaryTerm{
		ID: v.ID, Version: v.Version, PL: v.PL, EN: v.EN, Cluster: v.Cluster, Author: v.AuthorName, CanEdit: v.CanEdit,
		CreatedAt: v.CreatedAt, UpdatedAt: v.UpdatedAt,
	}
	if !v.ClusterName.Empty() {
		name := textOf(v.ClusterName)
		t.Of = &name
	}
	return t
}

func termAnswer(v glossary.View, err error) (*body[GlossaryTerm], error) {
	if err != nil {
		return nil, err
	}
	return answer(termOf(v)), nil
}

// Glossary is the terms that managers add.
func Glossary(s *glossary.Service) Resource { return func(a *API) { a.glossary(s) } }

func (a *API) glossary(s *glossary.Service) {
	register(a, get("Glossary", "listTerms", "/api/glossary", "List the terms that managers added, those last changed first", app.OpReadGlossary),
		func(ctx context.Context, actor app.Actor, in *listTerms) (*body[page[GlossaryTerm]], error) {
			views, next, err := s.List(ctx, actor, glossary.Query{Text: in.Text, Mine: in.Mine, Cursor: store.Cursor(in.Cursor), Limit: in.Limit})
			if err != nil {
				return nil, err
			}
			list := page[GlossaryTerm]{Items: make([]GlossaryTerm, len(views)), Next: string(next)}
			for i, v := range views {
				list.Items[i] = termOf(v)
			}
			return answer(list), nil
		})
	register(a, get("Glossary", "lookupTerm", "/api/glossary/lookup", "Tell how a term is translated, and by which source", app.OpReadGlossary),
		func(ctx context.Context, actor app.Actor, in *lookupTerm) (*body[page[TermTranslation]], error) {
			found, err := s.Lookup(ctx, actor, in.Term)
			if err != nil {
				return nil, err
			}
			list := page[TermTranslation]{Items: make([]TermTranslation, len(found))}
			for i, f := range found {
				list.Items[i] = TermTranslation{Lang: string(f.Lang), Text: f.Text, Source: f.Source, Term: f.ID, Share: f.Share}
			}
			return answer(list), nil
		})
	add := post("Glossary", "addTerm", "/api/glossary", "Add a term; texts are matched by it at once", app.OpAddGlossaryTerm).created()
	register(a, add, func(ctx context.Context, actor app.Actor, in *addTerm) (*body[GlossaryTerm], error) {
		return termAnswer(s.Add(ctx, actor, app.GlossaryTerm{PL: in.Body.PL, EN: in.Body.EN, Cluster: in.Body.Cluster}))
	})
	register(a, put("Glossary", "saveTerm", "/api/glossary/{id}", "Change a term", app.OpEditGlossary),
		func(ctx context.Context, actor app.Actor, in *saveTerm) (*body[GlossaryTerm], error) {
			return termAnswer(s.Save(ctx, actor, in.ID, in.version, in.Body.PL, in.Body.EN))
		})
	register(a, del("Glossary", "deleteTerm", "/api/glossary/{id}", "Take a term out of the glossary", app.OpEditGlossary),
		func(ctx context.Context, actor app.Actor, in *changeTerm) (*none, error) {
			return &none{}, s.Delete(ctx, actor, in.ID, in.version)
		})
}
