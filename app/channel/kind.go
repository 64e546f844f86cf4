package channel

import (
	"context"
	"strings"
	"time"

	"splot/app"
)

// Kind is what all channels of one prefix have in common. A feature declares the kinds of its channels.
type Kind struct {
	Prefix string // of the names, with the colon; what follows is the id of what the channel is about
	// Keep is how long entries stay at least; 0 is for ever.
	Keep time.Duration
	// May tells whether the actor may follow the channel about id, by what the actor is now. What is not there is
	// answered like what may not be followed.
	May func(ctx context.Context, actor app.Actor, id app.ID) (bool, error)
}

// Kinds are those of a program. No prefix begins another.
type Kinds []Kind

// Of finds the kind of a channel, and what the channel is about.
func (k Kinds) Of(name string) (kind Kind, id app.ID, ok bool) {
	for _, kind := range k {
		if id, ok := strings.CutPrefix(name, kind.Prefix); ok && id != "" {
			return kind, app.ID(id), true
		}
	}
	return Kind{}, "", false
}
