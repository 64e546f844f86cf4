package store

import (
	"context"
	"fmt"
	"slices"
)

// RestoreAll stores documents of a backup with their ids, versions and bodies, without events. It stops at the first that
// cannot be stored, and says which; a document that is there already is an error, for a backup goes into an empty
// collection.
func RestoreAll(ctx context.Context, s Store, c *Collection, docs ...Document) error {
	for chunk := range slices.Chunk(docs, MaxBatch) {
		writes := make([]Write, len(chunk))
		for i, d := range chunk {
			writes[i] = Write{Kind: Restore, Collection: c, ID: d.ID, Version: d.Version, Body: d.Body}
		}
		results, err := s.Write(ctx, writes...)
		if err != nil {
			return fmt.Errorf("restore %s: %w", c.Name, err)
		}
		for i, result := range results {
			if result != nil {
				return fmt.Errorf("restore %s %s: %w", c.Name, chunk[i].ID, result)
			}
		}
	}
	return nil
}
