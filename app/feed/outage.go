package feed

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"splot/app/store"
)

// quietFor is how long a part that goes on failing is not told of again.
const quietFor = time.Minute

// failures tells of what fails once when it begins, now and then while it lasts, and once when it is over, however many
// lanes meet it. An outage of the documents is one matter for all of them.
type failures struct {
	now func() time.Time
	log *slog.Logger

	mu   sync.Mutex
	told map[string]time.Time // when each matter was told of last
	away time.Time            // since when the documents are out of reach; zero if they are not
}

// failed tells of a failure of a part, if it is news.
func (f *failures) failed(ctx context.Context, part string, err error, attributes ...slog.Attr) {
	if ctx.Err() != nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	away := errors.Is(err, store.ErrUnavailable)
	if away {
		part = "documents"
		if f.away.IsZero() {
			f.away = now
		}
	}
	if last, ok := f.told[part]; ok && now.Sub(last) < quietFor {
		return
	}
	f.told[part] = now
	attributes = append(attributes, slog.String("part", part), slog.Any("error", err))
	if away {
		f.log.LogAttrs(ctx, slog.LevelError, "feed waits: the documents are out of reach", attributes...)
		return
	}
	f.log.LogAttrs(ctx, slog.LevelError, "feed failed", attributes...)
}

// worked notes that the documents were reached.
func (f *failures) worked(ctx context.Context) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.away.IsZero() {
		return
	}
	f.log.InfoContext(ctx, "feed goes on: the documents are back", slog.Duration("away", f.now().Sub(f.away)))
	f.away = time.Time{}
}
