package records

import (
	"errors"
	"fmt"

	"splot/app"
	"splot/app/store"
)

// Failed puts the store's errors into the words of use cases, and wraps any other with what was being done; nil stays
// nil.
func Failed(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, store.ErrNotFound):
		return app.NotFound()
	case errors.Is(err, store.ErrStale):
		return app.Stale()
	case errors.Is(err, store.ErrCursor):
		return app.Wrong("cursor", "cursor")
	}
	return fmt.Errorf("%s: %w", doing, err)
}
