package matching

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/search"
	"splot/search/match"
)

const (
	maxWords     = 4 // terms of a need that are looked up
	maxRelated   = 6 // wordings of each that are looked up
	maxNearWords = 3
)

// unknown looks terms of a need up among the offers that the viewer may read. It lists those that no offer has, in
// either language, with what offers say for them. Nothing is guessed by spelling: PE is no beginning of peptide.
func (s *Service) unknown(ctx context.Context, looks search.Viewer, terms []string) ([]GapWord, error) {
	list := []GapWord{}
	for _, term := range terms[:min(len(terms), maxWords)] {
		wordings := append([]string{term}, s.ranker.Translated(term)...)
		said, err := s.said(ctx, looks, wordings, 1)
		if err != nil {
			return nil, err
		}
		if len(said) > 0 {
			continue
		}
		near, err := s.said(ctx, looks, s.ranker.Related(term, maxRelated), maxNearWords)
		if err != nil {
			return nil, err
		}
		list = append(list, GapWord{Word: term, Near: near})
	}
	return list, nil
}

// said are those wordings, at most limit, of which all words stand in an offer that the viewer may read.
func (s *Service) said(ctx context.Context, looks search.Viewer, wordings []string, limit int) ([]string, error) {
	list := []string{}
	for _, w := range wordings {
		found, err := s.engine.Search(ctx, search.Query{
			Text: w + " ", Viewer: looks, Kinds: []string{search.Technology, search.Competence}, Limit: 10,
		})
		if errors.Is(err, search.ErrUnavailable) {
			return list, nil // the rest of the answer stands without it
		}
		if err != nil {
			return nil, fmt.Errorf("look up a term: %w", err)
		}
		stands := func(h search.Hit) bool { return match.WordsOf(h.Matched...).HasTerm(w) }
		if slices.ContainsFunc(found.Hits, stands) && !slices.Contains(list, w) {
			if list = append(list, w); len(list) == limit {
				break
			}
		}
	}
	return list, nil
}

// FieldOffers is a concept of EuroSciVoc with the number of offers in it that the viewer may see in full.
type FieldOffers struct {
	Concept  string // notation
	Distance int    // steps in the vocabulary from the nearest concept of the need; 0 is its own
	Offers   int
}

// Concepts knows which concepts of a vocabulary are near others.
type Concepts interface {
	// Near lists at most limit concepts with their distances in steps, those named included, the nearest first.
	Near(notations []string, limit int) []NearConcept
	// Suggest lists concepts that a text names.
	Suggest(text string, limit int) []string
}

// NearConcept is a concept with its distance from those asked about.
type NearConcept struct {
	Notation string
	Distance int
}

const (
	maxNearConcepts = 200 // looked at
	maxFields       = 8   // shown
	maxSuggested    = 3   // concepts taken from the text of a need that states none
)

// fieldsNear lists the need's own concepts in which there are offers, and near ones in which one of the nearest offers
// is: that two fields stand near each other in a vocabulary makes no offer of use. Of a need that states no concept
// the text only suggests some, so that they need an offer too.
func (s *Service) fieldsNear(own search.Entry, looks search.Viewer, nearest []match.Ranked) []FieldOffers {
	list := []FieldOffers{}
	if s.concepts == nil {
		return list
	}
	stated, sure := own.Concepts, true
	if len(stated) == 0 {
		stated, sure = s.concepts.Suggest(own.Title.PL+"\n"+own.Title.EN+"\n"+own.Teaser.PL+"\n"+own.Teaser.EN+"\n"+own.Description.PL+"\n"+own.Description.EN, maxSuggested), false
	}
	for _, c := range s.concepts.Near(stated, maxNearConcepts) {
		shown := c.Distance == 0 && sure || slices.ContainsFunc(nearest, func(r match.Ranked) bool { return slices.Contains(r.Partner.Entry().Concepts, c.Notation) })
		if c.Distance > maxDistance || !shown {
			continue
		}
		if n := s.fields.offers(c.Notation, func(id string) bool { return s.readableOffer(id, own, looks) }); n > 0 {
			if list = append(list, FieldOffers{Concept: c.Notation, Distance: c.Distance, Offers: n}); len(list) == maxFields {
				break
			}
		}
	}
	return list
}

// evident is how many of the best offers speak for a near field.
const evident = 3

// maxDistance is how far a field may be: a neighbour has the same broader concept.
const maxDistance = 2

// readableOffer tells whether an offer of another organisation may be seen in full.
func (s *Service) readableOffer(id string, own search.Entry, looks search.Viewer) bool {
	p, ok := s.corpus.Get(id)
	return ok && p.Entry().Organisation != own.Organisation && looks.View(p.Entry()) == search.ViewFull
}
