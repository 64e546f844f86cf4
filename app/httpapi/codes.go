package httpapi

import (
	"context"
	"net/url"

	"splot/app"
)

// Codes are the coded lists of the product with their labels.
type Codes struct {
	Voivodeships []Code      `json:"voivodeships" nullable:"false"`
	Countries    []Code      `json:"countries" nullable:"false"`
	Sectors      []Code      `json:"sectors" nullable:"false"`
	PKD          []Code      `json:"pkd" nullable:"false" doc:"PKD divisions"`
	KIS          []Code      `json:"kis" nullable:"false" doc:"National smart specialisations"`
	Languages    []Code      `json:"languages" nullable:"false"`
	Rubric       []Criterion `json:"rubric" nullable:"false" doc:"The auditor's criteria in order"`
}

// Code is one item of a coded list.
type Code struct {
	Code string `json:"code"`
	PL   string `json:"pl"`
	EN   string `json:"en"`
}

// Criterion is one of the auditor's criteria.
type Criterion struct {
	Name   string  `json:"name"`
	Weight float64 `json:"weight" doc:"The weights add up to 1"`
}

// Concept is a concept of EuroSciVoc.
type Concept struct {
	Notation string `json:"notation"`
	PL       string `json:"pl"`
	EN       string `json:"en"`
	Path     []Text `json:"path" nullable:"false" doc:"Labels from the root to the concept"`
}

// Concepts is the vocabulary of concepts.
type Concepts interface {
	// Lookup returns the concepts of notations that exist.
	Lookup(notations []string) []Concept
	// Complete returns concepts whose label begins with, or holds a word that begins with, the text.
	Complete(text string, lang app.Lang, limit int) []Concept
	// Suggest returns concepts that occur in a longer text.
	Suggest(text string, limit int) []Concept
}

type (
	suggestConcepts struct {
		Body struct {
			Text string `json:"text" maxLength:"40000" doc:"What the author wrote so far"`
		}
	}
	findConcepts struct {
		Text     string   `query:"q" maxLength:"120" doc:"The beginning of a label"`
		Notation []string `query:"notation,explode" maxItems:"60" doc:"Concepts by notation, instead of by text"`
	}
)

const maxConcepts = 20

func (a *API) codes() {
	const tag = "codes"
	lists := Codes{
		Voivodeships: codesOf(app.Voivodeships), Countries: codesOf(app.Countries), Sectors: codesOf(app.Sectors), PKD: codesOf(app.PKDDivisions), KIS: codesOf(app.KIS),
		Languages: codesOf(app.Languages),
	}
	for _, c := range app.Rubric {
		lists.Rubric = append(lists.Rubric, Criterion(c))
	}
	register(a, get(tag, "getCodes", "/api/codes", "The coded lists with their labels", app.OpReadPublic),
		func(context.Context, app.Actor, *struct{}) (*body[Codes], error) { return answer(lists), nil })
	register(a, get(tag, "findConcepts", "/api/concepts", "Find EuroSciVoc concepts by label or notation", app.OpSearch),
		func(_ context.Context, actor app.Actor, in *findConcepts) (*body[page[Concept]], error) {
			if len(in.Notation) > 0 {
				return answer(page[Concept]{Items: listOf(a.options.Concepts.Lookup(in.Notation))}), nil
			}
			return answer(page[Concept]{Items: listOf(a.options.Concepts.Complete(in.Text, actor.Lang, maxConcepts))}), nil
		})
	register(a, post(tag, "suggestConcepts", "/api/concepts/suggest", "Suggest EuroSciVoc concepts for a text", app.OpSearch),
		func(_ context.Context, _ app.Actor, in *suggestConcepts) (*body[page[Concept]], error) {
			return answer(page[Concept]{Items: listOf(a.options.Concepts.Suggest(in.Body.Text, maxConcepts))}), nil
		})
}

func codesOf(list app.CodeList) []Code {
	out := make([]Code, len(list))
	for i, c := range list {
		out[i] = Code{Code: c.Code, PL: c.Label.PL, EN: c.Label.EN}
	}
	return out
}

// escapeName encodes a file name for a Content-Disposition header (RFC 8187).
func escapeName(name string) string { return url.PathEscape(name) }
