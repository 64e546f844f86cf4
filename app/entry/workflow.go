package entry

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Submit freezes the present content as the next version. With an auditor assigned it goes straight
// back into review.
func (s *Service) Submit(ctx context.Context, actor app.Actor, id app.ID, version int64) (View, error) {
	d, err := s.change(ctx, actor, id, version, app.OpEditEntry)
	if err != nil {
		return View{}, err
	}
	e := &d.Value
	if !possible(*e, ActSubmit) {
		return View{}, wrongState(*e)
	}
	if err := s.complete(ctx, *e); err != nil {
		return View{}, err
	}
	e.Number++
	e.SubmittedAt = s.now()
	e.State = app.EntrySubmitted
	if err := s.backToAuditor(ctx, actor, e); err != nil {
		return View{}, err
	}
	if err := s.freeze(ctx, *e, actor.Person); err != nil {
		return View{}, err
	}
	answer, err := s.answering(ctx, actor, d)
	if err != nil {
		return View{}, err
	}
	if d, err = s.save(ctx, d, app.Step{By: actor.Person, Action: "submitted"}, false); err != nil {
		return View{}, err
	}
	return answer(d), nil
}

// backToAuditor puts a submission into the review of who reviewed it before, unless they wrote it meanwhile.
func (s *Service) backToAuditor(ctx context.Context, actor app.Actor, e *app.Entry) error {
	if e.Auditor == "" {
		return nil
	}
	asSubmitted := *e
	asSubmitted.Editors = append(slices.Clone(e.Editors), actor.Person)
	err := s.mayAudit(ctx, asSubmitted, e.Auditor)
	switch {
	case err == nil:
		e.State = app.EntryInReview
	case app.ClassOf(err) != app.ClassInvalid:
		return err
	default:
		e.Auditor = ""
	}
	return nil
}

// complete checks that a content can be submitted: every required field, and an anonymous teaser that
// does not name its owner.
func (s *Service) complete(ctx context.Context, e app.Entry) error {
	v := app.Validator{Errors: e.Content.Check(e.Kind, true)}
	v.Errors = append(v.Errors, s.overdue(e.Content)...)
	if e.Content.Visibility == app.VisibleTeaser {
		o, err := s.Organisations.Get(ctx, string(e.Organisation))
		if err != nil {
			return fmt.Errorf("read owner of entry %s: %w", e.ID, err)
		}
		for _, text := range []struct{ field, value string }{
			{"title.pl", e.Content.Title.PL},
			{"title.en", e.Content.Title.EN},
			{"teaser.pl", e.Content.Teaser.PL},
			{"teaser.en", e.Content.Teaser.EN},
		} {
			if app.Mask(text.value, o.Value.Identifying()...) != text.value {
				v.Add(text.field, "name_in_teaser")
			}
		}
	}
	return v.Err()
}

// overdue is the error of a need whose deadline has passed: nobody could meet it.
func (s *Service) overdue(c app.Content) []app.FieldError {
	var v app.Validator
	if c.Need.Past(s.now()) {
		v.Add("need.deadline", "past")
	}
	return v.Errors
}

// freeze stores the version before the entry points to it. A version that another attempt left behind
// without its entry having followed is overwritten.
func (s *Service) freeze(ctx context.Context, e app.Entry, by app.ID) error {
	id := records.VersionID(e.ID, e.Number)
	version := records.Version{Entry: e.ID, Number: e.Number, Content: e.Content, By: by, SubmittedAt: e.SubmittedAt}
	err := s.Versions.Insert(ctx, id, version)
	if errors.Is(err, store.ErrDuplicate) {
		var left store.Doc[records.Version]
		if left, err = s.Versions.Get(ctx, id); err == nil {
			left.Value = version
			_, err = s.Versions.Replace(ctx, left)
		}
	}
	if err != nil {
		return fmt.Errorf("freeze version %d of entry %s: %w", e.Number, e.ID, err)
	}
	return nil
}

// Recall takes a submission back before its review began.
func (s *Service) Recall(ctx context.Context, actor app.Actor, id app.ID, version int64) (View, error) {
	return s.transition(ctx, actor, id, version, ActRecall, func(e *app.Entry) (app.Step, bool) {
		e.State = app.EntryDraft
		return app.Step{Action: "withdrawn_submission"}, false
	})
}

// Withdraw ends an entry: it is no longer searched nor matched. Editing it begins a new version.
func (s *Service) Withdraw(ctx context.Context, actor app.Actor, id app.ID, version int64, note string) (View, error) {
	var v app.Validator
	v.Length("note", note, app.MaxRemark)
	if err := v.Err(); err != nil {
		return View{}, err
	}
	return s.transition(ctx, actor, id, version, ActWithdraw, func(e *app.Entry) (app.Step, bool) {
		wasLive := e.Live
		e.State, e.Live = app.EntryWithdrawn, false
		return app.Step{Action: "withdrawn", Note: note}, wasLive
	})
}

// Renew makes the approved version valid for another ValidFor months from now.
func (s *Service) Renew(ctx context.Context, actor app.Actor, id app.ID, version int64) (View, error) {
	return s.transitionIf(ctx, actor, id, version, ActRenew, s.current, func(e *app.Entry) (app.Step, bool) {
		e.Approved.ValidUntil, e.Approved.Warned = s.now().AddDate(0, app.ValidFor, 0), false
		e.Live = true
		if e.State == app.EntryExpired {
			e.State = app.EntryApproved
		}
		return app.Step{Action: "renewed", Number: e.Approved.Number}, true
	})
}

// SetVisibility changes who sees the approved version, without another audit.
func (s *Service) SetVisibility(ctx context.Context, actor app.Actor, id app.ID, version int64, visibility app.Visibility) (View, error) {
	var v app.Validator
	v.OneOf("visibility", string(visibility), app.Visibilities)
	if err := v.Err(); err != nil {
		return View{}, err
	}
	return s.transition(ctx, actor, id, version, ActVisibility, func(e *app.Entry) (app.Step, bool) {
		e.Content.Visibility, e.Approved.Content.Visibility = visibility, visibility
		return app.Step{Action: "visibility", Note: string(visibility)}, true
	})
}

// transition does one step of the workflow that needs no more than the entry.
func (s *Service) transition(ctx context.Context, actor app.Actor, id app.ID, version int64, action string, apply func(*app.Entry) (app.Step, bool)) (View, error) {
	return s.transitionIf(ctx, actor, id, version, action, func(app.Entry) error { return nil }, apply)
}

// current tells that the approved version asks for nothing whose time has passed.
func (s *Service) current(e app.Entry) error {
	return (&app.Validator{Errors: s.overdue(e.Approved.Content)}).Err()
}

// transitionIf is transition where the entry has to satisfy a condition beside its state.
func (s *Service) transitionIf(ctx context.Context, actor app.Actor, id app.ID, version int64, action string, fits func(app.Entry) error, apply func(*app.Entry) (app.Step, bool)) (View, error) {
	d, err := s.change(ctx, actor, id, version, operations[action])
	if err != nil {
		return View{}, err
	}
	if !possible(d.Value, action) {
		return View{}, wrongState(d.Value)
	}
	if err := fits(d.Value); err != nil {
		return View{}, err
	}
	step, matching := apply(&d.Value)
	step.By = actor.Person
	answer, err := s.answering(ctx, actor, d)
	if err != nil {
		return View{}, err
	}
	if d, err = s.save(ctx, d, step, matching); err != nil {
		return View{}, err
	}
	return answer(d), nil
}

// expirePage bounds how many entries one query of Expire reads.
const expirePage = 200

// Expire ends every live entry whose validity is over. Running it on several nodes at once is safe.
func (s *Service) Expire(ctx context.Context) (int, error) {
	expired := 0
	for {
		due, _, err := s.Entries.Find(ctx, store.Query{
			Where: []store.Condition{store.Eq("live", true), {Field: "approved.validUntil", Below: s.now()}},
			Sort:  "approved.validUntil", Limit: expirePage,
		})
		if err != nil {
			return expired, fmt.Errorf("find expired entries: %w", err)
		}
		for _, d := range due {
			d.Value.Live = false
			if d.Value.State == app.EntryApproved {
				d.Value.State = app.EntryExpired
			}
			switch _, err := s.save(ctx, d, app.Step{Action: "expired", Number: d.Value.Approved.Number}, true); {
			case err == nil:
				expired++
			case app.ClassOf(err) != app.ClassStale:
				return expired, err
			}
		}
		if len(due) < expirePage {
			return expired, nil
		}
	}
}

// Warn tells the owners of live entries once that their validity ends within app.WarnBefore days. Running
// it on several nodes at once is safe.
func (s *Service) Warn(ctx context.Context) error {
	soon := store.Query{
		Where: []store.Condition{store.Eq("live", true), {Field: "approved.validUntil", Min: s.now(), Below: s.now().AddDate(0, 0, app.WarnBefore)}},
		Sort:  "approved.validUntil",
	}
	return s.Entries.Each(ctx, soon, func(d doc) error {
		if d.Value.Approved.Warned {
			return nil
		}
		d.Value.Approved.Warned = true
		step := app.Step{At: s.now(), Action: "expiring", Number: d.Value.Approved.Number}
		if _, err := s.Entries.Replace(ctx, d, s.events(d.Value, step, false)...); err != nil && !errors.Is(err, store.ErrStale) {
			return fmt.Errorf("warn of the end of entry %s: %w", d.ID, err)
		}
		return nil
	})
}

// Run expires entries, and warns of it, every interval until the context ends.
func (s *Service) Run(ctx context.Context, interval time.Duration) error {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		if err := s.Warn(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "warning of expiry failed", slog.Any("error", err))
		}
		if n, err := s.Expire(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "expiring entries failed", slog.Any("error", err))
		} else if n > 0 {
			s.log.InfoContext(ctx, "entries expired", slog.Int("count", n))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
