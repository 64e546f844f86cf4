package records

import (
	"errors"
	"fmt"

	"splot/app"
	"splot/app/store"
)

// Answer makes the store's outcome the answer of a use case: what is not there, was changed by someone else, or holds a
// key that is taken, in the words of package app. Any other error, also that the documents are out of reach, is wrapped
// with what was being done; nil stays nil.
func Answer(doing string, err error) error {
	var taken *store.DuplicateError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, store.ErrNotFound):
		return app.NotFound()
	case errors.Is(err, store.ErrStale):
		return app.Stale()
	case errors.Is(err, store.ErrCursor):
		return app.Wrong("cursor", "type")
	case errors.As(err, &taken) && taken.Index != store.IDField: // an id that is taken is no mistake of the asker's
		return app.Wrong(taken.Index, "taken")
	}
	return fmt.Errorf("%s: %w", doing, err)
}
