package main

import (
	"strconv"
	"strings"
	"time"

	"splot/app"
	"splot/app/entry"
)

// importField is a field that a file can fill. set returns the code of what is wrong with a value, or "".
type importField[T any] struct {
	name string
	set  func(target *T, value string) (code string)
}

func fieldNames[T any](fields []importField[T]) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return names
}

func textField[T any](name string, at func(*T) *string) importField[T] {
	return importField[T]{name, func(t *T, value string) string { *at(t) = value; return "" }}
}

func listField[T any](name string, at func(*T) *[]string) importField[T] {
	return importField[T]{name, func(t *T, value string) string {
		for _, item := range strings.FieldsFunc(value, func(r rune) bool { return r == ';' || r == '|' }) {
			if item = strings.TrimSpace(item); item != "" {
				*at(t) = append(*at(t), item)
			}
		}
		return ""
	}}
}

func numberField[T any](name string, at func(*T) **int) importField[T] {
	return importField[T]{name, func(t *T, value string) string {
		n, err := strconv.Atoi(strings.NewReplacer(" ", "", "\u00a0", "").Replace(value))
		if err != nil {
			return "number"
		}
		*at(t) = &n
		return ""
	}}
}

func decimalField[T any](name string, at func(*T) **float64) importField[T] {
	return importField[T]{name, func(t *T, value string) string {
		n, err := strconv.ParseFloat(strings.NewReplacer(" ", "", "\u00a0", "", ",", ".").Replace(value), 64)
		if err != nil {
			return "number"
		}
		*at(t) = &n
		return ""
	}}
}

// bothField makes name_pl and name_en.
func bothField[T any](name string, at func(*T) *app.Text) []importField[T] {
	return []importField[T]{
		textField(name+"_pl", func(t *T) *string { return &at(t).PL }),
		textField(name+"_en", func(t *T) *string { return &at(t).EN }),
	}
}

func joinFields[T any](groups ...[]importField[T]) []importField[T] {
	var all []importField[T]
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

// organisationFields are the fields of an organisation that a file can fill.
var organisationFields = joinFields(
	[]importField[app.Organisation]{
		textField("external_id", func(o *app.Organisation) *string { return &o.ExternalID }),
		textField("name", func(o *app.Organisation) *string { return &o.Name }),
		textField("origin", func(o *app.Organisation) *string { return &o.Origin }),
		textField("size", func(o *app.Organisation) *string { return &o.Size }),
		textField("nip", func(o *app.Organisation) *string { return &o.NIP }),
		textField("voivodeship", func(o *app.Organisation) *string { return &o.Voivodeship }),
		textField("city", func(o *app.Organisation) *string { return &o.City }),
		listField("pkd", func(o *app.Organisation) *[]string { return &o.PKD }),
		listField("kis", func(o *app.Organisation) *[]string { return &o.KIS }),
		listField("languages", func(o *app.Organisation) *[]string { return &o.Languages }),
		textField("website", func(o *app.Organisation) *string { return &o.Website }),
		listField("keywords", func(o *app.Organisation) *[]string { return &o.Keywords }),
		listField("certifications", func(o *app.Organisation) *[]string { return &o.Certifications }),
		listField("cooperation_forms", func(o *app.Organisation) *[]string { return &o.CooperationForms }),
	},
	bothField("description", func(o *app.Organisation) *app.Text { return &o.Description }),
)

// importedEntry is an entry's row: the entry and, by external id, its owner.
type importedEntry struct {
	entry.Import
	owner string
}

func technology(e *importedEntry) *app.TechnologyForm {
	if e.Content.Technology == nil {
		e.Content.Technology = &app.TechnologyForm{}
	}
	return e.Content.Technology
}

func need(e *importedEntry) *app.NeedForm {
	if e.Content.Need == nil {
		e.Content.Need = &app.NeedForm{}
	}
	return e.Content.Need
}

func competence(e *importedEntry) *app.CompetenceForm {
	if e.Content.Competence == nil {
		e.Content.Competence = &app.CompetenceForm{}
	}
	return e.Content.Competence
}

// entryFields are the fields of an entry that a file can fill. Fields of one kind begin with its name.
var entryFields = joinFields(
	[]importField[importedEntry]{
		textField("external_id", func(e *importedEntry) *string { return &e.ExternalID }),
		textField("organisation", func(e *importedEntry) *string { return &e.owner }),
	},
	bothField("title", func(e *importedEntry) *app.Text { return &e.Content.Title }),
	bothField("teaser", func(e *importedEntry) *app.Text { return &e.Content.Teaser }),
	bothField("description", func(e *importedEntry) *app.Text { return &e.Content.Description }),
	bothField("confidential", func(e *importedEntry) *app.Text { return &e.Content.Confidential }),
	[]importField[importedEntry]{
		listField("keywords", func(e *importedEntry) *[]string { return &e.Content.Keywords }),
		listField("concepts", func(e *importedEntry) *[]string { return &e.Content.Concepts }),
		textField("pkd", func(e *importedEntry) *string { return &e.Content.PKD }),
		{"visibility", func(e *importedEntry, value string) string { e.Content.Visibility = app.Visibility(value); return "" }},
		numberField("technology_trl", func(e *importedEntry) **int { return &technology(e).TRL }),
		numberField("technology_target_trl", func(e *importedEntry) **int { return &technology(e).TargetTRL }),
		numberField("technology_months_to_target", func(e *importedEntry) **int { return &technology(e).MonthsToTarget }),
		numberField("technology_cost_to_target", func(e *importedEntry) **int { return &technology(e).CostToTarget }),
		textField("technology_ip_status", func(e *importedEntry) *string { return &technology(e).IPStatus }),
		listField("technology_ip_countries", func(e *importedEntry) *[]string { return &technology(e).IPCountries }),
		numberField("technology_ip_share", func(e *importedEntry) **int { return &technology(e).IPShare }),
		textField("technology_freedom_to_operate", func(e *importedEntry) *string { return &technology(e).FreedomToOperate }),
		numberField("technology_market_readiness", func(e *importedEntry) **int { return &technology(e).MarketReadiness }),
		listField("technology_cooperation", func(e *importedEntry) *[]string { return &technology(e).Cooperation }),
		listField("technology_partner_origins", func(e *importedEntry) *[]string { return &technology(e).PartnerOrigins }),
		listField("technology_partner_sizes", func(e *importedEntry) *[]string { return &technology(e).PartnerSizes }),
	},
	bothField("technology_trl_evidence", func(e *importedEntry) *app.Text { return &technology(e).TRLEvidence }),
	bothField("technology_advantage", func(e *importedEntry) *app.Text { return &technology(e).Advantage }),
	bothField("technology_economics", func(e *importedEntry) *app.Text { return &technology(e).Economics }),
	bothField("technology_regulatory_path", func(e *importedEntry) *app.Text { return &technology(e).RegulatoryPath }),
	bothField("technology_partner_role", func(e *importedEntry) *app.Text { return &technology(e).PartnerRole }),
	bothField("need_problem", func(e *importedEntry) *app.Text { return &need(e).Problem }),
	bothField("need_workaround", func(e *importedEntry) *app.Text { return &need(e).Workaround }),
	bothField("need_target_metric", func(e *importedEntry) *app.Text { return &need(e).TargetMetric }),
	bothField("need_constraints", func(e *importedEntry) *app.Text { return &need(e).Constraints }),
	bothField("need_ip_expectation", func(e *importedEntry) *app.Text { return &need(e).IPExpectation }),
	[]importField[importedEntry]{
		decimalField("need_target_value", func(e *importedEntry) **float64 { return &need(e).TargetValue }),
		textField("need_target_unit", func(e *importedEntry) *string { return &need(e).TargetUnit }),
		numberField("need_impact", func(e *importedEntry) **int { return &need(e).Impact }),
		textField("need_urgency", func(e *importedEntry) *string { return &need(e).Urgency }),
		{"need_deadline", setDeadline},
		textField("need_budget", func(e *importedEntry) *string { return &need(e).Budget }),
		textField("need_budget_secured", func(e *importedEntry) *string { return &need(e).BudgetSecured }),
		numberField("need_min_trl", func(e *importedEntry) **int { return &need(e).MinTRL }),
		listField("need_cooperation", func(e *importedEntry) *[]string { return &need(e).Cooperation }),
		numberField("competence_trl_min", func(e *importedEntry) **int { return &competence(e).TRLMin }),
		numberField("competence_trl_max", func(e *importedEntry) **int { return &competence(e).TRLMax }),
		decimalField("competence_team_fte", func(e *importedEntry) **float64 { return &competence(e).TeamFTE }),
		textField("competence_team_seniority", func(e *importedEntry) *string { return &competence(e).TeamSeniority }),
		numberField("competence_publications", func(e *importedEntry) **int { return &competence(e).Publications }),
		numberField("competence_patents", func(e *importedEntry) **int { return &competence(e).Patents }),
		numberField("competence_projects", func(e *importedEntry) **int { return &competence(e).Projects }),
		numberField("competence_capacity_hours", func(e *importedEntry) **int { return &competence(e).CapacityHours }),
		numberField("competence_reaction_days", func(e *importedEntry) **int { return &competence(e).ReactionDays }),
		listField("competence_languages", func(e *importedEntry) *[]string { return &competence(e).Languages }),
		listField("competence_cooperation", func(e *importedEntry) *[]string { return &competence(e).Cooperation }),
	},
	bothField("competence_field", func(e *importedEntry) *app.Text { return &competence(e).Field }),
	bothField("competence_methods", func(e *importedEntry) *app.Text { return &competence(e).Methods }),
	bothField("competence_references", func(e *importedEntry) *app.Text { return &competence(e).References }),
)

func setDeadline(e *importedEntry, value string) string {
	for _, layout := range []string{time.DateOnly, "02.01.2006", "2.01.2006", "2.1.2006"} {
		if t, err := time.Parse(layout, value); err == nil {
			need(e).Deadline = &t
			return ""
		}
	}
	return "date"
}
