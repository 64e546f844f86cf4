package matching

import (
	"time"

	"splot/app"
)

// head is a stored match without its explanation, which is most of it: what a recompute reads. It has the other
// fields of app.Match one by one; head_test.go holds that.
type head struct {
	Need          app.Party       `bson:"need"`
	Offer         app.Party       `bson:"offer"`
	State         app.MatchState  `bson:"state"`
	Pair          string          `bson:"pair"`
	Entries       []app.ID        `bson:"entries"`
	Organisations []app.ID        `bson:"organisations"`
	Clusters      []app.ID        `bson:"clusters"`
	ShownTo       []app.ID        `bson:"shownTo"`
	HiddenBy      []app.ID        `bson:"hiddenBy"`
	UnseenBy      []app.ID        `bson:"unseenBy"`
	Closed        bool            `bson:"closed"`
	Score         float64         `bson:"score"`
	Model         string          `bson:"model"`
	DeclineReason string          `bson:"declineReason,omitempty"`
	DeclineNote   string          `bson:"declineNote,omitempty"`
	DeclinedBy    app.Side        `bson:"declinedBy,omitempty"`
	History       []app.MatchStep `bson:"history"`
	DisclosedAt   time.Time       `bson:"disclosedAt,omitempty"`
	CreatedAt     time.Time       `bson:"createdAt"`
	UpdatedAt     time.Time       `bson:"updatedAt"`
}

// match is the match with an explanation yet to come.
func (h head) match(id string) app.Match {
	return app.Match{
		ID: app.ID(id), Need: h.Need, Offer: h.Offer, State: h.State, Pair: h.Pair,
		Entries: h.Entries, Organisations: h.Organisations, Clusters: h.Clusters,
		ShownTo: h.ShownTo, HiddenBy: h.HiddenBy, UnseenBy: h.UnseenBy,
		Closed: h.Closed, Score: h.Score, Model: h.Model,
		DeclineReason: h.DeclineReason, DeclineNote: h.DeclineNote, DeclinedBy: h.DeclinedBy,
		History: h.History, DisclosedAt: h.DisclosedAt, CreatedAt: h.CreatedAt, UpdatedAt: h.UpdatedAt,
	}
}

// acted tells whether people did something with the match: then it is kept when a gate closes.
func (h head) acted() bool {
	return h.State != app.MatchSuggested || len(h.History) > 1 || len(h.HiddenBy) > 0
}

// partner is the other entry of a stored match.
func (h head) partner(id string) string {
	if string(h.Need.Entry) == id {
		return string(h.Offer.Entry)
	}
	return string(h.Need.Entry)
}
