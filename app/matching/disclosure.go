package matching

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Disclosure records that a side's identity and confidential detail were opened to the other side.
type Disclosure struct {
	Match        app.ID    `bson:"match"`
	Side         app.Side  `bson:"side"`         // whose were opened
	Organisation app.ID    `bson:"organisation"` // who
	Entry        app.ID    `bson:"entry"`        // what, in the approved version Number
	Number       int       `bson:"number"`
	To           app.ID    `bson:"to"` // organisation to which
	By           app.ID    `bson:"by"` // person whose consent completed it
	At           time.Time `bson:"at"`
}

var disclosures = &store.Collection{
	Name:   "disclosures",
	Fields: []store.Field{{Name: "match", Type: store.String}, {Name: "organisation", Type: store.String}, {Name: "at", Type: store.Time}},
	Indexes: []store.Index{
		{Name: "match", Fields: []string{"match"}},
		{Name: "organisation", Fields: []string{"organisation", "at"}},
	},
}

// Disclose records the disclosures of a match that became mutual. It handles records.TopicMatch.
func (s *Service) Disclose(ctx context.Context, e store.Event) error {
	if step, err := records.Payload[records.MatchStep](e); err != nil || step.Action != app.StepMutual {
		return err
	}
	d, err := s.Matches.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read match %s: %w", e.Key, err)
	}
	m := d.Value
	if m.DisclosedAt.IsZero() {
		return nil
	}
	for _, side := range []app.Side{app.NeedSide, app.OfferSide} {
		own, other := m.Party(side), m.Party(side.Other())
		record := Disclosure{
			Match: app.ID(d.ID), Side: side, Organisation: own.Organisation, Entry: own.Entry, Number: own.Number,
			To: other.Organisation, By: mutualBy(m), At: m.DisclosedAt,
		}
		err := s.disclosures.Insert(ctx, d.ID+"/"+string(side), record)
		if err != nil && !errors.Is(err, store.ErrDuplicate) {
			return fmt.Errorf("record disclosure of match %s: %w", e.Key, err)
		}
	}
	return nil
}

func mutualBy(m app.Match) app.ID {
	for _, step := range m.History {
		if step.Action == app.StepMutual {
			return step.By
		}
	}
	return ""
}
