package sqlitestore

import "context"

// Without figures about the documents, SQLite takes every index to be equally good and may walk
// through half of a collection by one that holds two values. So the indexes are analysed (a sample
// of each: pragma analysis_limit) after firstAnalysis writes, and again each time that twice as many
// have followed, up to rareAnalysis.
const (
	firstAnalysis = 500
	rareAnalysis  = 64_000
)

// analyse reports whether the figures are new. A failure costs speed, nothing else, and is tried again.
func (w *writer) analyse(ctx context.Context) bool {
	if w.written < w.analyseAt || w.conn == nil {
		return false
	}
	w.written, w.analyseAt = 0, min(2*w.analyseAt, rareAnalysis)
	_, err := w.conn.ExecContext(ctx, "ANALYZE") //nolint:misspell // SQL is American
	return err == nil
}

// refresh closes idle reading connections: a connection reads the figures when it opens.
func (s *Store) refresh() {
	s.reading.SetMaxIdleConns(0)
	s.reading.SetMaxIdleConns(s.readers)
}
