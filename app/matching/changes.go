package matching

import (
	"slices"

	"splot/app"
	"splot/search/corpus"
	"splot/search/match"
)

// impersonal lists the changes that tell nothing of an anonymous other side but what its teaser shows: they follow
// from its TRL, its owner's origin and size, or from the own side alone.
var impersonal = []string{
	match.ChangeTRLEvidenced, match.ChangeTRLStated, match.ChangeTRLRange, match.ChangeTRLLowered,
	match.ChangePartnerOrigin, match.ChangePartnerSize, match.ChangeCapacity, match.ChangeReaction,
	match.ChangeBudgetSecured,
}

// changes tells the viewer's sides, and nobody else, what they could state otherwise. It is computed when asked for,
// of the versions that were read.
func (s *Service) changes(v View, need, offer *corpus.Doc) []match.Change {
	if len(v.Mine) == 0 {
		return nil
	}
	other := map[string]SideView{string(app.NeedSide): v.Offer, string(app.OfferSide): v.Need}
	return s.ranker.WhatIf(need, offer, s.now(), func(c match.Change) bool {
		if !slices.Contains(v.Mine, app.Side(c.Side)) {
			return false
		}
		return other[c.Side].Level != app.LevelTeaser || slices.Contains(impersonal, c.Code)
	})
}

// prepared is the analysed form of what was read, from the corpus if it holds that version.
func (s *Service) prepared(p party) *corpus.Doc {
	x := s.entryOf(p)
	if known, ok := s.corpus.Get(x.ID); ok && known.Version() == x.Version {
		return known
	}
	return s.corpus.Prepare(x)
}
