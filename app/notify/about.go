package notify

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/store"
)

// Place is what a screen shows: a notification is about it if what it tells can be seen there.
type Place string

// The places.
const (
	PlaceMatch        Place = "match"
	PlaceMatches      Place = "matches" // all matches of one own entry, or without an id the whole list
	PlaceEntry        Place = "entry"
	PlaceProject      Place = "project"
	PlaceWatch        Place = "watch"
	PlaceCluster      Place = "cluster"
	PlaceOrganisation Place = "organisation"
)

// Places lists them.
func Places() []Place {
	return []Place{PlaceMatch, PlaceMatches, PlaceEntry, PlaceProject, PlaceWatch, PlaceCluster, PlaceOrganisation}
}

// ReadAbout marks as read what a place that the actor has opened tells of, on all their devices. Where nothing is
// unread about it, nothing happens.
func (s *Service) ReadAbout(ctx context.Context, actor app.Actor, place Place, id app.ID) error {
	if !may(actor) {
		return app.Unauthenticated()
	}
	if !slices.Contains(Places(), place) {
		return app.Wrong("about.place", "not_one_of", "allowed", Places())
	}
	n := 0
	unread := store.Query{Where: []store.Condition{
		store.Eq("recipient", string(actor.Person)), store.Eq("state", string(app.Unread)),
	}}
	err := s.Notifications.Each(ctx, unread, func(d doc) error {
		if !shownAt(d.Value, place, id) {
			return nil
		}
		n++
		return s.seen(ctx, d)
	})
	if err != nil {
		return fmt.Errorf("mark notifications about %s %s: %w", place, id, err)
	}
	if n == 0 {
		return nil
	}
	return s.marked(ctx, actor)
}

// seen marks one as read. One that changes meanwhile is left: it has more to tell than was seen.
func (s *Service) seen(ctx context.Context, d doc) error {
	read(&d.Value, s.now())
	_, err := s.Notifications.Replace(ctx, d)
	if errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}

// shownAt tells whether a place shows what a notification tells. Several new matches are a list: opening the best of
// them shows one.
func shownAt(n app.Notification, place Place, id app.ID) bool {
	f := n.Facts
	many := f.Count > 1 && (n.Kind == app.NoticeMatchNew || n.Kind == app.NoticeRecomputed)
	switch place {
	case PlaceMatch:
		return f.Match == id && !many
	case PlaceMatches:
		return id == "" && n.Kind == app.NoticeRecomputed || id != "" && f.Entry == id && n.Kind == app.NoticeMatchNew
	case PlaceEntry:
		return f.Entry == id && f.Match == ""
	case PlaceProject:
		return f.Project == id
	case PlaceWatch:
		return f.Watch == id
	case PlaceCluster:
		return f.Cluster == id
	case PlaceOrganisation:
		return f.Organisation == id
	}
	return false
}
