package learning

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"splot/app"
	"splot/app/store"
)

// shownTo is which matches one organisation's lists have shown, and how far up at best: what was shown and left is
// learned from too. One document for an organisation and month, so that a page of a list costs one write at most,
// and none if it showed nothing new.
type shownTo struct {
	Organisation app.ID       `bson:"organisation"`
	Since        time.Time    `bson:"since"` // start of the month
	Rows         []impression `bson:"rows"`  // the earliest first, at most maxShown
}

// impression is a match as it was shown to a side.
type impression struct {
	Match  string    `bson:"m"`
	Side   app.Side  `bson:"s"`
	Rank   int       `bson:"r"` // best place, from 1
	At     time.Time `bson:"t"` // when it was first shown in the month
	Model  string    `bson:"f"`
	Values []byte    `bson:"v"` // packed, when it was first shown
	Need   app.ID    `bson:"n"`
	Own    app.ID    `bson:"o"` // entry of the side
}

// sideOfMatch is a match as one side sees it.
type sideOfMatch struct {
	match string
	side  app.Side
}

// maxShown bounds the rows of a document; what comes beyond it in a month is not logged.
const maxShown = 2000

var impressions = &store.Collection{
	Name: "impressions", Fields: []store.Field{{Name: "organisation", Type: store.String}, {Name: "since", Type: store.Time}},
	Indexes: []store.Index{{Name: "organisation", Fields: []string{"organisation", "since"}}, {Name: "since", Fields: []string{"since"}}},
}

func shownID(organisation app.ID, month time.Time) string {
	return string(organisation) + "/" + month.Format("2006-01")
}

func monthOf(t time.Time) time.Time {
	t = t.UTC()
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// Shown logs a page of a list, best first, for the organisations on whose behalf the actor looks; above is how many
// matches stood above it. Reading a list never fails or waits for it: an error is logged, and who loses a race drops the
// page.
func (s *Service) Shown(ctx context.Context, actor app.Actor, above int, page []app.Match) {
	rows := map[app.ID][]impression{}
	now, own := s.now(), actor.Represents()
	for i := range page {
		m := &page[i]
		for _, side := range m.SidesOf(own) {
			owner := m.Party(side).Organisation
			rows[owner] = append(rows[owner], impression{
				string(m.ID), side, above + i + 1, now, m.Model, pack(values(m.Components)), m.Need.Entry, m.Party(side).Entry,
			})
		}
	}
	for organisation, list := range rows {
		if !s.noted.news(monthOf(now), list) {
			continue
		}
		if err := s.shownRows(ctx, organisation, monthOf(now), list); err != nil {
			s.log.WarnContext(ctx, "logging shown matches failed", slog.Any("error", err))
		}
	}
}

func (s *Service) shownRows(ctx context.Context, organisation app.ID, month time.Time, rows []impression) error {
	id := shownID(organisation, month)
	d, err := s.shown.Get(ctx, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		_, rows = merge(nil, rows)
		if err = s.forgetShown(ctx, organisation, month); err == nil {
			err = s.shown.Insert(ctx, id, shownTo{organisation, month, rows})
		}
	case err == nil:
		changed := false
		if changed, d.Value.Rows = merge(d.Value.Rows, rows); changed {
			_, err = s.shown.Replace(ctx, d)
		}
	}
	if errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrDuplicate) {
		return nil
	}
	return err
}

// forgetShown drops an organisation's months of which nothing is learned any more, when a new month begins.
func (s *Service) forgetShown(ctx context.Context, organisation app.ID, month time.Time) error {
	docs, _, err := s.shown.Find(ctx, store.Query{Where: []store.Condition{
		store.Eq("organisation", string(organisation)), {Field: "since", Below: month.AddDate(0, -learnedMonths, 0)},
	}, Limit: learnedMonths})
	if err != nil {
		return err
	}
	for _, d := range docs {
		if err := s.shown.Delete(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// noted remembers what this node has logged in a month, so that showing the same list again costs nothing. It is
// forgotten when it has grown to maxNoted, or when the month changes.
type noted struct {
	mu    sync.Mutex
	month time.Time
	ranks map[sideOfMatch]int
}

const maxNoted = 50_000

// news tells whether some row is new or stands further up than before, and takes all of them for logged.
func (n *noted) news(month time.Time, rows []impression) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.month.Equal(month) || len(n.ranks) > maxNoted {
		n.month, n.ranks = month, map[sideOfMatch]int{}
	}
	news := false
	for _, r := range rows {
		key := sideOfMatch{r.Match, r.Side}
		if before, known := n.ranks[key]; !known || r.Rank < before {
			n.ranks[key] = r.Rank
			news = true
		}
	}
	return news
}

// merge adds rows that are new or stand further up than before.
func merge(have, rows []impression) (changed bool, all []impression) {
	at := make(map[sideOfMatch]int, len(have))
	for i, r := range have {
		at[sideOfMatch{r.Match, r.Side}] = i
	}
	for _, r := range rows {
		i, known := at[sideOfMatch{r.Match, r.Side}]
		switch {
		case known && r.Rank < have[i].Rank:
			have[i].Rank = r.Rank
			changed = true
		case !known && len(have) < maxShown:
			at[sideOfMatch{r.Match, r.Side}] = len(have)
			have = append(have, r)
			changed = true
		}
	}
	return changed, have
}

// rankMonths is how many months back the rank of a match is looked for.
const rankMonths = 6

// rankShown is the best place at which the organisation was shown the match lately; 0 is unknown, as after a click
// in a notification.
func (s *Service) rankShown(ctx context.Context, organisation app.ID, id string, side app.Side) (int, error) {
	docs, _, err := s.shown.Find(ctx, store.Query{
		Where: []store.Condition{store.Eq("organisation", string(organisation)), {Field: "since", Min: monthOf(s.now()).AddDate(0, -rankMonths, 0)}},
		Limit: rankMonths + 1,
	})
	if err != nil {
		return 0, fmt.Errorf("read what organisation %s was shown: %w", organisation, err)
	}
	best := 0
	for _, d := range docs {
		for _, r := range d.Value.Rows {
			if r.Match == id && r.Side == side && (best == 0 || r.Rank < best) {
				best = r.Rank
			}
		}
	}
	return best, nil
}

// byTime sorts impressions, the earliest first, ties by match.
func byTime(a, b impression) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Match, b.Match), cmp.Compare(a.Side, b.Side))
}
