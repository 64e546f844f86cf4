package app

import "strconv"

// CompetenceForm holds the fields of an R&D competence: what a science unit can do.
type CompetenceForm struct {
	Field         Text        `bson:"field"`
	Methods       Text        `bson:"methods"`
	TRLMin        *int        `bson:"trlMin,omitempty"` // range served
	TRLMax        *int        `bson:"trlMax,omitempty"`
	TeamFTE       *float64    `bson:"teamFTE,omitempty"`
	TeamSeniority string      `bson:"teamSeniority"`          // one of Seniorities
	Publications  *int        `bson:"publications,omitempty"` // in five years, as the next two
	Patents       *int        `bson:"patents,omitempty"`
	Projects      *int        `bson:"projects,omitempty"`
	References    Text        `bson:"references"` // from industry
	Equipment     []Equipment `bson:"equipment"`
	CapacityHours *int        `bson:"capacityHours,omitempty"` // a month
	ReactionDays  *int        `bson:"reactionDays,omitempty"`
	Languages     []string    `bson:"languages"`
	Cooperation   []string    `bson:"cooperation"`
}

// Equipment is one piece of research equipment.
type Equipment struct {
	Model         string `bson:"model"`
	Year          *int   `bson:"year,omitempty"`
	Parameters    string `bson:"parameters"`
	Accreditation string `bson:"accreditation"`
	Access        string `bson:"access"`                 // one of Accesses
	PricePerHour  *int   `bson:"pricePerHour,omitempty"` // PLN
	HoursPerWeek  *int   `bson:"hoursPerWeek,omitempty"`
}

// The coded values of a competence.
var (
	Seniorities = []string{"junior", "mixed", "senior"}
	Accesses    = []string{"paid", "free", "joint"}
)

// MaxEquipment is the number of pieces of equipment that one competence lists.
const MaxEquipment = 40

func (f *CompetenceForm) check(v *Validator, complete bool) {
	if f == nil {
		f = &CompetenceForm{}
	}
	v.Text("competence.field", f.Field, MaxTeaser)
	v.Text("competence.methods", f.Methods, MaxDetail)
	v.Text("competence.references", f.References, MaxDetail)
	v.Between("competence.trlMin", f.TRLMin, 1, 9)
	v.Between("competence.trlMax", f.TRLMax, 1, 9)
	v.Between("competence.publications", f.Publications, 0, 100_000)
	v.Between("competence.patents", f.Patents, 0, 100_000)
	v.Between("competence.projects", f.Projects, 0, 100_000)
	v.Between("competence.capacityHours", f.CapacityHours, 0, 10_000)
	v.Between("competence.reactionDays", f.ReactionDays, 0, 365)
	if f.TeamFTE != nil && !(*f.TeamFTE >= 0 && *f.TeamFTE <= 10_000) {
		v.Add("competence.teamFte", "out_of_range", "min", 0, "max", 10_000)
	}
	v.optional(f.TeamSeniority, func() { v.OneOf("competence.teamSeniority", f.TeamSeniority, Seniorities) })
	v.CodedList("competence.languages", f.Languages, Languages, 24)
	v.SubsetOf("competence.cooperation", f.Cooperation, Cooperation)
	v.Count("competence.equipment", len(f.Equipment), MaxEquipment)
	for i, e := range f.Equipment {
		e.check(v, "competence.equipment."+strconv.Itoa(i), complete)
	}
	if f.TRLMin != nil && f.TRLMax != nil && *f.TRLMax < *f.TRLMin {
		v.Add("competence.trlMax", "below_min", "min", *f.TRLMin)
	}
	if !complete {
		return
	}
	v.Required("competence.field", f.Field)
	v.Required("competence.methods", f.Methods)
	if f.TRLMin == nil {
		v.Add("competence.trlMin", "required")
	}
	if f.TRLMax == nil {
		v.Add("competence.trlMax", "required")
	}
}

func (e Equipment) check(v *Validator, at string, complete bool) {
	v.Length(at+".model", e.Model, MaxTitle)
	v.Line(at+".model", e.Model)
	v.Length(at+".parameters", e.Parameters, MaxTeaser)
	v.Length(at+".accreditation", e.Accreditation, MaxTitle)
	v.Between(at+".year", e.Year, 1950, 2100)
	v.Between(at+".pricePerHour", e.PricePerHour, 0, MaxMoney)
	v.Between(at+".hoursPerWeek", e.HoursPerWeek, 0, 168)
	v.optional(e.Access, func() { v.OneOf(at+".access", e.Access, Accesses) })
	if complete {
		v.RequiredString(at+".model", e.Model)
	}
}
