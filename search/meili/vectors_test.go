package meili_test

import (
	"context"
	"strings"
	"testing"

	"splot/search"
)

// known is a meili.Vectors of some entries.
type known struct {
	model   string
	vectors map[string][]float32
}

func (k *known) Floats(id string) ([]float32, bool) {
	v, ok := k.vectors[id]
	return v, ok
}

func (k *known) Model() string { return k.model }

const embedders = "PATCH /indexes/splot/settings/embedders"

// embedded is what a request says of vectors.
type embedded struct {
	ID, VectorBy string
	Vectors      map[string]*struct {
		Embeddings []float32
		Regenerate *bool
	} `json:"_vectors"`
}

func TestDocumentsCarryVectors(t *testing.T) {
	s := script(t)
	e := s.engine()
	e.UseVectors(&known{"m", map[string][]float32{"n1": {0.6, 0.8}}})
	waits := need(func(e *search.Entry) { e.ID = "n2" })
	if err := e.Put(t.Context(), need(), waits); err != nil {
		t.Fatal(err)
	}
	docs := decode[[]embedded](t, s.bodies("POST /indexes/splot/documents")[0])
	v := docs[0].Vectors["default"]
	if docs[0].VectorBy == "" || v == nil || len(v.Embeddings) != 2 || v.Regenerate == nil || *v.Regenerate {
		t.Errorf("sent %+v", docs[0])
	}
	if v, told := docs[1].Vectors["default"]; docs[1].VectorBy != "" || v != nil || !told {
		t.Errorf("sent %+v for an entry whose vector has not come", docs[1])
	}
	settings := s.bodies(embedders)
	if len(settings) != 1 || !strings.Contains(settings[0], `"default":{"source":"userProvided","dimensions":2}`) {
		t.Errorf("settings %v", settings)
	}
}

func TestAnotherModel(t *testing.T) {
	s := script(t)
	e, vectors := s.engine(), &known{"m", map[string][]float32{"n1": {1, 0}}}
	e.UseVectors(vectors)
	put := func() embedded {
		t.Helper()
		if err := e.Put(t.Context(), need()); err != nil {
			t.Fatal(err)
		}
		sent := s.bodies("POST /indexes/splot/documents")
		return decode[[]embedded](t, sent[len(sent)-1])[0]
	}
	first := put()
	s.on("GET /indexes/splot/settings/embedders", 200, `{"default":{"source":"userProvided","dimensions":2}}`)
	vectors.model = "other"
	if second := put(); second.VectorBy == first.VectorBy || second.Vectors["default"] == nil || len(s.bodies(embedders)) != 1 {
		t.Errorf("sent %+v, then %+v, and settings %d times", first, second, len(s.bodies(embedders)))
	}
	vectors.vectors["n1"] = []float32{1, 0, 0}
	if longer := put(); longer.VectorBy != "" || longer.Vectors["default"] != nil || len(s.bodies(embedders)) != 1 {
		t.Errorf("sent %+v to an index of another length", longer)
	}
}

func TestAFailedSettingStopsVectors(t *testing.T) {
	s := script(t)
	s.on("GET /tasks/0", 200, task("failed", "invalid_settings_embedders"))
	e := s.engine()
	e.UseVectors(&known{"m", map[string][]float32{"n1": {1, 0}}})
	if err := e.Put(t.Context(), need()); err == nil || !strings.Contains(err.Error(), "invalid_settings_embedders") {
		t.Errorf("got %v", err)
	}
	if sent := s.bodies("POST /indexes/splot/documents"); len(sent) != 0 {
		t.Errorf("sent %v", sent)
	}
}

// Documents of an older program say nothing of vectors, and the server then takes none.
func TestAnIndexThatTakesNoVectors(t *testing.T) {
	s := script(t)
	s.on("GET /tasks/0", 200, task("failed", "vector_embedding_error"))
	e := s.engine()
	e.UseVectors(&known{"m", map[string][]float32{"n1": {1, 0}}})
	for range 2 {
		if err := e.Put(t.Context(), need()); err != nil {
			t.Fatal(err)
		}
	}
	for _, sent := range s.bodies("POST /indexes/splot/documents") {
		if d := decode[[]embedded](t, sent)[0]; d.VectorBy != "" || d.Vectors["default"] != nil {
			t.Errorf("sent %+v", d)
		}
	}
	if n := len(s.bodies(embedders)); n != 1 {
		t.Errorf("settings were sent %d times", n)
	}
}

// A vector that came after its entry was indexed is put by a quick comparison, once.
func TestVerifyFindsWhatLacksItsVector(t *testing.T) {
	s := script(t)
	e, vectors := s.engine(), &known{"m", nil}
	e.UseVectors(vectors)
	verify := func(stored string) search.Verified {
		t.Helper()
		s.on("POST /indexes/splot/documents/fetch", 200, `{"results":[`+stored+`]}`)
		v, err := e.Verify(t.Context(), search.Verification{
			Entries: stream(nil, need()), Quick: true, Repair: true,
			Now: func(context.Context, string) (search.Entry, bool, error) { return need(), true, nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	const bare = `{"id":"n1","entry":"n1","order":6,"form":4,"vectorBy":""}`
	if v := verify(bare); !v.Same() {
		t.Errorf("before the vector came: %+v", v)
	}
	vectors.vectors = map[string][]float32{"n1": {1, 0}}
	if v := verify(bare); v.Differing != 1 || v.Repaired != 1 {
		t.Errorf("when it has come: %+v", v)
	}
	sent := decode[[]embedded](t, s.bodies("POST /indexes/splot/documents")[0])[0]
	if sent.Vectors["default"] == nil {
		t.Errorf("sent %+v", sent)
	}
	if v := verify(strings.Replace(bare, `"vectorBy":""`, `"vectorBy":"`+sent.VectorBy+`"`, 1)); !v.Same() {
		t.Errorf("when the document has it: %+v", v)
	}
}

// TestVectorsOnAServer changes the model while the index is in use, and then its length, for which it is made anew.
func TestVectorsOnAServer(t *testing.T) {
	needsServer(t)
	e, vectors := onServer(t), &known{"m", map[string][]float32{"n1": {1, 0}}}
	e.UseVectors(vectors)
	waits := need(func(e *search.Entry) { e.ID = "n2" })
	if err := e.Put(t.Context(), need(), waits); err != nil {
		t.Fatal(err)
	}
	verify := func(repair bool) search.Verified {
		t.Helper()
		v, err := e.Verify(t.Context(), search.Verification{
			Entries: stream(nil, need(), waits), Repair: repair,
			Now: func(_ context.Context, id string) (search.Entry, bool, error) {
				return need(func(e *search.Entry) { e.ID = id }), true, nil
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := verify(false); !v.Same() {
		t.Errorf("after a put: %+v", v)
	}
	vectors.model, vectors.vectors = "other", map[string][]float32{"n1": {0, 1}, "n2": {1, 0}}
	if v := verify(true); v.Differing != 2 || v.Repaired != 2 {
		t.Errorf("with another model: %+v", v)
	}
	if v := verify(false); !v.Same() {
		t.Errorf("after the repair: %+v", v)
	}
	vectors.vectors = map[string][]float32{"n1": {0, 0, 1}, "n2": {0, 1, 0}}
	verify(true)
	if err := e.Put(t.Context(), need(), waits); err != nil {
		t.Errorf("vectors of another length: %v", err)
	}
	if _, err := e.Rebuild(t.Context(), stream(nil, need(), waits)); err != nil {
		t.Fatal(err)
	}
	verify(true)
	if v := verify(false); !v.Same() || v.Indexed != 2 {
		t.Errorf("made anew: %+v", v)
	}
}
