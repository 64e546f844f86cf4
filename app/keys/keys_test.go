package keys_test

import (
	"bytes"
	"sync"
	"testing"

	"splot/app/keys"
	"splot/infra/sqlitestore"
)

// TestOneSecret starts many nodes at once on an empty store: all have the same keys, those of two purposes differ,
// and a start later finds them again.
func TestOneSecret(t *testing.T) {
	db, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Ensure(t.Context(), keys.Collections()...); err != nil {
		t.Fatal(err)
	}
	rings := make([]keys.Ring, 8)
	var all sync.WaitGroup
	for i := range rings {
		all.Go(func() {
			var err error
			if rings[i], err = keys.Open(t.Context(), db); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	later, err := keys.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rings {
		if !bytes.Equal(r.For("cursor"), later.For("cursor")) {
			t.Error("two nodes have different keys")
		}
	}
	if bytes.Equal(later.For("cursor"), later.For("device")) || len(later.For("cursor")) != keys.Size {
		t.Error("two purposes share a key")
	}
}
