package meili

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

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
			"clusters", "cooperation", "excluded", "id", "kind", "kis", "organisation", "origin", "owner", "pkd",
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

// Setting is a setting of the index that is not what this program wants, both as JSON.
type Setting struct {
	Name       string
	Have, Want string
}

// Check compares the settings of the index with those of this program and changes nothing. An index that is not there
// has none of them.
func (e *Engine) Check(ctx context.Context) ([]Setting, error) {
	ctx, cancel := context.WithTimeout(ctx, e.options.WriteTimeout)
	defer cancel()
	have, err := e.settings(ctx, e.options.Index)
	if code(err) == "index_not_found" {
		have, err = &meilisearch.Settings{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("check search settings: %w", err)
	}
	return differing(settings(), have), nil
}

func (e *Engine) settings(ctx context.Context, uid string) (*meilisearch.Settings, error) {
	have, err := e.client.Index(uid).GetSettingsWithContext(ctx)
	return have, failure(err)
}

// configure compares the settings of an index with ours and sends them when any differs.
func (e *Engine) configure(ctx context.Context, uid string) (changed []string, err error) {
	have, err := e.settings(ctx, uid)
	if err != nil {
		return nil, err
	}
	want := settings()
	different := differing(want, have)
	if len(different) == 0 {
		return nil, nil
	}
	for _, d := range different {
		changed = append(changed, d.Name)
	}
	info, err := e.client.Index(uid).UpdateSettingsWithContext(ctx, want)
	return changed, e.wait(ctx, info, err)
}

// ordered are the settings whose lists mean something by their order.
var ordered = []string{"rankingRules", "searchableAttributes"}

// differing lists the settings of want that have does not agree with, by name. Settings that want does not state are
// left to the operator.
func differing(want, have *meilisearch.Settings) []Setting {
	w, h := fields(want), fields(have)
	var out []Setting
	for name, value := range w {
		if !same(value, h[name], slices.Contains(ordered, name)) {
			out = append(out, Setting{name, written(h[name]), written(value)})
		}
	}
	slices.SortFunc(out, func(a, b Setting) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func written(v any) string {
	b, err := json.Marshal(v)
	if err != nil { // it came from JSON
		return ""
	}
	return string(b)
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
