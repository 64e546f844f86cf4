package importing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app"
	"splot/app/store"
)

// whole is the key under which an entry remembers its content as a whole, to tell whether a person wrote in it.
const whole = "*"

// entryPlan plans the rows of entries.
type entryPlan struct {
	*Plan
	*directory
	fields []Field
	at     map[string]access[app.Content]
	first  map[string]*seen
	clock  app.Clock
}

// stored are entries by owner and external id.
type stored map[string]store.Doc[app.Entry]

func entryKey(owner app.ID, id string) string { return string(owner) + "/" + id }

func (s *Service) planEntries(ctx context.Context, p *Plan, sheet *sheet, d *directory) error {
	plan := &entryPlan{
		Plan: p, directory: d, fields: Fields(Entries, p.options.Kind), at: contentAccess(p.options.Kind), first: map[string]*seen{}, clock: s.clock,
	}
	owners := make([]app.ID, len(sheet.rows))
	byOwner := map[app.ID][]string{}
	prints := make([]string, len(sheet.rows))
	made := make([]bool, len(sheet.rows))
	for i := range sheet.rows {
		r := &sheet.rows[i]
		prints[i] = fingerprint(r)
		plan.fit(r)
		made[i] = identifyEntry(r)
		owners[i] = plan.ownerOf(r)
		byOwner[owners[i]] = append(byOwner[owners[i]], r.one("external_id"))
	}
	present, err := s.present(ctx, byOwner)
	if err != nil {
		return err
	}
	usesNew := false
	for i := range sheet.rows {
		l := plan.line(&sheet.rows[i], owners[i], prints[i], made[i], present)
		usesNew = usesNew || l.Outcome == Created && owners[i] == ""
		p.Lines = append(p.Lines, l)
	}
	if usesNew && p.options.NewOwner != nil {
		p.Owner = p.options.NewOwner.Name
	}
	return nil
}

// present reads the entries that the file may mean.
func (s *Service) present(ctx context.Context, byOwner map[app.ID][]string) (stored, error) {
	found := stored{}
	for owner, ids := range byOwner {
		if owner == "" {
			continue
		}
		for chunk := range slices.Chunk(ids, store.MaxIn) {
			err := s.stored.Each(ctx, store.Query{Where: []store.Condition{store.Eq("organisation", string(owner)), store.In("externalID", chunk...)}}, func(d store.Doc[app.Entry]) error {
				found[entryKey(owner, d.Value.ExternalID)] = d
				return nil
			})
			if err != nil {
				return nil, fmt.Errorf("find imported entries: %w", err)
			}
		}
	}
	return found, nil
}

// ownerOf finds whose entry a row is; empty is the organisation that is made for the file.
func (p *entryPlan) ownerOf(r *row) app.ID {
	name := r.one("organisation")
	if name == "" {
		if p.Plan.owner == "" && p.options.NewOwner == nil {
			r.refuse("organisation", "required")
		}
		return p.Plan.owner
	}
	o := p.directory.owner(name)
	switch near := p.near(p.options.Actor, name); {
	case o == nil && len(near) > 0:
		r.refuse("organisation", "no_organisation", "near", quotedNames(near, p.options.Lang))
	case o == nil:
		r.refuse("organisation", "no_organisation")
	case !o.member:
		r.refuse("organisation", "not_member")
	default:
		return o.ID
	}
	return ""
}

// identifyEntry gives a row without an id one made of its title.
func identifyEntry(r *row) bool {
	if r.one("external_id") != "" {
		return false
	}
	text := r.one("title_pl") + r.one("title_en")
	if text == "" {
		return false
	}
	sum := sha256.Sum256([]byte(Fold(text)))
	r.set("external_id", "title:"+hex.EncodeToString(sum[:6]))
	return true
}

// fit makes a source's text fit the fields: a missing title is taken from the description's first words, a title that is
// too long is cut at a word and kept whole at the description's beginning, and a title alone is its own description.
func (p *entryPlan) fit(r *row) {
	for _, lang := range app.Langs {
		title, description := "title_"+string(lang), "description_"+string(lang)
		text, body := r.one(title), r.one(description)
		switch {
		case text == "" && body != "":
			text = firstWords(body, app.MaxTitle)
			r.make(title, text)
			r.note(title, "title_from_text")
		case utf8.RuneCountInString(text) > app.MaxTitle:
			body = strings.TrimSpace(text + "\n\n" + body)
			text = firstWords(text, app.MaxTitle)
			r.set(title, text)
			r.set(description, body)
			r.note(title, "title_cut", "max", app.MaxTitle)
		}
		if text != "" && body == "" {
			r.make(description, text)
		}
	}
}

func (p *entryPlan) line(r *row, owner app.ID, print string, made bool, present stored) Line {
	l := Line{Row: r.number, Name: firstWords(r.one("title_pl"), 60)}
	if l.Name == "" {
		l.Name = firstWords(r.one("title_en"), 60)
	}
	if r.summary || r.left {
		l.Outcome = LeftOut
		return l
	}
	key := entryKey(owner, r.one("external_id"))
	if len(r.wrong) == 0 && r.one("external_id") != "" {
		switch earlier := p.first[key]; {
		case earlier == nil:
			p.first[key] = &seen{r.number, print}
		case earlier.print == print:
			l.Outcome = Repeated
		default:
			r.refuse("external_id", "row_twice", "row", earlier.row)
		}
	}
	if len(r.wrong) == 0 && l.Outcome == "" {
		if made {
			p.MadeIDs++
		}
		if d, there := present[key]; there {
			p.compare(r, &l, d)
		} else {
			p.create(r, &l, owner)
		}
	}
	l.finish(r)
	return l
}

func (p *entryPlan) create(r *row, l *Line, owner app.ID) {
	e := app.ImportedEntry{ExternalID: r.one("external_id"), Kind: p.options.Kind, Organisation: owner, Cluster: p.cluster, Approve: p.options.Approve}
	m := merge(p.fields, p.at, &e.Content, r, nil, true)
	if e.Content.Visibility == "" {
		e.Content.Visibility = app.VisibleNetwork
	}
	e.Memory = m.memory
	e.Memory[whole] = contentSum(e.Content)
	l.Outcome, l.entry = Created, &e
	if !p.options.Actor.May(app.OpCreateEntry, app.Target{Organisations: []app.ID{owner}, Clusters: []app.ID{p.cluster}}) || p.options.Approve && !p.options.Actor.System {
		r.refuse("", "import_forbidden")
	}
	p.valid(r, e, m)
}

// compare decides what becomes of a row whose entry is there already.
func (p *entryPlan) compare(r *row, l *Line, d store.Doc[app.Entry]) {
	e := d.Value
	next := app.ImportedEntry{
		ID: e.ID, Version: d.Version, ExternalID: e.ExternalID, Kind: e.Kind, Organisation: e.Organisation, Cluster: e.Cluster,
		Content: clone(e.Content), Approve: p.options.Approve,
	}
	l.id, l.version = e.ID, d.Version
	if e.Kind != p.options.Kind {
		r.refuse("external_id", "other_entry_kind")
		return
	}
	touched := touchedByPeople(e)
	p.unmake(r, e)
	m := merge(p.fields, p.at, &next.Content, r, e.Imported, !touched && len(e.Imported) == 0)
	next.Content = tidied(next.Content, e.Content)
	l.Kept = m.kept
	approves := p.options.Approve && e.Approved == nil && e.State == app.EntryDraft
	next.Memory = m.memory
	switch {
	case len(m.changes) == 0 && (!approves || touched):
		p.same(l, e, &next, m)
	case !mayTouch(e, p.options.Approve, touched):
		l.Outcome = Unchanged
		if m.news {
			l.Outcome = Kept
			l.Kept = append(append(l.Kept, turned(m.changes)...), Change{Field: "state", Old: []string{string(stateShown(e))}})
		}
	default:
		if !touched {
			next.Memory[whole] = contentSum(next.Content)
		}
		l.Outcome, l.Changes, l.entry = Changed, p.withState(m.changes, e, approves), &next
		if !p.options.Actor.May(app.OpEditEntry, app.Target{Organisations: []app.ID{e.Organisation}, Clusters: []app.ID{e.Cluster}}) || p.options.Approve && !p.options.Actor.System {
			r.refuse("", "import_forbidden")
		}
		p.valid(r, next, m)
	}
}

// unmake leaves out what was made of another field, unless the entry still has what was made of it before: nobody says
// it of an entry whose author wrote something better.
func (p *entryPlan) unmake(r *row, e app.Entry) {
	for field := range r.made {
		if last, ok := e.Imported[field]; ok && last != app.Sum(p.at[field].get(&e.Content)) {
			delete(r.values, field)
		}
	}
}

// withState adds what becomes of the entry's state.
func (p *entryPlan) withState(changes []Change, e app.Entry, approves bool) []Change {
	switch {
	case approves:
		return append(changes, Change{"state", []string{string(e.State)}, []string{string(app.EntryApproved)}})
	case !p.options.Approve && e.State != app.EntryDraft:
		return append(changes, Change{"state", []string{string(e.State)}, []string{string(app.EntryDraft)}})
	}
	return changes
}

// same is a row that changes nothing; what it says is remembered where it was not.
func (p *entryPlan) same(l *Line, e app.Entry, next *app.ImportedEntry, m merging) {
	l.Outcome = m.idle()
	if !touchedByPeople(e) {
		m.memory[whole] = contentSum(e.Content)
	}
	if !maps.Equal(e.Imported, m.memory) {
		next.Remember, next.Content = true, e.Content
		l.entry, l.remember = next, true
	}
}

// touchedByPeople tells whether somebody has written in the entry's working copy since it was imported.
func touchedByPeople(e app.Entry) bool {
	if sum, ok := e.Imported[whole]; ok {
		return sum != contentSum(e.Content)
	}
	return len(e.Imported) > 0 || slices.ContainsFunc(e.History, func(s app.Step) bool { return s.Action != "imported" }) ||
		len(e.History) == 0 || !e.UpdatedAt.Equal(e.History[len(e.History)-1].At)
}

// mayTouch tells whether an import may change an entry. What is on its way through the audit, and what its owner has
// withdrawn, is left alone. A draft takes what people have not written; but what they wrote is not approved unseen.
func mayTouch(e app.Entry, approve, touched bool) bool {
	switch e.State {
	case app.EntryDraft:
		return !touched || !approve && e.Approved == nil
	case app.EntryApproved, app.EntryExpired:
		return true
	}
	return false
}

// stateShown is why an entry is left alone.
func stateShown(e app.Entry) app.EntryState {
	if e.State == app.EntryDraft {
		return "being_written"
	}
	return e.State
}

// turned makes of changes that are not made what is kept.
func turned(changes []Change) []Change {
	var kept []Change
	for _, c := range changes {
		if len(c.New) > 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

func (p *entryPlan) valid(r *row, e app.ImportedEntry, m merging) {
	v := app.Validator{Errors: e.Content.Check(e.Kind, false)}
	v.RequiredString("external_id", e.ExternalID)
	v.Length("external_id", e.ExternalID, app.MaxTitle)
	v.Required("title", e.Content.Title)
	r.invalid(p.fields, v.Errors)
	deadline := slices.ContainsFunc(m.changes, func(c Change) bool { return c.Field == "need_deadline" })
	if n := e.Content.Need; deadline && n.Past(p.clock()) {
		r.refuse("need_deadline", "past")
	}
}

// clone copies a content so that its lists and forms can be changed.
func clone(c app.Content) app.Content {
	raw, err := bson.Marshal(c)
	if err != nil {
		return c
	}
	var out app.Content
	if bson.Unmarshal(raw, &out) != nil {
		return c
	}
	return out
}

// tidied takes away the forms that reading the fields made without anything in them, unless they were there.
func tidied(c, before app.Content) app.Content {
	if c.Technology != nil && before.Technology == nil && reflect.DeepEqual(*c.Technology, app.TechnologyForm{}) {
		c.Technology = nil
	}
	if c.Need != nil && before.Need == nil && reflect.DeepEqual(*c.Need, app.NeedForm{}) {
		c.Need = nil
	}
	if c.Competence != nil && before.Competence == nil && reflect.DeepEqual(*c.Competence, app.CompetenceForm{}) {
		c.Competence = nil
	}
	return c
}

// contentSum is the short sum of a content as it is stored, whatever its empty lists.
func contentSum(c app.Content) string {
	return app.Sum(flat(reflect.ValueOf(c)))
}

// flat writes the filled fields of a value one after the other.
func flat(v reflect.Value) []string {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return flat(v.Elem())
	case reflect.Struct:
		if t, ok := v.Interface().(time.Time); ok {
			return []string{t.UTC().Format(time.DateOnly)}
		}
		var all []string
		for i := range v.NumField() {
			if inner := flat(v.Field(i)); len(inner) > 0 {
				all = append(append(all, v.Type().Field(i).Name), inner...)
			}
		}
		return all
	case reflect.Slice:
		var all []string
		for i := range v.Len() {
			all = append(all, flat(v.Index(i))...)
		}
		return all
	case reflect.String:
		if v.String() == "" {
			return nil
		}
		return []string{v.String()}
	}
	return []string{fmt.Sprint(v.Interface())}
}
