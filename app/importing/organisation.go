package importing

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"splot/app"
)

// organisationPlan plans the rows of organisations one after the other.
type organisationPlan struct {
	*Plan
	*directory
	fields []Field
	at     map[string]access[app.Organisation]
	hasID  bool             // the file has a column of ids
	inFile map[string]bool  // its ids
	first  map[string]*seen // rows by id, tax number and organisation
}

// seen is an earlier row of the file.
type seen struct {
	row   int
	print string
}

func planOrganisations(p *Plan, s *sheet, d *directory) {
	plan := &organisationPlan{
		Plan: p, directory: d, fields: Fields(Organisations, ""), at: organisationAccess(), inFile: map[string]bool{}, first: map[string]*seen{},
	}
	for i := range s.rows {
		r := &s.rows[i]
		plan.hasID = plan.hasID || r.one("external_id") != ""
		plan.inFile[r.one("external_id")] = true
	}
	for i := range s.rows {
		p.Lines = append(p.Lines, plan.line(&s.rows[i]))
	}
}

func (p *organisationPlan) line(r *row) Line {
	l := Line{Row: r.number, Name: r.one("name")}
	if r.summary || r.left {
		l.Outcome = LeftOut
		return l
	}
	print := fingerprint(r)
	made := p.identify(r)
	id := r.one("external_id")
	found := p.match(r, id)
	p.prepare(r, found)
	if len(r.wrong) == 0 {
		p.repeated(r, &l, print, id, found)
	}
	if len(r.wrong) == 0 && l.Outcome == "" {
		if made {
			p.MadeIDs++
		}
		p.compare(r, &l, id, found)
	}
	l.finish(r)
	return l
}

// finish gives the line what the row's values brought.
func (l *Line) finish(r *row) {
	if len(r.wrong) > 0 {
		l.Outcome, l.Wrong, l.Changes, l.Kept, l.organisation, l.entry = Refused, r.wrong, nil, nil, nil, nil
		return
	}
	if l.Outcome == Created || l.Outcome == Changed || l.Outcome == Joined || l.Outcome == Asked {
		l.Adapted = r.adapted
	}
}

// identify gives a row without an id one that the next import of the same list finds again.
func (p *organisationPlan) identify(r *row) bool {
	if r.one("external_id") != "" {
		return false
	}
	delete(r.raw, "external_id")
	if nip := taxNumber(r); nip != "" {
		r.set("external_id", "nip:"+nip)
	} else if name := r.one("name"); name != "" {
		sum := sha256.Sum256([]byte(plainName(name) + "|" + Fold(r.one("city"))))
		r.set("external_id", "name:"+hex.EncodeToString(sum[:6]))
	}
	return true
}

func taxNumber(r *row) string {
	country := r.one("country")
	if country == "" {
		country = app.Poland
	}
	return app.NormaliseTaxNumber(r.one("nip"), country)
}

// match finds the organisation that a row means.
func (p *organisationPlan) match(r *row, id string) *known {
	byTax, bySource := p.byTax[taxNumber(r)], p.bySource[id]
	switch {
	case byTax != nil && bySource != nil && byTax != bySource && !strings.HasPrefix(id, "name:"):
		r.refuse("nip", "nip_of_other", "name", byTax.Name, "other", bySource.Name)
	case byTax != nil:
		return byTax
	case bySource != nil:
		return bySource
	}
	if same := p.inHouse[plainName(r.one("name"))]; same != nil && r.one("name") != "" && !p.inFile[same.ExternalID] && (same.NIP == "" || r.one("nip") == "") && same.ID != "" {
		r.note("name", "probably_same", "name", same.Name)
		return same
	}
	return nil
}

// prepare completes what a row says: the country from the tax number, the voivodeship from the town, and what depends on
// them and on the origin.
func (p *organisationPlan) prepare(r *row, found *known) {
	have := app.Organisation{}
	if found != nil {
		have = found.Organisation
	}
	p.country(r, found)
	country := r.one("country")
	if country == "" {
		country = have.In()
	}
	if nip := r.one("nip"); nip != "" {
		r.set("nip", app.NormaliseTaxNumber(nip, country))
	}
	switch {
	case country != app.Poland:
		if r.given("voivodeship") || have.Voivodeship != "" {
			r.set("voivodeship")
		}
	case r.one("voivodeship") == "" && have.Voivodeship == "":
		if v := voivodeshipOf(r.one("city")); v != "" {
			r.set("voivodeship", v)
			label, _ := app.Voivodeships.Label(v)
			r.note("voivodeship", "of_town", "town", r.one("city"), "voivodeship", label.In(p.options.Lang))
		}
	}
	origin := r.one("origin")
	if origin == "" {
		origin = have.Origin
	}
	if origin != "enterprise" && r.given("size") {
		r.set("size")
	}
}

// country takes the country from the letters of a VAT number where the file does not tell it, and Poland for a new
// organisation otherwise.
func (p *organisationPlan) country(r *row, found *known) {
	if r.one("country") != "" {
		return
	}
	nip := strings.ToUpper(strings.Join(strings.Fields(r.one("nip")), ""))
	if found == nil && len(nip) > 4 {
		letters := strings.Replace(nip[:2], "EL", "GR", 1)
		if _, ok := app.Countries.Label(letters); ok && letters != app.Poland && letters != "NI" {
			r.set("country", letters)
			r.note("country", "of_vat", "value", nip, "country", letters)
			return
		}
	}
	if found == nil {
		r.set("country", app.Poland)
		return
	}
	delete(r.values, "country")
}

// repeated compares a row with earlier ones of the file that mean the same organisation: a row that says the same is
// left, one that says something else is refused, for it would undo the first at every import.
func (p *organisationPlan) repeated(r *row, l *Line, print, id string, found *known) {
	tokens := []struct{ field, key string }{{"external_id", "id:" + id}}
	if nip := r.one("nip"); nip != "" {
		tokens = append(tokens, struct{ field, key string }{"nip", "nip:" + nip})
	}
	if found != nil {
		tokens = append(tokens, struct{ field, key string }{"name", "organisation:" + string(found.ID)})
	}
	for _, token := range tokens {
		earlier := p.first[token.key]
		switch {
		case earlier == nil:
			continue
		case earlier.print == print:
			l.Outcome = Repeated
		default:
			r.refuse(token.field, "row_twice", "row", earlier.row)
		}
		return
	}
	for _, token := range tokens {
		p.first[token.key] = &seen{r.number, print}
	}
}

// compare decides what becomes of a row.
func (p *organisationPlan) compare(r *row, l *Line, id string, found *known) {
	if found == nil {
		p.create(r, l, id)
		return
	}
	l.Name, l.id, l.version = found.Name, found.ID, found.version
	next := found.Organisation
	next.Country = next.In()
	before := p.memory(found, id)
	untouched := len(found.Imported) == 0 && found.ExternalID == id && found.CreatedAt.Equal(found.UpdatedAt)
	m := merge(p.fields, p.at, &next, r, before, untouched)
	if !found.member {
		p.join(r, l, m)
		return
	}
	if p.options.Approve && next.State == app.Draft {
		next.State = app.Published
		m.changes = append(m.changes, Change{"state", []string{app.Draft}, []string{app.Published}})
	}
	l.Kept = m.kept
	next.Imported = remembered(found.Imported, app.ImportSource{Cluster: p.cluster, ID: id, Fields: m.memory})
	if len(m.changes) > 0 {
		l.Outcome, l.Changes, l.organisation = Changed, m.changes, &next
		if !p.options.Actor.May(app.OpEditOrganisation, app.Target{Organisations: []app.ID{found.ID}, Clusters: found.Clusters}) {
			r.refuse("", "import_forbidden")
			return
		}
		p.valid(r, next)
		return
	}
	l.Outcome = m.idle()
	if !maps.Equal(before, m.memory) {
		l.organisation, l.remember = &next, true
	}
}

func (p *organisationPlan) create(r *row, l *Line, id string) {
	o := app.Organisation{ExternalID: p.free(id), State: app.Draft, Clusters: []app.ID{p.cluster}}
	m := merge(p.fields, p.at, &o, r, nil, true)
	if p.options.Approve {
		o.State = app.Published
	}
	o.Imported = []app.ImportSource{{Cluster: p.cluster, ID: id, Fields: m.memory}}
	l.Outcome, l.organisation = Created, &o
	if !p.options.Actor.May(app.OpCreateOrganisation, app.Target{Clusters: []app.ID{p.cluster}}) {
		r.refuse("", "import_forbidden")
	}
	p.valid(r, o)
}

// free is an id that no other list has used: lists number their rows as they like.
func (p *organisationPlan) free(id string) string {
	if !p.taken[id] {
		return id
	}
	return p.options.Cluster.Slug + ":" + id
}

// join makes a known organisation a member; what the file says otherwise of it is only told.
func (p *organisationPlan) join(r *row, l *Line, m merging) {
	l.Outcome = Asked                                        // askFor finds out more
	l.Kept = slices.DeleteFunc(m.kept, func(k Change) bool { // another spelling is no news
		return plainName(strings.Join(k.Old, " ")) == plainName(strings.Join(k.New, " "))
	})
	if !p.options.Actor.May(app.OpClusterMembers, app.Target{Clusters: []app.ID{p.cluster}}) {
		r.refuse("", "import_forbidden")
	}
}

func remembered(all []app.ImportSource, source app.ImportSource) []app.ImportSource {
	all = slices.Clone(all)
	at := slices.IndexFunc(all, func(s app.ImportSource) bool { return s.Cluster == source.Cluster && s.ID == source.ID })
	if at < 0 {
		return append(all, source)
	}
	all[at] = source
	return all
}

// valid puts what is wrong with the organisation as a whole to the fields.
func (p *organisationPlan) valid(r *row, o app.Organisation) {
	var v app.Validator
	v.RequiredString("external_id", o.ExternalID)
	v.Length("external_id", o.ExternalID, app.MaxTitle)
	r.invalid(p.fields, append(v.Errors, o.Validate()...))
	for i, w := range r.wrong {
		if w.Field == "voivodeship" && w.Code == "required" {
			r.wrong[i].FieldError = app.Field("voivodeship", "voivodeship_or_country")
		}
	}
}

// invalid adds errors of the nouns under the names of fields.
func (r *row) invalid(fields []Field, errs []app.FieldError) {
	for _, e := range errs {
		name := e.Field
		for _, f := range fields {
			if e.Field == f.api || strings.HasPrefix(e.Field, f.api+".") && f.Lang == "" && f.api != "" {
				name = f.Name
			}
		}
		r.wrong = append(r.wrong, Finding{name, r.raw[name], e})
	}
}
