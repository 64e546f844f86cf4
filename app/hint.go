package app

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Crowd is how many published organisations at least look alike by what an anonymous teaser tells of its owner.
const Crowd = 3

// Facts are what a teaser may tell of an organisation. What is empty is not told, or not known.
type Facts struct{ Origin, Size, Voivodeship string }

// FactsOf are all of an organisation's.
func FactsOf(o *Organisation) Facts { return Facts{o.Origin, o.Size, o.Voivodeship} }

// String is the stored form.
func (f Facts) String() string { return f.Origin + "/" + f.Size + "/" + f.Voivodeship }

// Hint is the stored form of the facts that a teaser tells of its owner; empty tells nothing.
type Hint string

// Facts reads the stored form.
func (h Hint) Facts() Facts {
	parts := strings.Split(string(h), "/")
	if len(parts) != 3 {
		return Facts{}
	}
	return Facts{parts[0], parts[1], parts[2]}
}

// Tells tells whether what is told is true of the facts.
func (f Facts) Tells(of Facts) bool {
	fits := func(told, is string) bool { return told == "" || told == is }
	return fits(f.Origin, of.Origin) && fits(f.Size, of.Size) && fits(f.Voivodeship, of.Voivodeship)
}

// coarser leave out more and more: the size first, since the region is what a partner looks for, then the region, and at
// last everything.
var coarser = []func(Facts) Facts{
	func(f Facts) Facts { return f },
	func(f Facts) Facts { return Facts{f.Origin, "", f.Voivodeship} },
	func(f Facts) Facts { return Facts{f.Origin, f.Size, ""} },
	func(f Facts) Facts { return Facts{f.Origin, "", ""} },
	func(Facts) Facts { return Facts{} },
}

// Hints decides what teasers tell of organisations, by the numbers of published ones with each facts: as much as leaves
// at least Crowd organisations of which the very same is told. It is not enough that Crowd organisations have a told
// value: of those whose region is told without a size, one would know that few of their size are there.
func Hints(census map[Facts]int64) map[Facts]Facts {
	told := make(map[Facts]Facts, len(census))
	rest := slices.Collect(maps.Keys(census))
	for _, coarse := range coarser {
		alike := map[Facts]int64{}
		for _, f := range rest {
			alike[coarse(f)] += census[f]
		}
		rest = slices.DeleteFunc(rest, func(f Facts) bool {
			enough := alike[coarse(f)] >= Crowd
			if enough {
				told[f] = coarse(f)
			}
			return enough
		})
	}
	for _, f := range rest {
		told[f] = Facts{}
	}
	hideLast(census, told)
	return told
}

// hideLast takes from the smallest crowds until those of which nothing is told are one, or nobody.
func hideLast(census map[Facts]int64, told map[Facts]Facts) {
	for {
		crowds := map[Facts]int64{}
		for f, hint := range told {
			crowds[hint] += census[f]
		}
		nothing := crowds[Facts{}]
		delete(crowds, Facts{})
		if nothing == 0 || nothing >= Crowd || len(crowds) == 0 {
			return
		}
		smallest := slices.MinFunc(slices.Collect(maps.Keys(crowds)), func(a, b Facts) int {
			return cmp.Or(cmp.Compare(crowds[a], crowds[b]), cmp.Compare(a.String(), b.String()))
		})
		for f, hint := range told {
			if hint == smallest {
				told[f] = Facts{}
			}
		}
	}
}
