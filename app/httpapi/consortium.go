package httpapi

import (
	"context"

	"splot/app"
	"splot/app/consortium"
)

// Capability is something that a project takes.
type Capability struct {
	Name     string   `json:"name" doc:"At most 160 characters"`
	Words    []string `json:"words" required:"false" nullable:"false" maxItems:"12" doc:"Phrases of the text that it came from"`
	Concepts []string `json:"concepts" required:"false" nullable:"false" maxItems:"15" doc:"EuroSciVoc notations"`
	Weight   int      `json:"weight" required:"false" minimum:"1" maximum:"3" default:"2"`
	Required bool     `json:"required" doc:"The team must cover it"`
}

// TeamParty names an organisation, or the owner of an anonymous teaser by the teaser.
type TeamParty struct {
	Organisation *OrganisationRef `json:"organisation,omitempty" doc:"Absent where identity is not shown"`
	Entry        app.ID           `json:"entry,omitempty" doc:"Of an anonymous one: its teaser"`
	Title        *Text            `json:"title,omitempty" doc:"Of that teaser"`
	Owner        OwnerHint        `json:"owner" doc:"What everyone may know of it"`
}

// TeamCoverage says by which entry, and how well, a capability is covered.
type TeamCoverage struct {
	Capability int     `json:"capability" doc:"Index in the capabilities"`
	Entry      app.ID  `json:"entry,omitempty" doc:"Absent where the viewer may not see it"`
	Kind       string  `json:"kind,omitempty" enum:"technology,competence"`
	Title      *Text   `json:"title,omitempty"`
	Score      float64 `json:"score" doc:"0–100"`
	Only       bool    `json:"only" doc:"Nobody else in the team covers it"`
	Best       bool    `json:"best" doc:"Nobody in the team covers it as well"`
}

// TeamReason is why a member is in a team.
type TeamReason struct {
	Code         string `json:"code" enum:"initiator,included,only,best,enterprise,science" doc:"initiator: starts the project; included: was asked for; only: nobody else covers these; best: nobody covers these as well; enterprise, science: the only one of its origin"`
	Capabilities []int  `json:"capabilities" nullable:"false" doc:"Those that it is about, by index"`
}

// TeamMember is a member of a composed team.
type TeamMember struct {
	TeamParty
	Covers       []TeamCoverage    `json:"covers" nullable:"false"`
	Reasons      []TeamReason      `json:"reasons" nullable:"false" doc:"The weightiest first"`
	Alternatives []TeamAlternative `json:"alternatives" nullable:"false" doc:"Who could stand in its place, at most three"`
}

// TeamAlternative is who could stand in a member's place.
type TeamAlternative struct {
	TeamParty
	Covers []TeamCoverage `json:"covers" nullable:"false"`
	Loses  []int          `json:"loses" nullable:"false" doc:"Capabilities that nobody would cover then, by index"`
}

// TeamGap is a capability that nobody in the team covers.
type TeamGap struct {
	Capability int           `json:"capability" doc:"Index in the capabilities"`
	Nearest    *TeamCoverage `json:"nearest,omitempty" doc:"What comes nearest, absent if nothing does"`
	By         *TeamParty    `json:"by,omitempty"`
}

// ComposedTeam is the smallest strong team that was found.
type ComposedTeam struct {
	Organisation app.ID       `json:"organisation" doc:"Who starts the project"`
	Members      []TeamMember `json:"members" nullable:"false" doc:"The initiator first, then who covers most"`
	Gaps         []TeamGap    `json:"gaps" nullable:"false"`
	Covered      float64      `json:"covered" doc:"Share of what is required that somebody covers, by weight, 0–1"`
	Exact        bool         `json:"exact" doc:"Of the candidates no team is smaller or covers more, and all is covered well; otherwise it is the best that was found"`
	Missing      []string     `json:"missing" nullable:"false" enum:"enterprise,science" doc:"Origins of which there is nobody"`
}

type (
	suggestCapabilities struct {
		Body struct {
			Entry app.ID `json:"entry,omitempty" required:"false" maxLength:"80" doc:"An entry that the viewer sees in full"`
			Text  string `json:"text,omitempty" required:"false" doc:"Text of a call, at most 20 000 characters"`
		}
	}
	composeTeam struct {
		Body struct {
			Organisation app.ID       `json:"organisation,omitempty" required:"false" maxLength:"80" doc:"Who starts it; needed by a manager and by who represents several"`
			Capabilities []Capability `json:"capabilities" nullable:"false" maxItems:"24" doc:"At least one"`
			Include      []app.ID     `json:"include" required:"false" nullable:"false" maxItems:"50" doc:"Organisations, or entries that are anonymous teasers, that must be in"`
			Exclude      []app.ID     `json:"exclude" required:"false" nullable:"false" maxItems:"50" doc:"The same, that must not be in"`
			MaxSize      int          `json:"maxSize" required:"false" minimum:"2" maximum:"24" default:"8"`
		}
	}
)

// Consortia is the composer of teams.
func Consortia(s *consortium.Service) Resource { return func(a *API) { a.consortia(s) } }

func (a *API) consortia(s *consortium.Service) {
	register(a, post("Consortia", "suggestCapabilities", "/api/consortia/capabilities", "Suggest the capabilities that a need or the text of a call takes", app.OpCompose),
		func(ctx context.Context, actor app.Actor, in *suggestCapabilities) (*body[page[Capability]], error) {
			found, err := s.Capabilities(ctx, actor, in.Body.Entry, in.Body.Text)
			if err != nil {
				return nil, err
			}
			return answer(page[Capability]{Items: capabilitiesOf(found)}), nil
		})
	register(a, post("Consortia", "composeTeam", "/api/consortia/compose", "Find the smallest strong team for capabilities, as the starting organisation sees the others", app.OpCompose),
		func(ctx context.Context, actor app.Actor, in *composeTeam) (*body[ComposedTeam], error) {
			team, err := s.Compose(ctx, actor, consortium.Request{
				Organisation: in.Body.Organisation, Capabilities: capabilities(in.Body.Capabilities),
				Include: in.Body.Include, Exclude: in.Body.Exclude, Size: in.Body.MaxSize,
			})
			if err != nil {
				return nil, err
			}
			return answer(teamOf(team)), nil
		})
}

func capabilities(list []Capability) []app.Capability {
	out := make([]app.Capability, len(list))
	for i, c := range list {
		out[i] = app.Capability(c)
	}
	return out
}

func capabilitiesOf(list []app.Capability) []Capability {
	out := make([]Capability, len(list))
	for i, c := range list {
		out[i] = Capability(c)
		out[i].Words, out[i].Concepts = listOf(c.Words), listOf(c.Concepts)
	}
	return out
}

func teamOf(t consortium.Team) ComposedTeam {
	out := ComposedTeam{
		Organisation: t.Organisation, Members: make([]TeamMember, len(t.Members)), Gaps: make([]TeamGap, len(t.Gaps)), Covered: t.Covered,
		Exact: t.Exact, Missing: t.Missing,
	}
	for i, m := range t.Members {
		out.Members[i] = TeamMember{
			TeamParty: partyOf(m.Party), Covers: coveragesOf(m.Covers), Reasons: make([]TeamReason, len(m.Reasons)),
			Alternatives: make([]TeamAlternative, len(m.Alternatives)),
		}
		for j, r := range m.Reasons {
			out.Members[i].Reasons[j] = TeamReason{Code: r.Code, Capabilities: listOf(r.Capabilities)}
		}
		for j, x := range m.Alternatives {
			out.Members[i].Alternatives[j] = TeamAlternative{TeamParty: partyOf(x.Party), Covers: coveragesOf(x.Covers), Loses: listOf(x.Loses)}
		}
	}
	for i, g := range t.Gaps {
		out.Gaps[i] = TeamGap{Capability: g.Capability}
		if g.Nearest != nil && g.By != nil {
			near, by := coverageOf(*g.Nearest), partyOf(*g.By)
			out.Gaps[i].Nearest, out.Gaps[i].By = &near, &by
		}
	}
	return out
}

func partyOf(p consortium.Party) TeamParty {
	out := TeamParty{Entry: p.Entry, Title: captionOf(p.Title), Owner: OwnerHint{Origin: p.Origin, Size: p.Size, Voivodeship: p.Voivodeship}}
	if p.Organisation != "" {
		out.Organisation = &OrganisationRef{ID: p.Organisation, Name: p.Name}
	}
	return out
}

func captionOf(t app.Text) *Text {
	if t.Empty() {
		return nil
	}
	text := textOf(t)
	return &text
}

func coveragesOf(list []consortium.Coverage) []TeamCoverage {
	out := make([]TeamCoverage, len(list))
	for i, c := range list {
		out[i] = coverageOf(c)
	}
	return out
}

func coverageOf(c consortium.Coverage) TeamCoverage {
	return TeamCoverage{
		Capability: c.Capability, Entry: c.Entry, Kind: string(c.Kind), Title: captionOf(c.Title), Score: c.Score, Only: c.Only, Best: c.Best,
	}
}
