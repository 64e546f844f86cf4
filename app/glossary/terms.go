package glossary

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// View is a term as someone sees it.
type View struct {
	app.GlossaryTerm
	Version     int64
	AuthorName  string
	ClusterName app.Text
	CanEdit     bool
}

// Query selects terms. Mine are those of the actor's own clusters.
type Query struct {
	Text   string // part of a term, in either language
	Mine   bool
	Cursor store.Cursor
	Limit  int
}

func target(t app.GlossaryTerm) app.Target {
	if t.Cluster == "" {
		return app.Target{}
	}
	return app.Target{Clusters: []app.ID{t.Cluster}}
}

// List answers terms, those last changed first.
func (s *Service) List(ctx context.Context, actor app.Actor, q Query) ([]View, store.Cursor, error) {
	if !actor.May(app.OpReadGlossary, app.Target{}) {
		return nil, "", app.Forbidden()
	}
	find := store.Query{Sort: "updatedAt", Desc: true, Limit: q.Limit, Cursor: q.Cursor}
	if q.Mine {
		find.Where = []store.Condition{store.In("cluster", clustersOf(actor)...)}
	}
	var docs []doc
	var next store.Cursor
	var err error
	if text := strings.ToLower(strings.TrimSpace(q.Text)); text != "" {
		docs, next, err = s.containing(ctx, find, text)
	} else {
		docs, next, err = s.terms.Find(ctx, find)
	}
	if err != nil {
		return nil, "", records.Answer("list glossary terms", err)
	}
	views, err := s.views(ctx, actor, docs)
	return views, next, err
}

// clustersOf lists the clusters whose terms are the actor's own: an admin's have none.
func clustersOf(actor app.Actor) []string {
	list := []string{}
	for _, c := range actor.In(app.RoleManager) {
		list = append(list, string(c))
	}
	if actor.Has(app.RoleAdmin) {
		list = append(list, "")
	}
	return list
}

// containing fills a page with the terms that contain a text. It reads all terms, of which there are at most some
// thousand; the cursor is the number of those shown before.
func (s *Service) containing(ctx context.Context, q store.Query, text string) ([]doc, store.Cursor, error) {
	skip := 0
	if q.Cursor != "" {
		n, err := strconv.Atoi(string(q.Cursor))
		if err != nil || n < 0 || n > MaxTerms {
			return nil, "", store.ErrCursor
		}
		skip = n
	}
	limit := q.Limit
	q.Cursor = ""
	var shown []doc
	at := 0
	err := s.terms.Each(ctx, q, func(d doc) error {
		if t := d.Value; strings.Contains(strings.ToLower(t.PL), text) || strings.Contains(strings.ToLower(t.EN), text) {
			if at++; at > skip && len(shown) <= limit {
				shown = append(shown, d)
			}
		}
		return nil
	})
	if err != nil || len(shown) <= limit {
		return shown, "", err
	}
	return shown[:limit], store.Cursor(strconv.Itoa(skip + limit)), nil
}

func (s *Service) views(ctx context.Context, actor app.Actor, docs []doc) ([]View, error) {
	var people, clusters []app.ID
	for _, d := range docs {
		people, clusters = append(people, d.Value.Author), append(clusters, d.Value.Cluster)
	}
	names, err := s.People.ByID(ctx, people)
	if err != nil {
		return nil, records.Answer("read authors of terms", err)
	}
	around, err := s.Clusters.ByID(ctx, clusters)
	if err != nil {
		return nil, records.Answer("read clusters of terms", err)
	}
	views := make([]View, len(docs))
	for i, d := range docs {
		views[i] = View{
			GlossaryTerm: d.Value, Version: d.Version, AuthorName: names[d.Value.Author].Value.Name,
			ClusterName: around[d.Value.Cluster].Value.Name, CanEdit: actor.May(app.OpEditGlossary, target(d.Value)),
		}
	}
	return views, nil
}

// Add puts a term into the glossary. Without a cluster it is the first that the actor manages, or for an admin none.
func (s *Service) Add(ctx context.Context, actor app.Actor, t app.GlossaryTerm) (View, error) {
	if managed := actor.In(app.RoleManager); t.Cluster == "" && len(managed) > 0 {
		t.Cluster = managed[0]
	}
	if !actor.May(app.OpAddGlossaryTerm, target(t)) {
		return View{}, app.Forbidden()
	}
	if err := s.validate(&t); err != nil {
		return View{}, err
	}
	if t.Cluster != "" {
		if _, err := s.Clusters.Get(ctx, string(t.Cluster)); err != nil {
			return View{}, app.Wrong("cluster", "not_found")
		}
	}
	t.ID, t.Author, t.CreatedAt = s.o.IDs(), actor.Person, s.o.Clock()
	t.UpdatedAt = t.CreatedAt
	err := s.terms.Insert(ctx, string(t.ID), t, s.changed(actor.Person, t.ID, t))
	if errors.Is(err, store.ErrDuplicate) {
		return View{}, s.known(ctx, t)
	}
	if err != nil {
		return View{}, records.Answer("add glossary term", err)
	}
	return s.one(ctx, actor, doc{ID: string(t.ID), Version: 1, Value: t})
}

// known is the conflict that names the term that is there already.
func (s *Service) known(ctx context.Context, t app.GlossaryTerm) error {
	have, err := s.terms.First(ctx, store.Query{Where: []store.Condition{store.Eq("key", t.Key)}})
	if errors.Is(err, store.ErrNotFound) {
		return app.Stale()
	}
	if err != nil {
		return records.Answer("find glossary term", err)
	}
	return app.Conflict("term_known", "id", have.ID, "pl", have.Value.PL, "en", have.Value.EN)
}

func (s *Service) one(ctx context.Context, actor app.Actor, d doc) (View, error) {
	views, err := s.views(ctx, actor, []doc{d})
	if err != nil {
		return View{}, err
	}
	return views[0], nil
}

// change loads a term that the actor may change.
func (s *Service) change(ctx context.Context, actor app.Actor, id app.ID, version int64) (doc, error) {
	d, err := s.terms.Get(ctx, string(id))
	switch {
	case err != nil:
		return d, records.Answer("read glossary term "+string(id), err)
	case !actor.May(app.OpReadGlossary, app.Target{}):
		return d, app.NotFound()
	case !actor.May(app.OpEditGlossary, target(d.Value)):
		return d, app.Forbidden()
	case d.Version != version:
		return d, app.Stale()
	}
	return d, nil
}

// Save changes a term's wording.
func (s *Service) Save(ctx context.Context, actor app.Actor, id app.ID, version int64, pl, en string) (View, error) {
	d, err := s.change(ctx, actor, id, version)
	if err != nil {
		return View{}, err
	}
	before := d.Value
	d.Value.PL, d.Value.EN, d.Value.UpdatedAt = pl, en, s.o.Clock()
	if err := s.validate(&d.Value); err != nil {
		return View{}, err
	}
	saved, err := s.terms.Replace(ctx, d, s.changed(actor.Person, id, before, d.Value))
	if errors.Is(err, store.ErrDuplicate) {
		return View{}, s.known(ctx, d.Value)
	}
	if err != nil {
		return View{}, records.Answer("save glossary term "+string(id), err)
	}
	return s.one(ctx, actor, saved)
}

// Delete takes a term out of the glossary.
func (s *Service) Delete(ctx context.Context, actor app.Actor, id app.ID, version int64) error {
	d, err := s.change(ctx, actor, id, version)
	if err != nil {
		return err
	}
	return records.Answer("delete glossary term "+string(id), s.terms.Delete(ctx, d, s.changed(actor.Person, id, d.Value)))
}
