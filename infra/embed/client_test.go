package embed_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/infra/embed"
	"splot/search"
)

func TestDialects(t *testing.T) {
	for path, most := range map[string]int{"/v1/embeddings": 32, "/openai/embeddings/": 32, "/api/embed": 32, "/api/embeddings": 1} {
		t.Run(path, func(t *testing.T) {
			s := serve(t, nil)
			c := client(t, s, path, func(o *embed.Options) { o.Key = "secret" })
			wantVectors(t, c, search.AsPassage, words(70))
			texts := 0
			for _, asked := range s.asked() {
				n := max(len(asked.Input), min(1, len(asked.Prompt)))
				texts += n
				if n > most || asked.Model != "m" || asked.key != "Bearer secret" {
					t.Errorf("asked %+v", asked)
				}
			}
			if want := (70 + most - 1) / most; texts != 70 || len(s.asked()) != want {
				t.Errorf("%d texts in %d requests, want %d", texts, len(s.asked()), want)
			}
			if stats := c.Stats(); stats.Texts != 70 || stats.Failures != 0 || stats.State != embed.Closed {
				t.Errorf("stats %+v", stats)
			}
		})
	}
}

func TestIndexesDecideTheOrder(t *testing.T) {
	s := serve(t, func(_ int, c call, w http.ResponseWriter, _ *http.Request) bool {
		a, b := vector(c.Input[0]), vector(c.Input[1])
		_, _ = w.Write([]byte(`{"data":[{"index":1,"embedding":` + b + `},{"index":0,"embedding":` + a + `}]}`))
		return true
	})
	wantVectors(t, client(t, s, "/v1/embeddings"), search.AsQuery, words(2))
}

func TestRoles(t *testing.T) {
	s := serve(t, nil)
	c := client(t, s, "/v1/embeddings", func(o *embed.Options) {
		o.QueryPrefix, o.PassagePrefix, o.QueryType, o.PassageType, o.Dimensions = "query: ", "passage: ", "query", "document", 3
	})
	for _, role := range []search.Role{search.AsQuery, search.AsPassage} {
		if _, err := c.Embed(t.Context(), role, []string{"folia"}); err != nil {
			t.Fatal(err)
		}
	}
	asked := s.asked()
	if asked[0].Input[0] != "query: folia" || asked[0].InputType != "query" || asked[1].Input[0] != "passage: folia" ||
		asked[1].InputType != "document" || asked[0].Dimensions != 3 {
		t.Errorf("asked %+v", asked)
	}
	if _, err := c.Embed(t.Context(), 0, []string{"folia"}); err == nil {
		t.Error("a text without a role was taken")
	}
	if plain := client(t, s, "/v1/embeddings"); plain.Model() != "m" || c.Model() == "m" || !strings.HasPrefix(c.Model(), "m#") {
		t.Errorf("models %q and %q", plain.Model(), c.Model())
	}
}

func TestCallersShareRequests(t *testing.T) {
	s := serve(t, nil)
	c := client(t, s, "/v1/embeddings", func(o *embed.Options) { o.Fill = time.Minute }) // only a full batch leaves
	var callers sync.WaitGroup
	for _, text := range words(embed.MaxTexts) {
		callers.Go(func() { wantVectors(t, c, search.AsQuery, []string{text}) })
	}
	callers.Wait()
	if n := len(s.asked()); n != 1 {
		t.Errorf("%d requests", n)
	}
}

func TestRequestsAreBoundedInBytes(t *testing.T) {
	s := serve(t, nil)
	c := client(t, s, "/v1/embeddings")
	long := strings.Repeat("y", embed.MaxBytes/2)
	wantVectors(t, c, search.AsPassage, []string{long, long, "x", long, strings.Repeat("z", embed.MaxBytes)})
	for _, asked := range s.asked() {
		if n := len(strings.Join(asked.Input, "")); n > embed.MaxBytes {
			t.Errorf("a request of %d bytes", n)
		}
	}
	wantError(t, c, search.ErrText, "", strings.Repeat("z", embed.MaxBytes+1))
	if _, err := c.Embed(t.Context(), search.AsPassage, []string{""}); !errors.Is(err, search.ErrText) {
		t.Errorf("nothing: %v", err)
	}
	if got, err := c.Embed(t.Context(), search.AsPassage, nil); got != nil || err != nil {
		t.Errorf("no texts: %v %v", got, err)
	}
}

func TestWaitingTextsAreBounded(t *testing.T) {
	asked, hold := make(chan struct{}, embed.MaxWaiting), make(chan struct{})
	s := serve(t, func(int, call, http.ResponseWriter, *http.Request) bool {
		asked <- struct{}{}
		<-hold
		return false
	})
	c := client(t, s, "/v1/embeddings")
	ended := make(chan error, 1)
	go func() {
		_, err := c.Embed(t.Context(), search.AsPassage, words(embed.MaxWaiting-1))
		ended <- err
	}()
	<-asked // the first caller's texts are counted
	wantError(t, c, search.ErrUnavailable, "too many", "folia", "papier")
	close(hold)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	wantVectors(t, c, search.AsPassage, words(2))
}

func TestCancelling(t *testing.T) {
	begun, ended := make(chan struct{}), make(chan struct{})
	s := serve(t, func(n int, _ call, _ http.ResponseWriter, r *http.Request) bool {
		if n > 1 {
			return false
		}
		close(begun)
		<-r.Context().Done()
		close(ended)
		return true
	})
	c := client(t, s, "/v1/embeddings", func(o *embed.Options) { o.Timeout = time.Minute })
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-begun
		cancel()
	}()
	if _, err := c.Embed(ctx, search.AsQuery, words(3)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	<-ended // the request ends when nobody waits for it
	wantVectors(t, c, search.AsQuery, words(3))
	if state := c.Stats().State; state != embed.Closed {
		t.Errorf("the breaker is %s", state)
	}
}

func TestOneCallerLeavesTheOthersWait(t *testing.T) {
	begun, goOn := make(chan struct{}), make(chan struct{})
	s := serve(t, func(int, call, http.ResponseWriter, *http.Request) bool {
		close(begun)
		<-goOn
		return false
	})
	c := client(t, s, "/v1/embeddings", func(o *embed.Options) { o.Fill = time.Minute })
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() {
		_, err := c.Embed(ctx, search.AsQuery, words(embed.MaxTexts/2))
		left <- err
	}()
	stays := make(chan error, 1)
	go func() {
		_, err := c.Embed(t.Context(), search.AsQuery, words(embed.MaxTexts/2))
		stays <- err
	}()
	<-begun
	cancel()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("who left got %v", err)
	}
	close(goOn)
	if err := <-stays; err != nil {
		t.Errorf("who stayed got %v", err)
	}
}

func TestClosing(t *testing.T) {
	asked := make(chan struct{}, 100)
	s := serve(t, func(_ int, _ call, _ http.ResponseWriter, r *http.Request) bool {
		asked <- struct{}{}
		<-r.Context().Done()
		return true
	})
	c := client(t, s, "/v1/embeddings", func(o *embed.Options) { o.Timeout = time.Minute })
	ended := make(chan error, 1)
	go func() {
		_, err := c.Embed(t.Context(), search.AsQuery, words(100))
		ended <- err
	}()
	<-asked
	c.Close()
	if err := <-ended; !errors.Is(err, search.ErrUnavailable) {
		t.Errorf("closed: %v", err)
	}
	wantError(t, c, search.ErrUnavailable, "closed", "folia")
}

func TestAddresses(t *testing.T) {
	tests := map[string]string{
		"http://127.0.0.1:11434/api/embed": "", "http://[::1]/v1/embeddings": "", "http://ollama:11434/api/embed": "",
		"http://10.1.2.3/v1/embeddings": "", "http://embed.internal/v1/embeddings": "",
		"https://api.example.org/v1/embeddings": "", "https://x.example.org/d/y/embeddings?api-version=1": "",
		"http://api.example.org/v1/embeddings": "plain http", "http://8.8.8.8/v1/embeddings": "plain http",
		"https://api.example.org": "path", "https://api.example.org/v1/chat": "path", "ftp://x/v1/embeddings": "path",
		"https://user:pass@x/v1/embeddings": "without credentials", "": "path", "http://%zz/v1/embeddings": "path",
	}
	for address, want := range tests {
		err := embed.CheckAddress(address)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", address, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "pass@") {
			t.Errorf("the error repeats the address: %v", err)
		}
	}
}

func TestOptions(t *testing.T) {
	for name, change := range map[string]func(*embed.Options){
		"no model":         func(o *embed.Options) { o.Model = " " },
		"dimensions":       func(o *embed.Options) { o.Dimensions = -1 },
		"many dimensions":  func(o *embed.Options) { o.Dimensions = search.MaxDimensions + 1 },
		"long prefix":      func(o *embed.Options) { o.QueryPrefix = strings.Repeat("q", 2000) },
		"half a pair":      func(o *embed.Options) { o.QueryType = "query" },
		"types for Ollama": func(o *embed.Options) { o.URL, o.QueryType, o.PassageType = "http://localhost/api/embed", "q", "p" },
	} {
		o := embed.Options{URL: "http://localhost/v1/embeddings", Model: "m", Logger: slog.New(slog.DiscardHandler), Clock: time.Now}
		change(&o)
		if _, err := embed.New(o); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestOneRefusedTextSpoilsNoOther(t *testing.T) {
	s := serve(t, func(_ int, c call, w http.ResponseWriter, _ *http.Request) bool {
		if slices.Contains(c.Input, "bad") {
			http.Error(w, "bad is too long", http.StatusBadRequest)
			return true
		}
		return false
	})
	c := client(t, s, "/v1/embeddings", func(o *embed.Options) { o.Fill = time.Minute })
	var callers sync.WaitGroup
	for _, text := range words(embed.MaxTexts - 1) {
		if text == "xxx" {
			continue
		}
		callers.Go(func() { wantVectors(t, c, search.AsPassage, []string{text}) })
	}
	callers.Go(func() { wantError(t, c, search.ErrText, "400", "bad", "bad") })
	callers.Wait()
	if state := c.Stats().State; state != embed.Closed {
		t.Errorf("the breaker is %s", state)
	}
}
