package consortium

import (
	"context"
	"strings"

	"splot/app"
)

// Limits of a call's text and of a suggestion.
const (
	MaxCallText = 20_000              // characters
	Suggested   = app.MaxCapabilities // what a text lists is kept, however much that is
)

// Capabilities suggests what an entry, or the text of a call, takes. Of an entry the actor needs to see more than a
// teaser.
func (s *Service) Capabilities(ctx context.Context, actor app.Actor, entry app.ID, text string) ([]app.Capability, error) {
	if !actor.Has(app.RoleManager) && !actor.Has(app.RoleRepresentative) {
		return nil, app.Forbidden()
	}
	var v app.Validator
	v.Length("text", text, MaxCallText)
	if entry == "" {
		v.RequiredString("text", text)
	}
	if err := v.Err(); err != nil {
		return nil, err
	}
	if entry != "" {
		of, err := s.textOf(ctx, actor, entry)
		if err != nil {
			return nil, err
		}
		text = of + "\n" + text
	}
	found := s.o.Suggest(text, Suggested)
	list := make([]app.Capability, len(found))
	for i, c := range found {
		list[i] = app.Capability(c)
	}
	return list, nil
}

// textOf is what the approved version of an entry says in public, in the actor's language where it is written in it.
func (s *Service) textOf(ctx context.Context, actor app.Actor, id app.ID) (string, error) {
	parties, err := s.load(ctx, []app.ID{id})
	if err != nil {
		return "", err
	}
	p, ok := parties[id]
	if !ok {
		return "", app.Wrong("entry", "not_found")
	}
	e := p.Entry.Value
	if p.SeenBy(actor) < app.LevelPublic {
		return "", app.Wrong("entry", "not_found")
	}
	c := e.Approved.Content
	parts := []app.Text{c.Title, c.Teaser, c.Description}
	if n := c.Need; n != nil {
		parts = append(parts, n.Problem)
	}
	var said []string
	for _, t := range parts {
		if in := t.In(actor.Lang); in != "" {
			said = append(said, in)
		}
	}
	return strings.Join(said, "\n"), nil
}
