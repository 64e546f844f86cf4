package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// line is one record of a collection, by the names of its fields.
type line struct {
	Collection string
	Record     map[string]any
}

// load makes the collections and enters the records; it returns the token of each person by name.
func load(app core.App, in *bufio.Reader) (map[string]string, error) {
	if err := declare(app); err != nil {
		return nil, err
	}
	people := map[string]*core.Record{}
	err := app.RunInTransaction(func(tx core.App) error {
		for {
			raw, err := in.ReadBytes('\n')
			if err != nil {
				return fmt.Errorf("read records: %w", err)
			}
			if len(bytes.TrimSpace(raw)) == 0 {
				return nil
			}
			if err := enter(tx, raw, people); err != nil {
				return err
			}
		}
	})
	if err != nil {
		return nil, err
	}
	tokens := map[string]string{}
	for name, p := range people {
		if tokens[name], err = p.NewAuthToken(); err != nil {
			return nil, err
		}
	}
	return tokens, nil
}

func enter(tx core.App, raw []byte, people map[string]*core.Record) error {
	var l line
	if err := json.Unmarshal(raw, &l); err != nil {
		return err
	}
	c, err := tx.FindCachedCollectionByNameOrId(l.Collection)
	if err != nil {
		return err
	}
	r := core.NewRecord(c)
	r.Load(l.Record)
	if c.IsAuth() {
		r.SetRandomPassword()
		people[r.GetString("name")] = r
	}
	if recipient := people[r.GetString("recipient")]; recipient != nil {
		r.Set("recipient", recipient.Id)
	}
	if err := tx.Save(r); err != nil {
		return fmt.Errorf("%s: %w", l.Collection, err)
	}
	return nil
}

// Who may see and write what, as Splot has it: a published organisation is everybody's, an entry its organisation's, its
// cluster's manager's, and when it is live that of its cluster or of all; a notification its recipient's.
const (
	seesOrganisation = `@request.auth.id != "" && state = "published"`
	seesEntry        = `@request.auth.id != "" && (organisation = @request.auth.organisation || ` +
		`(@request.auth.role = "manager" && cluster = @request.auth.cluster) || ` +
		`(live = true && (visibility = "network" || cluster = @request.auth.cluster)))`
	writesEntry = `@request.auth.id != "" && organisation = @request.auth.organisation`
	seesOwn     = `recipient = @request.auth.id`
)

// declare makes the collections with indexes over what lists ask for.
func declare(app core.App) error {
	users, err := app.FindCollectionByNameOrId("users")
	if err != nil {
		return err
	}
	texts(users, "organisation", "cluster", "role")
	organisations := collection("organisations", seesOrganisation, "", "name", "origin", "size", "voivodeship", "city", "state", "cluster")
	organisations.AddIndex("organisations_name", false, "name", "")
	entries := collection("entries", seesEntry, writesEntry, "kind", "cluster", "organisation", "author", "state", "visibility", "titlePL", "titleEN", "teaserPL", "teaserEN")
	entries.Fields.Add(&core.BoolField{Name: "live"}, &core.TextField{Name: "description", Max: 20_000}, &core.JSONField{Name: "content"})
	for name, columns := range map[string]string{
		"organisation": "organisation, updated", "cluster": "cluster, updated", "live": "live, visibility, updated", "updated": "updated",
	} {
		entries.AddIndex("entries_"+name, false, columns, "")
	}
	notifications := collection("notifications", seesOwn, "", "recipient", "kind", "state", "subject")
	notifications.AddIndex("notifications_recent", false, "recipient, created", "")
	for _, c := range []*core.Collection{users, organisations, entries, notifications} {
		if err := app.Save(c); err != nil {
			return fmt.Errorf("collection %s: %w", c.Name, err)
		}
	}
	return nil
}

func collection(name, sees, writes string, fields ...string) *core.Collection {
	c := core.NewBaseCollection(name)
	c.ListRule, c.ViewRule = types.Pointer(sees), types.Pointer(sees)
	if writes != "" {
		c.CreateRule, c.UpdateRule = types.Pointer(writes), types.Pointer(writes)
	}
	texts(c, fields...)
	c.Fields.Add(&core.AutodateField{Name: "created", OnCreate: true}, &core.AutodateField{Name: "updated", OnCreate: true, OnUpdate: true})
	return c
}

func texts(c *core.Collection, names ...string) {
	for _, name := range names {
		c.Fields.Add(&core.TextField{Name: name, Max: 1000})
	}
}
