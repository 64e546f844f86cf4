package matching

import (
	"slices"
	"unicode/utf16"

	"splot/app"
	"splot/search/match"
)

// located finds where the stored pairs of words stand, by what the scorer says of the pair now, and tells it in UTF-16
// units of the texts as they are shown. What does not stand there has no place: the viewer may see other texts of an
// anonymous side.
func located(components []app.Component, now match.Result, need, offer app.Content) []app.Component {
	list := slices.Clone(components)
	for i := range list {
		pairs := now.Component(list[i].Name).Pairs
		list[i].Pairs = slices.Clone(list[i].Pairs)
		for j := range list[i].Pairs {
			p := &list[i].Pairs[j]
			at := slices.IndexFunc(pairs, func(x match.Pair) bool { return x.Need.Surface == p.Need && x.Offer.Surface == p.Offer })
			if at >= 0 {
				p.NeedAt, p.OfferAt = locate(pairs[at].Need, need), locate(pairs[at].Offer, offer)
			}
		}
	}
	return list
}

func locate(at match.Place, c app.Content) *app.Place {
	text := textAt(c, at.Field)
	if at.Start < 0 || at.End > len(text) || at.Start >= at.End || text[at.Start:at.End] != at.Surface {
		return nil
	}
	start := units(text[:at.Start])
	return &app.Place{Field: at.Field, Start: start, End: start + units(at.Surface)}
}

// textAt is the text of a field that a page shows word by word.
func textAt(c app.Content, field string) string {
	switch field {
	case "title.pl":
		return c.Title.PL
	case "title.en":
		return c.Title.EN
	case "teaser.pl":
		return c.Teaser.PL
	case "teaser.en":
		return c.Teaser.EN
	case "description.pl":
		return c.Description.PL
	case "description.en":
		return c.Description.EN
	}
	return ""
}

func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
