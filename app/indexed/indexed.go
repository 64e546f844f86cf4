package indexed

import (
	"slices"
	"strings"

	"splot/app"
	"splot/app/store"
	"splot/search"
)

// Entry is what engines and the scorer know of a live entry: its approved version without anything confidential, and of
// an anonymous teaser no more of its owner than it tells. Its version grows with every change of the entry or of its
// owner.
func Entry(e store.Doc[app.Entry], o store.Doc[app.Organisation]) search.Entry {
	x := Facts(e, o)
	c := e.Value.Approved.Content
	x.Title, x.Teaser, x.Description = search.Text(c.Title), search.Text(c.Teaser), search.Text(c.Description)
	x.Keywords, x.Concepts = c.Keywords, c.Concepts
	x.PKD, x.KIS, x.Languages = o.Value.PKD, o.Value.KIS, o.Value.Languages
	if c.PKD != "" {
		x.PKD = []string{c.PKD}
	}
	x.Voivodeship, x.Origin, x.Size = o.Value.Voivodeship, o.Value.Origin, o.Value.Size
	x.ApprovedAt = e.Value.Approved.At
	technologyFacts(&x, c.Technology)
	needFacts(&x, c.Need)
	competenceFacts(&x, c.Competence)
	if c.Visibility == app.VisibleTeaser {
		mask(&x, o.Value.Identifying())
		hint := o.Value.Hint.Facts()
		x.Voivodeship, x.Origin, x.Size = hint.Voivodeship, hint.Origin, hint.Size
	}
	return x
}

func mask(x *search.Entry, names []string) {
	for _, t := range []*search.Text{&x.Title, &x.Teaser, &x.Description, &x.Detail} {
		*t = search.Text(app.Text(*t).Mask(names...))
	}
	x.Keywords = slices.Clone(x.Keywords)
	for i, k := range x.Keywords {
		x.Keywords[i] = app.Mask(k, names...)
	}
}

// Facts is the part of Entry that the gates look at.
func Facts(e store.Doc[app.Entry], o store.Doc[app.Organisation]) search.Entry {
	return search.Entry{
		ID: e.ID, Version: e.Version + o.Version, Kind: string(e.Value.Kind),
		Organisation: o.ID, Clusters: clusters(e.Value, o.Value), Excluded: Texts(o.Value.Excluded),
		Visibility: string(e.Value.Approved.Content.Visibility), ValidUntil: e.Value.Approved.ValidUntil,
	}
}

// clusters lists the entry's own cluster first. An entry that every cluster sees stands for all clusters of its
// owner, who sees what is visible in any of them. One that is visible in its cluster only, or without identity,
// stands for that cluster alone.
func clusters(e app.Entry, o app.Organisation) []string {
	list := []string{string(e.Cluster)}
	if e.Approved.Content.Visibility != app.VisibleNetwork {
		return list
	}
	for _, c := range o.Clusters {
		if c != e.Cluster {
			list = append(list, string(c))
		}
	}
	return list
}

// Organisation is what engines know of a published organisation.
func Organisation(o store.Doc[app.Organisation]) search.Entry {
	v := o.Value
	return search.Entry{
		ID: o.ID, Version: o.Version, Kind: search.Organisation, Organisation: o.ID, Clusters: Texts(v.Clusters), Excluded: Texts(v.Excluded),
		Visibility: search.VisibleNetwork, Title: search.Text{PL: v.Name}, Description: search.Text(v.Description),
		Detail: search.Text{PL: v.City}, Keywords: v.Keywords, PKD: v.PKD, KIS: v.KIS, Voivodeship: v.Voivodeship,
		Origin: v.Origin, Size: v.Size, Languages: v.Languages, Cooperation: v.CooperationForms,
	}
}

func technologyFacts(x *search.Entry, f *app.TechnologyForm) {
	if f == nil {
		return
	}
	x.TRLMin, x.TRLMax = number(f.TRL), number(f.TRL)
	x.MonthsToTarget, x.CostToTarget, x.IPStatus = number(f.MonthsToTarget), int64(number(f.CostToTarget)), f.IPStatus
	x.Cooperation, x.PartnerOrigins, x.PartnerSizes = f.Cooperation, f.PartnerOrigins, f.PartnerSizes
	x.Detail = joined(f.TRLEvidence, f.Advantage, f.Economics, f.RegulatoryPath, f.PartnerRole)
}

func needFacts(x *search.Entry, f *app.NeedForm) {
	if f == nil {
		return
	}
	if f.MinTRL != nil {
		x.TRLMin, x.TRLMax = *f.MinTRL, 9
	}
	x.Budget, x.BudgetSecured, x.Urgency, x.Cooperation = f.Budget, f.BudgetSecured, f.Urgency, f.Cooperation
	if f.Deadline != nil {
		x.Deadline = *f.Deadline
	}
	x.Detail = joined(f.Problem, f.Workaround, f.TargetMetric, f.Constraints, f.IPExpectation)
}

func competenceFacts(x *search.Entry, f *app.CompetenceForm) {
	if f == nil {
		return
	}
	x.TRLMin, x.TRLMax, x.Cooperation = number(f.TRLMin), number(f.TRLMax), f.Cooperation
	if len(f.Languages) > 0 {
		x.Languages = f.Languages
	}
	if x.CapacityHours = number(f.CapacityHours); f.CapacityHours != nil && x.CapacityHours == 0 {
		x.CapacityHours = search.NoCapacity
	}
	if f.ReactionDays != nil {
		x.ReactionDays = max(1, *f.ReactionDays)
	}
	texts := []app.Text{f.Field, f.Methods, f.References}
	for _, e := range f.Equipment {
		texts = append(texts, inHomeLanguage(*x, e.Model+" "+e.Parameters+" "+e.Accreditation))
	}
	x.Detail = joined(texts...)
}

// inHomeLanguage takes a text without a stated language for one in the language of the title.
func inHomeLanguage(x search.Entry, s string) app.Text {
	if x.Title.PL == "" {
		return app.Text{EN: s}
	}
	return app.Text{PL: s}
}

func joined(list ...app.Text) search.Text {
	var pl, en []string
	for _, t := range list {
		if t.PL != "" {
			pl = append(pl, t.PL)
		}
		if t.EN != "" {
			en = append(en, t.EN)
		}
	}
	return search.Text{PL: strings.Join(pl, "\n"), EN: strings.Join(en, "\n")}
}

func number(p *int) int {
	if p == nil {
		return 0
	}
	return *p
}
