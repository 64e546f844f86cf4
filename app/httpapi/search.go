package httpapi

import (
	"context"

	"splot/app"
	"splot/app/entry"
	"splot/app/member"
)

// SearchHit is an entry that a search found.
type SearchHit struct {
	EntryItem
	Matched []string `json:"matched" nullable:"false" doc:"Words of the query as they occur in the entry"`
}

// SearchResult is what a search found.
type SearchResult struct {
	Entries       []SearchHit               `json:"entries" nullable:"false"`
	Organisations []Organisation            `json:"organisations" nullable:"false" doc:"On the first page only"`
	Total         int                       `json:"total" doc:"Entries found; may be an estimate"`
	Facets        map[string]map[string]int `json:"facets" nullable:"false" doc:"Numbers of entries by value"`
	Degraded      bool                      `json:"degraded" doc:"A simpler search answered: the search server is down, or the index is still being loaded"`
}

type searchInput struct {
	Text         string   `query:"q" maxLength:"300" doc:"Words; the last one by its beginning"`
	Kinds        []string `query:"kind,explode" maxItems:"3" enum:"technology,need,competence"`
	Clusters     []string `query:"cluster,explode" maxItems:"20" maxLength:"80"`
	Voivodeships []string `query:"voivodeship,explode" maxItems:"20"`
	PKD          []string `query:"pkd,explode" maxItems:"20"`
	KIS          []string `query:"kis,explode" maxItems:"20"`
	Origins      []string `query:"origin,explode" maxItems:"5" enum:"enterprise,science,business_support,public_administration,other"`
	Cooperation  []string `query:"cooperation,explode" maxItems:"10"`
	TRL          int      `query:"trl" minimum:"0" maximum:"9" doc:"TRL at least"`
	Offset       int      `query:"offset" minimum:"0" maximum:"900"`
	Limit        int      `query:"limit" minimum:"1" maximum:"100" default:"20"`
}

// organisationsBeside is how many organisations stand beside the entries found.
const organisationsBeside = 5

// Search is people's search.
func Search(entries *entry.Service, members *member.Service) Resource {
	return func(a *API) { a.searching(entries, members) }
}

func (a *API) searching(entries *entry.Service, members *member.Service) {
	register(a, get("search", "search", "/api/search", "Search approved entries and organisations", app.OpSearch),
		func(ctx context.Context, actor app.Actor, in *searchInput) (*body[SearchResult], error) {
			found, err := entries.Search(ctx, actor, entry.Query{
				Text: in.Text, Kinds: in.Kinds, Clusters: in.Clusters, Voivodeships: in.Voivodeships, PKD: in.PKD, KIS: in.KIS,
				Origins: in.Origins, Cooperation: in.Cooperation, TRLAtLeast: in.TRL, Offset: in.Offset, Limit: in.Limit,
				Facets: []string{"kind", "cluster", "voivodeship", "origin", "cooperation"},
			})
			if err != nil {
				return nil, err
			}
			result := SearchResult{
				Entries: []SearchHit{}, Organisations: []Organisation{}, Total: found.Total, Facets: found.Facets, Degraded: found.Degraded,
			}
			if result.Facets == nil {
				result.Facets = map[string]map[string]int{}
			}
			for _, v := range found.Views {
				result.Entries = append(result.Entries, SearchHit{EntryItem: entryItem(v), Matched: listOf(found.Matched[v.Entry.ID])})
			}
			if in.Text == "" || in.Offset > 0 {
				return answer(result), nil
			}
			organisations, _, err := members.List(ctx, actor, member.Filter{Text: in.Text, Limit: organisationsBeside})
			if err != nil {
				return nil, err
			}
			for _, o := range organisations {
				result.Organisations = append(result.Organisations, organisationOf(o))
			}
			return answer(result), nil
		})
}
