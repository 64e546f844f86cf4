package entry_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"splot/app"
	"splot/app/entry"
	"splot/app/records"
	"splot/app/store"
)

// workflow is every action in every state with the state that follows; what is not listed is refused.
var workflow = map[app.EntryState]map[string]app.EntryState{
	app.EntryDraft: {entry.ActEdit: app.EntryDraft, entry.ActSubmit: app.EntrySubmitted, entry.ActDelete: "deleted"},
	app.EntrySubmitted: {
		entry.ActRecall: app.EntryDraft, entry.ActWithdraw: app.EntryWithdrawn, entry.ActAssign: app.EntryInReview,
	},
	app.EntryInReview: {
		entry.ActWithdraw: app.EntryWithdrawn, entry.ActAssign: app.EntryInReview, entry.ActReview: app.EntryInReview,
		entry.ActRequestChanges: app.EntryChangesRequested, entry.ActApprove: app.EntryApproved,
	},
	app.EntryChangesRequested: {
		entry.ActEdit: app.EntryChangesRequested, entry.ActSubmit: app.EntryInReview, entry.ActWithdraw: app.EntryWithdrawn,
	},
	app.EntryApproved: {
		entry.ActEdit: app.EntryDraft, entry.ActWithdraw: app.EntryWithdrawn, entry.ActRenew: app.EntryApproved,
		entry.ActVisibility: app.EntryApproved,
	},
	app.EntryWithdrawn: {entry.ActEdit: app.EntryDraft},
	app.EntryExpired:   {entry.ActEdit: app.EntryDraft, entry.ActRenew: app.EntryApproved},
}

// remarked is a review that may ask for changes.
var remarked = app.Review{Scores: map[string]int{"novelty": 4}, Remarks: []app.Remark{{Field: "title", Text: "Skrócić"}}, Summary: "Skrócić"}

// act does an action as whoever may.
func (s *site) act(v entry.View, action string) (entry.View, error) {
	ctx, id, n := s.t.Context(), v.Entry.ID, v.Version
	switch action {
	case entry.ActEdit:
		c := film()
		c.Keywords = []string{"folia"}
		return s.Save(ctx, s.author, id, n, c)
	case entry.ActSubmit:
		return s.Submit(ctx, s.author, id, n)
	case entry.ActRecall:
		return s.Recall(ctx, s.author, id, n)
	case entry.ActDelete:
		return entry.View{}, s.Delete(ctx, s.author, id, n)
	case entry.ActWithdraw:
		return s.Withdraw(ctx, s.author, id, n, "")
	case entry.ActRenew:
		return s.Renew(ctx, s.author, id, n)
	case entry.ActVisibility:
		return s.SetVisibility(ctx, s.author, id, n, app.VisibleNetwork)
	case entry.ActAssign:
		return s.Assign(ctx, s.manager, id, n, s.examiner.Person)
	case entry.ActReview:
		return s.SaveReview(ctx, s.examiner, id, n, remarked)
	case entry.ActRequestChanges:
		return s.RequestChanges(ctx, s.examiner, id, n, remarked)
	case entry.ActApprove:
		return s.Approve(ctx, s.examiner, id, n, app.Review{Scores: map[string]int{"novelty": 4}})
	}
	panic(action)
}

// in is an entry in a state.
func (s *site) in(state app.EntryState) entry.View {
	s.t.Helper()
	step := func(v entry.View, action string) entry.View {
		s.t.Helper()
		next, err := s.act(v, action)
		must(s.t, err)
		return next
	}
	switch state {
	case app.EntryDraft:
		return s.draft(film())
	case app.EntrySubmitted:
		return step(s.draft(film()), entry.ActSubmit)
	case app.EntryInReview:
		return s.inReview(film())
	case app.EntryChangesRequested:
		return step(s.inReview(film()), entry.ActRequestChanges)
	case app.EntryApproved:
		return s.approved(film())
	case app.EntryWithdrawn:
		return step(s.approved(film()), entry.ActWithdraw)
	case app.EntryExpired:
		v := s.approved(film())
		s.clock.forward(400 * 24 * time.Hour)
		_, err := s.Expire(s.t.Context())
		must(s.t, err)
		v, err = s.Get(s.t.Context(), s.author, v.Entry.ID)
		must(s.t, err)
		return v
	}
	panic(state)
}

// TestStates tries every action in every state.
func TestStates(t *testing.T) {
	actors := map[string]func(*site) app.Actor{
		entry.ActAssign: func(s *site) app.Actor { return s.manager }, entry.ActReview: func(s *site) app.Actor { return s.examiner },
		entry.ActRequestChanges: func(s *site) app.Actor { return s.examiner }, entry.ActApprove: func(s *site) app.Actor { return s.examiner },
	}
	for _, state := range app.EntryStates {
		for _, action := range []string{
			entry.ActEdit, entry.ActSubmit, entry.ActRecall, entry.ActDelete, entry.ActWithdraw, entry.ActRenew, entry.ActVisibility,
			entry.ActAssign, entry.ActReview, entry.ActRequestChanges, entry.ActApprove,
		} {
			t.Run(state+"/"+action, func(t *testing.T) {
				s := newSite(t)
				v := s.in(app.EntryState(state))
				if string(v.Entry.State) != state {
					t.Fatalf("it is %s", v.Entry.State)
				}
				want, allowed := workflow[v.Entry.State][action]
				actor := s.author
				if f, ok := actors[action]; ok {
					actor = f(s)
				}
				if seen, err := s.Get(t.Context(), actor, v.Entry.ID); err == nil && slices.Contains(seen.Actions, action) != allowed {
					t.Errorf("offered are %v", seen.Actions)
				}
				after, err := s.act(v, action)
				switch {
				case !allowed && err == nil:
					t.Errorf("refused by the workflow, and it is %s", after.Entry.State)
				case allowed && err != nil:
					t.Error(err)
				case allowed && want != "deleted" && after.Entry.State != want:
					t.Errorf("it becomes %s, want %s", after.Entry.State, want)
				}
			})
		}
	}
}

// failing is a store that works until it has written once more, and then neither reads nor writes.
type failing struct {
	store.Store
	armed, failed bool
}

var errDown = errors.New("the store is gone")

func (f *failing) Write(ctx context.Context, writes ...store.Write) ([]error, error) {
	if f.failed {
		return nil, errDown
	}
	f.failed = f.armed
	return f.Store.Write(ctx, writes...)
}

func (f *failing) Get(ctx context.Context, c *store.Collection, id string) (store.Document, error) {
	if f.failed {
		return store.Document{}, errDown
	}
	return f.Store.Get(ctx, c, id)
}

func (f *failing) Find(ctx context.Context, c *store.Collection, q store.Query) ([]store.Document, store.Cursor, error) {
	if f.failed {
		return nil, "", errDown
	}
	return f.Store.Find(ctx, c, q)
}

// TestNothingFailsAfterTheWrite: what happened is answered, even if the store is gone in the next moment.
func TestNothingFailsAfterTheWrite(t *testing.T) {
	for state, actions := range workflow {
		for action, want := range actions {
			if action == entry.ActDelete || action == entry.ActSubmit { // a submission freezes its version first
				continue
			}
			t.Run(string(state)+"/"+action, func(t *testing.T) {
				s := newSite(t)
				v := s.in(state)
				down := &failing{Store: s.records.Store, armed: true}
				s.Service = entry.New(entry.Options{Records: records.In(down), Engine: s.found, Clock: s.clock.read, IDs: s.ids})
				after, err := s.act(v, action)
				if err != nil || !down.failed || after.Entry.State != want {
					t.Errorf("it is %s, want %s: %v", after.Entry.State, want, err)
				}
			})
		}
	}
}
