package app

import (
	"slices"
	"time"
)

// Kind is the kind of an audit entry.
type Kind string

// The kinds: what a member has, needs, and can do.
const (
	Technology Kind = "technology"
	Need       Kind = "need"
	Competence Kind = "competence"
)

// Kinds lists the kinds of audit entry.
var Kinds = []string{string(Technology), string(Need), string(Competence)}

// EntryState is where an audit entry, or one version of it, stands in the workflow.
type EntryState string

// The states. Draft, Submitted, InReview and ChangesRequested can coexist with an approved older version.
const (
	EntryDraft            EntryState = "draft"
	EntrySubmitted        EntryState = "submitted"
	EntryInReview         EntryState = "in_review"
	EntryChangesRequested EntryState = "changes_requested"
	EntryApproved         EntryState = "approved"
	EntryWithdrawn        EntryState = "withdrawn"
	EntryExpired          EntryState = "expired"
)

// EntryStates lists the states of entries.
var EntryStates = []string{
	string(EntryDraft), string(EntrySubmitted), string(EntryInReview), string(EntryChangesRequested),
	string(EntryApproved), string(EntryWithdrawn), string(EntryExpired),
}

// Visibility decides who sees an approved entry.
type Visibility string

// The visibilities.
const (
	VisibleCluster Visibility = "cluster" // the own cluster
	VisibleNetwork Visibility = "network" // every cluster on the platform
	VisibleTeaser  Visibility = "teaser"  // everyone, without identity until both sides agree
)

// Visibilities lists the visibilities.
var Visibilities = []string{string(VisibleCluster), string(VisibleNetwork), string(VisibleTeaser)}

// ValidFor is how long an approved entry is valid: months from approval or renewal.
const ValidFor = 12

// WarnBefore is how many days before the end of an entry's validity its owner is told.
const WarnBefore = 30

// Entry is an audit entry: what an audit found that an organisation has, needs or can do.
type Entry struct {
	ID         ID     `bson:"-"`
	ExternalID string `bson:"externalID,omitempty"` // of the source it was imported from; unique in an organisation
	// Imported is what the source said when it was last imported.
	Imported     ImportMemory `bson:"imported,omitempty"`
	Kind         Kind         `bson:"kind"`
	Cluster      ID           `bson:"cluster"`
	Organisation ID           `bson:"organisation"`
	Author       ID           `bson:"author"`
	// Editors are those who changed the content besides the author.
	Editors []ID `bson:"editors,omitempty"`
	Auditor ID   `bson:"auditor"`
	// Barred must not audit it besides its authors; found out when it is read, never stored.
	Barred []ID `bson:"-"`

	State   EntryState `bson:"state"`
	Content Content    `bson:"content"` // what the author works on; frozen while submitted and in review
	// Number counts the frozen versions: 0 before the first submission.
	Number  int      `bson:"number"`
	Remarks []Remark `bson:"remarks"` // to the version last reviewed
	Review  *Review  `bson:"review,omitempty"`
	// Approved is the approved version, the only one that is searched and matched; nil without one.
	Approved *Approved `bson:"approved,omitempty"`
	// Live says that the approved version is valid now: not withdrawn, not expired.
	Live    bool   `bson:"live"`
	History []Step `bson:"history"`
	// SeenBy is the class of who sees it with its owner, for queries; Derive fills it in when it is stored.
	SeenBy string `bson:"seenBy"`

	SubmittedAt time.Time `bson:"submittedAt,omitempty"`
	CreatedAt   time.Time `bson:"createdAt"`
	UpdatedAt   time.Time `bson:"updatedAt"`
}

// Authors lists who wrote, edited or submitted any version of the entry.
func (e Entry) Authors() []ID {
	all := append([]ID{e.Author}, e.Editors...)
	for _, step := range e.History {
		if slices.Contains(writing, step.Action) {
			all = append(all, step.By)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(id ID) bool { return id == "" })
}

// writing are the actions by which somebody is an author.
var writing = []string{"created", "imported", "submitted", "reopened"}

// Approved is the approved version of an entry.
type Approved struct {
	Number     int       `bson:"number"`
	Content    Content   `bson:"content"`
	By         ID        `bson:"by"`
	At         time.Time `bson:"at"`
	ValidUntil time.Time `bson:"validUntil"`
	Score      *float64  `bson:"score,omitempty"` // weighted mean of the rubric, 1–5
	Warned     bool      `bson:"warned"`          // its owner was told that its validity ends soon
}

// Content is what the author writes: the fields common to the kinds and those of one kind.
type Content struct {
	Title        Text         `bson:"title"`
	Teaser       Text         `bson:"teaser"`
	Description  Text         `bson:"description"`
	Confidential Text         `bson:"confidential"` // auditors and mutual partners only
	Keywords     []string     `bson:"keywords"`
	Concepts     []string     `bson:"concepts"` // EuroSciVoc notations
	PKD          string       `bson:"pkd"`
	Visibility   Visibility   `bson:"visibility"`
	Attachments  []Attachment `bson:"attachments"`

	Technology *TechnologyForm `bson:"technology,omitempty"`
	Need       *NeedForm       `bson:"need,omitempty"`
	Competence *CompetenceForm `bson:"competence,omitempty"`
}

// FromImport tells whether the approved version came with an import: nobody waits for news of it.
func (e *Entry) FromImport() bool {
	return e.Approved != nil && slices.ContainsFunc(e.History, func(step Step) bool {
		return step.Action == "imported" && step.Number == e.Approved.Number
	})
}

// TRL is the level that a list shows: a technology's own, the least that a need accepts, the highest
// that a competence serves; nil if not stated.
func (c Content) TRL() *int {
	switch {
	case c.Technology != nil:
		return c.Technology.TRL
	case c.Need != nil:
		return c.Need.MinTRL
	case c.Competence != nil:
		return c.Competence.TRLMax
	}
	return nil
}

// Attachment is a file that belongs to a content; it is confidential detail.
type Attachment struct {
	ID   ID     `bson:"id"`
	Name string `bson:"name"`
	Type string `bson:"type"` // media type
	Size int64  `bson:"size"` // bytes
}

// Step is one thing that happened to an entry.
type Step struct {
	At     time.Time `bson:"at"`
	By     ID        `bson:"by"`
	Action string    `bson:"action"` // one of the Actions
	Number int       `bson:"number"` // the version it was about
	Note   string    `bson:"note,omitempty"`
	Person ID        `bson:"person,omitempty"` // the assigned auditor
}

// Actions lists what can happen to an entry.
var Actions = []string{
	"created", "imported", "submitted", "withdrawn_submission", "assigned", "changes_requested", "approved",
	"withdrawn", "renewed", "expired", "visibility", "reopened",
}

// Limits of the common fields: characters and list items.
const (
	MaxTitle          = 120
	MaxTeaser         = 500
	MaxDescription    = 10_000
	MaxDetail         = 4_000 // a long field of one kind's form
	MaxKeywords       = 15
	MaxKeyword        = 60
	MaxConcepts       = 15
	MaxAttachments    = 10
	MaxAttachmentSize = 10 << 20 // bytes
	MaxRemark         = 2_000
)

// Check validates a content. A draft is checked for limits only; a submission must be complete.
func (c Content) Check(kind Kind, complete bool) []FieldError {
	return c.check(&Validator{}, kind, complete)
}

// DraftSlack is how much longer than its limit a text of a draft may be: one that is too long is kept and shortened later,
// and keeps nothing else from being saved. Submitting holds the limits.
const DraftSlack = 4

// CheckDraft is Check of a working copy.
func (c Content) CheckDraft(kind Kind) []FieldError {
	return c.check(&Validator{Slack: DraftSlack}, kind, false)
}

func (c Content) check(v *Validator, kind Kind, complete bool) []FieldError {
	v.Text("title", c.Title, MaxTitle)
	v.LineText("title", c.Title)
	v.Text("teaser", c.Teaser, MaxTeaser)
	v.Text("description", c.Description, MaxDescription)
	v.Text("confidential", c.Confidential, MaxDescription)
	v.Keywords("keywords", c.Keywords, MaxKeywords)
	v.Concepts("concepts", c.Concepts)
	v.optional(c.PKD, func() { v.Coded("pkd", c.PKD, PKDDivisions) })
	v.OneOf("visibility", string(c.Visibility), Visibilities)
	v.Count("attachments", len(c.Attachments), MaxAttachments)
	if complete {
		v.Required("title", c.Title)
		v.Required("teaser", c.Teaser)
		v.Required("description", c.Description)
	}
	v.kindForms(c, kind, complete)
	return v.Errors
}

func (v *Validator) kindForms(c Content, kind Kind, complete bool) {
	if c.Technology != nil && kind != Technology {
		v.Add("technology", "other_kind")
	}
	if c.Need != nil && kind != Need {
		v.Add("need", "other_kind")
	}
	if c.Competence != nil && kind != Competence {
		v.Add("competence", "other_kind")
	}
	switch kind {
	case Technology:
		c.Technology.check(v, complete)
	case Need:
		c.Need.check(v, complete)
	case Competence:
		c.Competence.check(v, complete)
	}
}

// optional runs a check only on a value that is there: an empty coded value is "not stated".
func (v *Validator) optional(value string, check func()) {
	if value != "" {
		check()
	}
}

// Concepts checks a list of EuroSciVoc notations by their form; the vocabulary knows which exist.
func (v *Validator) Concepts(field string, values []string) {
	v.Count(field, len(values), MaxConcepts)
	for _, value := range values {
		if value == "" || len(value) > 12 {
			v.Add(field, "concept")
		}
	}
}
