package match_test

import (
	"math"
	"testing"

	"splot/search/match"
)

func TestParseWeights(t *testing.T) {
	w, err := match.ParseWeights([]byte(`{"version": "try-1", "steepness": 2.5, "shares": {"region": 0}}`))
	if err != nil {
		t.Fatal(err)
	}
	if w.Version != "try-1" || w.Steepness != 2.5 || w.Saturation != match.Default.Saturation || w.Shares()[match.Region] != 0 {
		t.Errorf("got %+v", w)
	}
	want := match.Default.Shares()
	if got := w.Shares(); math.Abs(got[match.Topic]/got[match.Field]-want[match.Topic]/want[match.Field]) > 1e-9 {
		t.Errorf("what is not named keeps its proportions: %v", got)
	}
	for name, raw := range map[string]string{
		"no version":        `{}`,
		"the shipped one's": `{"version": "` + match.Default.Version + `", "steepness": 9}`,
		"unknown field":     `{"version": "x", "luck": 1}`,
		"unknown component": `{"version": "x", "shares": {"luck": 1}}`,
		"negative share":    `{"version": "x", "shares": {"field": -1}}`,
		"negative":          `{"version": "x", "steepness": -1}`,
		"shares by place":   `{"version": "x", "share": [1]}`,
		"no topic":          `{"version": "x", "shares": {"topic": 0}}`,
		"no JSON":           `version: x`,
	} {
		if w, err := match.ParseWeights([]byte(raw)); err == nil {
			t.Errorf("%s: got %+v", name, w)
		}
	}
}

func TestWithout(t *testing.T) {
	for _, name := range match.Switches() {
		w, ok := match.Default.Without(name)
		if !ok || w.Version == match.Default.Version {
			t.Errorf("%s: %v %+v", name, ok, w)
		}
	}
	if _, ok := match.Default.Without(match.Topic); ok {
		t.Error("the topic cannot be off")
	}
}
