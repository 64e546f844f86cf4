package entry

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Create starts a draft for an organisation in one of its clusters. The id may come from the client, so
// that a repeated request makes no second draft; empty makes one.
func (s *Service) Create(ctx context.Context, actor app.Actor, organisation, cluster app.ID, kind app.Kind, content app.Content) (View, error) {
	owner, err := s.owner(ctx, actor, organisation, cluster)
	if err != nil {
		return View{}, err
	}
	if !slices.Contains(app.Kinds, string(kind)) {
		return View{}, app.Wrong("kind", "not_one_of", "allowed", "technology, need, competence")
	}
	if content.Visibility == "" {
		content.Visibility = app.VisibleTeaser
	}
	if errs := content.CheckDraft(kind); len(errs) > 0 {
		return View{}, app.Invalid(errs...)
	}
	if err := s.room(ctx, owner.ID); err != nil {
		return View{}, err
	}
	now := s.now()
	e := app.Entry{
		ID: s.newID(), Kind: kind, Cluster: cluster, Organisation: owner.ID, Author: actor.Person, State: app.EntryDraft,
		Content: content, CreatedAt: now, UpdatedAt: now,
		History: []app.Step{{At: now, By: actor.Person, Action: "created"}},
	}
	e.Content.Attachments = nil
	d := doc{ID: string(e.ID), Version: 1, Value: e}
	answer, err := s.answering(ctx, actor, d)
	if err != nil {
		return View{}, err
	}
	if err := s.Entries.Insert(ctx, d.ID, e); err != nil {
		return View{}, fmt.Errorf("create entry of %s: %w", organisation, err)
	}
	return answer(d), nil
}

// owner loads the organisation for which the actor wants to write, and checks the cluster.
func (s *Service) owner(ctx context.Context, actor app.Actor, organisation, cluster app.ID) (app.Organisation, error) {
	d, err := s.Organisations.Get(ctx, string(organisation))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return app.Organisation{}, app.Wrong("organisation", "not_found")
	case err != nil:
		return app.Organisation{}, fmt.Errorf("read organisation %s: %w", organisation, err)
	}
	o := d.Value
	o.ID = organisation
	if !actor.May(app.OpCreateEntry, app.Target{Organisations: []app.ID{organisation}, Clusters: o.Clusters}) {
		return o, app.Forbidden()
	}
	if !slices.Contains(o.Clusters, cluster) {
		return o, app.Wrong("cluster", "not_member")
	}
	return o, nil
}

// Save stores what the author wrote. An entry that was approved, expired or withdrawn becomes a draft
// of its next version; its approved version stays as it is.
func (s *Service) Save(ctx context.Context, actor app.Actor, id app.ID, version int64, content app.Content) (View, error) {
	d, err := s.change(ctx, actor, id, version, app.OpEditEntry)
	if err != nil {
		return View{}, err
	}
	e := &d.Value
	if !possible(*e, ActEdit) {
		return View{}, wrongState(*e)
	}
	if content.Visibility == "" {
		content.Visibility = e.Content.Visibility
	}
	if errs := content.CheckDraft(e.Kind); len(errs) > 0 {
		return View{}, app.Invalid(errs...)
	}
	if content.Attachments, err = keep(e.Content.Attachments, content.Attachments); err != nil {
		return View{}, err
	}
	return s.store(ctx, actor, d, content)
}

// store writes a checked working copy.
func (s *Service) store(ctx context.Context, actor app.Actor, d doc, content app.Content) (View, error) {
	e := &d.Value
	e.Content = content
	if by := actor.Person; by != "" && by != e.Author && !slices.Contains(e.Editors, by) {
		e.Editors = append(e.Editors, by)
	}
	answer, err := s.answering(ctx, actor, d)
	if err != nil {
		return View{}, err
	}
	if e.State != app.EntryDraft && e.State != app.EntryChangesRequested {
		e.State = app.EntryDraft
		if d, err = s.save(ctx, d, app.Step{By: actor.Person, Action: "reopened"}, false); err != nil {
			return View{}, err
		}
		return answer(d), nil
	}
	e.UpdatedAt = s.now()
	if d, err = s.Entries.Replace(ctx, d); err != nil {
		return View{}, records.Answer("save entry "+d.ID, err)
	}
	return answer(d), nil
}

// keep takes from the stored attachments those that the new content still names.
func keep(stored, named []app.Attachment) ([]app.Attachment, error) {
	var kept []app.Attachment
	for i, n := range named {
		at := slices.IndexFunc(stored, func(a app.Attachment) bool { return a.ID == n.ID })
		if at < 0 {
			return nil, app.Wrong(fmt.Sprintf("attachments.%d", i), "not_found")
		}
		kept = append(kept, stored[at])
	}
	return kept, nil
}

// Delete removes a draft that was never submitted.
func (s *Service) Delete(ctx context.Context, actor app.Actor, id app.ID, version int64) error {
	d, err := s.change(ctx, actor, id, version, app.OpEditEntry)
	if err != nil {
		return err
	}
	if !possible(d.Value, ActDelete) {
		return wrongState(d.Value)
	}
	if err := s.Entries.Delete(ctx, d, records.NewEvent(s.newID(), s.now(), actor.Person, records.TopicEntry, id, nil)); err != nil {
		return records.Answer("delete entry "+string(id), err)
	}
	if err := s.forgetFiles(context.WithoutCancel(ctx), d.Value); err != nil { // the entry is gone: no reason to say that it is not
		s.log.WarnContext(ctx, "files of a deleted draft were not deleted", slog.String("entry", string(id)), slog.Any("error", err))
	}
	return nil
}

// Get shows one entry.
func (s *Service) Get(ctx context.Context, actor app.Actor, id app.ID) (View, error) {
	d, level, err := s.read(ctx, actor, id)
	if err != nil {
		return View{}, err
	}
	return s.shown(ctx, actor, d, level)
}

// answering prepares the view of an entry that is about to be written: whatever it takes is read before, so that nothing
// can fail when the write has happened. Besides those whom the entry mentions the view names the actor and others.
func (s *Service) answering(ctx context.Context, actor app.Actor, d doc, also ...app.ID) (func(doc) View, error) {
	around, err := s.around(ctx, []doc{d}, slices.Concat(mentioned(&d.Value), also, []app.ID{actor.Person}))
	if err != nil {
		return nil, err
	}
	var teaser *Likeness
	if slices.Contains(actor.Represents(), d.Value.Organisation) {
		if teaser, err = s.likeness(ctx, around.owner(&d.Value)); err != nil {
			return nil, err
		}
	}
	return func(saved doc) View {
		v := s.view(actor, saved, actor.Sees(&saved.Value, around.owner(&saved.Value)), around)
		v.Teaser = teaser
		return v
	}, nil
}

func (s *Service) shown(ctx context.Context, actor app.Actor, d doc, level app.Level) (View, error) {
	around, err := s.around(ctx, []doc{d}, mentioned(&d.Value))
	if err != nil {
		return View{}, err
	}
	v := s.view(actor, d, level, around)
	if v.Own {
		v.Teaser, err = s.likeness(ctx, around.owner(&d.Value))
	}
	return v, err
}
