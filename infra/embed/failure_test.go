package embed_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/infra/embed"
	"splot/search"
)

// says answers every request alike.
func says(status int, body string) func(int, call, http.ResponseWriter, *http.Request) bool {
	return func(_ int, _ call, w http.ResponseWriter, _ *http.Request) bool {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
		return true
	}
}

func TestWrongAnswers(t *testing.T) {
	tests := map[string]struct{ path, answer, saying string }{
		"too few":           {"/v1/embeddings", `{"data":[{"index":0,"embedding":[1,2]}]}`, "one vector for each"},
		"too many":          {"/v1/embeddings", `{"data":[{"embedding":[1]},{"embedding":[1]},{"embedding":[1]}]}`, "one vector for each"},
		"index twice":       {"/v1/embeddings", `{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}`, "one vector for each"},
		"index beyond":      {"/v1/embeddings", `{"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}]}`, "one vector for each"},
		"negative index":    {"/v1/embeddings", `{"data":[{"index":0,"embedding":[1]},{"index":-1,"embedding":[1]}]}`, "one vector for each"},
		"NaN":               {"/v1/embeddings", `{"data":[{"embedding":[1,NaN]},{"embedding":[1,2]}]}`, "one vector for each"},
		"infinite":          {"/v1/embeddings", `{"data":[{"embedding":[1,1e999]},{"embedding":[1,2]}]}`, "one vector for each"},
		"null":              {"/v1/embeddings", `{"data":[{"embedding":null},{"embedding":[1,2]}]}`, "one vector for each"},
		"zero":              {"/v1/embeddings", `{"data":[{"embedding":[0,0]},{"embedding":[1,2]}]}`, "without a direction"},
		"two dimensions":    {"/v1/embeddings", `{"data":[{"embedding":[1,2]},{"embedding":[1,2,3]}]}`, "another dimension"},
		"a page":            {"/v1/embeddings", `<html>sign in</html>`, "one vector for each"},
		"nothing":           {"/v1/embeddings", ``, "one vector for each"},
		"base64":            {"/v1/embeddings", `{"data":[{"embedding":"AAAA"},{"embedding":"AAAA"}]}`, "one vector for each"},
		"Ollama too few":    {"/api/embed", `{"embeddings":[[1,2]]}`, "one vector for each"},
		"Ollama empty":      {"/api/embed", `{"embeddings":[[1,2],[]]}`, "another dimension"},
		"Ollama nothing":    {"/api/embed", `{}`, "one vector for each"},
		"old Ollama empty":  {"/api/embeddings", `{"embedding":[]}`, "without a direction"},
		"old Ollama broken": {"/api/embeddings", `{"embedding":`, "one vector for each"},
	}
	for name, x := range tests {
		t.Run(name, func(t *testing.T) {
			s := serve(t, says(http.StatusOK, x.answer))
			c := client(t, s, x.path)
			wantError(t, c, search.ErrUnavailable, x.saying, "folia", "papier")
			if stats := c.Stats(); stats.Retries != 0 || stats.Texts != 0 || stats.Failures == 0 {
				t.Errorf("stats %+v", stats)
			}
		})
	}
}

func TestDimensionIsKept(t *testing.T) {
	s := serve(t, func(n int, _ call, w http.ResponseWriter, _ *http.Request) bool {
		if n == 1 {
			return false
		}
		_, _ = w.Write([]byte(`{"data":[{"embedding":[1,2,3,4]}]}`))
		return true
	})
	c := client(t, s, "/v1/embeddings")
	wantVectors(t, c, search.AsPassage, words(1))
	wantError(t, c, search.ErrUnavailable, "another dimension", "folia")
	set := client(t, serve(t, nil), "/v1/embeddings", func(o *embed.Options) { o.Dimensions = 5 })
	wantError(t, set, search.ErrUnavailable, "another dimension", "folia")
}

func TestHugeAnswer(t *testing.T) {
	s := serve(t, func(_ int, _ call, w http.ResponseWriter, _ *http.Request) bool {
		block := bytes.Repeat([]byte("1,"), 1<<19)
		_, err := w.Write([]byte(`{"data":[{"embedding":[`))
		for range 64 {
			if err == nil {
				_, err = w.Write(block)
			}
		}
		return true
	})
	c := client(t, s, "/v1/embeddings", func(o *embed.Options) { o.Timeout = time.Minute })
	wantError(t, c, search.ErrUnavailable, "too long", "folia")
	if n := len(s.asked()); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestSlowServer(t *testing.T) {
	s := serve(t, func(_ int, _ call, _ http.ResponseWriter, r *http.Request) bool {
		<-r.Context().Done()
		return true
	})
	c := client(t, s, "/v1/embeddings", func(o *embed.Options) { o.Timeout = 20 * time.Millisecond })
	wantError(t, c, search.ErrUnavailable, "in time", "folia")
	if n := len(s.asked()); n != 1 {
		t.Errorf("a slow server was asked %d times", n)
	}
}

func TestServerThatIsNotThere(t *testing.T) {
	s := serve(t, nil)
	s.Close()
	c := client(t, s, "/v1/embeddings")
	wantError(t, c, search.ErrUnavailable, "no connection", "folia")
	if n := c.Stats().Retries; n != 2 {
		t.Errorf("%d retries", n)
	}
}

func TestBrokenConnection(t *testing.T) {
	s := serve(t, func(n int, _ call, w http.ResponseWriter, _ *http.Request) bool {
		if n > 1 {
			return false
		}
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte(`{"data":`))
		return true
	})
	wantVectors(t, client(t, s, "/v1/embeddings"), search.AsPassage, words(3))
}

func TestRetryAfter(t *testing.T) {
	var mu sync.Mutex
	var at []time.Time
	s := serve(t, func(n int, _ call, w http.ResponseWriter, _ *http.Request) bool {
		mu.Lock()
		at = append(at, time.Now())
		mu.Unlock()
		if n > 1 {
			return false
		}
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		return true
	})
	wantVectors(t, client(t, s, "/v1/embeddings"), search.AsPassage, words(3))
	if waited := at[1].Sub(at[0]); waited < time.Second {
		t.Errorf("waited %v", waited)
	}
}

func TestLongRetryAfterOpensTheBreaker(t *testing.T) {
	now := &clock{now: time.Now()}
	s := serve(t, func(n int, _ call, w http.ResponseWriter, _ *http.Request) bool {
		if n > 1 {
			return false
		}
		w.Header().Set("Retry-After", now.Now().Add(time.Minute).UTC().Format(http.TimeFormat))
		w.WriteHeader(http.StatusTooManyRequests)
		return true
	})
	c := client(t, s, "/v1/embeddings", func(o *embed.Options) { o.Clock = now.Now })
	wantError(t, c, search.ErrUnavailable, "429", "folia")
	wantError(t, c, search.ErrUnavailable, "failed before", "folia")
	if n := len(s.asked()); n != 1 || c.Stats().State != embed.Open {
		t.Errorf("asked %d times, %s", n, c.Stats().State)
	}
	now.pass(time.Minute)
	wantVectors(t, c, search.AsPassage, words(1))
}

// clock stands still until it is told.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func TestBreakerOpensAndCloses(t *testing.T) {
	now := &clock{now: time.Now()}
	down := true
	var mu sync.Mutex
	set := func(v bool) {
		mu.Lock()
		defer mu.Unlock()
		down = v
	}
	s := serve(t, func(_ int, _ call, w http.ResponseWriter, _ *http.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		if down {
			http.Error(w, "folia caused an error", http.StatusInternalServerError)
		}
		return down
	})
	var log bytes.Buffer
	c := client(t, s, "/v1/embeddings", func(o *embed.Options) {
		o.Clock, o.Pause, o.Logger = now.Now, 5*time.Second, slog.New(slog.NewTextHandler(&log, nil))
	})
	for range 4 {
		wantError(t, c, search.ErrUnavailable, "", "folia")
	}
	if n := len(s.asked()); n != 5 || c.Stats().State != embed.Open {
		t.Fatalf("asked %d times, %s", n, c.Stats().State)
	}
	now.pass(4 * time.Second)
	wantError(t, c, search.ErrUnavailable, "failed before", "folia")
	now.pass(2 * time.Second)
	if state := c.Stats().State; state != embed.HalfOpen {
		t.Errorf("the breaker is %s", state)
	}
	wantError(t, c, search.ErrUnavailable, "", "folia") // one probe, and open for twice as long
	if n := len(s.asked()); n != 6 {
		t.Errorf("asked %d times", n)
	}
	now.pass(6 * time.Second)
	wantError(t, c, search.ErrUnavailable, "failed before", "folia")
	set(false)
	now.pass(6 * time.Second)
	wantVectors(t, c, search.AsPassage, words(3))
	if state := c.Stats().State; state != embed.Closed {
		t.Errorf("the breaker is %s", state)
	}
	text := log.String()
	if strings.Count(text, "WARN") != 1 || strings.Count(text, "INFO") != 1 || strings.Contains(text, "folia") {
		t.Errorf("log %s", text)
	}
}

func TestStatuses(t *testing.T) {
	tests := []struct {
		status int
		want   error
		asked  int
	}{
		{http.StatusBadRequest, search.ErrText, 1},
		{http.StatusRequestEntityTooLarge, search.ErrText, 1},
		{http.StatusUnprocessableEntity, search.ErrText, 1},
		{http.StatusUnauthorized, search.ErrUnavailable, 1},
		{http.StatusNotFound, search.ErrUnavailable, 1},
		{http.StatusMovedPermanently, search.ErrUnavailable, 1},
		{http.StatusTooManyRequests, search.ErrUnavailable, 3},
		{http.StatusServiceUnavailable, search.ErrUnavailable, 3},
	}
	for _, x := range tests {
		s := serve(t, func(_ int, _ call, w http.ResponseWriter, _ *http.Request) bool {
			w.Header().Set("Location", "http://127.0.0.1:1/v1/embeddings")
			w.WriteHeader(x.status)
			return true
		})
		wantError(t, client(t, s, "/v1/embeddings"), x.want, fmt.Sprint(x.status), "folia")
		if n := len(s.asked()); n != x.asked {
			t.Errorf("%d: asked %d times, want %d", x.status, n, x.asked)
		}
	}
}
