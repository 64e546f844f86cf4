package app

import (
	"slices"
	"time"
)

// Notification is one durable row for a recipient and a cause.
type Notification struct {
	ID        ID         `bson:"-"`
	Recipient ID         `bson:"recipient"` // person
	Cause     string     `bson:"cause"`     // what it is for; unique for the recipient
	Kind      NoticeKind `bson:"kind"`
	// Subject is what it is about: an entry, match, project or request by id. What settles it finds it by this.
	Subject   ID                `bson:"subject"`
	Facts     NoticeFacts       `bson:"facts"`
	State     NotificationState `bson:"state"`
	CreatedAt time.Time         `bson:"createdAt"`
	ReadAt    time.Time         `bson:"readAt,omitempty"`
	// SettledAt is when what it waited for happened; it is archived then.
	SettledAt time.Time `bson:"settledAt,omitempty"`
}

// NoticeFacts is what a notification's text needs and its recipient may know: own titles, kinds, numbers and codes. A
// fact that the kind does not need is left out, in the store and in answers.
type NoticeFacts struct {
	Entry        ID           `bson:"entry,omitempty" json:"entry,omitempty" doc:"The recipient's own entry, or the entry to review"`
	Match        ID           `bson:"match,omitempty" json:"match,omitempty" doc:"The match; of several new ones the best"`
	Watch        ID           `bson:"watch,omitempty" json:"watch,omitempty" doc:"The watch; entry is set when there is one hit only"`
	Project      ID           `bson:"project,omitempty" json:"project,omitempty" doc:"The project draft"`
	Cluster      ID           `bson:"cluster,omitempty" json:"cluster,omitempty" doc:"The cluster that an organisation joins or leaves"`
	Organisation ID           `bson:"organisation,omitempty" json:"organisation,omitempty" doc:"The organisation that joins or leaves, or that is represented"`
	Name         string       `bson:"name,omitempty" json:"name,omitempty" doc:"Name of that organisation, or of the person whose role it is"`
	Title        *NoticeTitle `bson:"title,omitempty" json:"title,omitempty" doc:"Title of the entry or project, or name of the watch, cluster or organisation"`
	EntryKind    Kind         `bson:"entryKind,omitempty" json:"entryKind,omitempty" doc:"Kind of the entry"`
	OtherKind    Kind         `bson:"otherKind,omitempty" json:"otherKind,omitempty" doc:"Kind of the other side's entry"`
	Count        int64        `bson:"count,omitempty" json:"count,omitempty" doc:"Number of new matches or hits"`
	Score        float64      `bson:"score,omitempty" json:"score,omitempty" doc:"Score of the match, 0–100"`
	Reason       string       `bson:"reason,omitempty" json:"reason,omitempty" doc:"Why the other side or the invited organisation declined"`
	Progress     string       `bson:"progress,omitempty" json:"progress,omitempty" doc:"State that the match or invitation has reached, what happened to the membership, or the role"`
	Number       int64        `bson:"number,omitempty" json:"number,omitempty" doc:"Version of the entry"`
}

// NoticeTitle is a title in the languages in which it was written.
type NoticeTitle struct {
	PL string `bson:"pl,omitempty" json:"pl"`
	EN string `bson:"en,omitempty" json:"en"`
}

// TitleIn makes the title of a text, nil for an empty one.
func TitleIn(t Text) *NoticeTitle {
	if t.Empty() {
		return nil
	}
	return &NoticeTitle{PL: t.PL, EN: t.EN}
}

// NotificationState is what the recipient did with it.
type NotificationState string

// The states.
const (
	Unread       NotificationState = "unread"
	Read         NotificationState = "read"
	ArchivedNote NotificationState = "archived"
)

// NoticeKind is what a notification says.
type NoticeKind string

// What people are notified of.
const (
	NoticeMatchNew          NoticeKind = "match_new"
	NoticeMatchInterest     NoticeKind = "match_interest"
	NoticeMatchMutual       NoticeKind = "match_mutual"
	NoticeMatchDeclined     NoticeKind = "match_declined"
	NoticeMatchProgress     NoticeKind = "match_progress"
	NoticeRecomputed        NoticeKind = "matches_recomputed"
	NoticeNeedUnmet         NoticeKind = "need_unmet"
	NoticeEntrySubmitted    NoticeKind = "entry_submitted"
	NoticeEntryAssigned     NoticeKind = "entry_assigned"
	NoticeEntryResubmitted  NoticeKind = "entry_resubmitted"
	NoticeChangesRequested  NoticeKind = "entry_changes_requested"
	NoticeEntryApproved     NoticeKind = "entry_approved"
	NoticeEntryExpiring     NoticeKind = "entry_expiring"
	NoticeEntryExpired      NoticeKind = "entry_expired"
	NoticeWatchHit          NoticeKind = "watch_hit"
	NoticeProjectInvitation NoticeKind = "project_invitation"
	NoticeProjectAnswer     NoticeKind = "project_answer"
	NoticeMembershipRequest NoticeKind = "membership_request"
	NoticeMembershipAnswer  NoticeKind = "membership_answer"
	NoticeMembershipEnded   NoticeKind = "membership_ended"
	NoticeRoleGiven         NoticeKind = "role_given"
	NoticeRoleTaken         NoticeKind = "role_taken"
)

// noticeKinds is the list that the API's description and the client's texts are made from.
var noticeKinds = []NoticeKind{
	NoticeMatchNew, NoticeMatchInterest, NoticeMatchMutual, NoticeMatchDeclined, NoticeMatchProgress, NoticeRecomputed, NoticeNeedUnmet,
	NoticeEntrySubmitted, NoticeEntryAssigned, NoticeEntryResubmitted, NoticeChangesRequested, NoticeEntryApproved, NoticeEntryExpiring, NoticeEntryExpired,
	NoticeWatchHit, NoticeProjectInvitation, NoticeProjectAnswer,
	NoticeMembershipRequest, NoticeMembershipAnswer, NoticeMembershipEnded, NoticeRoleGiven, NoticeRoleTaken,
}

// NoticeKinds lists all kinds.
func NoticeKinds() []NoticeKind { return slices.Clone(noticeKinds) }

// Inbox is the name of the channel that carries a person's notifications.
func Inbox(person ID) string { return InboxPrefix + string(person) }

// OrganisationChannel carries what changes for those who represent an organisation.
func OrganisationChannel(organisation ID) string { return OrganisationPrefix + string(organisation) }

// ClusterChannel carries what changes for those who manage a cluster.
func ClusterChannel(cluster ID) string { return ClusterPrefix + string(cluster) }

// The prefixes of these channels.
const (
	InboxPrefix        = "inbox:"
	OrganisationPrefix = "org:"
	ClusterPrefix      = "cluster:"
)
