package consortium

import (
	"context"
	"errors"
	"maps"

	"splot/app"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
	"splot/search/capability"
)

// Answer is an entry that answers a question, with its score from 0 to 100 and the share, 0–1, of what the question asks
// for that it speaks of at all.
type Answer struct {
	Entry search.Entry
	Score float64
	Share float64
}

// Options are what the composer needs.
type Options struct {
	Records records.Set
	Clock   app.Clock
	IDs     app.IDs
	// Answers scores the offers that may answer a need that is in no index, best first, at most limit, and the entries
	// named in also, whoever owns them. Gates are decided but for those named.
	Answers func(ctx context.Context, need search.Entry, limit int, also ...string) ([]Answer, error)
	// Suggest lists at most limit capabilities that a text asks for.
	Suggest func(text string, limit int) []capability.Capability
}

// Service holds the use cases.
type Service struct {
	records.Set
	// The own collections, for writing; they stand before those of Set.
	Projects store.Set[app.Project]

	o      Options
	reader indexed.Reader
}

// New makes the service.
func New(o Options) *Service {
	return &Service{
		Set: o.Records, Projects: store.Set[app.Project]{Store: o.Records.Store, Collection: records.Projects},
		o: o, reader: indexed.Reader{Entries: o.Records.Entries, Organisations: o.Records.Organisations},
	}
}

type (
	party           = indexed.Party
	organisationDoc = store.Doc[app.Organisation]
	projectDoc      = store.Doc[app.Project]
)

// initiator finds the organisation for which the actor composes: the one named, else the only one represented.
func (s *Service) initiator(ctx context.Context, actor app.Actor, named app.ID, op app.Operation) (organisationDoc, error) {
	if named == "" {
		own := actor.Represents()
		switch {
		case len(own) == 1:
			named = own[0]
		case len(own) == 0 && !actor.Has(app.RoleManager):
			return organisationDoc{}, app.Forbidden()
		default:
			return organisationDoc{}, app.Wrong("organisation", "required")
		}
	}
	o, err := s.Organisations.Get(ctx, string(named))
	if errors.Is(err, store.ErrNotFound) || err == nil && o.Value.State == app.Archived {
		return o, app.Wrong("organisation", "not_found")
	}
	if err != nil {
		return o, records.Answer("read organisation "+string(named), err)
	}
	if !actor.May(op, app.Target{Organisations: []app.ID{named}, Clusters: o.Value.Clusters}) {
		if o.Value.State != app.Published {
			return o, app.Wrong("organisation", "not_found")
		}
		return o, app.Forbidden()
	}
	return o, nil
}

// load reads entries that are searched now, with their owners.
func (s *Service) load(ctx context.Context, ids []app.ID) (map[app.ID]party, error) {
	found, err := s.reader.All(ctx, ids)
	if err != nil {
		return nil, records.Answer("read entries", err)
	}
	now := s.o.Clock()
	maps.DeleteFunc(found, func(_ app.ID, p party) bool { return !p.Live(now) })
	return found, nil
}

// level is how much of an entry an organisation sees by itself, whoever acts for it.
func level(p party, o *app.Organisation) app.Level { return p.SeenBy(app.OnBehalfOf(o)) }
