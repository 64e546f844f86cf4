// Package keys keeps the one secret of an installation, from which all other keys of the program's own come:
// those that seal cursors and sign device cookies. It is made by whichever node starts first and never changed:
// its document's id is fixed, so that of several nodes that start at once one writes and all read the same. A key
// of its own for each purpose means that nothing made for one is taken for another.
//
// It imports app/store only; the wiring opens it and hands the derived keys out.
package keys

import (
	"context"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"

	"splot/app/store"
)

// Size of the secret and of every key, in bytes.
const Size = 32

// Secrets hold the installation's secret under one id.
var Secrets = &store.Collection{Name: "secrets"}

// Collections are what the package stores.
func Collections() []*store.Collection { return []*store.Collection{Secrets} }

const installation = "installation"

type secret struct {
	Bytes []byte `bson:"bytes"`
}

// Ring makes the keys of one installation.
type Ring struct{ secret []byte }

// Open reads the installation's secret, and makes it at the first start.
func Open(ctx context.Context, s store.Store) (Ring, error) {
	set := store.Set[secret]{Store: s, Collection: Secrets}
	doc, err := set.Get(ctx, installation)
	if errors.Is(err, store.ErrNotFound) {
		fresh := make([]byte, Size)
		if _, err := rand.Read(fresh); err != nil {
			return Ring{}, fmt.Errorf("make the installation's secret: %w", err)
		}
		if err := set.Insert(ctx, installation, secret{fresh}); err != nil && !errors.Is(err, store.ErrDuplicate) {
			return Ring{}, fmt.Errorf("store the installation's secret: %w", err)
		}
		doc, err = set.Get(ctx, installation) // another node may have been first
	}
	switch {
	case err != nil:
		return Ring{}, fmt.Errorf("read the installation's secret: %w", err)
	case len(doc.Value.Bytes) != Size:
		return Ring{}, fmt.Errorf("the installation's secret has %d bytes instead of %d", len(doc.Value.Bytes), Size)
	}
	return Ring{doc.Value.Bytes}, nil
}

// For is the key of one purpose, Size bytes: the same on every node and after every start.
func (r Ring) For(purpose string) []byte {
	key, err := hkdf.Key(sha256.New, r.secret, nil, "splot "+purpose, Size)
	if err != nil {
		panic("keys: " + err.Error()) // only for a length that no hash gives
	}
	return key
}
