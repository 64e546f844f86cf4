package matching

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
	"splot/search/match"
)

// same is the difference of scores below which a match is not written again.
const same = 0.05

// write stores what the round found: new and changed matches, and those that must close or go. It counts them.
func (r *round) write(ctx context.Context) (int, error) {
	if err := r.outrun(); err != nil {
		return 0, err
	}
	writes, err := r.inserts(ctx)
	if err != nil {
		return 0, err
	}
	var closing []app.ID
	for partner, d := range r.stored {
		p, open := r.open[partner]
		switch {
		case !open && d.Value.Closed:
		case !open && d.Value.acted():
			closing = append(closing, app.ID(d.ID))
		case open && !d.Value.acted() && !r.ids[partner] && r.partly:
			// It stays until all are there to be compared with.
		case !d.Value.acted() && (!open || !r.ids[partner]):
			writes = append(writes, r.removed(d))
		case d.Value.Closed || r.differs(d.Value, p):
			w, err := r.rescored(d, p)
			if err != nil {
				return 0, err
			}
			writes = append(writes, w)
		}
	}
	closed, err := r.closed(ctx, closing)
	if err != nil {
		return 0, err
	}
	writes = append(writes, closed...)
	return len(writes), r.service.writeAll(ctx, writes)
}

// outrun tells that a stored match was scored from a newer version of its entries than this round knows.
func (r *round) outrun() error {
	for partner, d := range r.stored {
		own, other := d.Value.Need, d.Value.Offer
		if string(own.Entry) != r.id {
			own, other = other, own
		}
		p, open := r.open[partner]
		if r.prepared != nil && own.Scored > r.prepared.Version() || open && other.Scored > p.Partner.Version() {
			return fmt.Errorf("match %s is newer than what entry %s was matched from: %w", d.ID, r.id, store.ErrStale)
		}
	}
	return nil
}

// removed deletes a suggestion. Screens learn of it unless everything is being matched anew.
func (r *round) removed(d store.Doc[head]) store.Write {
	if r.run != nil {
		return r.service.heads.DeleteWrite(d)
	}
	return r.service.heads.DeleteWrite(d, records.NewEvent(
		r.service.newID(), r.service.now(), records.System, records.TopicMatch, app.ID(d.ID),
		records.MatchStep{Action: app.StepRemoved, Entries: d.Value.Entries},
	))
}

// silent tells that the pair was there before the run that this round is part of: it is told of at the end of the run,
// together with others.
func (r *round) silent(p match.Ranked) bool {
	if r.run == nil {
		return false
	}
	began := r.run.StartedAt
	return !r.own.Entry.Value.Approved.At.After(began) && !p.Partner.Entry().ApprovedAt.After(began)
}

// writeAll applies the writes in batches. One that lost a race is an error, after all have been tried.
func (s *Service) writeAll(ctx context.Context, writes []store.Write) error {
	var lost error
	for batch := range slices.Chunk(writes, store.MaxBatch) {
		errs, err := s.Store.Write(ctx, batch...)
		if err != nil {
			return fmt.Errorf("write matches: %w", err)
		}
		for i, err := range errs {
			if err != nil && lost == nil {
				lost = fmt.Errorf("write match %s: %w", batch[i].ID, err)
			}
		}
	}
	return lost
}

// verify looks whether a partner changed between being read and the pair being written: its own handler may
// have run before there was a pair to close.
func (r *round) verify(ctx context.Context) error {
	ids := []string{r.id}
	for id, kept := range r.ids {
		if _, known := r.stored[id]; kept && !known {
			ids = append(ids, id)
		}
	}
	if len(ids) == 1 {
		return nil
	}
	entries, err := r.service.versions(ctx, records.Entries, ids)
	if err != nil {
		return err
	}
	owners := map[string]string{}
	list := make([]string, 0, len(ids))
	for _, id := range ids {
		if p, ok := r.service.corpus.Get(id); ok {
			owners[id] = p.Entry().Organisation
			list = append(list, p.Entry().Organisation)
		}
	}
	organisations, err := r.service.versions(ctx, records.Organisations, list)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if entries[id]+organisations[owners[id]] != r.used[id] {
			return fmt.Errorf("entry %s changed while it was matched: %w", id, store.ErrStale)
		}
	}
	return nil
}

func (r *round) differs(h head, p match.Ranked) bool {
	need, offer := r.numbers(p)
	return math.Abs(h.Score-p.Score) >= same || h.Need.Number != need || h.Offer.Number != offer || h.Model != r.ranking.Model()
}

func (r *round) inserts(ctx context.Context) ([]store.Write, error) {
	var writes []store.Write
	for _, p := range r.ranked {
		id := p.Partner.ID()
		if _, known := r.stored[id]; known || !r.ids[id] {
			continue
		}
		m := r.fresh(p)
		var events []store.Event
		switch {
		case r.silent(p):
			for _, organisation := range m.Organisations {
				if err := r.service.markGain(ctx, r.run, organisation); err != nil {
					return nil, err
				}
			}
		case !r.ownBulk || !r.service.origin(id).bulk:
			events = append(events, r.event(m.ID, app.StepSuggested, m.CreatedAt))
		}
		w, err := r.service.Matches.InsertWrite(string(m.ID), m, events...)
		if err != nil {
			return nil, fmt.Errorf("encode match %s: %w", m.ID, err)
		}
		writes = append(writes, w)
	}
	return writes, nil
}

func (r *round) event(id app.ID, action string, at time.Time) store.Event {
	return records.NewEvent(r.service.newID(), at, records.System, records.TopicMatch, id, records.MatchStep{Action: action})
}

// fresh makes the match of a pair that has none.
func (r *round) fresh(p match.Ranked) app.Match {
	now := r.service.now()
	need, offer := r.parties(p)
	m := app.Match{
		ID: r.service.newID(), Need: need, Offer: offer, State: app.MatchSuggested,
		History: []app.MatchStep{{At: now, Action: app.StepSuggested}}, CreatedAt: now, UpdatedAt: now,
	}
	r.score(&m, p)
	return m
}

// parties describes both sides of a pair; the versions are those that were scored.
func (r *round) parties(p match.Ranked) (need, offer app.Party) {
	own := app.Party{
		Entry: app.ID(r.own.Entry.ID), Kind: r.own.Entry.Value.Kind, Organisation: r.own.Entry.Value.Organisation,
		Cluster: r.own.Entry.Value.Cluster, Number: r.own.Entry.Value.Approved.Number, Scored: r.prepared.Version(),
	}
	x := p.Partner.Entry()
	other := app.Party{
		Entry: app.ID(x.ID), Kind: app.Kind(x.Kind), Organisation: app.ID(x.Organisation), Cluster: app.ID(x.Clusters[0]),
		Number: r.service.origin(x.ID).number, Scored: p.Partner.Version(),
	}
	if own.Kind == app.Need {
		return own, other
	}
	return other, own
}

func (r *round) numbers(p match.Ranked) (need, offer int) {
	a, b := r.parties(p)
	return a.Number, b.Number
}

// score fills in what the scorer says.
func (r *round) score(m *app.Match, p match.Ranked) {
	result := r.ranking.Explain(p.Partner)
	m.Score, m.Model = result.Score, r.ranking.Model()
	m.Components, m.Missing = components(result), findings(result.Missing)
	derive(m)
}

// rescored gives a stored match whose gates are open its present score, and opens it again if it was closed. Nobody
// is told of a score.
func (r *round) rescored(d store.Doc[head], p match.Ranked) (store.Write, error) {
	now := r.service.now()
	m := d.Value.match(d.ID)
	m.UpdatedAt = now
	need, offer := r.parties(p)
	m.Need.Number, m.Offer.Number = need.Number, offer.Number
	m.Need.Scored, m.Offer.Scored = need.Scored, offer.Scored
	r.score(&m, p)
	var events []store.Event
	if m.Closed {
		m.Closed = false
		m.History = append(m.History, app.MatchStep{At: now, Action: app.StepReopened})
		events = append(events, r.event(m.ID, app.StepReopened, now))
	}
	w, err := r.service.Matches.ReplaceWrite(matchDoc{ID: d.ID, Version: d.Version, Value: m}, events...)
	if err != nil {
		return w, fmt.Errorf("encode match %s: %w", d.ID, err)
	}
	return w, nil
}

// closed closes matches that people acted on.
func (r *round) closed(ctx context.Context, ids []app.ID) ([]store.Write, error) {
	docs, err := r.service.Matches.ByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read matches: %w", err)
	}
	now := r.service.now()
	writes := make([]store.Write, 0, len(docs))
	for _, d := range docs {
		d.Value.Closed, d.Value.UpdatedAt = true, now
		d.Value.History = append(d.Value.History, app.MatchStep{At: now, Action: app.StepClosed})
		w, err := r.service.Matches.ReplaceWrite(d, r.event(app.ID(d.ID), app.StepClosed, now))
		if err != nil {
			return nil, fmt.Errorf("encode match %s: %w", d.ID, err)
		}
		writes = append(writes, w)
	}
	return writes, nil
}
