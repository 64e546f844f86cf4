package httpapi

import (
	"context"
	"time"

	"splot/app"
	"splot/app/store"
)

// ParkedDelivery is an event that a handler could not handle in many attempts.
type ParkedDelivery struct {
	ID       string    `json:"id"`
	Handler  string    `json:"handler"`
	Topic    string    `json:"topic"`
	Key      string    `json:"key" doc:"Id of the document that the event is about"`
	Attempts int       `json:"attempts"`
	Error    string    `json:"error" doc:"The last error"`
	At       time.Time `json:"at"`
}

// Version tells which program answers.
type Version struct {
	Version string `json:"version"`
}

type byDelivery struct {
	ID string `path:"id" maxLength:"200"`
}

// Platform is the events that could not be handled, and which version answers.
func Platform(parking Parked) Resource { return func(a *API) { a.platform(parking) } }

func (a *API) platform(parking Parked) {
	const tag = "platform"
	register(a, get(tag, "getVersion", "/api/version", "Which version answers", app.OpReadPublic),
		func(context.Context, app.Actor, *struct{}) (*body[Version], error) {
			return answer(Version{Version: a.options.Version}), nil
		})
	register(a, get(tag, "listParked", "/api/platform/parked", "List events that could not be handled", app.OpParked),
		func(ctx context.Context, actor app.Actor, in *Paging) (*body[page[ParkedDelivery]], error) {
			if !actor.May(app.OpParked, app.Target{}) {
				return nil, app.Forbidden()
			}
			events, next, err := parking.Parked(ctx, store.Cursor(in.Cursor))
			if err != nil {
				return nil, err
			}
			list := page[ParkedDelivery]{Items: make([]ParkedDelivery, len(events)), Next: string(next)}
			for i, e := range events {
				list.Items[i] = ParkedDelivery(e)
			}
			return answer(list), nil
		})
	register(a, post(tag, "retryParked", "/api/platform/parked/{id}/retry", "Try a parked event again", app.OpParked),
		func(ctx context.Context, actor app.Actor, in *byDelivery) (*none, error) {
			if !actor.May(app.OpParked, app.Target{}) {
				return nil, app.Forbidden()
			}
			return &none{}, parking.Retry(ctx, in.ID)
		})
}
