package matching

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"splot/app/records"
	"splot/app/store"
	"splot/search"
)

// maxGlossaryNeeds bounds the needs that one change of the glossary has matched anew: those that the engine finds
// first. The others follow with their next change, or when everything is matched anew.
const maxGlossaryNeeds = search.MaxReach

// Glossary has the needs that contain a changed term of the glossary matched anew. It handles records.TopicGlossary,
// after the new terms have reached the analysis on this node.
func (s *Service) Glossary(ctx context.Context, e store.Event) error {
	ids, err := s.learnTerms(ctx, e)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.settleSoon(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// FollowGlossary analyses the needs that contain a changed term again, without matching them: on the nodes that do not
// handle the event.
func (s *Service) FollowGlossary(ctx context.Context, e store.Event) error {
	_, err := s.learnTerms(ctx, e)
	return err
}

func (s *Service) learnTerms(ctx context.Context, e store.Event) ([]string, error) {
	change, err := records.Payload[records.GlossaryChange](e)
	if err != nil {
		return nil, err
	}
	select {
	case <-s.corpus.Whole(): // else it would miss needs
	case <-ctx.Done():
		return nil, fmt.Errorf("find needs with a term of the glossary while the index is being loaded: %w", ctx.Err())
	}
	ids, err := s.containing(ctx, change.Terms)
	if err != nil {
		return nil, err
	}
	s.corpus.Again(ids...)
	return ids, nil
}

// containing finds the needs with a term in one of their texts, in some form.
func (s *Service) containing(ctx context.Context, terms []string) ([]string, error) {
	var ids []string
	for _, term := range terms {
		for offset := 0; offset < maxGlossaryNeeds; offset += search.MaxLimit {
			found, err := s.engine.Search(ctx, search.Query{
				Text: strings.TrimSpace(term) + " ", Viewer: search.Viewer{All: true}, Kinds: []string{search.Need},
				Offset: offset, Limit: search.MaxLimit,
			})
			if err != nil {
				return nil, fmt.Errorf("find needs with a term of the glossary: %w", err)
			}
			for _, hit := range found.Hits {
				ids = append(ids, hit.ID)
			}
			if len(found.Hits) < search.MaxLimit {
				break
			}
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return ids[:min(len(ids), maxGlossaryNeeds)], nil
}
