package embed_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"splot/infra/embed"
	"splot/search"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// server is a scripted embedding server that speaks as OpenAI: it answers with vectors that say the text's number.
type server struct {
	*httptest.Server
	mu    sync.Mutex
	calls []call
	// answer may take over a request; true when it did.
	answer func(n int, c call, w http.ResponseWriter, r *http.Request) bool
}

// call is what one request asked.
type call struct {
	Model      string   `json:"model"`
	Input      []string `json:"input"`
	Prompt     string   `json:"prompt"`
	InputType  string   `json:"input_type"`
	Dimensions int      `json:"dimensions"`
	key        string
}

func serve(t *testing.T, answer func(n int, c call, w http.ResponseWriter, r *http.Request) bool) *server {
	t.Helper()
	s := &server{answer: answer}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var c call
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = json.Unmarshal(body, &c)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusTeapot)
		return
	}
	c.key = r.Header.Get("Authorization")
	s.mu.Lock()
	s.calls = append(s.calls, c)
	n := len(s.calls)
	s.mu.Unlock()
	if s.answer != nil && s.answer(n, c, w, r) {
		return
	}
	switch {
	case strings.HasSuffix(r.URL.Path, "/api/embed"):
		fmt.Fprintf(w, `{"model":"m","embeddings":[%s]}`, joined(c.Input, "%s"))
	case strings.HasSuffix(r.URL.Path, "/api/embeddings"):
		fmt.Fprintf(w, `{"embedding":%s}`, vector(c.Prompt))
	default:
		fmt.Fprintf(w, `{"object":"list","data":[%s]}`, joined(c.Input, `{"object":"embedding","embedding":%s}`))
	}
}

func (s *server) asked() []call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]call{}, s.calls...)
}

func joined(texts []string, form string) string {
	parts := make([]string, len(texts))
	for i, text := range texts {
		parts[i] = fmt.Sprintf(form, vector(text))
	}
	return strings.Join(parts, ",")
}

// vector is the embedding of a text: its length and 100.
func vector(text string) string { return fmt.Sprintf("[%d,100,0]", len(text)) }

// is tells whether v is the embedding of a text by vector.
func is(v search.Vector, text string) bool {
	want, _ := search.NewVector(v.Model, []float32{float32(len(text)), 100, 0})
	c, ok := v.Cosine(want)
	return ok && c > 0.9999
}

func client(t *testing.T, s *server, path string, change ...func(*embed.Options)) *embed.Client {
	t.Helper()
	o := embed.Options{
		URL: s.URL + path, Model: "m", Logger: slog.New(slog.DiscardHandler), Clock: time.Now,
		Retry: 2 * time.Millisecond, Timeout: 5 * time.Second,
	}
	for _, f := range change {
		f(&o)
	}
	c, err := embed.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// words are n texts of different lengths.
func words(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = strings.Repeat("x", i+1)
	}
	return list
}

func wantVectors(t *testing.T, c search.Embedder, role search.Role, texts []string) {
	t.Helper()
	got, err := c.Embed(t.Context(), role, texts)
	if err != nil || len(got) != len(texts) {
		t.Fatalf("%d vectors of %d texts: %v", len(got), len(texts), err)
	}
	for i, v := range got {
		if !is(v, texts[i]) {
			t.Errorf("vector %d is not that of text %d", i, i)
		}
	}
}

func wantError(t *testing.T, c search.Embedder, want error, saying string, texts ...string) {
	t.Helper()
	got, err := c.Embed(t.Context(), search.AsPassage, texts)
	if got != nil || !errors.Is(err, want) || !strings.Contains(err.Error(), saying) {
		t.Errorf("%d vectors and %v, want %v saying %q", len(got), err, want, saying)
	}
	for _, text := range texts {
		if err != nil && strings.Contains(err.Error(), text) {
			t.Errorf("the error repeats the text: %v", err)
		}
	}
}
