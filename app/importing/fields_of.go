package importing

import (
	"time"

	"splot/app"
)

// organisationAccess is how the fields of an organisation are read and written, by their names.
func organisationAccess() map[string]access[app.Organisation] {
	type o = app.Organisation
	m := map[string]access[o]{
		"name":              ofText(func(o *o) *string { return &o.Name }),
		"origin":            ofText(func(o *o) *string { return &o.Origin }),
		"size":              ofText(func(o *o) *string { return &o.Size }),
		"nip":               ofText(func(o *o) *string { return &o.NIP }),
		"country":           ofText(func(o *o) *string { return &o.Country }),
		"voivodeship":       ofText(func(o *o) *string { return &o.Voivodeship }),
		"city":              ofText(func(o *o) *string { return &o.City }),
		"pkd":               ofList(func(o *o) *[]string { return &o.PKD }),
		"kis":               ofList(func(o *o) *[]string { return &o.KIS }),
		"languages":         ofList(func(o *o) *[]string { return &o.Languages }),
		"website":           ofText(func(o *o) *string { return &o.Website }),
		"keywords":          ofList(func(o *o) *[]string { return &o.Keywords }),
		"certifications":    ofList(func(o *o) *[]string { return &o.Certifications }),
		"cooperation_forms": ofList(func(o *o) *[]string { return &o.CooperationForms }),
	}
	addBoth(m, "description", func(o *o) *app.Text { return &o.Description })
	return m
}

func addBoth[T any](m map[string]access[T], name string, at func(*T) *app.Text) {
	for _, lang := range app.Langs {
		m[name+"_"+string(lang)] = ofBoth(lang, at)
	}
}

func technology(c *app.Content) *app.TechnologyForm {
	if c.Technology == nil {
		c.Technology = &app.TechnologyForm{}
	}
	return c.Technology
}

func need(c *app.Content) *app.NeedForm {
	if c.Need == nil {
		c.Need = &app.NeedForm{}
	}
	return c.Need
}

func competence(c *app.Content) *app.CompetenceForm {
	if c.Competence == nil {
		c.Competence = &app.CompetenceForm{}
	}
	return c.Competence
}

// contentAccess is how the fields of an entry's content are read and written, by their names.
func contentAccess(kind app.Kind) map[string]access[app.Content] {
	type c = app.Content
	m := map[string]access[c]{
		"keywords":   ofList(func(c *c) *[]string { return &c.Keywords }),
		"concepts":   ofList(func(c *c) *[]string { return &c.Concepts }),
		"pkd":        ofText(func(c *c) *string { return &c.PKD }),
		"visibility": ofText(func(c *c) *app.Visibility { return &c.Visibility }),
	}
	addBoth(m, "title", func(c *c) *app.Text { return &c.Title })
	addBoth(m, "teaser", func(c *c) *app.Text { return &c.Teaser })
	addBoth(m, "description", func(c *c) *app.Text { return &c.Description })
	addBoth(m, "confidential", func(c *c) *app.Text { return &c.Confidential })
	switch kind {
	case app.Technology:
		technologyAccess(m)
	case app.Need:
		needAccess(m)
	case app.Competence:
		competenceAccess(m)
	}
	return m
}

func technologyAccess(m map[string]access[app.Content]) {
	type c = app.Content
	m["technology_trl"] = ofNumber(func(c *c) **int { return &technology(c).TRL })
	m["technology_target_trl"] = ofNumber(func(c *c) **int { return &technology(c).TargetTRL })
	m["technology_months_to_target"] = ofNumber(func(c *c) **int { return &technology(c).MonthsToTarget })
	m["technology_cost_to_target"] = ofNumber(func(c *c) **int { return &technology(c).CostToTarget })
	m["technology_ip_status"] = ofText(func(c *c) *string { return &technology(c).IPStatus })
	m["technology_ip_countries"] = ofList(func(c *c) *[]string { return &technology(c).IPCountries })
	m["technology_ip_share"] = ofNumber(func(c *c) **int { return &technology(c).IPShare })
	m["technology_freedom_to_operate"] = ofText(func(c *c) *string { return &technology(c).FreedomToOperate })
	m["technology_market_readiness"] = ofNumber(func(c *c) **int { return &technology(c).MarketReadiness })
	m["technology_cooperation"] = ofList(func(c *c) *[]string { return &technology(c).Cooperation })
	m["technology_partner_origins"] = ofList(func(c *c) *[]string { return &technology(c).PartnerOrigins })
	m["technology_partner_sizes"] = ofList(func(c *c) *[]string { return &technology(c).PartnerSizes })
	addBoth(m, "technology_trl_evidence", func(c *c) *app.Text { return &technology(c).TRLEvidence })
	addBoth(m, "technology_advantage", func(c *c) *app.Text { return &technology(c).Advantage })
	addBoth(m, "technology_economics", func(c *c) *app.Text { return &technology(c).Economics })
	addBoth(m, "technology_regulatory_path", func(c *c) *app.Text { return &technology(c).RegulatoryPath })
	addBoth(m, "technology_partner_role", func(c *c) *app.Text { return &technology(c).PartnerRole })
}

func needAccess(m map[string]access[app.Content]) {
	type c = app.Content
	m["need_target_value"] = ofDecimal(func(c *c) **float64 { return &need(c).TargetValue })
	m["need_target_unit"] = ofText(func(c *c) *string { return &need(c).TargetUnit })
	m["need_impact"] = ofNumber(func(c *c) **int { return &need(c).Impact })
	m["need_urgency"] = ofText(func(c *c) *string { return &need(c).Urgency })
	m["need_deadline"] = ofDate(func(c *c) **time.Time { return &need(c).Deadline })
	m["need_budget"] = ofText(func(c *c) *string { return &need(c).Budget })
	m["need_budget_secured"] = ofText(func(c *c) *string { return &need(c).BudgetSecured })
	m["need_min_trl"] = ofNumber(func(c *c) **int { return &need(c).MinTRL })
	m["need_cooperation"] = ofList(func(c *c) *[]string { return &need(c).Cooperation })
	addBoth(m, "need_problem", func(c *c) *app.Text { return &need(c).Problem })
	addBoth(m, "need_workaround", func(c *c) *app.Text { return &need(c).Workaround })
	addBoth(m, "need_target_metric", func(c *c) *app.Text { return &need(c).TargetMetric })
	addBoth(m, "need_constraints", func(c *c) *app.Text { return &need(c).Constraints })
	addBoth(m, "need_ip_expectation", func(c *c) *app.Text { return &need(c).IPExpectation })
}

func competenceAccess(m map[string]access[app.Content]) {
	type c = app.Content
	m["competence_trl_min"] = ofNumber(func(c *c) **int { return &competence(c).TRLMin })
	m["competence_trl_max"] = ofNumber(func(c *c) **int { return &competence(c).TRLMax })
	m["competence_team_fte"] = ofDecimal(func(c *c) **float64 { return &competence(c).TeamFTE })
	m["competence_team_seniority"] = ofText(func(c *c) *string { return &competence(c).TeamSeniority })
	m["competence_publications"] = ofNumber(func(c *c) **int { return &competence(c).Publications })
	m["competence_patents"] = ofNumber(func(c *c) **int { return &competence(c).Patents })
	m["competence_projects"] = ofNumber(func(c *c) **int { return &competence(c).Projects })
	m["competence_capacity_hours"] = ofNumber(func(c *c) **int { return &competence(c).CapacityHours })
	m["competence_reaction_days"] = ofNumber(func(c *c) **int { return &competence(c).ReactionDays })
	m["competence_languages"] = ofList(func(c *c) *[]string { return &competence(c).Languages })
	m["competence_cooperation"] = ofList(func(c *c) *[]string { return &competence(c).Cooperation })
	addBoth(m, "competence_field", func(c *c) *app.Text { return &competence(c).Field })
	addBoth(m, "competence_methods", func(c *c) *app.Text { return &competence(c).Methods })
	addBoth(m, "competence_references", func(c *c) *app.Text { return &competence(c).References })
}
