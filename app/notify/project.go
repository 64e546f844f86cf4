package notify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Project tells whom a project draft concerns what happened to it. It handles records.TopicProject.
func (s *Service) Project(ctx context.Context, e store.Event) error {
	step, err := records.Payload[records.ProjectStep](e)
	if err != nil {
		return err
	}
	d, err := s.Projects.Get(ctx, e.Key)
	gone := errors.Is(err, store.ErrNotFound)
	if err != nil && !gone {
		return fmt.Errorf("read project %s: %w", e.Key, err)
	}
	p := d.Value
	p.ID = app.ID(e.Key)
	if !gone {
		switch step.Action {
		case "invited", "founded":
			err = s.invitedTo(ctx, &p, step)
		case app.Accepted, app.Declined:
			err = s.answered(ctx, &p, step)
		}
		if err != nil {
			return err
		}
	}
	if err := s.settle(ctx, e, p.ID, func(n app.Notification) bool { return gone || !waitsFor(p, n) }, app.NoticeProjectInvitation); err != nil {
		return err
	}
	parties := distinct(append(slices.Clone(p.Parties), step.Organisations...))
	to := scopes{organisations: parties}
	if p.Cluster != "" {
		to.clusters = []app.ID{p.Cluster}
	}
	return s.changed(ctx, to, "event:"+e.ID, 1, aProject, p.ID)
}

// invitation is the cause of a notification of one invitation; prefix of all of an organisation to a project.
func invitation(project, organisation app.ID) string {
	return "project_invitation:" + string(project) + ":" + string(organisation) + ":"
}

// waitsFor tells whether the organisation that was invited by the notification has still to answer.
func waitsFor(p app.Project, n app.Notification) bool {
	return slices.ContainsFunc(p.Members, func(m app.ProjectMember) bool {
		return m.Invitation == app.Invited && strings.HasPrefix(n.Cause, invitation(p.ID, m.Organisation))
	})
}

// invitedTo tells the representatives of the newly invited organisations, and those of an owner for whom a manager
// founded the project. Who is invited again later is told again.
func (s *Service) invitedTo(ctx context.Context, p *app.Project, step records.ProjectStep) error {
	for _, id := range step.Organisations {
		m, ok := p.Member(id)
		if !ok || m.Invitation == app.Proposed {
			continue // taken back meanwhile
		}
		to, err := s.scope(ctx, step.By, representatives(id)...)
		if err != nil {
			return err
		}
		err = s.tell(ctx, to, app.Notification{
			Cause: invitation(p.ID, id) + strconv.FormatInt(m.InvitedAt.Unix(), 10),
			Kind:  app.NoticeProjectInvitation, Subject: p.ID, Facts: app.NoticeFacts{Project: p.ID, Title: app.TitleIn(p.Title), Progress: foundedFor(p, id)},
		}, 1)
		if err != nil {
			return err
		}
	}
	return nil
}

// foundedFor is "founded" where the organisation is asked to lead what a manager founded in its name.
func foundedFor(p *app.Project, organisation app.ID) string {
	if p.ByManager && organisation == p.Organisation {
		return "founded"
	}
	return ""
}

// answered tells the owner's representatives what an organisation said, and the cluster's managers what the owner did of
// a project that one of them founded.
func (s *Service) answered(ctx context.Context, p *app.Project, step records.ProjectStep) error {
	asked := representatives(p.Organisation)
	if p.ByManager && slices.Contains(step.Organisations, p.Organisation) {
		asked = managers(p.Cluster)
	}
	to, err := s.scope(ctx, step.By, asked...)
	if err != nil {
		return err
	}
	for _, id := range step.Organisations {
		m, ok := p.Member(id)
		if !ok || m.Invitation != step.Action {
			continue // answered otherwise meanwhile
		}
		f := app.NoticeFacts{Project: p.ID, Title: app.TitleIn(p.Title), Progress: step.Action, Reason: m.Reason}
		err := s.tell(ctx, to, app.Notification{
			Cause: "project_answer:" + string(p.ID) + ":" + string(id) + ":" + step.Action + ":" + strconv.FormatInt(m.AnsweredAt.Unix(), 10),
			Kind:  app.NoticeProjectAnswer, Subject: p.ID, Facts: f,
		}, 1)
		if err != nil {
			return err
		}
	}
	return nil
}
