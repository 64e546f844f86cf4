package httpapi

import (
	"context"

	"splot/app"
	"splot/app/notify"
	"splot/app/store"
)

type (
	listNotifications struct {
		Paging
		State string `query:"state" enum:",unread,read,archived" doc:"Empty: all that are not archived"`
	}
	readNotifications struct {
		Body struct {
			IDs []app.ID `json:"ids" required:"false" nullable:"false" maxItems:"200" doc:"Which ones"`
			// About is what a screen shows.
			About *NoticePlace `json:"about,omitempty" doc:"Instead: those about what is on screen now"`
			UpTo  app.ID       `json:"upTo" required:"false" maxLength:"80" doc:"Instead: this one and all before it"`
		}
	}
	// NoticePlace is what is on screen: notifications about it have been seen with it.
	NoticePlace struct {
		Place notify.Place `json:"place"`
		ID    app.ID       `json:"id" required:"false" maxLength:"160" doc:"Of the thing shown; of matches the own entry's, or none for the whole list"`
	}
	archiveNotifications struct {
		Body struct {
			IDs []app.ID `json:"ids" nullable:"false" minItems:"1" maxItems:"200"`
		}
	}
	// UnreadCount is what the bell shows.
	UnreadCount struct {
		Unread int64 `json:"unread"`
	}
)

const tagNotifications = "Notifications"

// Notifications is what a person was told.
func Notifications(s *notify.Service) Resource { return func(a *API) { a.notifications(s) } }

func (a *API) notifications(s *notify.Service) {
	register(a, get(tagNotifications, "listNotifications", "/api/notifications", "List the own notifications, newest first", app.OpNotifications),
		func(ctx context.Context, actor app.Actor, in *listNotifications) (*body[page[*notify.Notice]], error) {
			items, next, err := s.List(ctx, actor, app.NotificationState(in.State), store.Cursor(in.Cursor), in.Limit)
			if err != nil {
				return nil, err
			}
			return answer(page[*notify.Notice]{Items: items, Next: string(next)}), nil
		})
	register(a, get(tagNotifications, "countNotifications", "/api/notifications/count", "Count the own unread notifications", app.OpNotifications),
		func(ctx context.Context, actor app.Actor, _ *struct{}) (*body[UnreadCount], error) {
			n, err := s.Unread(ctx, actor)
			return answer(UnreadCount{Unread: n}), err
		})
	register(a, post(tagNotifications, "readNotifications", "/api/notifications/read", "Mark notifications as read: some by id, all up to one, or those about what is on screen", app.OpNotifications),
		func(ctx context.Context, actor app.Actor, in *readNotifications) (*none, error) {
			if about := in.Body.About; about != nil {
				return &none{}, s.ReadAbout(ctx, actor, about.Place, about.ID)
			}
			if in.Body.UpTo != "" {
				return &none{}, s.ReadUpTo(ctx, actor, in.Body.UpTo)
			}
			if len(in.Body.IDs) == 0 {
				return nil, app.Wrong("ids", "required")
			}
			return &none{}, s.Read(ctx, actor, in.Body.IDs)
		})
	register(a, post(tagNotifications, "archiveNotifications", "/api/notifications/archive", "Take notifications out of the list", app.OpNotifications),
		func(ctx context.Context, actor app.Actor, in *archiveNotifications) (*none, error) {
			return &none{}, s.Archive(ctx, actor, in.Body.IDs)
		})
	choices(a, "Notice", "kind", app.NoticeKinds())
	choices(a, "NoticePlace", "place", notify.Places())
}

// choices puts the values that a field may have, which stand in a list of the domain, into its described schema.
func choices[T ~string](a *API, schema, field string, values []T) {
	described := a.huma.OpenAPI().Components.Schemas.Map()[schema].Properties[field]
	described.Enum = nil
	for _, value := range values {
		described.Enum = append(described.Enum, string(value))
	}
	described.PrecomputeMessages()
}
