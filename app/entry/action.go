package entry

import (
	"slices"

	"splot/app"
)

// The actions that a view offers.
const (
	ActEdit           = "edit"
	ActSubmit         = "submit"
	ActRecall         = "recall"
	ActDelete         = "delete"
	ActWithdraw       = "withdraw"
	ActRenew          = "renew"
	ActVisibility     = "visibility"
	ActAssign         = "assign"
	ActReview         = "review"
	ActRequestChanges = "request_changes"
	ActApprove        = "approve"
	ActCompare        = "compare"
)

// allowed is the table of the workflow: the states in which an action is possible.
var allowed = map[string][]app.EntryState{
	ActEdit:           {app.EntryDraft, app.EntryChangesRequested, app.EntryApproved, app.EntryWithdrawn, app.EntryExpired},
	ActSubmit:         {app.EntryDraft, app.EntryChangesRequested},
	ActRecall:         {app.EntrySubmitted},
	ActDelete:         {app.EntryDraft},
	ActWithdraw:       {app.EntrySubmitted, app.EntryInReview, app.EntryChangesRequested, app.EntryApproved},
	ActAssign:         {app.EntrySubmitted, app.EntryInReview},
	ActReview:         {app.EntryInReview},
	ActRequestChanges: {app.EntryInReview},
	ActApprove:        {app.EntryInReview},
}

// operations is the operation of the table of permissions that an action is.
var operations = map[string]app.Operation{
	ActEdit: app.OpEditEntry, ActSubmit: app.OpEditEntry, ActRecall: app.OpEditEntry, ActDelete: app.OpEditEntry,
	ActWithdraw: app.OpEditEntry, ActRenew: app.OpEditEntry, ActVisibility: app.OpEditEntry,
	ActAssign: app.OpAssign, ActReview: app.OpReview, ActRequestChanges: app.OpReview, ActApprove: app.OpReview,
	ActCompare: app.OpFollowEntry,
}

// possible tells whether the entry's state allows an action.
func possible(e app.Entry, action string) bool {
	switch action {
	case ActRenew:
		return e.Approved != nil && (e.Live || e.State == app.EntryExpired)
	case ActVisibility:
		return e.Approved != nil && e.Live
	case ActCompare:
		return e.Number > 0
	case ActDelete:
		return e.State == app.EntryDraft && e.Number == 0
	case ActWithdraw:
		return slices.Contains(allowed[action], e.State) || e.Live
	}
	return slices.Contains(allowed[action], e.State)
}

func (s *Service) actions(actor app.Actor, e app.Entry) []string {
	list := []string{}
	for _, action := range []string{
		ActEdit, ActSubmit, ActRecall, ActDelete, ActWithdraw, ActRenew, ActVisibility,
		ActAssign, ActReview, ActRequestChanges, ActApprove, ActCompare,
	} {
		if possible(e, action) && actor.May(operations[action], target(e)) {
			list = append(list, action)
		}
	}
	return list
}
