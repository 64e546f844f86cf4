package meili

import (
	"context"
	"fmt"
	"hash/fnv"
	"strconv"

	"github.com/meilisearch/meilisearch-go"
)

// Vectors gives the vectors of entries where there is an embedding server. It is safe for concurrent use and never
// waits for that server.
type Vectors interface {
	// Floats is the vector of an entry's present text, of length 1; false while it has not come.
	Floats(id string) ([]float32, bool)
	// Model names what makes the vectors.
	Model() string
}

// UseVectors has documents carry vectors. It is called before anything else. A vector that comes after its entry was
// indexed is one more difference that Verify finds, also a quick one.
func (e *Engine) UseVectors(v Vectors) { e.vectors = v }

// vector is a document's vector as the server takes it.
type vector struct {
	Embeddings []float32 `json:"embeddings"`
	Regenerate bool      `json:"regenerate"`
}

// embedder is the server's setting for vectors that it is given. Once an index has it, the server refuses documents
// that say nothing of it: every document says null, for a vector that may come.
const embedder = "default"

// made names the model and the length of vectors, so that those of another model are found and replaced.
func made(model string, dimensions int) string {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%d %s", dimensions, model)
	return strconv.FormatUint(h.Sum64(), 16)
}

// vector is that of an entry and what made it, "" while there is none.
func (e *Engine) vector(entry string) (by string, values []float32) {
	if e.vectors == nil || e.unlike.Load() {
		return "", nil
	}
	values, ok := e.vectors.Floats(entry)
	if !ok || len(values) == 0 {
		return "", nil
	}
	return made(e.vectors.Model(), len(values)), values
}

// send replaces documents, with their vectors, and waits until that is done.
func (e *Engine) send(ctx context.Context, uid string, docs []document) error {
	dimensions := 0
	for i := range docs {
		d := &docs[i]
		by, values := e.vector(d.Entry)
		if by == "" || dimensions > 0 && len(values) != dimensions { // the rest of a model that has just changed
			d.VectorBy, d.Vectors = "", noVector()
			continue
		}
		dimensions = len(values)
		d.VectorBy, d.Vectors = by, map[string]*vector{embedder: {Embeddings: values}}
	}
	if dimensions > 0 {
		ok, err := e.embeds(ctx, uid, dimensions)
		if err != nil {
			return err
		}
		if !ok {
			for i := range docs {
				docs[i].VectorBy, docs[i].Vectors = "", noVector()
			}
		}
	}
	info, err := e.client.Index(uid).AddDocumentsWithContext(ctx, docs, primaryKey())
	return e.wait(ctx, info, err)
}

func noVector() map[string]*vector { return map[string]*vector{embedder: nil} }

// embeds sees to it that an index takes vectors of a length; false when it does not, since it holds others.
func (e *Engine) embeds(ctx context.Context, uid string, dimensions int) (bool, error) {
	index := e.client.Index(uid)
	have, err := index.GetEmbeddersWithContext(ctx)
	if err != nil {
		return false, failure(err)
	}
	if x, ok := have[embedder]; ok {
		if x.Dimensions == dimensions {
			return true, nil
		}
		e.without(ctx)
		return false, nil
	}
	info, err := index.UpdateEmbeddersWithContext(ctx, map[string]meilisearch.Embedder{
		embedder: {Source: meilisearch.UserProvidedEmbedderSource, Dimensions: dimensions},
	})
	err = e.wait(ctx, info, err)
	switch code(err) {
	case "vector_embedding_error", "invalid_vector_dimensions": // documents of an older program say nothing of vectors
		e.without(ctx)
		return false, nil
	}
	return err == nil, err
}

// without does without vectors until the index is compared again.
func (e *Engine) without(ctx context.Context) {
	if e.unlike.CompareAndSwap(false, true) && e.options.Logger != nil {
		e.options.Logger.WarnContext(ctx, "search index takes no vectors of this length until splot reindex makes it anew")
	}
}
