package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Migration brings stored documents from one release's form to the next.
type Migration struct {
	Number int // 1, 2, 3 …; never reused
	Name   string
	// Run is idempotent: after a crash it runs again.
	Run func(ctx context.Context, s Store) error
}

// ErrNewer says that the data was written by a newer program than this one.
var ErrNewer = errors.New("the data belongs to a newer version of the program")

// Applied is the record of a migration that was run.
type Applied struct {
	Number int       `bson:"number"`
	Name   string    `bson:"name"`
	At     time.Time `bson:"at"`
}

// Migrations declares where the applied migrations are recorded.
var Migrations = &Collection{
	Name:    "migrations",
	Fields:  []Field{{Name: "number", Type: Int}},
	Indexes: []Index{{Name: "number", Fields: []string{"number"}, Unique: true}},
}

// Migrate runs, in order, the migrations that were not run yet, one node at a time, records each and returns them. It
// fails with ErrNewer, before it changes anything, if one is recorded that the list does not hold.
func Migrate(ctx context.Context, s Store, now func() time.Time, list []Migration) ([]Applied, error) {
	for i, m := range list {
		if m.Number != i+1 || m.Name == "" || m.Run == nil {
			return nil, fmt.Errorf("migration %d %q stands at place %d of the list", m.Number, m.Name, i+1)
		}
	}
	var applied []Applied
	err := s.Alone(ctx, func(ctx context.Context) error {
		var err error
		applied, err = migrate(ctx, s, now, list)
		return err
	})
	return applied, err
}

func migrate(ctx context.Context, s Store, now func() time.Time, list []Migration) ([]Applied, error) {
	last, err := lastApplied(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("read applied migrations: %w", err)
	}
	if last.Number > len(list) {
		return nil, fmt.Errorf("%w: migration %d %q was applied, this program knows %d; run the newer program",
			ErrNewer, last.Number, last.Name, len(list))
	}
	var applied []Applied
	for _, m := range list[last.Number:] {
		a := Applied{Number: m.Number, Name: m.Name, At: now()}
		if err := m.apply(ctx, s, a); err != nil {
			return applied, fmt.Errorf("migration %d %q: %w", m.Number, m.Name, err)
		}
		applied = append(applied, a)
	}
	return applied, nil
}

func lastApplied(ctx context.Context, s Store) (Applied, error) {
	if err := s.Ensure(ctx, Migrations); err != nil {
		return Applied{}, err
	}
	last, err := Set[Applied]{Store: s, Collection: Migrations}.First(ctx, Query{Sort: "number", Desc: true})
	if errors.Is(err, ErrNotFound) {
		return Applied{}, nil
	}
	return last.Value, err
}

func (m Migration) apply(ctx context.Context, s Store, a Applied) error {
	if err := m.Run(ctx, s); err != nil {
		return err
	}
	err := Set[Applied]{Store: s, Collection: Migrations}.Insert(ctx, fmt.Sprintf("%06d", m.Number), a)
	if errors.Is(err, ErrDuplicate) { // another node was faster
		return nil
	}
	return err
}
