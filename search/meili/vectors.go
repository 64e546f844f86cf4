package meili

import (
	"context"
	"fmt"
	"hash/fnv"
	"strings"

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

const embedderPrefix = "splot_"

// embedder names the server's setting for vectors of one model and length: what another model made has another name,
// so that its vectors are never taken for these.
func embedder(model string, dimensions int) string {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%d %s", dimensions, model)
	return fmt.Sprintf("%s%016x", embedderPrefix, h.Sum64())
}

// vector is that of an entry with the name of its embedder, which is "" while there is none.
func (e *Engine) vector(entry string) (name string, values []float32) {
	if e.vectors == nil {
		return "", nil
	}
	values, ok := e.vectors.Floats(entry)
	if !ok || len(values) == 0 {
		return "", nil
	}
	return embedder(e.vectors.Model(), len(values)), values
}

// send replaces documents, with their vectors, and waits until that is done.
func (e *Engine) send(ctx context.Context, uid string, docs []document) error {
	lengths := map[string]int{} // by embedder
	for i := range docs {
		d := &docs[i]
		name, values := e.vector(d.Entry)
		if d.Embedder, d.Vectors = name, nil; name != "" {
			d.Vectors = map[string]vector{name: {Embeddings: values}}
			lengths[name] = len(values)
		}
	}
	for name, dimensions := range lengths {
		if err := e.embeds(ctx, uid, name, dimensions); err != nil {
			return err
		}
	}
	info, err := e.client.Index(uid).AddDocumentsWithContext(ctx, docs, primaryKey())
	return e.wait(ctx, info, err)
}

// embeds sees to it that an index takes vectors of an embedder, and none of another of ours.
func (e *Engine) embeds(ctx context.Context, uid, name string, dimensions int) error {
	index := e.client.Index(uid)
	have, err := index.GetEmbeddersWithContext(ctx)
	if err != nil {
		return failure(err)
	}
	if have[name].Dimensions == dimensions {
		return nil
	}
	for old := range have {
		if strings.HasPrefix(old, embedderPrefix) {
			info, err := index.ResetEmbeddersWithContext(ctx)
			if err := e.wait(ctx, info, err); err != nil {
				return err
			}
			break
		}
	}
	info, err := index.UpdateEmbeddersWithContext(ctx, map[string]meilisearch.Embedder{
		name: {Source: meilisearch.UserProvidedEmbedderSource, Dimensions: dimensions},
	})
	return e.wait(ctx, info, err)
}
