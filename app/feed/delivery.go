package feed

import (
	"time"

	"splot/app/store"
)

// state is where a delivery stands.
type state string

const (
	ready   state = "ready"   // waits for its due time: now, or after a failure
	leased  state = "leased"  // in the hands of a node until its due time
	delayed state = "delayed" // waits for the due time that its event names
	parked  state = "parked"  // failed for good, until somebody says Retry
)

// delivery is the stored document: one event on its way to one handler.
type delivery struct {
	Handler  string      `bson:"handler"`
	Event    store.Event `bson:"event"`
	State    state       `bson:"state"`
	At       time.Time   `bson:"at"`            // of the event
	Due      *time.Time  `bson:"due,omitempty"` // when the next node may take it; parked ones have none
	Attempts int         `bson:"attempts"`      // failures so far
	Error    string      `bson:"error,omitempty"`
	ParkedAt *time.Time  `bson:"parkedAt,omitempty"`
}

// Collection declares the deliveries. The feed ensures it.
var Collection = &store.Collection{
	Name: "deliveries",
	Fields: []store.Field{
		{Name: "handler", Type: store.String},
		{Name: "state", Type: store.String},
		{Name: "at", Type: store.Time},
		{Name: "due", Type: store.Time},
		{Name: "parkedAt", Type: store.Time},
	},
	Indexes: []store.Index{
		{Name: "due", Fields: []string{"handler", "due"}},
		{Name: "state", Fields: []string{"state", "at"}},
		{Name: "parked", Fields: []string{"state", "parkedAt"}},
	},
}

func deliveryID(event, handler string) string { return handler + "/" + event }

// item is a delivery in memory, with the version that its lease was written at.
type item = store.Doc[delivery]
