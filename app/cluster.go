package app

import "time"

// Cluster is a group of organisations of one field and region that compete and cooperate.
type Cluster struct {
	ID            ID        `bson:"-"`
	Slug          string    `bson:"slug"` // short name in addresses and on the command line; unique
	Name          Text      `bson:"name"`
	Sector        string    `bson:"sector"` // one of Sectors
	Goal          Text      `bson:"goal"`
	Voivodeship   string    `bson:"voivodeship"`
	Stage         string    `bson:"stage"`       // one of Stages
	Coordinator   ID        `bson:"coordinator"` // organisation, may be empty
	FundingNotice Text      `bson:"fundingNotice"`
	CreatedAt     time.Time `bson:"createdAt"`
	UpdatedAt     time.Time `bson:"updatedAt"`
}

// Limits of a cluster's fields, in characters.
const (
	MaxClusterName = 160
	MaxClusterGoal = 1000
)

// Stages of a cluster's life, in order.
var Stages = []string{"idea", "initiated", "formalised", "mature"}

// Validate lists what is wrong with the cluster's fields.
func (c Cluster) Validate() []FieldError {
	var v Validator
	v.Slug("slug", c.Slug)
	v.Required("name", c.Name)
	v.Text("name", c.Name, MaxClusterName)
	v.Name("name.pl", c.Name.PL)
	v.Name("name.en", c.Name.EN)
	v.Text("goal", c.Goal, MaxClusterGoal)
	v.Text("fundingNotice", c.FundingNotice, MaxClusterGoal)
	v.Coded("sector", c.Sector, Sectors)
	v.Coded("voivodeship", c.Voivodeship, Voivodeships)
	v.OneOf("stage", c.Stage, Stages)
	return v.Errors
}
