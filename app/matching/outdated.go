package matching

import (
	"slices"
	"time"

	"splot/app"
	"splot/search/match"
)

// lacking are the findings of a match without those that older versions of the program stored: lists of words as they
// stood in the need, whatever they were. The match gets its terms when it is next computed.
func lacking(list []app.Finding) []app.Finding {
	return slices.DeleteFunc(slices.Clone(list), func(f app.Finding) bool { return f.Code == "terms_missing" })
}

// dated gives findings of age the day of the older approval, from the entries themselves: matches that an older
// version of the program stored hold the number of days that it was then, which a reader takes for today's.
func dated(list []app.Component, need, offer party) []app.Component {
	older := need.Entry.Value.Approved.At
	if at := offer.Entry.Value.Approved.At; at.Before(older) {
		older = at
	}
	list = slices.Clone(list)
	for i := range list {
		list[i].Notes = slices.Clone(list[i].Notes)
		for j, n := range list[i].Notes {
			if n.Code == match.NoteAge {
				list[i].Notes[j].Params = map[string]any{"date": older.UTC().Format(time.DateOnly)}
			}
		}
	}
	return list
}
