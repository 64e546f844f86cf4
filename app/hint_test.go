package app_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"splot/app"
)

func TestHints(t *testing.T) {
	small, large := app.Facts{"enterprise", "small", "10"}, app.Facts{"enterprise", "large", "10"}
	lodz, lublin := app.Facts{"science", "", "10"}, app.Facts{"science", "", "06"}
	for _, c := range []struct {
		name   string
		census map[app.Facts]int64
		want   map[app.Facts]app.Facts
	}{
		{"enough alike", map[app.Facts]int64{small: 3}, map[app.Facts]app.Facts{small: small}},
		{"too few of all", map[app.Facts]int64{small: 2}, map[app.Facts]app.Facts{small: {}}},
		{"without sizes", map[app.Facts]int64{small: 2, large: 1}, map[app.Facts]app.Facts{
			small: {"enterprise", "", "10"}, large: {"enterprise", "", "10"},
		}},
		{"without the region", map[app.Facts]int64{lodz: 1, lublin: 2}, map[app.Facts]app.Facts{
			lodz: {Origin: "science"}, lublin: {Origin: "science"},
		}},
		{ // the one that is left would be known by its silence
			"the last is not alone",
			map[app.Facts]int64{small: 3, lodz: 1},
			map[app.Facts]app.Facts{small: {}, lodz: {}},
		},
	} {
		got := app.Hints(c.census)
		for f, want := range c.want {
			if got[f] != want {
				t.Errorf("%s: of %v it tells %v, want %v", c.name, f, got[f], want)
			}
		}
	}
}

// TestHintsLeaveACrowd: whatever organisations there are, of no fewer than Crowd the very same is told, and it is true.
func TestHintsLeaveACrowd(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // a test
	for range 300 {
		census, total := map[app.Facts]int64{}, int64(0)
		for range r.IntN(60) {
			f := app.Facts{app.Origins[r.IntN(3)], "", fmt.Sprintf("%02d", 2*r.IntN(8))}
			if f.Origin == "enterprise" {
				f.Size = app.Sizes[r.IntN(4)]
			}
			census[f]++
			total++
		}
		crowds := map[app.Facts]int64{}
		for f, hint := range app.Hints(census) {
			if !hint.Tells(f) {
				t.Fatalf("of %v it tells %v", f, hint)
			}
			crowds[hint] += census[f]
		}
		for hint, n := range crowds {
			if n < app.Crowd && n < total {
				t.Fatalf("%v fits %d of %d: %v", hint, n, total, census)
			}
		}
	}
}

// TestAHintIsOfWhatIs: a changed organisation shows nothing of what it was before.
func TestAHintIsOfWhatIs(t *testing.T) {
	o := app.Organisation{Origin: "science", Voivodeship: "10", State: app.Published, Hint: "science//10"}
	if o.Derive(); o.Hint != "science//10" || o.Facts != "science//10" {
		t.Fatalf("facts %q, hint %q", o.Facts, o.Hint)
	}
	o.Voivodeship = "06"
	if o.Derive(); o.Hint != "" {
		t.Errorf("in another region its teasers tell %q", o.Hint)
	}
}
