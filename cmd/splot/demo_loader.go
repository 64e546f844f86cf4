package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"splot/app"
	"splot/app/entry"
	"splot/app/matching"
	"splot/app/store"
	"splot/cmd/splot/demo"
	"splot/cmd/splot/program"
)

// demoClock is a time that only its owner moves, and only forward.
type demoClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *demoClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *demoClock) forward(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to.After(c.at) {
		c.at = to
	}
}

// demoLoader enters one set of data; its maps lead from the data's keys to ids.
type demoLoader struct {
	*program.Program
	set           demo.Set
	clock         *demoClock
	until         time.Time
	clusters      map[string]app.ID
	organisations map[string]app.ID
	people        map[string]app.Person
	entries       map[string]app.ID
}

var system = app.Actor{System: true}

func (l *demoLoader) loadClusters(ctx context.Context) error {
	for _, c := range l.set.Clusters {
		v, err := l.Member.CreateCluster(ctx, system, l.clusterOf(c))
		if err != nil {
			return fmt.Errorf("cluster %s: %w", c.Slug, err)
		}
		l.clusters[c.Slug] = v.ID
	}
	return nil
}

func (l *demoLoader) clusterOf(c demo.Cluster) app.Cluster {
	return app.Cluster{
		Slug: c.Slug, Name: c.Name, Sector: c.Sector, Goal: c.Goal, Voivodeship: c.Voivodeship, Stage: c.Stage,
		FundingNotice: c.FundingNotice, Coordinator: l.organisations[c.Coordinator],
	}
}

func (l *demoLoader) loadOrganisations(ctx context.Context) error {
	for _, o := range l.set.Organisations {
		for _, slug := range o.Clusters {
			id, err := l.Member.Enter(ctx, l.clusters[slug], app.Organisation{
				ExternalID: "demo:" + o.Key, Name: o.Name, Origin: o.Origin, Size: o.Size, NIP: o.NIP, Voivodeship: o.Voivodeship, City: o.City,
				PKD: o.PKD, KIS: o.KIS, Languages: o.Languages, Website: o.Website, Description: o.Description, Keywords: o.Keywords,
				Certifications: o.Certifications, CooperationForms: o.CooperationForms, State: app.Published,
			})
			if err != nil {
				return fmt.Errorf("organisation %s: %w", o.Key, err)
			}
			l.organisations[o.Key] = id
		}
	}
	return nil
}

func (l *demoLoader) nameCoordinators(ctx context.Context) error {
	for _, c := range l.set.Clusters {
		if c.Coordinator == "" {
			continue
		}
		if _, err := l.Member.EditCluster(ctx, system, c.Slug, 1, l.clusterOf(c)); err != nil {
			return fmt.Errorf("coordinator of %s: %w", c.Slug, err)
		}
	}
	return nil
}

func (l *demoLoader) loadPeople(ctx context.Context) error {
	for _, p := range l.set.People {
		person := app.Person{Name: p.Name, Email: p.Email, Locale: p.Locale, Organisation: l.organisations[p.Organisation]}
		for _, g := range p.Grants {
			person.Grants = append(person.Grants, app.Grant{Role: g.Role, Cluster: l.clusters[g.Cluster], Organisation: l.organisations[g.Organisation]})
		}
		created, err := l.Account.Create(ctx, person, demoPassword)
		if err != nil {
			return fmt.Errorf("person %s: %w", p.Key, err)
		}
		l.people[p.Key] = created
	}
	return l.exclude(ctx)
}

// exclude sets exclusions as the representatives would.
func (l *demoLoader) exclude(ctx context.Context) error {
	for _, o := range l.set.Organisations {
		if len(o.Excluded) == 0 {
			continue
		}
		v, err := l.Member.Organisation(ctx, system, l.organisations[o.Key])
		if err != nil {
			return fmt.Errorf("organisation %s: %w", o.Key, err)
		}
		next := v.Organisation
		next.Excluded = nil
		for _, key := range o.Excluded {
			next.Excluded = append(next.Excluded, l.organisations[key])
		}
		if _, err := l.Member.EditOrganisation(ctx, system, v.ID, v.Version, next); err != nil {
			return fmt.Errorf("exclusions of %s: %w", o.Key, err)
		}
	}
	return nil
}

// happening is one thing that somebody did, and when.
type happening struct {
	at time.Time
	do func(ctx context.Context) error
}

// loadHistory does in the order of time what people did with entries and matches. The feed is drained in
// between, so that what follows from one thing is there before the next.
func (l *demoLoader) loadHistory(ctx context.Context) error {
	var all []happening
	approved := map[string]time.Time{}
	for _, e := range l.set.Entries {
		at := l.ago(e.Days)
		approved[e.Key] = at
		all = append(all, happening{at, func(ctx context.Context) error { return l.entry(ctx, e, at) }})
	}
	for _, m := range l.set.Matches {
		at := l.ago(m.Days)
		for _, key := range []string{m.Need, m.Offer} {
			if after := approved[key].Add(2 * time.Hour); after.After(at) {
				at = after
			}
		}
		all = append(all, happening{at, func(ctx context.Context) error { return l.match(ctx, m) }})
	}
	all = append(all, l.features()...)
	slices.SortStableFunc(all, func(a, b happening) int { return cmp.Compare(a.at.UnixMilli(), b.at.UnixMilli()) })
	for _, h := range all {
		if err := l.Feed.Drain(ctx); err != nil {
			return err
		}
		if err := h.do(ctx); err != nil {
			return err
		}
		l.clock.forward(h.at)
	}
	return nil
}

func (l *demoLoader) ago(days int) time.Time {
	at := l.until.AddDate(0, 0, -days)
	return at.Add(-time.Duration(days*37%300) * time.Minute) // not all at the same time of day
}

// entry brings one entry to its state; it came into that state at the given time.
func (l *demoLoader) entry(ctx context.Context, e demo.Entry, at time.Time) error {
	person, ok := l.set.Representative(e.Organisation)
	if !ok {
		return fmt.Errorf("entry %s: nobody represents %s", e.Key, e.Organisation)
	}
	author, err := l.Account.Actor(ctx, l.people[person.Key].ID)
	if err != nil {
		return fmt.Errorf("entry %s: %w", e.Key, err)
	}
	l.clock.forward(at.AddDate(0, 0, -6))
	v, err := l.Entry.Create(ctx, author, l.organisations[e.Organisation], l.clusters[e.Cluster], e.Kind, e.ContentAt(l.until))
	if err == nil && e.State != app.EntryDraft {
		l.clock.forward(at.AddDate(0, 0, -4))
		v, err = l.Entry.Submit(ctx, author, v.Entry.ID, v.Version)
	}
	if err == nil && e.State != app.EntryDraft && e.State != app.EntrySubmitted {
		v, err = l.review(ctx, e, v, at)
	}
	if err == nil && e.State == app.EntryWithdrawn {
		l.clock.forward(at)
		v, err = l.Entry.Withdraw(ctx, author, v.Entry.ID, v.Version, "")
	}
	if err != nil {
		return fmt.Errorf("entry %s: %w", e.Key, err)
	}
	l.entries[e.Key] = v.Entry.ID
	return nil
}

// review assigns the entry and lets its auditor do what the state asks for.
func (l *demoLoader) review(ctx context.Context, e demo.Entry, v entry.View, at time.Time) (entry.View, error) {
	l.clock.forward(at.AddDate(0, 0, -3))
	v, err := l.Entry.Assign(ctx, system, v.Entry.ID, v.Version, l.people[e.Auditor].ID)
	if err != nil {
		return v, err
	}
	auditor, err := l.Account.Actor(ctx, l.people[e.Auditor].ID)
	if err != nil {
		return v, err
	}
	l.clock.forward(at.Add(-time.Minute))
	review := app.Review{Scores: e.Scores, Remarks: e.Remarks, Summary: e.Summary}
	switch e.State {
	case app.EntryInReview:
		if len(e.Scores) == 0 && len(e.Remarks) == 0 {
			return v, nil
		}
		return l.Entry.SaveReview(ctx, auditor, v.Entry.ID, v.Version, review)
	case app.EntryChangesRequested:
		return l.Entry.RequestChanges(ctx, auditor, v.Entry.ID, v.Version, review)
	}
	return l.Entry.Approve(ctx, auditor, v.Entry.ID, v.Version, review)
}

// match lets both sides do what they did, if the pair was suggested.
func (l *demoLoader) match(ctx context.Context, m demo.Match) error {
	pair, err := l.Records.Matches.First(ctx, store.Query{Where: []store.Condition{
		store.Eq("pair", app.PairOf(l.entries[m.Need], l.entries[m.Offer])),
	}})
	if errors.Is(err, store.ErrNotFound) {
		l.Log.WarnContext(ctx, "pair was not suggested", slog.String("need", m.Need), slog.String("offer", m.Offer))
		return nil
	}
	if err != nil {
		return fmt.Errorf("find the match of %s and %s: %w", m.Need, m.Offer, err)
	}
	id := app.ID(pair.ID)
	first := m.First
	if first == "" {
		first = app.NeedSide
	}
	do := func(side app.Side, c matching.Command) error {
		actor, err := l.sideOf(ctx, m, side)
		if err != nil {
			return err
		}
		c.Side = side
		if _, err := l.Matching.Do(ctx, actor, id, c); err != nil {
			return fmt.Errorf("%s by the %s: %w", c.Action, side, err)
		}
		return nil
	}
	message := map[app.Side]string{app.NeedSide: m.NeedMessage, app.OfferSide: m.OfferMessage}
	interest := func(side app.Side) error {
		return do(side, matching.Command{Action: matching.ActInterest, Message: message[side]})
	}
	if m.State != app.MatchSuggested && (m.State != app.MatchDeclined || m.First != "") {
		err = interest(first)
	}
	if m.State.Open() {
		err = errors.Join(err, interest(first.Other()))
	}
	switch m.State {
	case app.MatchTalking:
		err = errors.Join(err, do(first, matching.Command{Action: matching.ActTalking}))
	case app.MatchAgreed:
		err = errors.Join(err, do(first, matching.Command{Action: matching.ActTalking}), do(first.Other(), matching.Command{Action: matching.ActAgreed}))
	case app.MatchDeclined:
		err = errors.Join(err, do(m.By, matching.Command{Action: matching.ActDecline, Reason: m.Reason, Note: m.Note}))
	}
	if m.HiddenBy != "" {
		err = errors.Join(err, do(m.HiddenBy, matching.Command{Action: matching.ActHide}))
	}
	if err != nil {
		return fmt.Errorf("match %s ~ %s: %w", m.Need, m.Offer, err)
	}
	return nil
}

// sideOf is who acts for a side of a match.
func (l *demoLoader) sideOf(ctx context.Context, m demo.Match, side app.Side) (app.Actor, error) {
	key := m.Need
	if side == app.OfferSide {
		key = m.Offer
	}
	i := slices.IndexFunc(l.set.Entries, func(e demo.Entry) bool { return e.Key == key })
	if i < 0 {
		return app.Actor{}, fmt.Errorf("there is no entry %s", key)
	}
	p, _ := l.set.Representative(l.set.Entries[i].Organisation)
	return l.Account.Actor(ctx, l.people[p.Key].ID)
}
