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
	maxWords     = 6 // of a need that are looked up
	maxNearWords = 3
)

// unknown looks words up among the offers that the viewer may read. It lists those that no offer has, with what is
// spelt alike.
func (s *Service) unknown(ctx context.Context, looks search.Viewer, words []string) ([]GapWord, error) {
	list := []GapWord{}
	for _, word := range words[:min(len(words), maxWords)] {
		found, err := s.engine.Search(ctx, search.Query{
			Text: word, Viewer: looks, Kinds: []string{search.Technology, search.Competence}, Limit: 10,
		})
		if errors.Is(err, search.ErrUnavailable) {
			return list, nil // the rest of the answer stands without it
		}
		if err != nil {
			return nil, fmt.Errorf("look up a word: %w", err)
		}
		near, known := alike(word, found.Hits)
		if !known {
			list = append(list, GapWord{Word: word, Near: near})
		}
	}
	return list, nil
}

// alike lists the words by which a word was found; known if it was found as it is.
func alike(word string, hits []search.Hit) (near []string, known bool) {
	same := match.WordsOf(word)
	near = []string{}
	for _, h := range hits {
		for _, m := range h.Matched {
			if same.Has(m) {
				return nil, true
			}
			if len(near) < maxNearWords && !slices.Contains(near, m) {
				near = append(near, m)
			}
		}
	}
	return near, false
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

// fieldsNear lists the nearest concepts in which there are offers.
func (s *Service) fieldsNear(own search.Entry, looks search.Viewer) []FieldOffers {
	list := []FieldOffers{}
	if s.concepts == nil {
		return list
	}
	stated := own.Concepts
	if len(stated) == 0 {
		stated = s.concepts.Suggest(own.Title.PL+"\n"+own.Title.EN+"\n"+own.Teaser.PL+"\n"+own.Teaser.EN+"\n"+own.Description.PL+"\n"+own.Description.EN, maxSuggested)
	}
	for _, c := range s.concepts.Near(stated, maxNearConcepts) {
		if n := s.fields.offers(c.Notation, func(id string) bool { return s.readableOffer(id, own, looks) }); n > 0 {
			if list = append(list, FieldOffers{Concept: c.Notation, Distance: c.Distance, Offers: n}); len(list) == maxFields {
				break
			}
		}
	}
	return list
}

// readableOffer tells whether an offer of another organisation may be seen in full.
func (s *Service) readableOffer(id string, own search.Entry, looks search.Viewer) bool {
	p, ok := s.corpus.Get(id)
	return ok && p.Entry().Organisation != own.Organisation && looks.View(p.Entry()) == search.ViewFull
}
