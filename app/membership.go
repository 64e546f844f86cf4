package app

import "time"

// MembershipRequest asks an organisation that is on the platform already to join a cluster. Until it is accepted
// nobody of the cluster reaches the organisation.
type MembershipRequest struct {
	ID           ID              `bson:"-"`
	Cluster      ID              `bson:"cluster"`
	Organisation ID              `bson:"organisation"`
	State        MembershipState `bson:"state"`
	// Open is the pair while the request is open, and absent afterwards; unique, so that a pair has one open request.
	Open string `bson:"open,omitempty"`
	By   ID     `bson:"by"` // who asked; empty for an import on the server
	// Applied says that an accepted request has become a membership.
	Applied    bool      `bson:"applied"`
	AnsweredBy ID        `bson:"answeredBy,omitempty"`
	CreatedAt  time.Time `bson:"createdAt"`
	ExpiresAt  time.Time `bson:"expiresAt"`
	AnsweredAt time.Time `bson:"answeredAt,omitempty"`
}

// MembershipState is where a request stands.
type MembershipState string

// The states. An open request whose time is over counts as expired, whatever is stored.
const (
	MembershipOpen      MembershipState = "open"
	MembershipAccepted  MembershipState = "accepted"
	MembershipDeclined  MembershipState = "declined"
	MembershipWithdrawn MembershipState = "withdrawn"
	MembershipExpired   MembershipState = "expired"
)

const (
	// MembershipValid is how long a request can be answered.
	MembershipValid = 30 * 24 * time.Hour
	// MembershipPause is how long after a refusal the same cluster does not ask the same organisation again.
	MembershipPause = 7 * 24 * time.Hour
)

// Waits tells whether the request can be answered at a moment.
func (r MembershipRequest) Waits(now time.Time) bool {
	return r.State == MembershipOpen && now.Before(r.ExpiresAt)
}
