package app

import (
	"cmp"
	"net/url"
	"strings"
	"time"
)

// Organisation is a firm, science unit, business-support institution or public body.
type Organisation struct {
	ID         ID     `bson:"-"`
	ExternalID string `bson:"externalID,omitempty"` // of the register it was imported from; unique
	Name       string `bson:"name"`
	Origin     string `bson:"origin"`         // one of Origins
	Size       string `bson:"size,omitempty"` // one of Sizes, for enterprises
	// NIP is the tax number: ten digits in Poland, elsewhere as in TaxNumber; unique.
	NIP              string         `bson:"nip,omitempty"`
	Country          string         `bson:"country,omitempty"` // of Countries; empty is Poland, as in documents of older versions
	Voivodeship      string         `bson:"voivodeship"`       // in Poland
	City             string         `bson:"city,omitempty"`
	PKD              []string       `bson:"pkd"` // divisions, two digits
	KIS              []string       `bson:"kis"` // national smart specialisations
	Languages        []string       `bson:"languages"`
	Website          string         `bson:"website,omitempty"`
	Description      Text           `bson:"description"`
	Keywords         []string       `bson:"keywords"`
	Certifications   []string       `bson:"certifications"`
	CooperationForms []string       `bson:"cooperationForms"`
	Imported         []ImportSource `bson:"imported,omitempty"`
	State            string         `bson:"state"` // draft, published or archived
	Excluded         []ID           `bson:"excluded"`
	Clusters         []ID           `bson:"clusters"`
	// Home is the cluster in which it was created, or which it left last by the manager's hand. While it has no
	// cluster and nobody represents it, that cluster's managers take it back without asking.
	Home ID `bson:"home,omitempty"`
	// Hint is what anonymous teasers tell of the organisation, so coarse that Crowd others fit it too; member keeps it.
	Hint Hint `bson:"hint,omitempty"`
	// Facts and SeenBy are for queries; Derive fills them in when it is stored.
	Facts     string    `bson:"facts"`
	SeenBy    []string  `bson:"seenBy"`
	CreatedAt time.Time `bson:"createdAt"`
	UpdatedAt time.Time `bson:"updatedAt"`
}

// Limits of an organisation's fields: characters, and items of lists.
const (
	MaxOrganisationName        = 200
	MaxOrganisationDescription = 4000
	MaxCertifications          = 20
	MaxExcluded                = 200
)

// The coded values of an organisation.
var (
	Origins     = []string{"enterprise", "science", "business_support", "public_administration", "other"}
	Sizes       = []string{"micro", "small", "medium", "large"}
	Cooperation = []string{"licence", "sale", "joint_rd", "pilot", "spin_off", "contract_manufacturing", "service"}
)

// The states of an organisation; Draft is also an audit entry's.
const (
	Draft     = "draft"
	Published = "published"
	Archived  = "archived"
)

// In is the country of the organisation.
func (o Organisation) In() string { return cmp.Or(o.Country, Poland) }

// Validate lists what is wrong with the organisation's fields.
func (o Organisation) Validate() []FieldError {
	var v Validator
	v.RequiredString("name", o.Name)
	v.Length("name", o.Name, MaxOrganisationName)
	v.Name("name", o.Name)
	v.OneOf("origin", o.Origin, Origins)
	if o.Size != "" && o.Origin == "enterprise" {
		v.OneOf("size", o.Size, Sizes)
	} else if o.Size != "" {
		v.Add("size", "only_enterprise")
	}
	v.Coded("country", o.In(), Countries)
	v.taxNumber("nip", o.NIP, o.In())
	if o.In() == Poland {
		v.Coded("voivodeship", o.Voivodeship, Voivodeships)
	} else if o.Voivodeship != "" {
		v.Add("voivodeship", "only_poland")
	}
	v.Length("city", o.City, 100)
	v.Line("city", o.City)
	v.CodedList("pkd", o.PKD, PKDDivisions, 20)
	v.CodedList("kis", o.KIS, KIS, 20)
	v.CodedList("languages", o.Languages, Languages, 24)
	v.Website("website", o.Website)
	v.Text("description", o.Description, MaxOrganisationDescription)
	v.Keywords("keywords", o.Keywords, MaxKeywords)
	v.Keywords("certifications", o.Certifications, MaxCertifications)
	v.SubsetOf("cooperationForms", o.CooperationForms, Cooperation)
	v.Count("excluded", len(o.Excluded), MaxExcluded)
	return v.Errors
}

// Website checks that a non-empty value is an http or https address with a host.
func (v *Validator) Website(field, value string) {
	if value == "" {
		return
	}
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(value, " \t\n") {
		v.Add(field, "website")
	}
	v.Length(field, value, 300)
}
