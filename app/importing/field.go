package importing

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"splot/app"
)

// What a file may hold.
const (
	Organisations = "organisations"
	Entries       = "entries"
)

// valueKind is how a cell becomes a field's value.
type valueKind int

const (
	textValue    valueKind = iota // one line
	longValue                     // several lines
	codeValue                     // one of a coded list
	codesValue                    // some of a coded list
	wordsValue                    // a list of free words
	numberValue                   // a whole number
	decimalValue                  // a number
	dateValue
	websiteValue
	taxValue
)

// Field is a field that a file can fill.
type Field struct {
	// Name is what --map and --set call it; the fields of one kind of entry begin with the kind.
	Name  string
	Label app.Text
	// Lang is the language of a text that has one.
	Lang app.Lang

	base  string // the name without kind and language
	api   string // the path in the errors of the nouns
	also  []string
	kind  valueKind
	codes string // of codeValue and codesValue
}

var bilingual = []string{
	"organisation.description", "entry.title", "entry.teaser", "entry.description", "entry.confidential",
	"technology.trl_evidence", "technology.advantage", "technology.economics", "technology.regulatory_path", "technology.partner_role",
	"need.problem", "need.workaround", "need.target_metric", "need.constraints", "need.ip_expectation",
	"competence.field", "competence.methods", "competence.references",
}

type form struct {
	kind  valueKind
	codes string
}

// forms are the fields that are not one line of text or, if they have two languages, several.
var forms = map[string]form{
	"organisation.origin": {codeValue, "origin"}, "organisation.size": {codeValue, "size"}, "organisation.nip": {kind: taxValue},
	"organisation.country": {codeValue, "countries"}, "organisation.voivodeship": {codeValue, "voivodeships"},
	"organisation.pkd": {codesValue, "pkd"}, "organisation.kis": {codesValue, "kis"}, "organisation.languages": {codesValue, "languages"},
	"organisation.website": {kind: websiteValue}, "organisation.keywords": {kind: wordsValue}, "organisation.certifications": {kind: wordsValue},
	"organisation.cooperation_forms": {codesValue, "cooperation"},
	"entry.keywords":                 {kind: wordsValue}, "entry.concepts": {kind: wordsValue}, "entry.pkd": {codeValue, "pkd"}, "entry.visibility": {codeValue, "visibility"},
	"technology.trl": {kind: numberValue}, "technology.target_trl": {kind: numberValue}, "technology.months_to_target": {kind: numberValue},
	"technology.cost_to_target": {kind: numberValue}, "technology.ip_status": {codeValue, "ipStatus"}, "technology.ip_countries": {codesValue, "patentOffices"},
	"technology.ip_share": {kind: numberValue}, "technology.freedom_to_operate": {codeValue, "freedomToOperate"},
	"technology.market_readiness": {codeValue, "marketReadiness"}, "technology.cooperation": {codesValue, "cooperation"},
	"technology.partner_origins": {codesValue, "origin"}, "technology.partner_sizes": {codesValue, "size"},
	"need.target_value": {kind: decimalValue}, "need.impact": {codeValue, "impact"}, "need.urgency": {codeValue, "urgency"}, "need.deadline": {kind: dateValue},
	"need.budget": {codeValue, "budget"}, "need.budget_secured": {codeValue, "budgetSecured"}, "need.min_trl": {kind: numberValue},
	"need.cooperation":   {codesValue, "cooperation"},
	"competence.trl_min": {kind: numberValue}, "competence.trl_max": {kind: numberValue}, "competence.team_fte": {kind: decimalValue},
	"competence.team_seniority": {codeValue, "teamSeniority"}, "competence.publications": {kind: numberValue}, "competence.patents": {kind: numberValue},
	"competence.projects": {kind: numberValue}, "competence.capacity_hours": {kind: numberValue}, "competence.reaction_days": {kind: numberValue},
	"competence.languages": {codesValue, "languages"}, "competence.cooperation": {codesValue, "cooperation"},
}

// Fields lists the fields of organisations, or of the entries of one kind; without a kind those of all.
func Fields(what string, kind app.Kind) []Field {
	scopes := []string{"organisation"}
	if what == Entries {
		scopes = []string{"entry", string(kind)}
		if kind == "" {
			scopes = append([]string{"entry"}, app.Kinds...)
		}
	}
	var list []Field
	for _, n := range fieldTable() {
		if slices.Contains(scopes, n.scope) {
			list = append(list, n.fields()...)
		}
	}
	return list
}

// fields are one field, or one for each language.
func (n named) fields() []Field {
	f := Field{Name: n.name, Label: n.label, base: n.name, api: n.api, also: n.also}
	if n.scope != "organisation" && n.scope != "entry" {
		f.Name = n.scope + "_" + n.name
	}
	key := n.scope + "." + n.name
	if how, ok := forms[key]; ok {
		f.kind, f.codes = how.kind, how.codes
	}
	if !slices.Contains(bilingual, key) {
		return []Field{f}
	}
	var both []Field
	for _, lang := range app.Langs {
		g := f
		g.Name, g.Lang, g.api = f.Name+"_"+string(lang), lang, f.api+"."+string(lang)
		if n.name != "title" {
			g.kind = longValue
		}
		both = append(both, g)
	}
	return both
}

// access reads and writes a field's value in its stored form: no value is an empty list.
type access[T any] struct {
	get func(*T) []string
	put func(*T, []string)
}

func ofText[T any, S ~string](at func(*T) *S) access[T] {
	return access[T]{
		func(t *T) []string {
			if s := *at(t); s != "" {
				return []string{string(s)}
			}
			return nil
		},
		func(t *T, v []string) { *at(t) = S(strings.Join(v, "")) },
	}
}

func ofList[T any](at func(*T) *[]string) access[T] {
	return access[T]{
		func(t *T) []string { return *at(t) },
		func(t *T, v []string) { *at(t) = slices.Clone(v) },
	}
}

func ofNumber[T any](at func(*T) **int) access[T] {
	return access[T]{
		func(t *T) []string {
			if n := *at(t); n != nil {
				return []string{strconv.Itoa(*n)}
			}
			return nil
		},
		func(t *T, v []string) {
			*at(t) = nil
			if n, err := strconv.Atoi(strings.Join(v, "")); err == nil {
				*at(t) = &n
			}
		},
	}
}

func ofDecimal[T any](at func(*T) **float64) access[T] {
	return access[T]{
		func(t *T) []string {
			if n := *at(t); n != nil {
				return []string{strconv.FormatFloat(*n, 'f', -1, 64)}
			}
			return nil
		},
		func(t *T, v []string) {
			*at(t) = nil
			if n, err := strconv.ParseFloat(strings.Join(v, ""), 64); err == nil {
				*at(t) = &n
			}
		},
	}
}

func ofDate[T any](at func(*T) **time.Time) access[T] {
	return access[T]{
		func(t *T) []string {
			if d := *at(t); d != nil {
				return []string{d.UTC().Format(time.DateOnly)}
			}
			return nil
		},
		func(t *T, v []string) {
			*at(t) = nil
			if d, err := time.Parse(time.DateOnly, strings.Join(v, "")); err == nil {
				*at(t) = &d
			}
		},
	}
}

// ofBoth is the text of one language.
func ofBoth[T any](lang app.Lang, at func(*T) *app.Text) access[T] {
	return ofText(func(t *T) *string {
		if lang == app.EN {
			return &at(t).EN
		}
		return &at(t).PL
	})
}
