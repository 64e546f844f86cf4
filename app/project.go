package app

import (
	"strconv"
	"strings"
	"time"
)

// Project is the draft of what several organisations could do together: what it takes, who would do it, and who has
// said yes. Its owner's representatives write it, and the managers of its cluster for them; an organisation sees it
// once it is invited.
type Project struct {
	ID           ID `bson:"-"`
	Organisation ID `bson:"organisation"` // owner
	Cluster      ID `bson:"cluster"`      // one of the owner's
	Author       ID `bson:"author"`
	// ByManager: the author did not represent the owner, who is then asked like every member, before the others.
	ByManager bool `bson:"byManager,omitempty"`
	Title     Text `bson:"title"`
	Goal      Text `bson:"goal"`
	// Call is the call for proposals it answers, as people name it.
	Call string `bson:"call"`
	Need ID     `bson:"need,omitempty"` // the owner's need from which it came

	State        ProjectState    `bson:"state"`
	Capabilities []Capability    `bson:"capabilities"`
	Members      []ProjectMember `bson:"members"`
	// Invited lists the organisations that see it besides the owner, Parties the owner too, for queries.
	Invited   []ID      `bson:"invited"`
	Parties   []ID      `bson:"parties"`
	CreatedAt time.Time `bson:"createdAt"`
	UpdatedAt time.Time `bson:"updatedAt"`
}

// ProjectState is how far a project draft has come.
type ProjectState string

// The states. All but ProjectClosed follow from the invitations.
const (
	ProjectDraft    ProjectState = "draft"    // nobody is invited, or all have declined
	ProjectInviting ProjectState = "inviting" // somebody has yet to answer
	ProjectFormed   ProjectState = "formed"   // all have answered, and at least one has accepted
	ProjectClosed   ProjectState = "closed"   // put aside by the owner
)

// Capability is something that a project takes.
type Capability struct {
	Name     string   `bson:"name"`
	Words    []string `bson:"words"`    // of the text that it came from
	Concepts []string `bson:"concepts"` // EuroSciVoc notations
	Weight   int      `bson:"weight"`   // 1 to 3
	Required bool     `bson:"required"`
}

// ProjectMember is an organisation in a project. An anonymous one is there by an anonymous teaser: nobody but its own
// people learns which organisation it is before they agreed on the match of Entry with the project's need.
type ProjectMember struct {
	Organisation ID        `bson:"organisation"`
	Anonymous    bool      `bson:"anonymous"`
	Entry        ID        `bson:"entry,omitempty"` // of an anonymous one: its teaser
	Role         string    `bson:"role"`            // one of MemberRoles
	Covers       []Covered `bson:"covers"`
	Invitation   string    `bson:"invitation"` // one of Invitations; the owner's own is accepted
	Reason       string    `bson:"reason,omitempty"`
	Note         string    `bson:"note,omitempty"` // with the reason; for the owner
	InvitedAt    time.Time `bson:"invitedAt,omitempty"`
	AnsweredAt   time.Time `bson:"answeredAt,omitempty"`
	AnsweredBy   ID        `bson:"answeredBy,omitempty"`
}

// Covered says by which entry, and how well, a member covers a capability.
type Covered struct {
	Capability int     `bson:"capability"` // index in Project.Capabilities
	Entry      ID      `bson:"entry,omitempty"`
	Score      float64 `bson:"score"` // 0–100
}

// The coded values of a project.
var (
	MemberRoles = []string{Leader, Partner}
	Invitations = []string{Proposed, Invited, Accepted, Declined}
	// RefusalReasons are the reasons for which an organisation declines an invitation.
	RefusalReasons = []string{"capacity", "topic", "partners", "terms", "too_early", "other"}
)

// Roles of members and states of invitations.
const (
	Leader   = "leader"
	Partner  = "partner"
	Proposed = "proposed"
	Invited  = "invited"
	Accepted = "accepted"
	Declined = "declined"
)

// Limits of a project: characters, and items of lists.
const (
	MaxProjectTitle    = 200
	MaxProjectGoal     = 4_000
	MaxProjectCall     = 300
	MaxCapabilities    = 24
	MaxCapabilityName  = 160
	MaxCapabilityWords = 12
	MaxMembers         = 24
)

// Validate lists what is wrong with the project's fields.
func (p *Project) Validate() []FieldError {
	var v Validator
	v.Required("title", p.Title)
	v.Text("title", p.Title, MaxProjectTitle)
	v.LineText("title", p.Title)
	v.Text("goal", p.Goal, MaxProjectGoal)
	v.Length("call", p.Call, MaxProjectCall)
	v.Capabilities("capabilities", p.Capabilities)
	v.Count("members", len(p.Members), MaxMembers)
	leaders := 0
	for i, m := range p.Members {
		at := "members." + strconv.Itoa(i)
		v.OneOf(at+".role", m.Role, MemberRoles)
		if m.Role == Leader {
			leaders++
		}
		v.Count(at+".covers", len(m.Covers), MaxCapabilities)
		for _, c := range m.Covers {
			if c.Capability < 0 || c.Capability >= len(p.Capabilities) {
				v.Add(at+".covers", "no_capability")
			}
			if !(c.Score >= 0 && c.Score <= 100) {
				v.Add(at+".covers", "out_of_range", "min", 0, "max", 100)
			}
		}
	}
	if leaders > 1 {
		v.Add("members", "one_leader")
	}
	return v.Errors
}

// Capabilities checks what a project is said to take.
func (v *Validator) Capabilities(field string, list []Capability) {
	v.Count(field, len(list), MaxCapabilities)
	for i, c := range list[:min(len(list), MaxCapabilities)] {
		at := field + "." + strconv.Itoa(i)
		v.RequiredString(at+".name", c.Name)
		v.Line(at+".name", c.Name)
		v.Length(at+".name", c.Name, MaxCapabilityName)
		v.Count(at+".words", len(c.Words), MaxCapabilityWords)
		for _, w := range c.Words {
			v.Length(at+".words", w, MaxCapabilityName)
		}
		v.Concepts(at+".concepts", c.Concepts)
		v.Between(at+".weight", &c.Weight, 1, 3)
	}
}

// Trim takes off what people type around values.
func (p *Project) Trim() {
	p.Title, p.Goal, p.Call = p.Title.Trim(), p.Goal.Trim(), strings.TrimSpace(p.Call)
	for i := range p.Capabilities {
		p.Capabilities[i].Name = strings.TrimSpace(p.Capabilities[i].Name)
	}
}

// Derive brings the state and the list of those who see the project in line with the invitations.
func (p *Project) Derive() {
	p.Invited = []ID{}
	pending, accepted := false, false
	for _, m := range p.Members {
		if m.Organisation == p.Organisation && !m.Anonymous {
			pending = pending || m.Invitation == Invited
			continue
		}
		if m.Anonymous || m.Invitation == Proposed {
			continue
		}
		p.Invited = append(p.Invited, m.Organisation)
		pending = pending || m.Invitation == Invited
		accepted = accepted || m.Invitation == Accepted
	}
	p.Parties = append([]ID{p.Organisation}, p.Invited...)
	switch {
	case p.State == ProjectClosed:
	case pending:
		p.State = ProjectInviting
	case accepted:
		p.State = ProjectFormed
	default:
		p.State = ProjectDraft
	}
}

// Agreed tells whether the owner has said yes: by founding the project, or to the manager who did.
func (p *Project) Agreed() bool {
	m, ok := p.Member(p.Organisation)
	return ok && m.Invitation == Accepted
}

// Member finds the member that an organisation is by its name.
func (p *Project) Member(organisation ID) (*ProjectMember, bool) {
	for i := range p.Members {
		if p.Members[i].Organisation == organisation && !p.Members[i].Anonymous {
			return &p.Members[i], true
		}
	}
	return nil, false
}
