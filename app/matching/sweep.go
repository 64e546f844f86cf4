package matching

import (
	"context"
	"errors"
	"fmt"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// sweepPage is how many entries one event of a sweep matches.
const sweepPage = 10

// sweep is how far the entries of an organisation have been matched anew. Its id is the organisation's.
type sweep struct {
	After app.ID `bson:"after"` // entry that was done last
}

var sweeps = &store.Collection{Name: "sweeps"}

// beginSweep starts over with an organisation's entries. A sweep that is under way finds its document changed
// and stops. An organisation that nobody has changed since it was made needs none, unless even that is asked for: its
// entries are younger, and are matched with what it is by their own events.
func (s *Service) beginSweep(ctx context.Context, organisation string, even bool) error {
	if version, err := s.versions(ctx, records.Organisations, []string{organisation}); err != nil || version[organisation] == 1 && !even {
		return err
	}
	if err := put(ctx, s.sweeps, organisation, sweep{}, s.event(records.TopicSweep, organisation)); err != nil {
		return fmt.Errorf("begin sweep of organisation %s: %w", organisation, err)
	}
	return nil
}

// put stores a document over whatever there was.
func put[T any](ctx context.Context, set store.Set[T], id string, value T, e store.Event) error {
	_, err := set.Upsert(ctx, id, func(have *T, _ bool) ([]store.Event, error) {
		*have = value
		return []store.Event{e}, nil
	})
	return err
}

// event is one of the program itself, unless By is set.
func (s *Service) event(topic, key string) store.Event {
	return records.NewEvent(s.newID(), s.now(), records.System, topic, app.ID(key), nil)
}

// sweepOn matches the next page of an organisation's entries and asks for the one after it.
func (s *Service) sweepOn(ctx context.Context, e store.Event) error {
	d, err := s.sweeps.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read sweep of organisation %s: %w", e.Key, err)
	}
	where := []store.Condition{store.Eq("organisation", e.Key), store.Eq("live", true)}
	if d.Value.After != "" {
		where = append(where, store.Condition{Field: store.IDField, Above: string(d.Value.After)})
	}
	entries, next, err := s.Entries.Find(ctx, store.Query{Where: where, Limit: sweepPage})
	if err != nil {
		return fmt.Errorf("find entries of organisation %s: %w", e.Key, err)
	}
	for _, entry := range entries {
		if !s.putFirst {
			if _, _, err := s.indexEntry(ctx, entry.ID); err != nil {
				return err
			}
		}
		if err := s.MatchEntry(ctx, app.ID(entry.ID)); err != nil {
			return err
		}
		d.Value.After = app.ID(entry.ID)
	}
	if next == "" {
		err = s.sweeps.Delete(ctx, d)
	} else {
		_, err = s.sweeps.Replace(ctx, d, s.event(records.TopicSweep, e.Key))
	}
	if errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrNotFound) {
		return nil // another began anew, or the same event ran twice: its successor goes on
	}
	if err != nil {
		return fmt.Errorf("go on with sweep of organisation %s: %w", e.Key, err)
	}
	return nil
}
