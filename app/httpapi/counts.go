package httpapi

import (
	"context"
	"slices"
	"strings"

	"splot/app"
	"splot/app/entry"
	"splot/app/matching"
)

type (
	countEntries struct {
		Organisations []app.ID `query:"organisation,explode" maxItems:"100"`
	}
	countMatches struct {
		Entries []app.ID `query:"entry,explode" maxItems:"100"`
	}
)

// Count is how many of something one thing has.
type Count struct {
	ID    app.ID `json:"id"`
	Count int64  `json:"count"`
}

// entryCounts is what lists of organisations show beside their rows: one grouped query for a page of them, asked for
// once they stand.
func (a *API) entryCounts(s *entry.Service) {
	register(a, get(tagEntries, "countEntries", "/api/counts/entries", "How many approved entries organisations have, as far as the viewer may know it", app.OpListEntries),
		func(ctx context.Context, actor app.Actor, in *countEntries) (*body[page[Count]], error) {
			return countAnswer(s.Counts(ctx, actor, in.Organisations))
		})
}

// matchCounts is the same for lists of entries.
func (a *API) matchCounts(s *matching.Service) {
	register(a, get(tagMatches, "countMatches", "/api/counts/matches", "How many matches entries have, of those whose matches the viewer may list", app.OpListMatches),
		func(ctx context.Context, actor app.Actor, in *countMatches) (*body[page[Count]], error) {
			return countAnswer(s.Counts(ctx, actor, in.Entries))
		})
}

func countAnswer(counts map[app.ID]int64, err error) (*body[page[Count]], error) {
	if err != nil {
		return nil, err
	}
	list := page[Count]{Items: []Count{}}
	for id, n := range counts {
		list.Items = append(list.Items, Count{ID: id, Count: n})
	}
	slices.SortFunc(list.Items, func(a, b Count) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return answer(list), nil
}
