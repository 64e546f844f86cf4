package httpapi

import (
	"context"
	"time"

	"splot/app"
	"splot/app/entry"
	"splot/app/store"
	"splot/app/watch"
)

// WatchForm is a saved search, as it is written. Empty fields let everything pass, as in a search.
type WatchForm struct {
	Name         string   `json:"name" required:"false" doc:"At most 80 characters; empty: the words"`
	Text         string   `json:"text" required:"false" doc:"Words, as in a search; all of them must stand in an entry, in some form or translation, the last one by its beginning"`
	Kinds        []string `json:"kinds" required:"false" nullable:"false" maxItems:"3" enum:"technology,need,competence"`
	Clusters     []string `json:"clusters" required:"false" nullable:"false" maxItems:"20"`
	Voivodeships []string `json:"voivodeships" required:"false" nullable:"false" maxItems:"20"`
	PKD          []string `json:"pkd" required:"false" nullable:"false" maxItems:"20"`
	KIS          []string `json:"kis" required:"false" nullable:"false" maxItems:"20"`
	Origins      []string `json:"origins" required:"false" nullable:"false" maxItems:"5" enum:"enterprise,science,business_support,public_administration,other"`
	Cooperation  []string `json:"cooperation" required:"false" nullable:"false" maxItems:"10" enum:"licence,sale,joint_rd,pilot,spin_off,contract_manufacturing,service"`
	TRL          int      `json:"trl" required:"false" minimum:"0" maximum:"9" doc:"TRL at least; 0 is any"`
	Active       bool     `json:"active" doc:"Entries are compared with it"`
}

// Watch is a saved search of the viewer.
type Watch struct {
	ID      app.ID `json:"id"`
	Version int64  `json:"version" doc:"For If-Match"`
	WatchForm
	Hits      int64      `json:"hits" doc:"Entries that came to satisfy it"`
	LastHitAt *time.Time `json:"lastHitAt" nullable:"true"`
	CreatedAt time.Time  `json:"createdAt"`
	UpdatedAt time.Time  `json:"updatedAt"`
}

// WatchHit is an entry that came to satisfy a watch, as the viewer may see it now.
type WatchHit struct {
	At    time.Time `json:"at" doc:"When it came"`
	Entry EntryItem `json:"entry"`
}

type (
	createWatch struct{ Body WatchForm }
	saveWatch   struct {
		ByID
		BasedOn
		Body WatchForm
	}
	changeWatch struct {
		ByID
		BasedOn
	}
	listHits struct {
		ByID
		Paging
	}
)

func (f WatchForm) domain() app.Watch {
	return app.Watch{
		Name: f.Name, Text: f.Text, Kinds: f.Kinds, Clusters: f.Clusters, Voivodeships: f.Voivodeships, PKD: f.PKD, KIS: f.KIS,
		Origins: f.Origins, Cooperation: f.Cooperation, TRLAtLeast: f.TRL, Active: f.Active,
	}
}

func watchOf(v watch.View) Watch {
	return Watch{
		ID: v.ID, Version: v.Version, Hits: v.Hits, LastHitAt: timeOf(v.LastHit), CreatedAt: v.CreatedAt, UpdatedAt: v.UpdatedAt,
		WatchForm: WatchForm{
			Name: v.Name, Text: v.Text, Kinds: listOf(v.Kinds), Clusters: listOf(v.Clusters), Voivodeships: listOf(v.Voivodeships),
			PKD: listOf(v.PKD), KIS: listOf(v.KIS), Origins: listOf(v.Origins), Cooperation: listOf(v.Cooperation), TRL: v.TRLAtLeast, Active: v.Active,
		},
	}
}

func watchAnswer(v watch.View, err error) (*body[Watch], error) {
	if err != nil {
		return nil, err
	}
	return answer(watchOf(v)), nil
}

// Watches is the saved searches.
func Watches(s *watch.Service, entries *entry.Service) Resource {
	return func(a *API) { a.watches(s, entries) }
}

func (a *API) watches(s *watch.Service, entries *entry.Service) {
	register(a, get("Watches", "listWatches", "/api/watches", "List the own saved searches, the newest first", app.OpOwnWatches),
		func(ctx context.Context, actor app.Actor, _ *struct{}) (*body[page[Watch]], error) {
			views, err := s.List(ctx, actor)
			if err != nil {
				return nil, err
			}
			list := page[Watch]{Items: make([]Watch, len(views))}
			for i, v := range views {
				list.Items[i] = watchOf(v)
			}
			return answer(list), nil
		})
	create := post("Watches", "createWatch", "/api/watches", "Save a search and be told of entries that come to satisfy it; GET /api/search shows those that do now", app.OpOwnWatches).created()
	register(a, create, func(ctx context.Context, actor app.Actor, in *createWatch) (*body[Watch], error) {
		return watchAnswer(s.Create(ctx, actor, in.Body.domain()))
	})
	register(a, get("Watches", "getWatch", "/api/watches/{id}", "Show an own saved search", app.OpOwnWatches),
		func(ctx context.Context, actor app.Actor, in *ByID) (*body[Watch], error) {
			return watchAnswer(s.Get(ctx, actor, in.ID))
		})
	register(a, put("Watches", "saveWatch", "/api/watches/{id}", "Change an own saved search", app.OpOwnWatches),
		func(ctx context.Context, actor app.Actor, in *saveWatch) (*body[Watch], error) {
			return watchAnswer(s.Save(ctx, actor, in.ID, in.version, in.Body.domain()))
		})
	register(a, del("Watches", "deleteWatch", "/api/watches/{id}", "Delete an own saved search with its hits", app.OpOwnWatches),
		func(ctx context.Context, actor app.Actor, in *changeWatch) (*none, error) {
			return &none{}, s.Delete(ctx, actor, in.ID, in.version)
		})
	register(a, get("Watches", "listWatchHits", "/api/watches/{id}/hits", "List the entries that came to satisfy a saved search, the latest first; those that the viewer may no longer see are left out", app.OpOwnWatches),
		func(ctx context.Context, actor app.Actor, in *listHits) (*body[page[WatchHit]], error) {
			hits, next, err := s.Hits(ctx, actor, in.ID, store.Cursor(in.Cursor), in.Limit)
			if err != nil {
				return nil, err
			}
			items, err := hitItems(ctx, actor, entries, hits)
			return answer(page[WatchHit]{Items: items, Next: string(next)}), err
		})
}

func hitItems(ctx context.Context, actor app.Actor, entries *entry.Service, hits []app.WatchHit) ([]WatchHit, error) {
	at := map[app.ID]time.Time{}
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i], at[h.Entry] = string(h.Entry), h.At
	}
	views, err := entries.Shown(ctx, actor, ids)
	if err != nil {
		return nil, err
	}
	items := make([]WatchHit, len(views))
	for i, v := range views {
		items[i] = WatchHit{At: at[v.Entry.ID], Entry: entryItem(v)}
	}
	return items, nil
}
