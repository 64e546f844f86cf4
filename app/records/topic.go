package records

import (
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app"
	"splot/app/store"
)

// The topics of events. The key of an event is the id of the document that it is about.
const (
	// TopicEntry: an entry's approved version, its validity or its visibility changed; what is indexed
	// and matched must follow. No payload.
	TopicEntry = "entry.changed"
	// TopicEntryStep: something happened to an entry that people may wait for. Payload EntryStep.
	TopicEntryStep = "entry.step"
	// TopicOrganisation: an organisation's profile, state, clusters or exclusions changed. No payload.
	TopicOrganisation = "organisation.changed"
	// TopicMembership: something happened to a request to join a cluster, whose id is the key, or to a membership,
	// where the key is the organisation. Payload MembershipStep.
	TopicMembership = "membership.step"
	// TopicPerson: a person was made, or their account or grants changed. Payload PersonStep.
	TopicPerson = "person.step"
	// TopicInvitation: something happened to an invitation. Payload InvitationStep.
	TopicInvitation = "invitation.step"
	// TopicMatch: a match appeared or its state changed. Payload MatchStep.
	TopicMatch = "match.step"
	// TopicMatchSeen: somebody of one side opened a new match. Payload MatchStep, of which the side is set.
	TopicMatchSeen = "match.seen"
	// TopicNeedUnmet: the owner of a need asks the cluster's managers about it. No payload.
	TopicNeedUnmet = "need.unmet"
	// TopicRecomputed: matching everything anew has brought an organisation matches. The key is the id of a
	// Recomputed document. No payload.
	TopicRecomputed = "matches.recomputed"
	// TopicWeights: other weights of matching were switched on; every score is to be computed anew. No payload.
	TopicWeights = "weights.changed"
	// TopicSettle: match an entry again after a search server had time to index it. No payload.
	TopicSettle = "entry.settle"
	// TopicWatchHit: an entry came to satisfy a person's watch. The key is the hit's id. No payload.
	TopicWatchHit = "watch.hit"
	// TopicProject: something happened to a project draft. Payload ProjectStep.
	TopicProject = "project.step"
	// TopicLetter: a letter is to be sent. The key is a link's id. No payload.
	TopicLetter = "account.letter"
	// TopicGlossary: the glossary gained, lost or changed a term. Payload GlossaryChange.
	TopicGlossary = "glossary.changed"
)

// The topics by which matching goes on with its own work. They say nothing that happened, and nobody else follows them.
const (
	// TopicSweep: go on matching the live entries of an organisation anew. The key is the organisation's id.
	TopicSweep = "matching.sweep"
	// TopicRequests: the number of requests to an organisation may have changed. The key is the organisation's id.
	TopicRequests = "matching.requests"
	// TopicAgain: match an entry that was matched a moment ago. The key is the entry's id.
	TopicAgain = "matching.again"
	// TopicRecompute: go on matching everything anew.
	TopicRecompute = "matching.recompute"
)

// System is the actor of what the program does of its own accord.
const System app.ID = ""

// EntryStep is the payload of TopicEntryStep.
type EntryStep struct {
	Action string `bson:"action"` // one of app.Actions
	Number int    `bson:"number"`
	By     app.ID `bson:"by"`
}

// MatchStep is the payload of TopicMatch.
type MatchStep struct {
	Action string   `bson:"action"` // as in app.MatchStep
	Side   app.Side `bson:"side,omitempty"`
	// Entries are those of a match that is gone.
	Entries []app.ID `bson:"entries,omitempty"`
	By      app.ID   `bson:"by,omitempty"`
}

// ProjectStep is the payload of TopicProject.
type ProjectStep struct {
	Action string `bson:"action"` // saved, founded, invited, accepted, declined or deleted
	// Organisations are those whom it concerns: the newly invited, the one that answered, those that had been invited.
	Organisations []app.ID `bson:"organisations,omitempty"`
	By            app.ID   `bson:"by,omitempty"`
}

// GlossaryChange is the payload of TopicGlossary: the terms of both languages that the change is about, old and new.
type GlossaryChange struct {
	Terms []string `bson:"terms"`
}

// NewEvent makes an event about a document, by a person or by System; a nil payload is none.
func NewEvent(id app.ID, at time.Time, by app.ID, topic string, key app.ID, payload any) store.Event {
	e := store.Event{ID: string(id), Topic: topic, Key: string(key), At: at, By: by}
	if payload != nil {
		raw, err := bson.Marshal(payload)
		if err != nil {
			panic("records: payload of " + topic + " cannot be encoded: " + err.Error())
		}
		e.Payload = raw
	}
	return e
}

// Payload reads what NewEvent put in.
func Payload[T any](e store.Event) (T, error) {
	var payload T
	if err := bson.Unmarshal(e.Payload, &payload); err != nil {
		return payload, fmt.Errorf("decode payload of event %s (%s): %w", e.ID, e.Topic, err)
	}
	return payload, nil
}
