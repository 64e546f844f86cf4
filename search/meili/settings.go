package meili

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"

	"github.com/meilisearch/meilisearch-go"
)

// The searched fields, the telling before the long ones. Stems are searched as they are; words forgive errors.
var (
	stemFields = []string{"titleStems", "teaserStems", "keywordStems", "bodyStems"}
	wordFields = []string{"titleWords", "teaserWords", "keywordWords", "bodyWords"}
)

// publicFields is how many of either, from the first, an anonymous teaser shows.
const publicFields = 2

// maxTotal bounds the hits that the server counts.
const maxTotal = 10_000

// settings are the index's settings as code.
func settings() *meilisearch.Settings {
	var searched []string
	for i := range stemFields {
		searched = append(searched, wordFields[i], stemFields[i])
	}
	return &meilisearch.Settings{
		RankingRules:         []string{"words", "typo", "proximity", "attribute", "sort", "exactness"},
		SearchableAttributes: searched,
		DisplayedAttributes:  []string{"*"},
		FilterableAttributes: []string{
			"clusters", "cooperation", "excluded", "id", "kind", "kis", "organisation", "origin", "owner", "pkd", "strong",
			"terms", "trl", "visibility", "voivodeship",
		},
		SortableAttributes: []string{"approvedAt"},
		TypoTolerance: &meilisearch.TypoTolerance{
			Enabled:             true,
			MinWordSizeForTypos: meilisearch.MinWordSizeForTypos{OneTypo: 5, TwoTypos: 9},
			DisableOnWords:      []string{},
			DisableOnAttributes: slices.Clone(stemFields),
		},
		Faceting: &meilisearch.Faceting{
			MaxValuesPerFacet: maxListed, SortFacetValuesBy: map[string]meilisearch.SortFacetType{"*": meilisearch.SortFacetTypeAlpha},
		},
		Pagination:     &meilisearch.Pagination{MaxTotalHits: maxTotal},
		SearchCutoffMs: 1000,
	}
}

// configure compares the settings of an index with ours and sends those that differ.
func (e *Engine) configure(ctx context.Context, uid string) (changed []string, err error) {
	have, err := e.client.Index(uid).GetSettingsWithContext(ctx)
	if err != nil {
		return nil, failure(err)
	}
	want := settings()
	if changed = differing(want, have); len(changed) == 0 {
		return nil, nil
	}
	info, err := e.client.Index(uid).UpdateSettingsWithContext(ctx, want)
	return changed, e.wait(ctx, info, err)
}

// ordered are the settings whose lists mean something by their order.
var ordered = []string{"rankingRules", "searchableAttributes"}

// differing names the settings of want that have does not agree with. Settings that want does not state are left
// to the operator.
func differing(want, have *meilisearch.Settings) []string {
	w, h := fields(want), fields(have)
	var out []string
	for name, value := range w {
		if !same(value, h[name], slices.Contains(ordered, name)) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func fields(s *meilisearch.Settings) map[string]any {
	b, err := json.Marshal(s)
	if err != nil {
		return nil
	}
	m := map[string]any{}
	_ = json.Unmarshal(b, &m) // what Marshal wrote
	return m
}

// same compares what want states; an object may have more in have.
func same(want, have any, inOrder bool) bool {
	switch w := want.(type) {
	case map[string]any:
		h, ok := have.(map[string]any)
		for k, v := range w {
			if !ok || !same(v, h[k], inOrder) {
				return false
			}
		}
		return ok
	case []any:
		h, _ := have.([]any)
		return len(w) == len(h) && (inOrder && reflect.DeepEqual(w, h) || !inOrder && sameMembers(w, h))
	}
	return reflect.DeepEqual(want, have)
}

func sameMembers(a, b []any) bool {
	for _, x := range a {
		if !slices.ContainsFunc(b, func(y any) bool { return reflect.DeepEqual(x, y) }) {
			return false
		}
	}
	return true
}
