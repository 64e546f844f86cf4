package match

import "splot/search/corpus"

// Prepared is a need or an offer as the scorer reads it.
type Prepared = corpus.Doc

// Stats are the statistics of a corpus at one moment.
type Stats = *corpus.Snapshot

// Corpus keeps what is scored.
type Corpus = corpus.Corpus
