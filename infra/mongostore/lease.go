package mongostore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// The turn of Alone is one document with a counter that its holder raises. Whoever waits takes it over when the counter
// has stood still for a while by the waiter's own clock, so that no clocks are compared.
const (
	turnID     = "turn"
	turnBeat   = 5 * time.Second
	turnSilent = 30 * time.Second // a holder that says nothing for so long is dead, or has lost its turn
	turnLook   = 100 * time.Millisecond
)

type turn struct {
	ID     string `bson:"_id"`
	Holder string `bson:"holder"`
	Beat   int64  `bson:"beat"`
}

// errTurnLost ends the context of what runs in a turn that another node has taken over.
var errTurnLost = errors.New("another node has taken the turn over")

type inTurn struct{}

// Alone runs f in this node's turn; see store.Store.
func (s *Store) Alone(ctx context.Context, f func(context.Context) error) error {
	if ctx.Value(inTurn{}) == s {
		return f(ctx)
	}
	mine, err := s.takeTurn(ctx)
	if err != nil {
		return fmt.Errorf("wait for the turn to change what all nodes share: %w", err)
	}
	work, lose := context.WithCancelCause(context.WithValue(ctx, inTurn{}, s))
	beating := make(chan struct{})
	go func() { defer close(beating); s.beat(work, mine, lose) }()
	err = f(work)
	lost := errors.Is(context.Cause(work), errTurnLost)
	lose(nil)
	<-beating
	if lost {
		return errors.Join(errTurnLost, err)
	}
	return errors.Join(err, s.endTurn(ctx, mine.Holder))
}

func (s *Store) turns() *mongo.Collection { return s.database.Collection(leases) }

func (s *Store) takeTurn(ctx context.Context) (turn, error) {
	mine := turn{ID: turnID, Holder: rand.Text(), Beat: 1}
	var seen turn
	var since time.Time
	for {
		_, err := s.turns().InsertOne(ctx, mine)
		if err == nil {
			return mine, nil
		}
		var now turn
		switch err := s.turns().FindOne(ctx, bson.D{byID(turnID)}).Decode(&now); {
		case errors.Is(err, mongo.ErrNoDocuments): // just given back
		case err != nil:
			return mine, err
		case now != seen:
			seen, since = now, time.Now()
		case time.Since(since) > turnSilent:
			if _, err := s.turns().DeleteOne(ctx, held(seen)); err != nil {
				return mine, err
			}
		}
		if err := pause(ctx, turnLook); err != nil {
			return mine, err
		}
	}
}

// held selects a turn as it was seen.
func held(t turn) bson.D {
	return bson.D{byID(turnID), {Key: "holder", Value: bson.D{{Key: "$eq", Value: t.Holder}}}, {Key: "beat", Value: bson.D{{Key: "$eq", Value: t.Beat}}}}
}

// beat says every few seconds that the holder lives, until its context ends.
func (s *Store) beat(ctx context.Context, mine turn, lose context.CancelCauseFunc) {
	said := time.Now()
	for pause(ctx, turnBeat) == nil {
		result, err := s.turns().UpdateOne(ctx, held(mine), bson.D{{Key: "$inc", Value: bson.D{{Key: "beat", Value: int64(1)}}}})
		switch {
		case err == nil && result.MatchedCount == 1:
			mine.Beat++
			said = time.Now()
		case err == nil, time.Since(said) > turnSilent-turnBeat: // taken over, or about to be
			lose(errTurnLost)
			return
		}
	}
}

func (s *Store) endTurn(ctx context.Context, holder string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), turnBeat)
	defer cancel()
	_, err := s.turns().DeleteOne(ctx, bson.D{byID(turnID), {Key: "holder", Value: bson.D{{Key: "$eq", Value: holder}}}})
	if err != nil {
		return fmt.Errorf("give the turn back: %w", err)
	}
	return nil
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
