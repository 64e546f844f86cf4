package matching

import (
	"slices"
	"time"

	"splot/app"
	"splot/search/match"
)

// View is a match as one person may see it.
type View struct {
	ID         app.ID
	Version    int64
	State      app.MatchState
	Score      float64
	Components []app.Component
	Missing    []app.Finding
	// Changes say what the viewer's sides could state otherwise, with the score that it would bring; only Get and what
	// acts on a match fill it in.
	Changes     []match.Change
	Model       string
	Need, Offer SideView
	// Mine lists the sides whose organisation the viewer represents.
	Mine []app.Side
	// New: nobody of the viewer's organisation has opened it. Hidden: they have hidden it.
	New, Hidden bool
	Decline     *Decline
	History     []Step
	Actions     []string
	DisclosedAt time.Time
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Decline says who declined and why. The note is for the own side only: the other learns the reason.
type Decline struct {
	By     app.Side
	Reason string
	Note   string
}

// Step is one thing that happened to a match.
type Step struct {
	At     time.Time
	Side   app.Side // empty for what the program did
	Own    bool
	Name   string // of the person, where the viewer may know it
	Action string
	by     app.ID
}

// SideView is one side of a match as the viewer may see it. Content and Owner hold only what Level shows.
type SideView struct {
	Side       app.Side
	Own        bool // the viewer represents it
	Level      app.Level
	Entry      app.ID // empty if anonymous
	Kind       app.Kind
	Content    app.Content
	Owner      app.Organisation
	Cluster    app.ID // empty if anonymous
	Interested bool
	Message    string // with the interest
	// Aid explains terms of a text that is not in the viewer's language; only Get and what acts on a match fill it in.
	Aid []match.Gloss
}

// level decides how much of a side the actor sees: once both agreed, their people everything and others whose it is;
// before that what they see of the entry anyway, and at least the teaser.
func level(actor app.Actor, m *app.Match, side app.Side, p party) app.Level {
	partner := slices.Contains(actor.Represents(), m.Party(side.Other()).Organisation)
	switch {
	case partner && m.State.Open():
		return app.LevelFull
	case m.State.Open():
		return max(app.LevelPublic, p.SeenBy(actor))
	}
	return max(app.LevelTeaser, p.SeenBy(actor))
}

// view assembles a match for a viewer. The gates are open.
func view(actor app.Actor, d matchDoc, need, offer party) View {
	m := &d.Value
	v := View{
		ID: app.ID(d.ID), Version: d.Version, State: m.State, Score: m.Score, Model: m.Model,
		Components: m.Components, Missing: m.Missing, Mine: m.SidesOf(actor.Represents()),
		DisclosedAt: m.DisclosedAt, CreatedAt: m.CreatedAt, UpdatedAt: m.UpdatedAt,
	}
	v.Need = sideView(actor, m, app.NeedSide, need)
	v.Offer = sideView(actor, m, app.OfferSide, offer)
	for _, side := range v.Mine {
		v.New = v.New || !m.Party(side).Seen
		v.Hidden = v.Hidden || m.Party(side).Hidden
	}
	if v.Need.Level == app.LevelTeaser || v.Offer.Level == app.LevelTeaser {
		v.Components, v.Missing = readable(m, v.Need, v.Offer)
	}
	v.Components, v.Missing = dated(v.Components, need, offer), lacking(v.Missing)
	if m.State == app.MatchDeclined {
		v.Decline = &Decline{By: m.DeclinedBy, Reason: m.DeclineReason}
		if slices.Contains(v.Mine, m.DeclinedBy) {
			v.Decline.Note = m.DeclineNote
		}
	}
	for _, step := range m.History {
		v.History = append(v.History, Step{
			At: step.At, Side: step.Side, Own: slices.Contains(v.Mine, step.Side), Action: step.Action, by: step.By,
		})
	}
	v.Actions = actions(actor, m)
	return v
}

func sideView(actor app.Actor, m *app.Match, side app.Side, p party) SideView {
	own := m.Party(side)
	v := SideView{
		Side: side, Level: level(actor, m, side, p), Kind: own.Kind, Interested: own.Interested,
		Own: slices.Contains(actor.Represents(), own.Organisation),
	}
	v.Content, v.Owner = p.Entry.Value.Approved.Content, p.Owner.Value
	switch v.Level {
	case app.LevelTeaser:
		v.Content, v.Owner = app.TeaserOf(v.Content, &v.Owner)
		return v
	case app.LevelPublic:
		v.Content.Confidential, v.Content.Attachments = app.Text{}, nil
	}
	v.Entry, v.Cluster = own.Entry, own.Cluster
	v.Owner.Excluded = nil // nobody learns who is excluded
	if len(m.SidesOf(actor.Represents())) > 0 {
		v.Message = own.Message
	}
	return v
}
