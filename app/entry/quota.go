package entry

import (
	"context"
	"errors"
	"fmt"

	"splot/app"
	"splot/app/store"
)

// What one organisation keeps at most. A member keeps two to forty entries and a large university some hundreds; who
// reaches a bound has a program that writes, or fills the disk of everybody on the platform. Imports of trusted sources
// are not bounded.
const (
	MaxEntries   = 2_000     // of any state
	MaxDrafts    = 100       // not submitted yet
	MaxFiles     = 1_000     // attachments, removed ones too: frozen versions name them
	MaxFileBytes = 500 << 20 // of all attachments
)

// room tells whether the organisation may have one entry more. Both numbers come from the index by organisation.
func (s *Service) room(ctx context.Context, organisation app.ID) error {
	own := store.Eq("organisation", organisation)
	for _, bound := range []struct {
		reason string
		most   int64
		where  []store.Condition
	}{
		{"quota_drafts", MaxDrafts, []store.Condition{own, store.Eq("state", app.EntryDraft)}},
		{"quota_entries", MaxEntries, []store.Condition{own}},
	} {
		n, err := s.Entries.Count(ctx, store.Query{Where: bound.where})
		if err != nil {
			return fmt.Errorf("count entries of %s: %w", organisation, err)
		}
		if n >= bound.most {
			return app.Conflict(bound.reason, "max", bound.most, "have", n)
		}
	}
	return nil
}

// usage is how much an organisation has attached; the id is the organisation's. It is a document of its own so that
// nothing has to be added up, and a write that meets another one tries again.
type usage struct {
	Files int   `bson:"files"`
	Bytes int64 `bson:"bytes"`
}

var usages = &store.Collection{Name: "fileUsage"}

// usageTries bounds how often a count is written again that another upload met.
const usageTries = 8

// reserve takes room for a file before it is stored, or tells that there is none; release gives it back.
func (s *Service) reserve(ctx context.Context, organisation app.ID, size int64) error {
	return s.use(ctx, organisation, func(u *usage) error {
		switch {
		case u.Files >= MaxFiles:
			return app.Conflict("quota_files", "max", MaxFiles, "have", u.Files)
		case u.Bytes+size > MaxFileBytes:
			return app.Conflict("quota_bytes", "max", megabytes(MaxFileBytes), "have", megabytes(u.Bytes), "size", megabytes(size))
		}
		u.Files, u.Bytes = u.Files+1, u.Bytes+size
		return nil
	})
}

func (s *Service) release(ctx context.Context, organisation app.ID, size int64) error {
	return s.use(ctx, organisation, func(u *usage) error {
		u.Files, u.Bytes = max(u.Files-1, 0), max(u.Bytes-size, 0)
		return nil
	})
}

// megabytes rounds up, for messages.
func megabytes(bytes int64) int64 { return (bytes + 1<<20 - 1) >> 20 }

func (s *Service) use(ctx context.Context, organisation app.ID, change func(*usage) error) error {
	for range usageTries {
		d, err := s.usage.Get(ctx, string(organisation))
		first := errors.Is(err, store.ErrNotFound)
		if first {
			d.Value, err = s.attached(ctx, organisation)
		}
		if err != nil {
			return fmt.Errorf("read what %s has attached: %w", organisation, err)
		}
		if err := change(&d.Value); err != nil {
			return err
		}
		if first {
			err = s.usage.Insert(ctx, string(organisation), d.Value)
		} else {
			_, err = s.usage.Replace(ctx, d)
		}
		if !errors.Is(err, store.ErrStale) && !errors.Is(err, store.ErrDuplicate) {
			return err
		}
	}
	return fmt.Errorf("note what %s has attached: %w", organisation, store.ErrStale)
}

// attached adds up what the entries of an organisation name: once, where files are older than their count.
func (s *Service) attached(ctx context.Context, organisation app.ID) (usage, error) {
	var u usage
	err := s.Entries.Each(ctx, store.Query{Where: []store.Condition{store.Eq("organisation", organisation)}}, func(d doc) error {
		seen := map[app.ID]bool{}
		list := d.Value.Content.Attachments
		if d.Value.Approved != nil {
			list = append(list[:len(list):len(list)], d.Value.Approved.Content.Attachments...)
		}
		for _, a := range list {
			if !seen[a.ID] {
				seen[a.ID] = true
				u.Files, u.Bytes = u.Files+1, u.Bytes+a.Size
			}
		}
		return nil
	})
	return u, err
}

// forgetFiles deletes the files of an entry that nobody else ever saw, and gives their room back. A crash in between
// leaves at most files that nothing names.
func (s *Service) forgetFiles(ctx context.Context, e app.Entry) error {
	for {
		found, _, err := s.files.Find(ctx, store.Query{Where: []store.Condition{store.Eq("entry", e.ID)}, Limit: 1}) // of up to 10 MB each
		if err != nil || len(found) == 0 {
			return err
		}
		if err := s.files.Delete(ctx, found[0]); err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if err := s.release(ctx, e.Organisation, int64(len(found[0].Value.Data))); err != nil {
			return err
		}
	}
}
