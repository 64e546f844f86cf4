package entry

import (
	"context"
	"strings"

	"splot/app"
	"splot/app/store"
)

// sorts are the fields behind the orders of lists; "-" before a key turns its order round.
var sorts = map[string]string{
	"updated": "updatedAt",
	"waiting": "submittedAt",
	"valid":   "approved.validUntil",
	"kind":    "kind",
	"state":   "state",
}

// order is the store's sort of a key; an unknown one is the usual order.
func order(key, usual string) (field string, desc bool) {
	name, desc := strings.CutPrefix(key, "-")
	if field, ok := sorts[name]; ok {
		return field, desc
	}
	name, desc = strings.CutPrefix(usual, "-")
	return sorts[name], desc
}

// pagesPerList bounds how many pages one list reads to fill itself with what says the words asked for.
const pagesPerList = 20

// narrowed fills one page with those of a list whose title or owner's name, as the actor sees them, say the words of
// text. It reads on until the page is full, within a bound: then the page has fewer, and a cursor to go on from.
func (s *Service) narrowed(ctx context.Context, actor app.Actor, text string, q store.Query, show func(*app.Entry, *app.Organisation) (app.Level, string)) ([]View, store.Cursor, error) {
	if strings.TrimSpace(text) == "" {
		return s.page(ctx, actor, q, show)
	}
	want := q.Limit
	if want == 0 {
		want = 50
	}
	found := []View{}
	for range pagesPerList {
		q.Limit = want - len(found)
		views, next, err := s.page(ctx, actor, q, show)
		if err != nil {
			return nil, "", err
		}
		for _, v := range views {
			if app.Says(text, v.Content.Title.PL, v.Content.Title.EN, v.Owner.Name) {
				found = append(found, v)
			}
		}
		q.Cursor = next
		if next == "" || len(found) == want {
			break
		}
	}
	return found, q.Cursor, nil
}
