package sqlitestore_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app/store"
	"splot/infra/sqlitestore"
)

// A full disk is told as such, loses nothing, and is over when there is room again.
func TestFullDisk(t *testing.T) {
	s := ensured(t, t.TempDir())
	insertBatch(t, s, 0, 10)
	have, err := s.Limit(t.Context(), 1) // as many as there are
	if err != nil {
		t.Fatal(err)
	}
	body, err := bson.Marshal(bson.D{{Key: "text", Value: strings.Repeat("x", 1<<20)}})
	if err != nil {
		t.Fatal(err)
	}
	big := store.Write{Kind: store.Insert, Collection: entries, ID: "big", Body: body}
	for range 2 { // and it stays so
		if err := store.One(s.Write(t.Context(), big)); !errors.Is(err, store.ErrUnavailable) {
			t.Fatalf("a write to a full disk: %v", err)
		}
	}
	if n, err := s.Count(t.Context(), entries, store.Query{}); err != nil || n != 10 {
		t.Errorf("%d documents: %v", n, err)
	}
	if _, err := s.Limit(t.Context(), have+10_000); err != nil {
		t.Fatal(err)
	}
	if err := store.One(s.Write(t.Context(), big)); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

// A database damaged in the middle does not start, and says what to do.
func TestDamagedDatabase(t *testing.T) {
	for name, damage := range map[string]func(file []byte){
		"in the middle":    func(file []byte) { fill(file[len(file)/2:][:8192]) },
		"at the beginning": func(file []byte) { fill(file[:100]) },
	} {
		dir := t.TempDir()
		s := ensured(t, dir)
		insertBatch(t, s, 0, 1000)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, sqlitestore.FileName)
		file, err := os.ReadFile(path) //nolint:gosec // the test's own
		if err != nil {
			t.Fatal(err)
		}
		damage(file)
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		again, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: dir})
		if err == nil {
			t.Errorf("%s: started on a damaged database", name)
			_ = again.Close()
		} else if !strings.Contains(err.Error(), "damaged") || !strings.Contains(err.Error(), "backup") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func fill(with []byte) {
	for i := range with {
		with[i] = 0x5a
	}
}
