package entry

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"splot/app"
	"splot/app/store"
)

// file is an uploaded attachment. One that no content names any more stays: frozen versions name it.
type file struct {
	Entry app.ID `bson:"entry"`
	Name  string `bson:"name"`
	Type  string `bson:"type"`
	Data  []byte `bson:"data"`
}

var files = &store.Collection{
	Name:    "files",
	Fields:  []store.Field{{Name: "entry", Type: store.String}},
	Indexes: []store.Index{{Name: "entry", Fields: []string{"entry"}}},
}

// Attach adds a file to the working copy of an entry. What kind of file it is, its bytes say.
func (s *Service) Attach(ctx context.Context, actor app.Actor, id app.ID, version int64, name string, data []byte) (View, error) {
	d, err := s.change(ctx, actor, id, version, app.OpEditEntry)
	if err != nil {
		return View{}, err
	}
	e := &d.Value
	if !possible(*e, ActEdit) {
		return View{}, wrongState(*e)
	}
	a, err := s.newAttachment(*e, name, data)
	if err != nil {
		return View{}, err
	}
	if err := s.reserve(ctx, e.Organisation, a.Size); err != nil {
		return View{}, err
	}
	if err := s.files.Insert(ctx, string(a.ID), file{Entry: id, Name: a.Name, Type: a.Type, Data: data}); err != nil {
		err = errors.Join(err, s.release(context.WithoutCancel(ctx), e.Organisation, a.Size))
		return View{}, fmt.Errorf("store attachment of entry %s: %w", id, err)
	}
	content := e.Content
	content.Attachments = append(slices.Clone(content.Attachments), a)
	return s.store(ctx, actor, d, content)
}

// newAttachment takes a name from somebody's disk: what it may not hold is replaced, and what nobody sees is left out.
func (s *Service) newAttachment(e app.Entry, name string, data []byte) (app.Attachment, error) {
	name = app.InLine(strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.TrimSpace(name)))
	var v app.Validator
	v.RequiredString("name", name)
	v.Length("name", name, app.MaxTitle)
	v.Count("attachments", len(e.Content.Attachments)+1, app.MaxAttachments)
	if len(data) == 0 {
		v.Add("file", "required")
	}
	if len(data) > app.MaxAttachmentSize {
		v.Add("file", "too_large", "max", megabytes(app.MaxAttachmentSize))
	}
	if err := v.Err(); err != nil {
		return app.Attachment{}, err
	}
	kind, wrong := fileKindOf(name, data)
	if wrong != nil {
		return app.Attachment{}, app.Invalid(*wrong)
	}
	return app.Attachment{ID: s.newID(), Name: name, Type: kind.media, Size: int64(len(data))}, nil
}

// Download returns an attachment to someone who sees the entry in full.
func (s *Service) Download(ctx context.Context, actor app.Actor, entry, id app.ID) (app.Attachment, []byte, error) {
	d, level, err := s.read(ctx, actor, entry)
	if err != nil {
		return app.Attachment{}, nil, err
	}
	f, err := s.files.Get(ctx, string(id))
	if errors.Is(err, store.ErrNotFound) || err == nil && (f.Value.Entry != entry || level < app.LevelFull || !s.shows(actor, d.Value, id)) {
		return app.Attachment{}, nil, app.NotFound()
	}
	if err != nil {
		return app.Attachment{}, nil, fmt.Errorf("read attachment %s: %w", id, err)
	}
	return app.Attachment{ID: id, Name: f.Value.Name, Type: f.Value.Type, Size: int64(len(f.Value.Data))}, f.Value.Data, nil
}

// shows tells whether the attachment belongs to what the actor sees: partners see the approved version's
// only, those who follow the entry all.
func (s *Service) shows(actor app.Actor, e app.Entry, id app.ID) bool {
	return actor.May(app.OpFollowEntry, target(e)) ||
		e.Approved != nil && slices.ContainsFunc(e.Approved.Content.Attachments, func(a app.Attachment) bool { return a.ID == id })
}
