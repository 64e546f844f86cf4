package notify

import (
	"time"

	"splot/app"
)

// Notice is a notification as its recipient sees it, in answers and in frames. Its text is made by the client
// from Kind and the facts.
type Notice struct {
	ID        app.ID         `json:"id"`
	Kind      app.NoticeKind `json:"kind"`
	State     string         `json:"state" enum:"unread,read,archived"`
	CreatedAt time.Time      `json:"createdAt"`
	ReadAt    *time.Time     `json:"readAt,omitempty"`
	SettledAt *time.Time     `json:"settledAt,omitempty" doc:"When what it waited for happened"`
	app.NoticeFacts
}

func notice(d doc) *Notice {
	n := d.Value
	return &Notice{
		ID: app.ID(d.ID), Kind: n.Kind, State: string(n.State), CreatedAt: n.CreatedAt, ReadAt: known(n.ReadAt), SettledAt: known(n.SettledAt),
		NoticeFacts: n.Facts,
	}
}

func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
