package matching

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"splot/app"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
)

// Index keeps the engine's index true to one changed entry or organisation. It handles records.TopicEntry and
// records.TopicOrganisation.
func (s *Service) Index(ctx context.Context, e store.Event) error {
	switch {
	case e.Topic == records.TopicOrganisation:
		return s.indexOwner(ctx, e.Key) // the sweep that Match begins puts its entries, page by page
	case s.putFirst:
		return nil // Match puts it
	}
	return s.Follow(ctx, e)
}

// Follow brings this node's index and what scoring needs up to a change that any node handles.
func (s *Service) Follow(ctx context.Context, e store.Event) error {
	switch e.Topic {
	case records.TopicEntry:
		_, _, err := s.indexEntry(ctx, e.Key)
		return err
	case records.TopicOrganisation:
		return s.indexOrganisation(ctx, e.Key)
	case records.TopicWeights:
		return s.loadWeights(ctx)
	case records.TopicRequests:
		return s.followRequests(ctx, e.Key)
	}
	return nil
}

// loadWeights puts the weights that an administrator chose to use.
func (s *Service) loadWeights(ctx context.Context) error {
	if s.learning == nil {
		return nil
	}
	return s.learning.LoadWeights(ctx)
}

// indexTries bounds how often an entry is put again because it changed meanwhile.
const indexTries = 5

// indexEntry puts a live entry into the engine and the corpus, or takes it out of both. It returns what it read.
func (s *Service) indexEntry(ctx context.Context, id string) (party, bool, error) {
	for range indexTries {
		p, exists, err := s.load(ctx, id)
		if err != nil {
			return p, false, err
		}
		live := exists && p.Live(s.now())
		if err := s.place(ctx, p, id, live); err != nil {
			return p, false, err
		}
		if !live {
			return p, false, nil
		}
		if now, err := s.versions(ctx, records.Entries, []string{id}); err != nil || now[id] == p.Entry.Version {
			return p, true, err
		}
	}
	return party{}, false, fmt.Errorf("index entry %s: it changes all the time: %w", id, store.ErrStale)
}

func (s *Service) place(ctx context.Context, p party, id string, live bool) error {
	if !live {
		s.forget(id)
		if err := s.engine.Delete(ctx, id); err != nil {
			return fmt.Errorf("take entry %s out of the index: %w", id, err)
		}
		return nil
	}
	if err := s.engine.Put(ctx, s.know(p)); err != nil {
		return fmt.Errorf("index entry %s: %w", id, err)
	}
	return nil
}

// know prepares a live entry for scoring unless that version is prepared already.
func (s *Service) know(p party) search.Entry {
	x, fresh := s.note(p)
	if fresh {
		s.corpus.Put(x)
	}
	return x
}

// note takes down what scoring knows of a live entry beside the corpus, and tells whether the corpus lacks it.
func (s *Service) note(p party) (x search.Entry, fresh bool) {
	x = s.entryOf(p)
	known, ok := s.corpus.Get(x.ID)
	fresh = !ok || known.Version() < x.Version || known.Version() == x.Version && known.Entry().Requests != x.Requests
	if fresh {
		var before []string
		if ok {
			before = conceptsOf(known.Entry())
		}
		s.noteOrigin(p, x, before)
	}
	s.wantVector(x)
	return x, fresh
}

// entryOf is indexed.Entry with what matching itself keeps of an entry's owner.
func (s *Service) entryOf(p party) search.Entry {
	x := p.Indexed()
	if x.Offer() {
		x.Requests = s.requests.of(app.ID(x.Organisation))
	}
	return x
}

// noteOrigin takes down what the corpus does not hold, unless a newer version has been noted beside a load.
func (s *Service) noteOrigin(p party, x search.Entry, before []string) {
	s.noting.Lock()
	defer s.noting.Unlock()
	if s.origin(x.ID).version > x.Version {
		return
	}
	s.fields.move(x.ID, before, conceptsOf(&x))
	s.origins.Store(x.ID, origin{version: x.Version, number: p.Entry.Value.Approved.Number, bulk: p.Entry.Value.FromImport()})
}

// forget drops what is known of an entry for scoring.
func (s *Service) forget(id string) {
	if known, ok := s.corpus.Get(id); ok {
		s.fields.move(id, conceptsOf(known.Entry()), nil)
	}
	s.corpus.Delete(id)
	s.dropVector(id)
}

// origin is what matching knows of a prepared entry besides its texts and facts.
type origin struct {
	version int64 // of the indexed form
	number  int   // of the approved version
	bulk    bool  // it came with an import
}

func (s *Service) origin(id string) origin {
	o, _ := s.origins.Load(id)
	known, _ := o.(origin)
	return known
}

// indexOrganisation keeps the index true to an organisation and to its entries.
func (s *Service) indexOrganisation(ctx context.Context, id string) error {
	if err := s.indexOwner(ctx, id); err != nil {
		return err
	}
	return s.liveEntries(ctx, id, func(e entryDoc) error {
		_, _, err := s.indexEntry(ctx, e.ID)
		return err
	})
}

func (s *Service) indexOwner(ctx context.Context, id string) error {
	o, err := s.Organisations.Get(ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("read organisation %s: %w", id, err)
	}
	if err != nil || o.Value.State != app.Published {
		err = s.engine.Delete(ctx, id)
	} else {
		err = s.engine.Put(ctx, indexed.Organisation(o))
	}
	if err != nil {
		return fmt.Errorf("index organisation %s: %w", id, err)
	}
	return nil
}

func (s *Service) liveEntries(ctx context.Context, organisation string, f func(entryDoc) error) error {
	return s.Entries.Each(ctx, store.Query{Where: []store.Condition{
		store.Eq("organisation", organisation), store.Eq("live", true),
	}}, f)
}

// Rebuild makes the index and what scoring needs anew from the documents: at start for the embedded engine, and
// on demand. It counts what is indexed.
func (s *Service) Rebuild(ctx context.Context) (search.Rebuilt, error) {
	var done search.Rebuilt
	err := s.loadRequests(ctx)
	if err != nil {
		return done, err
	}
	if r, ok := s.engine.(search.Rebuilder); ok {
		done, err = r.Rebuild(ctx, s.everything(ctx))
	} else {
		done, err = s.putAll(ctx)
	}
	if err != nil {
		return done, fmt.Errorf("rebuild the index: %w", err)
	}
	s.corpus.Refresh()
	return done, nil
}

// putBatch is how many documents one Put takes.
const putBatch = 200

func (s *Service) putAll(ctx context.Context) (search.Rebuilt, error) {
	var done search.Rebuilt
	batch := make([]search.Entry, 0, putBatch)
	flush := func() error {
		err := s.engine.Put(ctx, batch...)
		done.After += len(batch)
		batch = batch[:0]
		return err
	}
	for x, err := range s.everything(ctx) {
		if err != nil {
			return done, err
		}
		if batch = append(batch, x); len(batch) == putBatch {
			if err := flush(); err != nil {
				return done, err
			}
		}
	}
	return done, flush()
}

var errEnough = errors.New("the reader wants no more")

// everything yields all published organisations and all live entries. Whoever indexes them analyses them, on as many
// processors as there are.
func (s *Service) everything(ctx context.Context) iter.Seq2[search.Entry, error] {
	return func(yield func(search.Entry, error) bool) {
		owners := map[string]organisationDoc{}
		err := s.Organisations.Each(ctx, store.Query{}, func(o organisationDoc) error {
			owners[o.ID] = organisationDoc{ID: o.ID, Version: o.Version, Value: withoutText(o.Value)}
			if o.Value.State == app.Published && !yield(indexed.Organisation(o), nil) {
				return errEnough
			}
			return nil
		})
		if err == nil {
			err = s.Entries.Each(ctx, store.Query{Where: []store.Condition{store.Eq("live", true)}}, func(e entryDoc) error {
				p := party{Entry: e, Owner: owners[string(e.Value.Organisation)]}
				if p.Owner.ID == "" || !p.Live(s.now()) {
					return nil
				}
				if x, _ := s.note(p); !yield(x, nil) {
					return errEnough
				}
				return nil
			})
		}
		if err != nil && !errors.Is(err, errEnough) {
			yield(search.Entry{}, err)
		}
	}
}

// withoutText keeps of an owner what indexed.Entry reads.
func withoutText(o app.Organisation) app.Organisation {
	o.Description, o.Keywords, o.Certifications = app.Text{}, nil, nil
	return o
}
