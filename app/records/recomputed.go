package records

import (
	"time"

	"splot/app"
	"splot/app/store"
)

// Recomputed says that matching everything anew brought an organisation matches that it did not have. Its id is the
// organisation's.
type Recomputed struct {
	Run        app.ID    `bson:"run"` // of which recompute
	StartedAt  time.Time `bson:"startedAt"`
	FinishedAt time.Time `bson:"finishedAt,omitempty"` // zero while it runs: nobody is told before
}

// RecomputedFor is written by matching.
var RecomputedFor = &store.Collection{
	Name: "recomputed", Fields: text("run"), Indexes: []store.Index{by("run", "run")},
}
