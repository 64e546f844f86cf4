package httpapi

import (
	"context"
	"time"

	"splot/app"
	"splot/app/consortium"
	"splot/app/store"
)

// ProjectForm is a project draft, as it is written.
type ProjectForm struct {
	Title        Text                `json:"title"`
	Goal         Text                `json:"goal" required:"false"`
	Call         string              `json:"call" required:"false" doc:"The call for proposals that it answers"`
	Need         app.ID              `json:"need,omitempty" required:"false" maxLength:"80" doc:"The owner's need from which it came"`
	Closed       bool                `json:"closed" required:"false" doc:"Put aside"`
	Capabilities []Capability        `json:"capabilities" required:"false" nullable:"false" maxItems:"24"`
	Members      []ProjectMemberForm `json:"members" required:"false" nullable:"false" maxItems:"24" doc:"The owner is put in by itself. Who is left out no longer sees the project"`
}

// ProjectMemberForm names a member by its organisation, or an anonymous one by its teaser.
type ProjectMemberForm struct {
	Organisation app.ID           `json:"organisation,omitempty" required:"false" maxLength:"80"`
	Entry        app.ID           `json:"entry,omitempty" required:"false" maxLength:"80" doc:"Of an anonymous one"`
	Role         string           `json:"role" required:"false" enum:"leader,partner" default:"partner"`
	Covers       []ProjectCovered `json:"covers" required:"false" nullable:"false" maxItems:"24"`
}

// ProjectCovered says by which entry, and how well, a member covers a capability.
type ProjectCovered struct {
	Capability int     `json:"capability" minimum:"0" maximum:"23" doc:"Index in the capabilities"`
	Entry      app.ID  `json:"entry,omitempty" required:"false" maxLength:"80"`
	Score      float64 `json:"score" required:"false" minimum:"0" maximum:"100"`
}

// Project is a project draft as the viewer sees it.
type Project struct {
	ID           app.ID          `json:"id"`
	Version      int64           `json:"version" doc:"For If-Match"`
	State        string          `json:"state" enum:"draft,inviting,formed,closed"`
	Organisation OrganisationRef `json:"organisation" doc:"Owner"`
	Cluster      app.ID          `json:"cluster"`
	Title        Text            `json:"title"`
	Goal         Text            `json:"goal"`
	Call         string          `json:"call"`
	Need         app.ID          `json:"need,omitempty" doc:"For the owner"`
	Capabilities []Capability    `json:"capabilities" nullable:"false"`
	Members      []ProjectMember `json:"members" nullable:"false"`
	ByManager    bool            `json:"byManager" doc:"A manager founded it for the owner, who is asked before the others"`
	Founder      string          `json:"founder,omitempty" doc:"Name of that manager"`
	Own          bool            `json:"own" doc:"The viewer represents the owner"`
	CanEdit      bool            `json:"canEdit" doc:"Also invite"`
	CanDelete    bool            `json:"canDelete" doc:"Nobody has been invited; otherwise it can be closed"`
	Answer       string          `json:"answer,omitempty" enum:"invited,accepted,declined" doc:"State of the invitation that the viewer may answer"`
	CreatedAt    time.Time       `json:"createdAt"`
	UpdatedAt    time.Time       `json:"updatedAt"`
}

// ProjectMember is a member of a project as the viewer may know of it.
type ProjectMember struct {
	TeamParty
	Role       string         `json:"role" enum:"leader,partner"`
	Covers     []TeamCoverage `json:"covers" nullable:"false"`
	Invitation string         `json:"invitation" enum:"proposed,invited,accepted,declined"`
	Reason     string         `json:"reason,omitempty" enum:"capacity,topic,partners,terms,too_early,other" doc:"Why it declined; for the owner and itself"`
	Note       string         `json:"note,omitempty" doc:"With the reason"`
	Own        bool           `json:"own" doc:"The viewer represents it"`
	Match      app.ID         `json:"match,omitempty" doc:"Of an anonymous one: the match with the project's need, by which it is asked"`
}

type (
	listProjects struct {
		Paging
		Organisation app.ID `query:"organisation" maxLength:"80" doc:"Only those that this organisation owns"`
		Cluster      app.ID `query:"cluster" maxLength:"80" doc:"Only of this cluster"`
	}
	createProject struct {
		Body struct {
			Organisation app.ID `json:"organisation,omitempty" required:"false" maxLength:"80" doc:"Owner; needed by a manager and by who represents several"`
			ProjectForm
		}
	}
	saveProject struct {
		ByID
		BasedOn
		Body ProjectForm
	}
	changeProject struct {
		ByID
		BasedOn
	}
	answerProject struct {
		ByID
		Body struct {
			Organisation app.ID `json:"organisation,omitempty" required:"false" maxLength:"80" doc:"Needed by who represents several of the invited"`
			Answer       string `json:"answer" enum:"accept,decline"`
			Reason       string `json:"reason,omitempty" required:"false" enum:"capacity,topic,partners,terms,too_early,other" doc:"Needed with decline; the owner learns it"`
			Note         string `json:"note,omitempty" required:"false" doc:"With decline, for the owner"`
		}
	}
)

func (f ProjectForm) draft() consortium.Draft {
	d := consortium.Draft{
		Title: f.Title.domain(), Goal: f.Goal.domain(), Call: f.Call, Need: f.Need, Closed: f.Closed, Capabilities: capabilities(f.Capabilities),
	}
	for _, m := range f.Members {
		member := app.ProjectMember{Organisation: m.Organisation, Entry: m.Entry, Role: m.Role}
		for _, c := range m.Covers {
			member.Covers = append(member.Covers, app.Covered(c))
		}
		d.Members = append(d.Members, member)
	}
	return d
}

func projectOf(v consortium.View) Project {
	p := Project{
		ID: v.ID, Version: v.Version, State: string(v.State), Organisation: OrganisationRef{ID: v.Organisation, Name: v.OwnerName}, Cluster: v.Cluster,
		Title: textOf(v.Title), Goal: textOf(v.Goal), Call: v.Call, Need: v.Need, Capabilities: capabilitiesOf(v.Capabilities),
		Members: make([]ProjectMember, len(v.Members)), ByManager: v.ByManager, Founder: v.Founder, Own: v.Own, CanEdit: v.CanEdit, CanDelete: v.CanDelete, Answer: v.Answer,
		CreatedAt: v.CreatedAt, UpdatedAt: v.UpdatedAt,
	}
	for i, m := range v.Members {
		p.Members[i] = ProjectMember{
			TeamParty: partyOf(m.Party), Role: m.Role, Covers: coveragesOf(m.Covers), Invitation: m.Invitation, Reason: m.Reason, Note: m.Note,
			Own: m.Own, Match: m.Match,
		}
	}
	return p
}

func projectAnswer(v consortium.View, err error) (*body[Project], error) {
	if err != nil {
		return nil, err
	}
	return answer(projectOf(v)), nil
}

// Projects is the projects and their invitations.
func Projects(s *consortium.Service) Resource { return func(a *API) { a.projects(s) } }

func (a *API) projects(s *consortium.Service) {
	register(a, get("Projects", "listProjects", "/api/projects", "List project drafts: own, those to which the own organisation is invited, or those of a managed cluster", app.OpListProjects),
		func(ctx context.Context, actor app.Actor, in *listProjects) (*body[page[Project]], error) {
			views, next, err := s.List(ctx, actor, consortium.Filter{Organisation: in.Organisation, Cluster: in.Cluster, Cursor: store.Cursor(in.Cursor), Limit: in.Limit})
			if err != nil {
				return nil, err
			}
			list := page[Project]{Items: make([]Project, len(views)), Next: string(next)}
			for i, v := range views {
				list.Items[i] = projectOf(v)
			}
			return answer(list), nil
		})
	create := post("Projects", "createProject", "/api/projects", "Make a project draft, of a composed team or of none", app.OpCreateProject).created()
	register(a, create, func(ctx context.Context, actor app.Actor, in *createProject) (*body[Project], error) {
		draft := in.Body.draft()
		draft.Organisation = in.Body.Organisation
		return projectAnswer(s.Create(ctx, actor, draft))
	})
	register(a, get("Projects", "getProject", "/api/projects/{id}", "Show a project draft", app.OpReadProject),
		func(ctx context.Context, actor app.Actor, in *ByID) (*body[Project], error) {
			return projectAnswer(s.Get(ctx, actor, in.ID))
		})
	register(a, put("Projects", "saveProject", "/api/projects/{id}", "Change a project draft; invitations of those who stay are kept", app.OpEditProject),
		func(ctx context.Context, actor app.Actor, in *saveProject) (*body[Project], error) {
			return projectAnswer(s.Save(ctx, actor, in.ID, in.version, in.Body.draft()))
		})
	register(a, del("Projects", "deleteProject", "/api/projects/{id}", "Delete a project draft to which nobody was invited", app.OpEditProject),
		func(ctx context.Context, actor app.Actor, in *changeProject) (*none, error) {
			return &none{}, s.Delete(ctx, actor, in.ID, in.version)
		})
	register(a, post("Projects", "inviteMembers", "/api/projects/{id}/invite", "Invite all members that are only proposed, at once; anonymous ones are asked by their match", app.OpEditProject),
		func(ctx context.Context, actor app.Actor, in *changeProject) (*body[Project], error) {
			return projectAnswer(s.Invite(ctx, actor, in.ID, in.version))
		})
	register(a, post("Projects", "answerInvitation", "/api/projects/{id}/answer", "Accept or decline the own organisation's invitation", app.OpAnswerProject),
		func(ctx context.Context, actor app.Actor, in *answerProject) (*body[Project], error) {
			return projectAnswer(s.Answer(ctx, actor, in.ID, consortium.Reply{
				Organisation: in.Body.Organisation, Accept: in.Body.Answer == "accept", Reason: in.Body.Reason, Note: in.Body.Note,
			}))
		})
}
