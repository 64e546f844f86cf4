package matching

import (
	"slices"
	"unicode/utf16"

	"splot/app"
)

// located turns the places of words from bytes of the scored texts into UTF-16 units of the texts as they are shown,
// and leaves out those that do not stand there: the viewer may see other texts of an anonymous side, or another
// version.
func located(components []app.Component, need, offer app.Content) []app.Component {
	list := slices.Clone(components)
	for i := range list {
		list[i].Pairs = slices.Clone(list[i].Pairs)
		for j := range list[i].Pairs {
			p := &list[i].Pairs[j]
			p.NeedAt, p.OfferAt = locate(p.NeedAt, p.Need, need), locate(p.OfferAt, p.Offer, offer)
		}
	}
	return list
}

func locate(at *app.Place, surface string, c app.Content) *app.Place {
	if at == nil {
		return nil
	}
	text := textAt(c, at.Field)
	if at.Start < 0 || at.End > len(text) || at.Start >= at.End || text[at.Start:at.End] != surface {
		return nil
	}
	start := units(text[:at.Start])
	return &app.Place{Field: at.Field, Start: start, End: start + units(surface)}
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
