package mongostore_test

import (
	"context"
	"crypto/rand"
	"os"
	"testing"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"splot/app/store"
	"splot/app/store/storetest"
	"splot/infra/mongostore"
)

func TestConformance(t *testing.T) {
	uri := os.Getenv("MONGODB_URI")
	if uri == "" {
		t.Skip("needs a MongoDB server: set MONGODB_URI to one on which databases named splot_test_… may be made and dropped")
	}
	storetest.Run(t, func(t *testing.T) store.Store { return open(t, uri) })
}

// open opens a store in a new database, which goes with the test.
func open(t *testing.T, uri string) store.Store {
	t.Helper()
	name := "splot_test_" + rand.Text()
	s, err := mongostore.Open(t.Context(), mongostore.Options{URI: uri, Database: name})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
		drop(t, uri, name)
	})
	return s
}

func drop(t *testing.T, uri, name string) {
	t.Helper()
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Errorf("drop database %s: %v", name, err)
		return
	}
	ctx := context.WithoutCancel(t.Context())
	if err := client.Database(name).Drop(ctx); err != nil {
		t.Errorf("drop database %s: %v", name, err)
	}
	if err := client.Disconnect(ctx); err != nil {
		t.Errorf("disconnect: %v", err)
	}
}
