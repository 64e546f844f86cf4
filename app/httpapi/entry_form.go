package httpapi

import (
	"time"

	"splot/app"
)

// Text is a text in one or both languages.
type Text struct {
	PL string `json:"pl" required:"false" doc:"Polish"`
	EN string `json:"en" required:"false" doc:"English"`
}

func textOf(t app.Text) Text    { return Text(t) }
func (t Text) domain() app.Text { return app.Text(t).Trim() }

// EntryContent is what the author of an audit entry writes. Of the three forms only the one of the
// entry's kind is there. Codes are those of GET /api/codes.
type EntryContent struct {
	Title        Text         `json:"title" required:"false" doc:"At most 120 characters in each language"`
	Teaser       Text         `json:"teaser" required:"false" doc:"Public in every visibility; at most 500 characters"`
	Description  Text         `json:"description" required:"false"`
	Confidential Text         `json:"confidential" required:"false" doc:"For auditors and mutual partners only"`
	Keywords     []string     `json:"keywords" required:"false" nullable:"false" maxItems:"60"`
	Concepts     []string     `json:"concepts" required:"false" nullable:"false" maxItems:"60" doc:"EuroSciVoc notations"`
	PKD          string       `json:"pkd" required:"false" doc:"PKD division, two digits"`
	Visibility   string       `json:"visibility" required:"false" enum:",cluster,network,teaser"`
	Attachments  []Attachment `json:"attachments" required:"false" nullable:"false" maxItems:"60" doc:"Uploaded files that belong to the entry; leave one out to remove it"`

	Technology *TechnologyForm `json:"technology,omitempty"`
	Need       *NeedForm       `json:"need,omitempty"`
	Competence *CompetenceForm `json:"competence,omitempty"`
}

// Attachment is an uploaded file.
type Attachment struct {
	ID   app.ID `json:"id" maxLength:"80"`
	Name string `json:"name" required:"false" readOnly:"true"`
	Type string `json:"type" required:"false" readOnly:"true" doc:"Media type"`
	Size int64  `json:"size" required:"false" readOnly:"true" doc:"Bytes"`
}

// TechnologyForm is the part of a technology's form that only technologies have.
type TechnologyForm struct {
	TRL              *int     `json:"trl" required:"false" nullable:"true" doc:"Technology readiness level, 1–9"`
	TRLEvidence      Text     `json:"trlEvidence" required:"false"`
	TargetTRL        *int     `json:"targetTrl" required:"false" nullable:"true"`
	MonthsToTarget   *int     `json:"monthsToTarget" required:"false" nullable:"true"`
	CostToTarget     *int     `json:"costToTarget" required:"false" nullable:"true" doc:"PLN"`
	IPStatus         string   `json:"ipStatus" required:"false" enum:",none,secret_know_how,applied,granted,utility_model,design,copyright,exclusive_right"`
	IPCountries      []string `json:"ipCountries" required:"false" nullable:"false" maxItems:"100" doc:"Two-letter codes of countries or patent offices"`
	IPShare          *int     `json:"ipShare" required:"false" nullable:"true" doc:"Owned share, %"`
	FreedomToOperate string   `json:"freedomToOperate" required:"false" enum:",yes,no,unknown"`
	Advantage        Text     `json:"advantage" required:"false" doc:"Over the best alternative"`
	Economics        Text     `json:"economics" required:"false"`
	MarketReadiness  *int     `json:"marketReadiness" required:"false" nullable:"true" doc:"1–5"`
	RegulatoryPath   Text     `json:"regulatoryPath" required:"false"`
	Cooperation      []string `json:"cooperation" required:"false" nullable:"false" maxItems:"20" enum:"licence,sale,joint_rd,pilot,spin_off,contract_manufacturing,service"`
	PartnerOrigins   []string `json:"partnerOrigins" required:"false" nullable:"false" maxItems:"20" enum:"enterprise,science,business_support,public_administration,other"`
	PartnerSizes     []string `json:"partnerSizes" required:"false" nullable:"false" maxItems:"20" enum:"micro,small,medium,large"`
	PartnerRole      Text     `json:"partnerRole" required:"false"`
}

// NeedForm is the part of a technology need's form that only needs have.
type NeedForm struct {
	Problem       Text     `json:"problem" required:"false" doc:"The problem, not a solution"`
	Workaround    Text     `json:"workaround" required:"false"`
	TargetMetric  Text     `json:"targetMetric" required:"false"`
	TargetValue   *float64 `json:"targetValue" required:"false" nullable:"true"`
	TargetUnit    string   `json:"targetUnit" required:"false"`
	Constraints   Text     `json:"constraints" required:"false"`
	Impact        *int     `json:"impact" required:"false" nullable:"true" doc:"1–5"`
	Urgency       string   `json:"urgency" required:"false" enum:",critical,high,medium,low"`
	Deadline      string   `json:"deadline" required:"false" maxLength:"10" doc:"Date, YYYY-MM-DD; empty if there is none"`
	Budget        string   `json:"budget" required:"false" enum:",under_50k,50k_200k,200k_1m,over_1m,undisclosed" doc:"PLN"`
	BudgetSecured string   `json:"budgetSecured" required:"false" enum:",yes,no,grant"`
	MinTRL        *int     `json:"minTrl" required:"false" nullable:"true" doc:"Least TRL accepted"`
	Cooperation   []string `json:"cooperation" required:"false" nullable:"false" maxItems:"20" enum:"licence,sale,joint_rd,pilot,spin_off,contract_manufacturing,service"`
	IPExpectation Text     `json:"ipExpectation" required:"false"`
}

// CompetenceForm is the part of an R&D competence's form that only competences have.
type CompetenceForm struct {
	Field         Text        `json:"field" required:"false"`
	Methods       Text        `json:"methods" required:"false"`
	TRLMin        *int        `json:"trlMin" required:"false" nullable:"true" doc:"Lowest TRL served"`
	TRLMax        *int        `json:"trlMax" required:"false" nullable:"true"`
	TeamFTE       *float64    `json:"teamFte" required:"false" nullable:"true"`
	TeamSeniority string      `json:"teamSeniority" required:"false" enum:",junior,mixed,senior"`
	Publications  *int        `json:"publications" required:"false" nullable:"true" doc:"In five years, as patents and projects"`
	Patents       *int        `json:"patents" required:"false" nullable:"true"`
	Projects      *int        `json:"projects" required:"false" nullable:"true"`
	References    Text        `json:"references" required:"false" doc:"From industry"`
	Equipment     []Equipment `json:"equipment" required:"false" nullable:"false" maxItems:"60"`
	CapacityHours *int        `json:"capacityHours" required:"false" nullable:"true" doc:"Hours a month"`
	ReactionDays  *int        `json:"reactionDays" required:"false" nullable:"true"`
	Languages     []string    `json:"languages" required:"false" nullable:"false" maxItems:"40" doc:"ISO 639-1"`
	Cooperation   []string    `json:"cooperation" required:"false" nullable:"false" maxItems:"20" enum:"licence,sale,joint_rd,pilot,spin_off,contract_manufacturing,service"`
}

// Equipment is one piece of research equipment.
type Equipment struct {
	Model         string `json:"model" required:"false"`
	Year          *int   `json:"year" required:"false" nullable:"true"`
	Parameters    string `json:"parameters" required:"false"`
	Accreditation string `json:"accreditation" required:"false"`
	Access        string `json:"access" required:"false" enum:",paid,free,joint"`
	PricePerHour  *int   `json:"pricePerHour" required:"false" nullable:"true" doc:"PLN"`
	HoursPerWeek  *int   `json:"hoursPerWeek" required:"false" nullable:"true"`
}

// contentOf shows a content. What the viewer may not see has been taken out before.
func contentOf(c app.Content) EntryContent {
	out := EntryContent{
		Title: textOf(c.Title), Teaser: textOf(c.Teaser), Description: textOf(c.Description), Confidential: textOf(c.Confidential),
		Keywords: listOf(c.Keywords), Concepts: listOf(c.Concepts), PKD: c.PKD, Visibility: string(c.Visibility),
		Attachments: make([]Attachment, len(c.Attachments)),
	}
	for i, a := range c.Attachments {
		out.Attachments[i] = Attachment(a)
	}
	if f := c.Technology; f != nil {
		out.Technology = &TechnologyForm{
			TRL: f.TRL, TRLEvidence: textOf(f.TRLEvidence), TargetTRL: f.TargetTRL, MonthsToTarget: f.MonthsToTarget,
			CostToTarget: f.CostToTarget, IPStatus: f.IPStatus, IPCountries: listOf(f.IPCountries), IPShare: f.IPShare,
			FreedomToOperate: f.FreedomToOperate, Advantage: textOf(f.Advantage), Economics: textOf(f.Economics),
			MarketReadiness: f.MarketReadiness, RegulatoryPath: textOf(f.RegulatoryPath), Cooperation: listOf(f.Cooperation),
			PartnerOrigins: listOf(f.PartnerOrigins), PartnerSizes: listOf(f.PartnerSizes), PartnerRole: textOf(f.PartnerRole),
		}
	}
	if f := c.Need; f != nil {
		out.Need = &NeedForm{
			Problem: textOf(f.Problem), Workaround: textOf(f.Workaround), TargetMetric: textOf(f.TargetMetric),
			TargetValue: f.TargetValue, TargetUnit: f.TargetUnit, Constraints: textOf(f.Constraints), Impact: f.Impact,
			Urgency: f.Urgency, Deadline: dateOf(f.Deadline), Budget: f.Budget, BudgetSecured: f.BudgetSecured,
			MinTRL: f.MinTRL, Cooperation: listOf(f.Cooperation), IPExpectation: textOf(f.IPExpectation),
		}
	}
	if f := c.Competence; f != nil {
		out.Competence = competenceOf(f)
	}
	return out
}

func competenceOf(f *app.CompetenceForm) *CompetenceForm {
	out := &CompetenceForm{
		Field: textOf(f.Field), Methods: textOf(f.Methods), TRLMin: f.TRLMin, TRLMax: f.TRLMax, TeamFTE: f.TeamFTE,
		TeamSeniority: f.TeamSeniority, Publications: f.Publications, Patents: f.Patents, Projects: f.Projects,
		References: textOf(f.References), CapacityHours: f.CapacityHours, ReactionDays: f.ReactionDays,
		Languages: listOf(f.Languages), Cooperation: listOf(f.Cooperation), Equipment: make([]Equipment, len(f.Equipment)),
	}
	for i, e := range f.Equipment {
		out.Equipment[i] = Equipment(e)
	}
	return out
}

// domain reads a submitted content; a malformed date is a field error.
func (c EntryContent) domain() (app.Content, error) {
	out := app.Content{
		Title: c.Title.domain(), Teaser: c.Teaser.domain(), Description: c.Description.domain(), Confidential: c.Confidential.domain(),
		Keywords: c.Keywords, Concepts: c.Concepts, PKD: c.PKD, Visibility: app.Visibility(c.Visibility),
	}
	for _, a := range c.Attachments {
		out.Attachments = append(out.Attachments, app.Attachment{ID: a.ID})
	}
	if f := c.Technology; f != nil {
		out.Technology = &app.TechnologyForm{
			TRL: f.TRL, TRLEvidence: f.TRLEvidence.domain(), TargetTRL: f.TargetTRL, MonthsToTarget: f.MonthsToTarget,
			CostToTarget: f.CostToTarget, IPStatus: f.IPStatus, IPCountries: f.IPCountries, IPShare: f.IPShare,
			FreedomToOperate: f.FreedomToOperate, Advantage: f.Advantage.domain(), Economics: f.Economics.domain(),
			MarketReadiness: f.MarketReadiness, RegulatoryPath: f.RegulatoryPath.domain(), Cooperation: f.Cooperation,
			PartnerOrigins: f.PartnerOrigins, PartnerSizes: f.PartnerSizes, PartnerRole: f.PartnerRole.domain(),
		}
	}
	if f := c.Need; f != nil {
		deadline, err := parseDate("need.deadline", f.Deadline)
		if err != nil {
			return out, err
		}
		out.Need = &app.NeedForm{
			Problem: f.Problem.domain(), Workaround: f.Workaround.domain(), TargetMetric: f.TargetMetric.domain(),
			TargetValue: f.TargetValue, TargetUnit: f.TargetUnit, Constraints: f.Constraints.domain(), Impact: f.Impact,
			Urgency: f.Urgency, Deadline: deadline, Budget: f.Budget, BudgetSecured: f.BudgetSecured,
			MinTRL: f.MinTRL, Cooperation: f.Cooperation, IPExpectation: f.IPExpectation.domain(),
		}
	}
	if f := c.Competence; f != nil {
		out.Competence = f.domain()
	}
	return out, nil
}

func (f *CompetenceForm) domain() *app.CompetenceForm {
	out := &app.CompetenceForm{
		Field: f.Field.domain(), Methods: f.Methods.domain(), TRLMin: f.TRLMin, TRLMax: f.TRLMax, TeamFTE: f.TeamFTE,
		TeamSeniority: f.TeamSeniority, Publications: f.Publications, Patents: f.Patents, Projects: f.Projects,
		References: f.References.domain(), CapacityHours: f.CapacityHours, ReactionDays: f.ReactionDays,
		Languages: f.Languages, Cooperation: f.Cooperation,
	}
	for _, e := range f.Equipment {
		out.Equipment = append(out.Equipment, app.Equipment(e))
	}
	return out
}

// listOf makes sure that a list is [] in JSON, never null.
func listOf[T any](values []T) []T {
	if values == nil {
		return []T{}
	}
	return values
}

const dateLayout = time.DateOnly

func dateOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(dateLayout)
}

func parseDate(field, value string) (*time.Time, error) {
	if value == "" {
		return nil, nil //nolint:nilnil // no date is a value of its own
	}
	t, err := time.Parse(dateLayout, value)
	if err != nil {
		return nil, app.Wrong(field, "date")
	}
	return &t, nil
}
