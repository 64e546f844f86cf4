package feed_test

import (
	"context"
	"sync"
	"testing"

	"splot/app"
	"splot/app/feed"
	"splot/app/store"
)

// TestAllTopics has a handler that follows everything, whoever else does, and is told who did it.
func TestAllTopics(t *testing.T) {
	r := over(t, open(t), nil)
	var mu sync.Mutex
	got := map[string]app.ID{}
	note := func(name string) func(context.Context, store.Event) error {
		return func(_ context.Context, e store.Event) error {
			mu.Lock()
			defer mu.Unlock()
			got[name+" "+e.Topic] = e.By
			return nil
		}
	}
	r.Register(feed.Handler{Name: "trail", Topics: []string{feed.AllTopics}, Handle: note("trail")})
	r.Register(feed.Handler{Name: "one", Topics: []string{"known"}, Handle: note("one")})
	defer r.run(t)()
	known, unknown := r.event("known", "a"), r.event("nobody's", "b")
	known.By = "someone"
	r.write(t, known, unknown)
	r.drain(t)
	if len(got) != 3 || got["trail known"] != "someone" || got["one known"] != "someone" {
		t.Errorf("got %v", got)
	}
	if by, ok := got["trail nobody's"]; !ok || by != "" {
		t.Errorf("the topic that one handler alone follows: %v", got)
	}
}

func TestAllTopicsStandAlone(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a handler of all topics and of one more, which would see it twice, was registered")
		}
	}()
	over(t, open(t), nil).Register(feed.Handler{
		Name: "twice", Topics: []string{"one", feed.AllTopics}, Handle: func(context.Context, store.Event) error { return nil },
	})
}
