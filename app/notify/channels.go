package notify

import (
	"context"
	"slices"
	"time"

	"splot/app"
	"splot/app/channel"
)

// keep is how long the channels here hold entries: whoever was away longer reads the state anew.
const keep = 7 * 24 * time.Hour

// Channels are the kinds of channel that carry what notify tells. A role that is taken away ends following at once: the
// program asks May again then.
func Channels() []channel.Kind {
	return []channel.Kind{
		{Prefix: app.InboxPrefix, Keep: keep, May: func(_ context.Context, actor app.Actor, id app.ID) (bool, error) {
			return actor.Person == id, nil
		}},
		{Prefix: app.OrganisationPrefix, Keep: keep, May: func(_ context.Context, actor app.Actor, id app.ID) (bool, error) {
			return slices.Contains(actor.Represents(), id), nil
		}},
		// Its frames name entries and people by id, whatever their state: for those who may list the cluster's people.
		{Prefix: app.ClusterPrefix, Keep: keep, May: func(_ context.Context, actor app.Actor, id app.ID) (bool, error) {
			return actor.May(app.OpListPeople, app.Target{Clusters: []app.ID{id}}), nil
		}},
	}
}
