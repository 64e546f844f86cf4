package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"splot/app"
	"splot/app/channel"
	"splot/app/feed"
	"splot/app/records"
	"splot/app/store"
)

// Inbox appends to channels, of people and of scopes; *channel.Channels does.
type Inbox interface {
	Append(ctx context.Context, a channel.Append) (channel.Receipt, error)
}

// Options are what notify needs.
type Options struct {
	Records records.Set
	Inbox   Inbox
	Clock   app.Clock
	IDs     app.IDs
	Logger  *slog.Logger
}

// Service holds the handlers and use cases.
type Service struct {
	records.Set
	// The own collections, for writing; they stand before those of Set.
	Notifications store.Set[app.Notification]

	inbox Inbox
	now   app.Clock
	newID app.IDs
	log   *slog.Logger
}

// New makes the service.
func New(o Options) *Service {
	return &Service{
		Set: o.Records, Notifications: store.Set[app.Notification]{Store: o.Records.Store, Collection: records.Notifications},
		inbox: o.Inbox, now: o.Clock, newID: o.IDs, log: o.Logger,
	}
}

// Handlers are what a feed runs for notify.
func (s *Service) Handlers() []feed.Handler {
	return []feed.Handler{
		{Name: "notify-matches", Topics: []string{records.TopicMatch}, Handle: s.Match, Concurrency: 4},
		{Name: "notify-seen", Topics: []string{records.TopicMatchSeen}, Handle: s.MatchSeen, Coalesce: true},
		{Name: "notify-entries", Topics: []string{records.TopicEntryStep}, Handle: s.EntryStep, Concurrency: 2},
		{Name: "notify-recomputed", Topics: []string{records.TopicRecomputed}, Handle: s.Recomputed},
		{Name: "notify-unmet", Topics: []string{records.TopicNeedUnmet}, Handle: s.NeedUnmet},
		{Name: "notify-organisations", Topics: []string{records.TopicOrganisation}, Handle: s.Organisation},
		{Name: "notify-memberships", Topics: []string{records.TopicMembership}, Handle: s.Membership},
		{Name: "notify-people", Topics: []string{records.TopicPerson}, Handle: s.Person},
		{Name: "notify-invitations", Topics: []string{records.TopicInvitation}, Handle: s.Invitation},
		{Name: "notify-watches", Topics: []string{records.TopicWatchHit}, Handle: s.WatchHit, Concurrency: 2},
		{Name: "notify-projects", Topics: []string{records.TopicProject}, Handle: s.Project, Concurrency: 2},
	}
}

type doc = store.Doc[app.Notification]

// tries bounds how often a change is tried again because someone else was faster.
const tries = 5

// tell stores a notification for each recipient, or brings the one of the same cause up to date, and appends it to
// their inboxes. revision grows when the same cause has more to tell; it is 1 at first.
func (s *Service) tell(ctx context.Context, to []app.ID, n app.Notification, revision int64) error {
	n.State, n.CreatedAt = app.Unread, s.now()
	for _, person := range to {
		n.Recipient = person
		d, err := s.keep(ctx, n, revision)
		if err != nil {
			return fmt.Errorf("notify %s of %s: %w", person, n.Cause, err)
		}
		if err := s.append(ctx, app.Inbox(person), d.ID, revision, frame{Type: "notification", Notification: notice(d)}); err != nil {
			return err
		}
	}
	return nil
}

// keep stores a notification unless one for its cause is there that knows as much.
func (s *Service) keep(ctx context.Context, n app.Notification, revision int64) (doc, error) {
	for range tries {
		d := doc{ID: string(s.newID()), Version: 1, Value: n}
		err := s.Notifications.Insert(ctx, d.ID, n)
		if !errors.Is(err, store.ErrDuplicate) {
			return d, err
		}
		d, err = s.Notifications.First(ctx, store.Query{Where: []store.Condition{
			store.Eq("recipient", string(n.Recipient)), store.Eq("cause", n.Cause),
		}})
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil || revisionOf(d.Value) >= revision {
			return d, err
		}
		d.Value.Facts, d.Value.State, d.Value.ReadAt, d.Value.SettledAt = n.Facts, app.Unread, n.ReadAt, n.SettledAt
		if d, err = s.Notifications.Replace(ctx, d); !errors.Is(err, store.ErrStale) {
			return d, err
		}
	}
	return doc{}, store.ErrStale
}

// revisionOf is how much a stored notification tells: the matches that it counts.
func revisionOf(n app.Notification) int64 { return max(1, n.Facts.Count) }
