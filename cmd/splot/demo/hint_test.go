package demo_test

import (
	"testing"

	"splot/app"
)

// TestTeasersLeaveACrowd: of no fewer than app.Crowd organisations of the demonstration the same is told, and what is told
// is true of as many.
func TestTeasersLeaveACrowd(t *testing.T) {
	census := map[app.Facts]int64{}
	owners := map[string]app.Facts{}
	set := data(t)
	for _, o := range set.Organisations {
		facts := app.Facts{Origin: o.Origin, Size: o.Size, Voivodeship: o.Voivodeship}
		owners[o.Key] = facts
		census[facts]++
	}
	hints := app.Hints(census)
	crowd := func(f app.Facts) (told, fits int64) {
		for facts, n := range census {
			if hints[facts] == hints[f] {
				told += n
			}
			if hints[f].Tells(facts) {
				fits += n
			}
		}
		return told, fits
	}
	anonymous, silent := 0, 0
	for _, e := range set.Entries {
		facts := owners[e.Organisation]
		if told, fits := crowd(facts); told < app.Crowd || fits < app.Crowd {
			t.Errorf("the teaser of %s tells %v, which fits %d organisations", e.Key, hints[facts], min(told, fits))
		}
		if e.Content.Visibility == app.VisibleTeaser {
			if anonymous++; hints[facts] == (app.Facts{}) {
				silent++
			}
		}
	}
	if anonymous == 0 || silent*2 > anonymous {
		t.Errorf("of %d anonymous entries %d tell nothing of their owner", anonymous, silent)
	}
}
