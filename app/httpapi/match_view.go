package httpapi

import (
	"time"

	"splot/app"
	"splot/app/matching"
)

// MatchList is one page of matches.
type MatchList struct {
	Items  []MatchItem      `json:"items" nullable:"false"`
	Next   string           `json:"next" doc:"Cursor of the next page; empty at the end"`
	Total  *int64           `json:"total,omitempty" doc:"On the first page: number of all that the filters select"`
	Counts map[string]int64 `json:"counts,omitempty" doc:"On the first page: numbers by state, whatever states are asked for"`
}

// MatchItem is a match in a list, as far as the viewer may see it.
type MatchItem struct {
	ID        app.ID    `json:"id"`
	Version   int64     `json:"version"`
	State     string    `json:"state" enum:"suggested,interest,mutual,talking,agreed,declined"`
	Score     float64   `json:"score" doc:"0–100, the same for both sides"`
	Need      MatchSide `json:"need"`
	Offer     MatchSide `json:"offer"`
	Mine      []string  `json:"mine" nullable:"false" enum:"need,offer" doc:"The sides that the viewer represents"`
	New       bool      `json:"new" doc:"Nobody of the viewer's organisation has opened it"`
	Hidden    bool      `json:"hidden" doc:"The viewer's organisation has hidden it"`
	Missing   []Finding `json:"missing" nullable:"false" doc:"What keeps the score from being higher, the most costly first"`
	Actions   []string  `json:"actions" nullable:"false" enum:"interest,decline,reconsider,talking,agreed,hide,unhide" doc:"What the viewer may do now"`
	CreatedAt time.Time `json:"createdAt"`
	UpdatedAt time.Time `json:"updatedAt"`
}

// MatchSide is one side of a match. Of an anonymous one there is only what its teaser shows.
type MatchSide struct {
	Own          bool             `json:"own" doc:"The viewer represents it"`
	View         string           `json:"view" enum:"teaser,public,full" doc:"teaser: without identity; public: without confidential detail; full: everything"`
	Entry        app.ID           `json:"entry,omitempty" doc:"Absent where identity is not shown"`
	Kind         string           `json:"kind" enum:"technology,need,competence"`
	Title        Text             `json:"title"`
	Teaser       Text             `json:"teaser"`
	TRL          *int             `json:"trl" nullable:"true" doc:"Technology: its TRL; need: least accepted; competence: highest served"`
	Organisation *OrganisationRef `json:"organisation,omitempty" doc:"Absent where identity is not shown"`
	Owner        OwnerHint        `json:"owner" doc:"What everyone may know of the owner"`
	Interested   bool             `json:"interested"`
}

// MatchPage is one match with all that the viewer may see of it.
type MatchPage struct {
	MatchItem
	NeedContent  EntryContent     `json:"needContent" doc:"Approved version of the need"`
	OfferContent EntryContent     `json:"offerContent" doc:"Approved version of the offer"`
	NeedAid      []TextGloss      `json:"needAid" nullable:"false" doc:"Terms of needContent that is not in the reader's language; empty for the own side"`
	OfferAid     []TextGloss      `json:"offerAid" nullable:"false" doc:"Terms of offerContent, likewise"`
	NeedMessage  string           `json:"needMessage,omitempty" doc:"With the need's interest"`
	OfferMessage string           `json:"offerMessage,omitempty" doc:"With the offer's interest"`
	Components   []ScoreComponent `json:"components" nullable:"false" doc:"Parts of the score; their points add up to it"`
	Model        string           `json:"model" doc:"Version of the scoring"`
	Changes      []MatchChange    `json:"changes" nullable:"false" doc:"What the viewer's own side could state otherwise, and the score that it would bring; the greatest gains first, at most 5 for a side"`
	Decline      *MatchDecline    `json:"decline,omitempty"`
	History      []MatchStep      `json:"history" nullable:"false"`
	DisclosedAt  *time.Time       `json:"disclosedAt,omitempty" doc:"When identities were opened to both sides"`
}

// TextGloss is a term of a text with its meaning in the reader's language.
type TextGloss struct {
	Term    string `json:"term" doc:"As it stands in the text"`
	Meaning string `json:"meaning"`
}

func aidOf(v matching.SideView) []TextGloss {
	out := make([]TextGloss, len(v.Aid))
	for i, g := range v.Aid {
		out[i] = TextGloss(g)
	}
	return out
}

// ScoreComponent is one named part of a score.
type ScoreComponent struct {
	Name   string      `json:"name" enum:"topic,core,phrases,closeness,meaning,field,cooperation,readiness,reciprocity,region,attention,freshness"`
	Points float64     `json:"points"`
	Max    float64     `json:"max" doc:"0 where a side does not state what the component needs"`
	Pairs  []MatchPair `json:"pairs" nullable:"false" doc:"Words that met, the weightiest first; only such as the viewer may read"`
	Notes  []Finding   `json:"notes" nullable:"false"`
}

// MatchPair is a word of the need that met one of the offer, as both wrote it.
type MatchPair struct {
	Need       string  `json:"need"`
	Offer      string  `json:"offer"`
	Translated bool    `json:"translated"`
	Weight     float64 `json:"weight" doc:"Share of the component's points, 0–1"`
	Kind       string  `json:"kind" enum:"same,translation,related,concept" doc:"How the two meet"`

	NeedAt  *TextPlace `json:"needAt,omitempty" doc:"Where it stands in needContent; absent where that is not shown"`
	OfferAt *TextPlace `json:"offerAt,omitempty" doc:"Where it stands in offerContent; absent where that is not shown"`
}

// TextPlace is a place in a text of a content.
type TextPlace struct {
	Field string `json:"field" enum:"title.pl,title.en,teaser.pl,teaser.en,description.pl,description.en"`
	Start int    `json:"start" doc:"First UTF-16 unit, as JavaScript counts"`
	End   int    `json:"end" doc:"The unit behind the last"`
}

// MatchChange is one field that the viewer's side could truthfully fill in otherwise.
type MatchChange struct {
	Side   string         `json:"side" enum:"need,offer" doc:"Whose field it is"`
	Field  string         `json:"field" doc:"Path in the form of that side's entry; organisation.languages is the organisation's profile"`
	Code   string         `json:"code" enum:"trl_evidenced,trl_stated,trl_range,trl_lowered,months_stated,cost_stated,cooperation_added,concept_added,language_added,partner_origin,partner_size,capacity_stated,reaction_sooner,deadline_later,urgency_lower,budget_stated,budget_secured"`
	Params map[string]any `json:"params,omitempty" doc:"from and to, and of lists what is added: form, concept, word, language, origin or size"`
	Before float64        `json:"before" doc:"Score as computed now"`
	Score  float64        `json:"score" doc:"Score with the change"`
	Gain   float64        `json:"gain" doc:"Points that it brings"`
}

// Finding is a fact as a code with parameters; the client puts it into words.
type Finding struct {
	Code   string         `json:"code"`
	Params map[string]any `json:"params,omitempty"`
}

// MatchDecline says who declined and why.
type MatchDecline struct {
	By     string `json:"by" enum:"need,offer"`
	Reason string `json:"reason" enum:"too_early,benefit_unclear,route_unclear,description_unclear,technical_objection,capacity,other"`
	Note   string `json:"note,omitempty" doc:"For the own side only"`
}

// MatchStep is one thing that happened to a match.
type MatchStep struct {
	At     time.Time `json:"at"`
	Action string    `json:"action" enum:"suggested,interest,mutual,talking,agreed,declined,reconsidered,closed,reopened"`
	Side   string    `json:"side,omitempty" enum:"need,offer" doc:"Absent for what the program did"`
	Own    bool      `json:"own" doc:"The viewer's side did it"`
	Name   string    `json:"name,omitempty" doc:"Who did it, where the viewer may know"`
}

var matchViews = map[app.Level]string{app.LevelTeaser: "teaser", app.LevelPublic: "public", app.LevelFull: "full"}

func matchSide(v matching.SideView) MatchSide {
	side := MatchSide{
		Own: v.Own, View: matchViews[v.Level], Kind: string(v.Kind), Title: textOf(v.Content.Title), Teaser: textOf(v.Content.Teaser),
		TRL: v.Content.TRL(), Interested: v.Interested,
		Owner: OwnerHint{Origin: v.Owner.Origin, Size: v.Owner.Size, Voivodeship: v.Owner.Voivodeship},
	}
	if v.Level > app.LevelTeaser {
		side.Entry = v.Entry
		side.Organisation = &OrganisationRef{ID: v.Owner.ID, Name: v.Owner.Name}
	}
	return side
}

func matchItem(v matching.View) MatchItem {
	item := MatchItem{
		ID: v.ID, Version: v.Version, State: string(v.State), Score: v.Score, Need: matchSide(v.Need), Offer: matchSide(v.Offer),
		Mine: make([]string, len(v.Mine)), New: v.New, Hidden: v.Hidden, Missing: findingsOf(v.Missing), Actions: listOf(v.Actions),
		CreatedAt: v.CreatedAt, UpdatedAt: v.UpdatedAt,
	}
	for i, side := range v.Mine {
		item.Mine[i] = string(side)
	}
	return item
}

func matchPage(v matching.View) MatchPage {
	page := MatchPage{
		MatchItem: matchItem(v), NeedContent: contentOf(v.Need.Content), OfferContent: contentOf(v.Offer.Content), NeedAid: aidOf(v.Need), OfferAid: aidOf(v.Offer),
		NeedMessage: v.Need.Message, OfferMessage: v.Offer.Message, Components: make([]ScoreComponent, len(v.Components)),
		Model: v.Model, Changes: make([]MatchChange, len(v.Changes)), History: make([]MatchStep, len(v.History)), DisclosedAt: timeOf(v.DisclosedAt),
	}
	for i, c := range v.Components {
		page.Components[i] = ScoreComponent{
			Name: c.Name, Points: c.Points, Max: c.Max, Notes: findingsOf(c.Notes), Pairs: make([]MatchPair, len(c.Pairs)),
		}
		for j, p := range c.Pairs {
			page.Components[i].Pairs[j] = matchPair(p)
		}
	}
	for i, c := range v.Changes {
		page.Changes[i] = MatchChange{
			Side: c.Side, Field: c.Field, Code: c.Code, Params: c.Params, Before: c.Before, Score: c.Score, Gain: c.Gain(),
		}
	}
	for i, step := range v.History {
		page.History[i] = MatchStep{At: step.At, Action: step.Action, Side: string(step.Side), Own: step.Own, Name: step.Name}
	}
	if d := v.Decline; d != nil {
		page.Decline = &MatchDecline{By: string(d.By), Reason: d.Reason, Note: d.Note}
	}
	return page
}

func matchPair(p app.Pair) MatchPair {
	kind := p.Kind
	if kind == "" {
		kind = "same"
		if p.Translated {
			kind = "translation"
		}
	}
	return MatchPair{
		Need: p.Need, Offer: p.Offer, Translated: p.Translated, Weight: p.Weight, Kind: kind,
		NeedAt: textPlace(p.NeedAt), OfferAt: textPlace(p.OfferAt),
	}
}

func textPlace(p *app.Place) *TextPlace {
	if p == nil {
		return nil
	}
	return &TextPlace{Field: p.Field, Start: p.Start, End: p.End}
}

func matchList(p matching.Page, first bool) MatchList {
	list := MatchList{Items: make([]MatchItem, len(p.Items)), Next: string(p.Next)}
	for i, v := range p.Items {
		list.Items[i] = matchItem(v)
	}
	if first {
		list.Total, list.Counts = &p.Total, map[string]int64{}
		for state, n := range p.Counts {
			list.Counts[string(state)] = n
		}
	}
	return list
}

func findingsOf(all []app.Finding) []Finding {
	list := make([]Finding, len(all))
	for i, f := range all {
		list[i] = Finding(f)
	}
	return list
}
