package matching

import (
	"splot/app"
	"splot/search"
	"splot/search/match"
)

// aid helps a reader with the texts of a side that is not the own: of what the viewer is shown, and nothing else.
func (s *Service) aid(v SideView, lang app.Lang) []match.Gloss {
	if v.Own {
		return nil
	}
	c := v.Content
	return s.ranker.Aid(string(lang), search.Text(c.Title), search.Text(c.Teaser), search.Text(c.Description))
}
