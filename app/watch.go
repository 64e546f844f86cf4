package app

import (
	"strings"
	"time"
)

// Watch is a person's saved search: who saved it is told of every entry that comes to satisfy it. Its fields mean
// what those of a search mean; empty ones let everything pass.
type Watch struct {
	ID     ID     `bson:"-"`
	Person ID     `bson:"person"`
	Slot   int    `bson:"slot"` // 0 to MaxWatches-1, unique for the person: what bounds their number
	Name   string `bson:"name"`

	Text         string   `bson:"text"`
	Kinds        []string `bson:"kinds"`
	Clusters     []string `bson:"clusters"`
	Voivodeships []string `bson:"voivodeships"`
	PKD          []string `bson:"pkd"`
	KIS          []string `bson:"kis"`
	Origins      []string `bson:"origins"`
	Cooperation  []string `bson:"cooperation"`
	TRLAtLeast   int      `bson:"trlAtLeast"` // 0 is any

	Active    bool      `bson:"active"`
	CreatedAt time.Time `bson:"createdAt"`
	UpdatedAt time.Time `bson:"updatedAt"`
}

// WatchHit says that an entry came to satisfy a watch. Its id is WatchHitID: one for a watch and an entry.
type WatchHit struct {
	Watch  ID        `bson:"watch"`
	Person ID        `bson:"person"`
	Entry  ID        `bson:"entry"`
	At     time.Time `bson:"at"`
}

// WatchHitID is the id of the hit of a watch and an entry.
func WatchHitID(watch, entry ID) string { return string(watch) + "~" + string(entry) }

// Limits of watches: how many a person keeps, characters, and values of one list.
const (
	MaxWatches     = 50
	MaxWatchName   = 80
	MaxWatchText   = 300
	MaxWatchValues = 20
)

// Trim takes off what people type around values. A watch without a name is called by its text.
func (w *Watch) Trim() {
	w.Name, w.Text = strings.TrimSpace(w.Name), strings.TrimSpace(w.Text)
	if w.Name == "" {
		w.Name = string([]rune(w.Text)[:min(MaxWatchName, len([]rune(w.Text)))])
	}
}

// Validate lists what is wrong with the watch's fields. A watch of everything is none.
func (w *Watch) Validate() []FieldError {
	var v Validator
	v.RequiredString("name", w.Name)
	v.Length("name", w.Name, MaxWatchName)
	v.Line("name", w.Name)
	v.Length("text", w.Text, MaxWatchText)
	v.SubsetOf("kinds", w.Kinds, Kinds)
	v.Count("clusters", len(w.Clusters), MaxWatchValues)
	for _, c := range w.Clusters {
		v.Length("clusters", c, 80)
	}
	v.CodedList("voivodeships", w.Voivodeships, Voivodeships, MaxWatchValues)
	v.CodedList("pkd", w.PKD, PKDDivisions, MaxWatchValues)
	v.CodedList("kis", w.KIS, KIS, MaxWatchValues)
	v.SubsetOf("origins", w.Origins, Origins)
	v.SubsetOf("cooperation", w.Cooperation, Cooperation)
	v.Between("trlAtLeast", &w.TRLAtLeast, 0, 9)
	lists := len(w.Kinds) + len(w.Clusters) + len(w.Voivodeships) + len(w.PKD) + len(w.KIS) + len(w.Origins) + len(w.Cooperation)
	if w.Text == "" && lists == 0 && w.TRLAtLeast == 0 {
		v.Add("text", "watch_empty")
	}
	return v.Errors
}
