package httpapi

import (
	"context"

	"splot/app"
	"splot/app/entry"
	"splot/app/store"
)

const tagEntries = "entries"

type (
	listEntries struct {
		Paging
		Organisation app.ID `query:"organisation" maxLength:"80" doc:"Only of this organisation"`
		Cluster      app.ID `query:"cluster" maxLength:"80" doc:"Only of this cluster"`
		Kind         string `query:"kind" enum:",technology,need,competence"`
		State        string `query:"state" enum:",draft,submitted,in_review,changes_requested,approved,withdrawn,expired"`
		Live         bool   `query:"live" doc:"Only those whose approved version is valid"`
		Text         string `query:"q" maxLength:"200" doc:"Words of the title or of the owner's name"`
		Sort         string `query:"sort" enum:",updated,-updated,valid,-valid,kind,-kind,state,-state" doc:"-updated unless said otherwise"`
	}
	listQueue struct {
		Paging
		Kind     string `query:"kind" enum:",technology,need,competence"`
		State    string `query:"state" enum:",submitted,in_review"`
		Cluster  app.ID `query:"cluster" maxLength:"80"`
		Assigned string `query:"assigned" enum:",me,none" doc:"me: to the viewer; none: to nobody"`

		Organisation app.ID `query:"organisation" maxLength:"80" doc:"Only of this organisation"`
		Text         string `query:"q" maxLength:"200" doc:"Words of the title or of the owner's name"`
		Sort         string `query:"sort" enum:",waiting,-waiting,kind,-kind,state,-state" doc:"Longest waiting first unless said otherwise"`
	}
	createEntry struct {
		Body struct {
			Organisation app.ID       `json:"organisation" maxLength:"80"`
			Cluster      app.ID       `json:"cluster" maxLength:"80" doc:"One of the organisation's clusters"`
			Kind         string       `json:"kind" enum:"technology,need,competence"`
			Content      EntryContent `json:"content" required:"false"`
		}
	}
	saveEntry struct {
		ByID
		BasedOn
		Body EntryContent
	}
	changeEntry struct {
		ByID
		BasedOn
	}
	withdrawEntry struct {
		ByID
		BasedOn
		Body struct {
			Note string `json:"note" required:"false" doc:"Why, for the history"`
		}
	}
	setVisibility struct {
		ByID
		BasedOn
		Body struct {
			Visibility string `json:"visibility" enum:"cluster,network,teaser"`
		}
	}
	assignEntry struct {
		ByID
		BasedOn
		Body struct {
			Auditor app.ID `json:"auditor" maxLength:"80"`
		}
	}
	listAuditors struct {
		ByID
		Also []app.ID `query:"also,explode" maxItems:"50" doc:"Other entries to assign with this one"`
	}
	reviewEntry struct {
		ByID
		BasedOn
		Body struct {
			Scores  map[string]int `json:"scores" required:"false" doc:"1–5 by criterion; leave out what cannot be judged"`
			Remarks []Remark       `json:"remarks" required:"false" nullable:"false" maxItems:"100"`
			Summary string         `json:"summary" required:"false"`
		}
	}
	compareEntry struct {
		ByID
		From int `query:"from" minimum:"0" maximum:"100000" doc:"Number of a version; 0 is the working copy"`
		To   int `query:"to" minimum:"0" maximum:"100000"`
	}
	attachFile struct {
		ByID
		BasedOn
		Name    string `query:"name" required:"true" maxLength:"400"`
		RawBody []byte `contentType:"application/octet-stream"`
	}
	downloadFile struct {
		ByID
		File app.ID `path:"file" maxLength:"80"`
	}
	fileContent struct {
		ContentType        string `header:"Content-Type"`
		ContentDisposition string `header:"Content-Disposition"`
		Body               []byte
	}
)

// Entries is the audit entries with their workflow, review and attachments.
func Entries(s *entry.Service) Resource { return func(a *API) { a.entries(s) } }

func (a *API) entries(s *entry.Service) {
	register(a, get(tagEntries, "listEntries", "/api/entries", "List entries: own, or of an organisation or cluster as far as visible", app.OpListEntries),
		func(ctx context.Context, actor app.Actor, in *listEntries) (*body[page[EntryItem]], error) {
			views, next, err := s.List(ctx, actor, entry.Filter{
				Organisation: in.Organisation, Cluster: in.Cluster, Kind: app.Kind(in.Kind), State: app.EntryState(in.State),
				Live: in.Live, Text: in.Text, Sort: in.Sort, Cursor: store.Cursor(in.Cursor), Limit: in.Limit,
			})
			return entryItems(views, next, err)
		})
	register(a, get(tagEntries, "listQueue", "/api/queue", "List what waits for review, longest waiting first", app.OpQueue),
		func(ctx context.Context, actor app.Actor, in *listQueue) (*body[page[EntryItem]], error) {
			views, next, err := s.Queue(ctx, actor, entry.QueueFilter{
				Kind: app.Kind(in.Kind), State: app.EntryState(in.State), Cluster: in.Cluster, Assigned: in.Assigned,
				Organisation: in.Organisation, Text: in.Text, Sort: in.Sort, Cursor: store.Cursor(in.Cursor), Limit: in.Limit,
			})
			return entryItems(views, next, err)
		})
	create := post(tagEntries, "createEntry", "/api/entries", "Start a draft", app.OpCreateEntry).created()
	register(a, create, func(ctx context.Context, actor app.Actor, in *createEntry) (*body[EntryPage], error) {
		content, err := in.Body.Content.domain()
		if err != nil {
			return nil, err
		}
		return entryAnswer(s.Create(ctx, actor, in.Body.Organisation, in.Body.Cluster, app.Kind(in.Body.Kind), content))
	})
	register(a, get(tagEntries, "getEntry", "/api/entries/{id}", "Show an entry", app.OpReadEntry),
		func(ctx context.Context, actor app.Actor, in *ByID) (*body[EntryPage], error) {
			return entryAnswer(s.Get(ctx, actor, in.ID))
		})
	register(a, put(tagEntries, "saveEntry", "/api/entries/{id}", "Save the working copy", app.OpEditEntry),
		func(ctx context.Context, actor app.Actor, in *saveEntry) (*body[EntryPage], error) {
			content, err := in.Body.domain()
			if err != nil {
				return nil, err
			}
			return entryAnswer(s.Save(ctx, actor, in.ID, in.version, content))
		})
	register(a, del(tagEntries, "deleteEntry", "/api/entries/{id}", "Delete a draft that was never submitted", app.OpEditEntry),
		func(ctx context.Context, actor app.Actor, in *changeEntry) (*none, error) {
			return &none{}, s.Delete(ctx, actor, in.ID, in.version)
		})
	a.entryWorkflow(s)
	a.entryReview(s)
	a.entryCounts(s)
	a.attachments(s)
}

func (a *API) entryWorkflow(s *entry.Service) {
	step := func(id, path, summary string, do func(context.Context, app.Actor, app.ID, int64) (entry.View, error)) {
		register(a, post(tagEntries, id, "/api/entries/{id}/"+path, summary, app.OpEditEntry),
			func(ctx context.Context, actor app.Actor, in *changeEntry) (*body[EntryPage], error) {
				return entryAnswer(do(ctx, actor, in.ID, in.version))
			})
	}
	step("submitEntry", "submit", "Submit the working copy for review", s.Submit)
	step("recallEntry", "recall", "Take a submission back before its review began", s.Recall)
	step("renewEntry", "renew", "Make the approved version valid for another twelve months", s.Renew)
	register(a, post(tagEntries, "withdrawEntry", "/api/entries/{id}/withdraw", "Withdraw an entry from search and matching", app.OpEditEntry),
		func(ctx context.Context, actor app.Actor, in *withdrawEntry) (*body[EntryPage], error) {
			return entryAnswer(s.Withdraw(ctx, actor, in.ID, in.version, in.Body.Note))
		})
	register(a, post(tagEntries, "setVisibility", "/api/entries/{id}/visibility", "Change who sees the approved version", app.OpEditEntry),
		func(ctx context.Context, actor app.Actor, in *setVisibility) (*body[EntryPage], error) {
			return entryAnswer(s.SetVisibility(ctx, actor, in.ID, in.version, app.Visibility(in.Body.Visibility)))
		})
}

func (a *API) entryReview(s *entry.Service) {
	register(a, post(tagEntries, "assignEntry", "/api/entries/{id}/assign", "Assign an auditor", app.OpAssign),
		func(ctx context.Context, actor app.Actor, in *assignEntry) (*body[EntryPage], error) {
			return entryAnswer(s.Assign(ctx, actor, in.ID, in.version, in.Body.Auditor))
		})
	register(a, get(tagEntries, "listAuditors", "/api/entries/{id}/auditors", "List the auditors of entries, with what they review now and why they cannot have some of these", app.OpAssign),
		func(ctx context.Context, actor app.Actor, in *listAuditors) (*body[page[Candidate]], error) {
			found, err := s.Auditors(ctx, actor, append([]app.ID{in.ID}, in.Also...))
			list := page[Candidate]{Items: make([]Candidate, len(found))}
			for i, c := range found {
				list.Items[i] = Candidate{ID: c.ID, Name: c.Name, Reviewing: c.Reviewing, Conflicts: make([]AuditConflict, len(c.Conflicts))}
				for j, conflict := range c.Conflicts {
					list.Items[i].Conflicts[j] = AuditConflict(conflict)
				}
			}
			return answer(list), err
		})
	review := func(o operation, do func(context.Context, app.Actor, app.ID, int64, app.Review) (entry.View, error)) {
		register(a, o, func(ctx context.Context, actor app.Actor, in *reviewEntry) (*body[EntryPage], error) {
			r := app.Review{Scores: in.Body.Scores, Summary: in.Body.Summary}
			for _, remark := range in.Body.Remarks {
				r.Remarks = append(r.Remarks, app.Remark(remark))
			}
			return entryAnswer(do(ctx, actor, in.ID, in.version, r))
		})
	}
	review(put(tagEntries, "saveReview", "/api/entries/{id}/review", "Save scores and remarks without deciding", app.OpReview), s.SaveReview)
	review(post(tagEntries, "requestChanges", "/api/entries/{id}/request-changes", "Give the entry back to its author with remarks", app.OpReview), s.RequestChanges)
	review(post(tagEntries, "approveEntry", "/api/entries/{id}/approve", "Approve the submitted version", app.OpReview), s.Approve)
	register(a, get(tagEntries, "compareVersions", "/api/entries/{id}/compare", "List the fields that differ between two versions", app.OpFollowEntry),
		func(ctx context.Context, actor app.Actor, in *compareEntry) (*body[page[Difference]], error) {
			differences, err := s.Compare(ctx, actor, in.ID, in.From, in.To)
			if err != nil {
				return nil, err
			}
			list := page[Difference]{Items: []Difference{}}
			for _, d := range differences {
				list.Items = append(list.Items, Difference(d))
			}
			return answer(list), nil
		})
}

// maxFileBody leaves room for a file that is a little too large, so that the answer can say so.
const maxFileBody = app.MaxAttachmentSize + 1<<20

func (a *API) attachments(s *entry.Service) {
	upload := post(tagEntries, "attachFile", "/api/entries/{id}/attachments", "Attach a file to the working copy; the body is the file", app.OpEditEntry).bounded(maxFileBody)
	register(a, upload, func(ctx context.Context, actor app.Actor, in *attachFile) (*body[EntryPage], error) {
		return entryAnswer(s.Attach(ctx, actor, in.ID, in.version, in.Name, in.RawBody))
	})
	register(a, get(tagEntries, "downloadFile", "/api/entries/{id}/attachments/{file}", "Download an attachment", app.OpReadEntry),
		func(ctx context.Context, actor app.Actor, in *downloadFile) (*fileContent, error) {
			attachment, data, err := s.Download(ctx, actor, in.ID, in.File)
			if err != nil {
				return nil, err
			}
			return &fileContent{
				ContentType: attachment.Type, ContentDisposition: "attachment; filename*=UTF-8''" + escapeName(attachment.Name), Body: data,
			}, nil
		})
}

func entryItems(views []entry.View, next store.Cursor, err error) (*body[page[EntryItem]], error) {
	if err != nil {
		return nil, err
	}
	list := page[EntryItem]{Items: make([]EntryItem, len(views)), Next: string(next)}
	for i, v := range views {
		list.Items[i] = entryItem(v)
	}
	return answer(list), nil
}

func entryAnswer(v entry.View, err error) (*body[EntryPage], error) {
	if err != nil {
		return nil, err
	}
	return answer(entryPage(v)), nil
}
