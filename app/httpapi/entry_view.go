package httpapi

import (
	"time"

	"splot/app"
	"splot/app/entry"
)

// EntryItem is an entry in a list, as far as the viewer may see it.
type EntryItem struct {
	ID           app.ID           `json:"id"`
	Version      int64            `json:"version" doc:"For If-Match"`
	Kind         string           `json:"kind" enum:"technology,need,competence"`
	State        string           `json:"state" enum:"draft,submitted,in_review,changes_requested,approved,withdrawn,expired"`
	Title        Text             `json:"title"`
	Teaser       Text             `json:"teaser"`
	TRL          *int             `json:"trl" nullable:"true" doc:"Technology: its TRL; need: least accepted; competence: highest served"`
	Visibility   string           `json:"visibility" enum:",cluster,network,teaser"`
	Organisation *OrganisationRef `json:"organisation,omitempty" doc:"Absent where the owner is not shown to the viewer"`
	Owner        OwnerHint        `json:"owner" doc:"What everyone may know of the owner"`
	Cluster      *ClusterRef      `json:"cluster,omitempty"`
	Number       int              `json:"number" doc:"Version last submitted; 0 before the first submission"`
	Live         bool             `json:"live" doc:"The approved version is searched and matched"`
	Auditor      *PersonRef       `json:"auditor,omitempty" doc:"For those who follow the workflow"`
	Own          bool             `json:"own" doc:"The viewer represents the owner"`
	SubmittedAt  *time.Time       `json:"submittedAt" nullable:"true"`
	ApprovedAt   *time.Time       `json:"approvedAt" nullable:"true"`
	ValidUntil   *time.Time       `json:"validUntil" nullable:"true"`
	UpdatedAt    time.Time        `json:"updatedAt"`
	Blocked      string           `json:"blocked,omitempty" enum:"own_organisation,wrote,represented,not_assigned" doc:"In the queue: why the viewer cannot review it"`
}

// OwnerHint is what a teaser tells of the organisation.
type OwnerHint struct {
	Origin      string `json:"origin"`
	Size        string `json:"size"`
	Voivodeship string `json:"voivodeship"`
}

// EntryPage is one entry as far as the viewer may see it.
type EntryPage struct {
	EntryItem
	View     string        `json:"view" enum:"teaser,public,full" doc:"teaser: without identity; public: without confidential detail; full: everything"`
	Content  EntryContent  `json:"content" doc:"For those who follow the workflow the working copy, for others the approved version"`
	Remarks  []Remark      `json:"remarks" nullable:"false" doc:"The auditor's remarks by field, for those who follow the workflow"`
	Review   *Review       `json:"review,omitempty" doc:"For the auditor; after approval for everyone who follows the workflow"`
	Teaser   *TeaserHint   `json:"teaser,omitempty" doc:"What an anonymous teaser tells of the owner; for its representatives"`
	History  []HistoryStep `json:"history" nullable:"false" doc:"For those who follow the workflow"`
	Actions  []string      `json:"actions" nullable:"false" enum:"edit,submit,recall,delete,withdraw,renew,visibility,assign,review,request_changes,approve,compare" doc:"What the viewer may do now"`
	Versions int           `json:"versions" doc:"Frozen versions that the viewer may compare: 1 to this number"`
}

// Remark is what the auditor says about one field, or about the whole entry where field is empty.
type Remark struct {
	Field string `json:"field" maxLength:"100" required:"false" doc:"Path of the field"`
	Text  string `json:"text"`
}

// Review is the auditor's rubric about one version.
type Review struct {
	Number  int            `json:"number" doc:"The version reviewed"`
	Scores  map[string]int `json:"scores" nullable:"false" doc:"1–5 by criterion; what cannot be judged is absent"`
	Score   *float64       `json:"score" nullable:"true" doc:"Weighted mean of what was judged, 1–5"`
	Remarks []Remark       `json:"remarks" nullable:"false"`
	Summary string         `json:"summary"`
}

// TeaserHint is what an anonymous teaser tells of its owner.
type TeaserHint struct {
	OwnerHint
	Alike int64 `json:"alike" doc:"Published organisations of which the very same is told, the owner included"`
}

// HistoryStep is one thing that happened to an entry.
type HistoryStep struct {
	At     time.Time  `json:"at"`
	Action string     `json:"action" enum:"created,imported,submitted,withdrawn_submission,assigned,changes_requested,approved,withdrawn,renewed,expired,visibility,reopened"`
	By     *PersonRef `json:"by,omitempty" doc:"Absent for the program itself"`
	Number int        `json:"number" doc:"The version it was about"`
	Note   string     `json:"note"`
	Person *PersonRef `json:"person,omitempty" doc:"The auditor who was assigned"`
}

// PersonRef names a person.
type PersonRef struct {
	ID   app.ID `json:"id"`
	Name string `json:"name"`
}

// OrganisationRef names an organisation.
type OrganisationRef struct {
	ID   app.ID `json:"id"`
	Name string `json:"name"`
}

// ClusterRef names a cluster.
type ClusterRef struct {
	ID   app.ID `json:"id"`
	Slug string `json:"slug"`
	Name Text   `json:"name"`
}

// Difference is one field that differs between two versions of an entry.
type Difference struct {
	Field  string `json:"field" doc:"Path of the field"`
	Before any    `json:"before" doc:"As in the content; null if absent"`
	After  any    `json:"after" doc:"As in the content; null if absent"`
}

func entryItem(v entry.View) EntryItem {
	e := v.Entry
	item := EntryItem{
		ID: e.ID, Version: v.Version, Kind: string(e.Kind), State: string(e.State), Title: textOf(v.Content.Title),
		Teaser: textOf(v.Content.Teaser), TRL: v.Content.TRL(), Visibility: string(v.Content.Visibility),
		Owner:  OwnerHint{Origin: v.Owner.Origin, Size: v.Owner.Size, Voivodeship: v.Owner.Voivodeship},
		Number: e.Number, Live: e.Live, Own: v.Own, UpdatedAt: e.UpdatedAt, SubmittedAt: timeOf(e.SubmittedAt), Blocked: v.Blocked,
	}
	if v.Level > app.LevelTeaser {
		item.Organisation = &OrganisationRef{ID: e.Organisation, Name: v.Owner.Name}
		item.Cluster = clusterRef(v.Cluster)
	}
	if e.Approved != nil {
		item.ApprovedAt, item.ValidUntil = timeOf(e.Approved.At), timeOf(e.Approved.ValidUntil)
	}
	if v.Follows {
		item.Auditor = personRef(v, e.Auditor)
	} else {
		item.State, item.Number, item.SubmittedAt = string(app.EntryApproved), 0, nil
		item.UpdatedAt = e.SubmittedAt // of the queue's blocked entries, which nobody may have approved yet
		if e.Approved != nil {
			item.UpdatedAt = e.Approved.At
		}
	}
	if v.Blocked != "" {
		item.State, item.SubmittedAt = string(e.State), timeOf(e.SubmittedAt)
	}
	return item
}

func entryPage(v entry.View) EntryPage {
	e := v.Entry
	page := EntryPage{
		EntryItem: entryItem(v), View: [...]string{"", "teaser", "public", "full"}[v.Level], Content: contentOf(v.Content),
		Remarks: []Remark{}, History: []HistoryStep{}, Actions: listOf(v.Actions),
	}
	if !v.Follows {
		return page
	}
	if t := v.Teaser; t != nil {
		page.Teaser = &TeaserHint{OwnerHint: OwnerHint{Origin: t.Facts.Origin, Size: t.Facts.Size, Voivodeship: t.Facts.Voivodeship}, Alike: t.Alike}
	}
	page.Versions = e.Number
	page.Remarks = remarksOf(e.Remarks)
	if e.Review != nil && (v.Reviews || e.State == app.EntryApproved) {
		page.Review = &Review{
			Number: e.Review.Number, Scores: e.Review.Scores, Score: e.Review.Score(),
			Remarks: remarksOf(e.Review.Remarks), Summary: e.Review.Summary,
		}
		if page.Review.Scores == nil {
			page.Review.Scores = map[string]int{}
		}
	}
	for _, step := range e.History {
		page.History = append(page.History, HistoryStep{
			At: step.At, Action: step.Action, By: personRef(v, step.By), Number: step.Number, Note: step.Note, Person: personRef(v, step.Person),
		})
	}
	return page
}

func remarksOf(remarks []app.Remark) []Remark {
	out := make([]Remark, len(remarks))
	for i, r := range remarks {
		out[i] = Remark(r)
	}
	return out
}

func personRef(v entry.View, id app.ID) *PersonRef {
	if id == "" {
		return nil
	}
	return &PersonRef{ID: id, Name: v.Names[id]}
}

func clusterRef(c app.Cluster) *ClusterRef {
	return &ClusterRef{ID: c.ID, Slug: c.Slug, Name: textOf(c.Name)}
}

func timeOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// Candidate is an auditor who could be assigned to entries.
type Candidate struct {
	ID        app.ID          `json:"id"`
	Name      string          `json:"name"`
	Reviewing int64           `json:"reviewing" doc:"How many entries they review now"`
	Conflicts []AuditConflict `json:"conflicts" nullable:"false" doc:"Of the entries in question those that they cannot review"`
}

// AuditConflict says why an auditor cannot review an entry.
type AuditConflict struct {
	Entry app.ID `json:"entry"`
	Code  string `json:"code" doc:"As the field's code when assigning is refused: not_auditor, own_organisation, …"`
}
