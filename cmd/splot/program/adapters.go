package program

import (
	"context"
	"errors"

	"splot/app"
	"splot/app/feed"
	"splot/app/httpapi"
	"splot/app/store"
	"splot/search/vocabulary"
)

// parked shows the feed's parked deliveries to the API.
type parked struct{ feed *feed.Feed }

func (p parked) Parked(ctx context.Context, cursor store.Cursor) ([]httpapi.ParkedEvent, store.Cursor, error) {
	list, next, err := p.feed.Parked(ctx, cursor)
	if err != nil {
		return nil, "", err
	}
	events := make([]httpapi.ParkedEvent, len(list))
	for i, d := range list {
		events[i] = httpapi.ParkedEvent{
			ID: d.ID, Handler: d.Handler, Topic: d.Event.Topic, Key: d.Event.Key, Attempts: d.Attempts, Error: d.Error, At: d.At,
		}
	}
	return events, next, nil
}

func (p parked) Retry(ctx context.Context, id string) error {
	err := p.feed.Retry(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return app.NotFound()
	}
	return err
}

// concepts shows the vocabulary to the API.
type concepts struct{}

func (concepts) Lookup(notations []string) []httpapi.Concept {
	var list []vocabulary.Concept
	for _, n := range notations {
		if c, ok := vocabulary.Lookup(n); ok {
			list = append(list, c)
		}
	}
	return shown(list)
}

func (concepts) Complete(text string, lang app.Lang, limit int) []httpapi.Concept {
	return shown(vocabulary.Complete(text, string(lang), limit))
}

func (concepts) Suggest(text string, limit int) []httpapi.Concept {
	return shown(vocabulary.Suggest(text, limit))
}

func shown(list []vocabulary.Concept) []httpapi.Concept {
	out := make([]httpapi.Concept, len(list))
	for i, c := range list {
		out[i] = httpapi.Concept{Notation: c.Notation, PL: c.Label.PL, EN: c.Label.EN}
		for _, above := range vocabulary.Path(c.Notation) {
			out[i].Path = append(out[i].Path, httpapi.Text(above.Label))
		}
	}
	return out
}

// OpenAPI is the description of the API, as JSON. It opens nothing.
func OpenAPI() ([]byte, error) {
	return httpapi.New(httpapi.Options{Version: "1", IDs: app.NewIDs(app.Now), Concepts: concepts{}, Resources: new(Program).resources()}).OpenAPI()
}
