package app

import "time"

// Notification is one durable row for a recipient and a cause.
type Notification struct {
	ID        ID     `bson:"-"`
	Recipient ID     `bson:"recipient"` // person
	Cause     string `bson:"cause"`     // what it is for; unique for the recipient
	Kind      string `bson:"kind"`      // one of NotificationKinds
	// Subject is what it leads to: an entry or a match by id.
	Subject ID `bson:"subject"`
	// Params is what the text needs and the recipient may know: counts, scores, codes, own titles.
	Params    map[string]any    `bson:"params,omitempty"`
	State     NotificationState `bson:"state"`
	CreatedAt time.Time         `bson:"createdAt"`
	ReadAt    time.Time         `bson:"readAt,omitempty"`
}

// NotificationState is what the recipient did with it.
type NotificationState string

// The states.
const (
	Unread       NotificationState = "unread"
	Read         NotificationState = "read"
	ArchivedNote NotificationState = "archived"
)

// NotificationKinds lists what people are notified of.
var NotificationKinds = []string{
	"match_new", "match_interest", "match_mutual", "match_declined", "match_progress",
	"matches_recomputed", "need_unmet",
	"entry_submitted", "entry_assigned", "entry_changes_requested", "entry_approved", "entry_expiring", "entry_expired",
	"watch_hit", "project_invitation", "project_answer",
	"membership_request", "membership_answer", "membership_ended", "role_given", "role_taken",
}

// Inbox is the name of the channel that carries a person's notifications.
func Inbox(person ID) string { return "inbox:" + string(person) }
