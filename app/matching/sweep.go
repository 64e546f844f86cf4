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

// sweep is how far the entries of an organisation have been matched anew, or that an entry is due once more.
type sweep struct {
	After string `bson:"after"` // entry id
}

var sweeps = &store.Collection{Name: "sweeps"}

// beginSweep starts over with an organisation's entries. A sweep that is under way finds its document changed
// and stops. An organisation that nobody has changed since it was made needs none, unless even that is asked for: its
// entries are younger, and are matched with what it is by their own events.
func (s *Service) beginSweep(ctx context.Context, organisation string, even bool) error {
	if version, err := s.versions(ctx, records.Organisations, []string{organisation}); err != nil || version[organisation] == 1 && !even {
		return err
	}
	return s.put(ctx, organisation, sweep{}, s.event(records.TopicSweep, organisation))
}

// put stores a sweep over whatever there was.
func (s *Service) put(ctx context.Context, id string, value sweep, e store.Event) error {
	for range rematchTries {
		d, err := s.sweeps.Get(ctx, id)
		if errors.Is(err, store.ErrNotFound) {
			err = s.sweeps.Insert(ctx, id, value, e)
		} else if err == nil {
			d.Value = value
			_, err = s.sweeps.Replace(ctx, d, e)
		}
		if !errors.Is(err, store.ErrStale) && !errors.Is(err, store.ErrDuplicate) {
			if err != nil {
				return fmt.Errorf("begin sweep %s: %w", id, err)
			}
			return nil
		}
	}
	return fmt.Errorf("begin sweep %s: %w", id, store.ErrStale)
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
		where = append(where, store.Condition{Field: store.IDField, Above: d.Value.After})
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
		if err := s.Rematch(ctx, app.ID(entry.ID)); err != nil {
			return err
		}
		d.Value.After = entry.ID
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

// settleLater asks for one more match of an entry when the search server has had time to index it.
func (s *Service) settleLater(ctx context.Context, entry string) error {
	if s.settle <= 0 {
		return nil
	}
	e := s.event(records.TopicSettle, entry)
	e.Due = s.now().Add(s.settle)
	return s.put(ctx, "settle:"+entry, sweep{After: e.ID}, e)
}

// settlesLater tells that a later change of the entry wants one more match, which then does for this one too.
func (s *Service) settlesLater(ctx context.Context, e store.Event) (bool, error) {
	d, err := s.sweeps.Get(ctx, "settle:"+e.Key)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("settle entry %s: %w", e.Key, err)
	}
	return d.Value.After != e.ID, nil
}

// settled clears away what settleLater left, unless a later change wants one more.
func (s *Service) settled(ctx context.Context, e store.Event) error {
	d, err := s.sweeps.Get(ctx, "settle:"+e.Key)
	if err == nil && d.Value.After == e.ID {
		err = s.sweeps.Delete(ctx, d)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) && !errors.Is(err, store.ErrStale) {
		return fmt.Errorf("settle entry %s: %w", e.Key, err)
	}
	return nil
}
