package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/channel"
)

// frame is what a channel carries: a notification as the API shows it, or that something changed.
type frame struct {
	Type         string   `json:"type"` // notification or changed
	Notification *Notice  `json:"notification,omitempty"`
	Resource     resource `json:"resource,omitempty"`
	ID           app.ID   `json:"id,omitempty"`
}

// resource is what a changed frame is about; the client's shared/live/invalidation.ts has the same words.
type resource string

const (
	aMatch        resource = "match"
	anEntry       resource = "entry"
	anOrg         resource = "organisation"
	aMembership   resource = "membership"
	aNotification resource = "notification"
	aProject      resource = "project"
	aPerson       resource = "person"
	anInvitation  resource = "invitation"
)

// scopes are whose open screens are told of a change: one entry in a channel for each, however many people follow it.
type scopes struct {
	organisations []app.ID // for those who represent them
	clusters      []app.ID // for those who manage them
	people        []app.ID // for what is one person's
}

func (s scopes) channels() []string {
	var names []string
	for _, id := range s.organisations {
		names = append(names, app.OrganisationChannel(id))
	}
	for _, id := range s.clusters {
		names = append(names, app.ClusterChannel(id))
	}
	for _, id := range s.people {
		names = append(names, app.Inbox(id))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// changed tells open screens that something they may show changed. cause and revision make it once.
func (s *Service) changed(ctx context.Context, to scopes, cause string, revision int64, about resource, id app.ID) error {
	for _, name := range to.channels() {
		if err := s.append(ctx, name, cause, revision, frame{Type: "changed", Resource: about, ID: id}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) append(ctx context.Context, name, client string, cseq int64, f frame) error {
	data, err := json.Marshal([]frame{f})
	if err != nil {
		return fmt.Errorf("encode frame for %s: %w", name, err)
	}
	if _, err = s.inbox.Append(ctx, channel.Append{Channel: name, Client: client, CSeq: cseq, Data: data}); err != nil {
		return fmt.Errorf("append to %s: %w", name, err)
	}
	return nil
}
