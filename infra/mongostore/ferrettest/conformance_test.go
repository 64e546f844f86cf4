package ferrettest_test

import (
	"fmt"
	"testing"

	"splot/app/store"
	"splot/app/store/storetest"
	"splot/infra/mongostore"
	"splot/infra/mongostore/ferrettest/ferret"
)

func TestConformance(t *testing.T) {
	uri, n := ferret.Start(t), 0
	storetest.Run(t, func(t *testing.T) store.Store {
		n++
		s, err := mongostore.Open(t.Context(), mongostore.Options{URI: uri, Database: fmt.Sprint("test", n)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
		return s
	})
}
