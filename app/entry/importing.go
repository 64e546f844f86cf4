package entry

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Import is one entry from an outside source.
type Import struct {
	ExternalID   string
	Kind         app.Kind
	Organisation app.ID
	Cluster      app.ID
	Content      app.Content
	// Approve enters it as approved, for sources that have been judged elsewhere; otherwise as a draft.
	Approve bool
}

// Imported is what became of one import.
type Imported struct {
	ID      app.ID
	Outcome string // created, updated or unchanged
	Notes   []app.FieldError
	Err     error
}

// ImportBatch enters up to store.MaxBatch/2 entries. It is idempotent by organisation and external id: the
// same row again changes nothing, a changed row becomes the entry's next version. Of trusted sources a
// title and a description are enough. What was adapted is in Notes.
func (s *Service) ImportBatch(ctx context.Context, items []Import) ([]Imported, error) {
	present, err := s.present(ctx, items)
	if err != nil {
		return nil, err
	}
	results := make([]Imported, len(items))
	var writes []store.Write
	var places []int
	for i, item := range items {
		results[i].Notes = adapt(&item.Content)
		if err := checkImport(item); err != nil {
			results[i].Err = err
			continue
		}
		known, exists := present[item.Organisation+"/"+app.ID(item.ExternalID)]
		if exists && known.ID == "" {
			results[i].Err = app.Wrong("external_id", "twice")
			continue
		}
		if exists && sameImport(known.Value, item) {
			results[i].ID, results[i].Outcome = app.ID(known.ID), "unchanged"
			present[item.Organisation+"/"+app.ID(item.ExternalID)] = doc{}
			continue
		}
		w, err := s.importWrites(&known, exists, item, &results[i])
		if err != nil {
			return nil, err
		}
		present[item.Organisation+"/"+app.ID(item.ExternalID)] = doc{}
		for range w {
			places = append(places, i)
		}
		writes = append(writes, w...)
	}
	if len(writes) == 0 {
		return results, nil
	}
	errs, err := s.Store.Write(ctx, writes...)
	if err != nil {
		return nil, fmt.Errorf("import entries: %w", err)
	}
	for i, err := range errs {
		if err != nil && (writes[i].Collection != records.Versions || !errors.Is(err, store.ErrDuplicate)) {
			results[places[i]].Err = err
		}
	}
	return results, nil
}

// CheckImports tells what ImportBatch would refuse or adapt, without writing or reading anything.
func CheckImports(items []Import) []Imported {
	results := make([]Imported, len(items))
	for i, item := range items {
		results[i].Notes = adapt(&item.Content)
		results[i].Err = checkImport(item)
	}
	return results
}

func (s *Service) present(ctx context.Context, items []Import) (map[app.ID]doc, error) {
	byOwner := map[app.ID][]string{}
	for _, item := range items {
		byOwner[item.Organisation] = append(byOwner[item.Organisation], item.ExternalID)
	}
	present := map[app.ID]doc{}
	for owner, ids := range byOwner {
		found, _, err := s.Entries.Find(ctx, store.Query{
			Where: []store.Condition{store.Eq("organisation", string(owner)), store.In("externalID", ids...)}, Limit: store.MaxLimit,
		})
		if err != nil {
			return nil, fmt.Errorf("find imported entries: %w", err)
		}
		for _, d := range found {
			present[owner+"/"+app.ID(d.Value.ExternalID)] = d
		}
	}
	return present, nil
}

func (s *Service) importWrites(known *doc, exists bool, item Import, result *Imported) ([]store.Write, error) {
	now := s.now()
	result.Outcome = "updated"
	if !exists {
		result.Outcome = "created"
		*known = doc{ID: string(s.newID()), Value: app.Entry{
			ExternalID: item.ExternalID, Kind: item.Kind, Cluster: item.Cluster, Organisation: item.Organisation,
			State: app.EntryDraft, CreatedAt: now,
		}}
		known.Value.ID = app.ID(known.ID)
	}
	e := &known.Value
	result.ID = e.ID
	e.Content, e.UpdatedAt = item.Content, now
	step := app.Step{At: now, Action: "imported"}
	if item.Approve {
		e.Number++
		e.SubmittedAt = now
		s.approve(e, "", nil)
	} else if exists && e.State != app.EntryDraft {
		e.State = app.EntryDraft
	}
	step.Number = e.Number
	e.History = append(e.History, step)
	events := s.events(*e, step, item.Approve)
	var w store.Write
	var err error
	if exists {
		w, err = s.Entries.ReplaceWrite(*known, events...)
	} else {
		w, err = s.Entries.InsertWrite(known.ID, *e, events...)
	}
	if err != nil || !item.Approve {
		return []store.Write{w}, err
	}
	frozen, err := s.Versions.InsertWrite(records.VersionID(e.ID, e.Number), records.Version{
		Entry: e.ID, Number: e.Number, State: app.EntryApproved, Content: e.Content, SubmittedAt: now,
	})
	return []store.Write{frozen, w}, err
}

// adapt makes a source's text fit the fields: a missing title is taken from the description's first
// words, a title that is too long is cut at a word and kept whole at the description's beginning. The
// notes say where.
func adapt(c *app.Content) []app.FieldError {
	var notes []app.FieldError
	fit := func(field string, title, description *string) {
		switch {
		case *title == "" && *description != "":
			*title = firstWords(*description, app.MaxTitle)
			notes = append(notes, app.Field(field, "title_from_text"))
		case utf8.RuneCountInString(*title) > app.MaxTitle:
			*description = strings.TrimSpace(*title + "\n\n" + *description)
			*title = firstWords(*title, app.MaxTitle)
			notes = append(notes, app.Field(field, "title_cut", "max", app.MaxTitle))
		}
		if *title != "" && *description == "" {
			*description = *title
		}
	}
	c.Title.PL, c.Title.EN = app.InLine(c.Title.PL), app.InLine(c.Title.EN)
	for i, k := range c.Keywords {
		c.Keywords[i] = app.InLine(k)
	}
	fit("title.pl", &c.Title.PL, &c.Description.PL)
	fit("title.en", &c.Title.EN, &c.Description.EN)
	if c.Visibility == "" {
		c.Visibility = app.VisibleNetwork
	}
	return notes
}

// firstWords cuts a text at a word so that it has at most so many characters, the ellipsis included.
func firstWords(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	cut := string(runes[:most-1])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–-") + "…"
}

func checkImport(item Import) error {
	v := app.Validator{Errors: item.Content.Check(item.Kind, false)}
	v.RequiredString("external_id", item.ExternalID)
	v.Length("external_id", item.ExternalID, app.MaxTitle)
	v.Required("title", item.Content.Title)
	return v.Err()
}

// sameImport tells whether the entry already says what the row says. An author's later change counts as
// the row's change undone, so the working copy is compared.
func sameImport(e app.Entry, item Import) bool {
	if item.Approve && (e.Approved == nil || !e.Live) {
		return false
	}
	have, errA := flatten(e.Content)
	want, errB := flatten(item.Content)
	return errA == nil && errB == nil && reflect.DeepEqual(have, want)
}
