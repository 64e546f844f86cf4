package member

import (
	"context"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
)

// Options are what the use cases need.
type Options struct {
	Records records.Set
	// Search answers the text search over organisations.
	Search interface {
		Search(ctx context.Context, q search.Query) (search.Result, error)
	}
	Clock app.Clock
	IDs   app.IDs
}

// Service holds the use cases. It is safe for concurrent use.
type Service struct {
	records.Set
	// The own collections, for writing; they stand before those of Set.
	Clusters      store.Set[app.Cluster]
	Organisations store.Set[app.Organisation]
	Memberships   store.Set[app.MembershipRequest]

	counts *memberCounts
	o      Options
}

// New makes the use cases; it does no I/O.
func New(o Options) *Service {
	db := o.Records.Store
	organisations := store.Set[app.Organisation]{Store: db, Collection: records.Organisations}
	return &Service{
		Set:           o.Records,
		Clusters:      store.Set[app.Cluster]{Store: db, Collection: records.Clusters},
		Organisations: organisations,
		Memberships:   store.Set[app.MembershipRequest]{Store: db, Collection: records.Memberships},
		counts:        &memberCounts{organisations: organisations, clock: o.Clock},
		o:             o,
	}
}

type (
	clusterDoc      = store.Doc[app.Cluster]
	organisationDoc = store.Doc[app.Organisation]
)

// changed is the event that an organisation's indexed facts may have changed, by a person or by records.System.
func (s *Service) changed(by, id app.ID) store.Event {
	return records.NewEvent(s.o.IDs(), s.o.Clock(), by, records.TopicOrganisation, id, nil)
}
