package eval_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"splot/search/corpus"
	"splot/search/eval"
	"splot/search/match"
	"splot/search/memory"
)

var now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// small has a topic in each language; a document and a topic share an id, and two documents are the same.
func small() *eval.Collection {
	return eval.New([]eval.Document{
		{ID: "z", Title: "Laser cutting of steel sheets", Text: "The laser cuts steel."},
		{ID: "t1", Title: "Wastewater treatment with membranes", Text: "Membranes clean the water."},
		{ID: "m2", Title: "Soil moisture sensors", Text: ""},
		{ID: "m1", Title: "Soil moisture sensors", Text: ""},
		{ID: "e", Title: "", Text: ""},
	}, []eval.Topic{{"t1", "steel sheets that a laser cuts"}, {"t2", "oczyszczanie ścieków"}, {"t3", "sensors of soil moisture"}, {"t4", "unknown words"}},
		map[string]map[string]bool{"t1": right("z"), "t2": right("t1"), "t3": right("m1", "gone"), "t4": right("e")})
}

func rank(t *testing.T, s eval.System, topic int) string {
	t.Helper()
	ids, err := s.Rank(t.Context(), topic)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(ids)
}

func TestBaseline(t *testing.T) {
	s := eval.NewBaseline(small())
	for topic, want := range []string{"[z]", "[]", "[m1 m2]", "[]"} {
		if got := rank(t, s, topic); got != want {
			t.Errorf("topic %d: got %s, want %s", topic, got, want)
		}
	}
}

func TestFullRanksAcrossLanguagesAndBreaksTiesByID(t *testing.T) {
	documents := corpus.New(corpus.Options{})
	s, err := eval.NewFull(t.Context(), small(), documents, memory.New(documents), now)
	if err != nil {
		t.Fatal(err)
	}
	for topic, want := range []string{"[z]", "[t1]", "[m1 m2]", "[]"} {
		if got := rank(t, s, topic); got != want {
			t.Errorf("topic %d: got %s, want %s", topic, got, want)
		}
	}
	deaf := match.Default
	deaf.Translated, deaf.Cognate = 0, 0
	deaf.Version = "one language"
	s.Use(&deaf)
	c := small()
	o, err := eval.Run(t.Context(), c, s, []int{0, 1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := o.Each[2].Recall, 0.5; got != want {
		t.Errorf("recall with a right document that is absent: got %v, want %v", got, want)
	}
	if !slices.Equal(o.Top[0], []string{"z"}) || o.Each[3] != (eval.Figures{}) {
		t.Errorf("got %+v", o)
	}
}
