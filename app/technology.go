package app

// TechnologyForm holds the fields of a technology: what a member has.
type TechnologyForm struct {
	TRL              *int     `bson:"trl,omitempty"` // 1–9, Horizon Europe General Annex scale
	TRLEvidence      Text     `bson:"trlEvidence"`
	TargetTRL        *int     `bson:"targetTRL,omitempty"`
	MonthsToTarget   *int     `bson:"monthsToTarget,omitempty"`
	CostToTarget     *int     `bson:"costToTarget,omitempty"` // PLN
	IPStatus         string   `bson:"ipStatus"`               // one of IPStatuses
	IPCountries      []string `bson:"ipCountries"`            // ISO 3166-1 alpha-2, or EP, WO
	IPShare          *int     `bson:"ipShare,omitempty"`      // owned share, %
	FreedomToOperate string   `bson:"freedomToOperate"`       // one of YesNoUnknown
	Advantage        Text     `bson:"advantage"`              // over the best alternative
	Economics        Text     `bson:"economics"`
	MarketReadiness  *int     `bson:"marketReadiness,omitempty"` // 1–5
	RegulatoryPath   Text     `bson:"regulatoryPath"`
	Cooperation      []string `bson:"cooperation"` // of Cooperation
	PartnerOrigins   []string `bson:"partnerOrigins"`
	PartnerSizes     []string `bson:"partnerSizes"`
	PartnerRole      Text     `bson:"partnerRole"`
}

// The coded values of a technology.
var (
	IPStatuses   = []string{"none", "secret_know_how", "applied", "granted", "utility_model", "design", "copyright", "exclusive_right"}
	YesNoUnknown = []string{"yes", "no", "unknown"}
)

// MaxMoney bounds amounts in PLN.
const MaxMoney = 1_000_000_000

func (f *TechnologyForm) check(v *Validator, complete bool) {
	if f == nil {
		f = &TechnologyForm{}
	}
	v.Between("technology.trl", f.TRL, 1, 9)
	v.Between("technology.targetTrl", f.TargetTRL, 1, 9)
	v.Between("technology.monthsToTarget", f.MonthsToTarget, 0, 240)
	v.Between("technology.costToTarget", f.CostToTarget, 0, MaxMoney)
	v.Between("technology.ipShare", f.IPShare, 0, 100)
	v.Between("technology.marketReadiness", f.MarketReadiness, 1, 5)
	v.Text("technology.trlEvidence", f.TRLEvidence, MaxDetail)
	v.Text("technology.advantage", f.Advantage, MaxDetail)
	v.Text("technology.economics", f.Economics, MaxDetail)
	v.Text("technology.regulatoryPath", f.RegulatoryPath, MaxDetail)
	v.Text("technology.partnerRole", f.PartnerRole, MaxDetail)
	v.optional(f.IPStatus, func() { v.OneOf("technology.ipStatus", f.IPStatus, IPStatuses) })
	v.optional(f.FreedomToOperate, func() { v.OneOf("technology.freedomToOperate", f.FreedomToOperate, YesNoUnknown) })
	v.Countries("technology.ipCountries", f.IPCountries)
	v.SubsetOf("technology.cooperation", f.Cooperation, Cooperation)
	v.SubsetOf("technology.partnerOrigins", f.PartnerOrigins, Origins)
	v.SubsetOf("technology.partnerSizes", f.PartnerSizes, Sizes)
	if f.TRL != nil && f.TargetTRL != nil && *f.TargetTRL < *f.TRL {
		v.Add("technology.targetTrl", "below_trl", "trl", *f.TRL)
	}
	if !complete {
		return
	}
	if f.TRL == nil {
		v.Add("technology.trl", "required")
	}
	v.Required("technology.trlEvidence", f.TRLEvidence)
	v.Required("technology.advantage", f.Advantage)
	v.RequiredString("technology.ipStatus", f.IPStatus)
	v.some("technology.cooperation", f.Cooperation)
}

// Countries checks a list of two-letter country or patent-office codes.
func (v *Validator) Countries(field string, values []string) {
	v.Count(field, len(values), 60)
	for _, c := range values {
		if len(c) != 2 || c[0] < 'A' || c[0] > 'Z' || c[1] < 'A' || c[1] > 'Z' {
			v.Add(field, "country")
			return
		}
	}
}

func (v *Validator) some(field string, values []string) {
	if len(values) == 0 {
		v.Add(field, "required")
	}
}
