package entry

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Assign gives an entry to an auditor of its cluster, never of the own organisation.
func (s *Service) Assign(ctx context.Context, actor app.Actor, id app.ID, version int64, auditor app.ID) (View, error) {
	d, err := s.change(ctx, actor, id, version, app.OpAssign)
	if err != nil {
		return View{}, err
	}
	e := &d.Value
	if !possible(*e, ActAssign) {
		return View{}, wrongState(*e)
	}
	if err := s.mayAudit(ctx, *e, auditor); err != nil {
		return View{}, err
	}
	e.Auditor, e.State = auditor, app.EntryInReview
	answer, err := s.answering(ctx, actor, d, auditor)
	if err != nil {
		return View{}, err
	}
	if d, err = s.save(ctx, d, app.Step{By: actor.Person, Action: "assigned", Person: auditor}, false); err != nil {
		return View{}, err
	}
	return answer(d), nil
}

func (s *Service) mayAudit(ctx context.Context, e app.Entry, auditor app.ID) error {
	p, err := s.People.Get(ctx, string(auditor))
	if errors.Is(err, store.ErrNotFound) {
		return app.Wrong("auditor", "not_auditor")
	}
	if err != nil {
		return fmt.Errorf("read auditor %s: %w", auditor, err)
	}
	if p.Value.Disabled || !slices.Contains(p.Value.Scopes, app.Grant{Role: app.RoleAuditor, Cluster: e.Cluster}.Scope()) {
		return app.Wrong("auditor", "not_auditor")
	}
	why, err := s.blocked(ctx, e, auditor, p.Value)
	switch {
	case err != nil:
		return err
	case why == BlockedWrote:
		return app.Wrong("auditor", "wrote_entry")
	case why == BlockedRepresented:
		return app.Wrong("auditor", "represented_owner")
	case why != "":
		return app.Wrong("auditor", "own_organisation")
	}
	return nil
}

// SaveReview stores the auditor's scores and remarks without deciding; the author does not see them yet.
func (s *Service) SaveReview(ctx context.Context, actor app.Actor, id app.ID, version int64, review app.Review) (View, error) {
	d, err := s.reviewing(ctx, actor, id, version, ActReview, review)
	if err != nil {
		return View{}, err
	}
	d.Value.UpdatedAt = s.now()
	answer, err := s.answering(ctx, actor, d)
	if err != nil {
		return View{}, err
	}
	if d, err = s.Entries.Replace(ctx, d); err != nil {
		return View{}, records.Answer("save review of entry "+string(id), err)
	}
	return answer(d), nil
}

// reviewing loads an entry under review by the actor and puts the review into it.
func (s *Service) reviewing(ctx context.Context, actor app.Actor, id app.ID, version int64, action string, review app.Review) (doc, error) {
	d, err := s.change(ctx, actor, id, version, app.OpReview)
	if err != nil {
		return d, err
	}
	if !possible(d.Value, action) {
		return d, wrongState(d.Value)
	}
	if errs := review.Validate(); len(errs) > 0 {
		return d, app.Invalid(errs...)
	}
	review.Number, review.By, review.UpdatedAt = d.Value.Number, actor.Person, s.now()
	d.Value.Review = &review
	return d, nil
}

// RequestChanges gives the entry back to its author with at least one remark.
func (s *Service) RequestChanges(ctx context.Context, actor app.Actor, id app.ID, version int64, review app.Review) (View, error) {
	d, err := s.reviewing(ctx, actor, id, version, ActRequestChanges, review)
	if err != nil {
		return View{}, err
	}
	if len(review.Remarks) == 0 {
		return View{}, app.Wrong("remarks", "required")
	}
	d.Value.State, d.Value.Remarks = app.EntryChangesRequested, review.Remarks
	answer, err := s.answering(ctx, actor, d)
	if err != nil {
		return View{}, err
	}
	if d, err = s.save(ctx, d, app.Step{By: actor.Person, Action: "changes_requested", Note: review.Summary}, false); err != nil {
		return View{}, err
	}
	return answer(d), nil
}

// Approve makes the frozen version the approved one, in one write: the entry says which version is approved and its
// history which ones were, so that the frozen versions need no change and nothing can fail when it has happened.
func (s *Service) Approve(ctx context.Context, actor app.Actor, id app.ID, version int64, review app.Review) (View, error) {
	d, err := s.reviewing(ctx, actor, id, version, ActApprove, review)
	if err != nil {
		return View{}, err
	}
	if errs := s.overdue(d.Value.Content); len(errs) > 0 {
		return View{}, (&app.Validator{Errors: errs}).Err()
	}
	s.approve(&d.Value, actor.Person, d.Value.Review.Score())
	d.Value.Remarks = review.Remarks
	answer, err := s.answering(ctx, actor, d)
	if err != nil {
		return View{}, err
	}
	if d, err = s.save(ctx, d, app.Step{By: actor.Person, Action: "approved", Note: review.Summary}, true); err != nil {
		return View{}, err
	}
	return answer(d), nil
}

func (s *Service) approve(e *app.Entry, by app.ID, score *float64) {
	now := s.now()
	e.State, e.Live = app.EntryApproved, true
	e.Approved = &app.Approved{
		Number: e.Number, Content: e.Content, By: by, At: now, ValidUntil: now.AddDate(0, app.ValidFor, 0), Score: score,
	}
}
