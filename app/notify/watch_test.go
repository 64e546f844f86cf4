package notify_test

import (
	"fmt"
	"testing"
	"time"

	"splot/app"
	"splot/app/records"
)

// The hits of one minute share one notification, which counts them and names the entry only while there is one.
func TestHitsOfOneMinuteAreOneNotification(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	me := w.person("me")
	w.must(w.Watches.Insert(t.Context(), "w1", app.Watch{Person: me.Person, Name: "Folie"}))
	hit := func(entry string) {
		h := app.WatchHit{Watch: "w1", Person: me.Person, Entry: app.ID(entry), At: w.clock()}
		id := app.ID(app.WatchHitID("w1", h.Entry))
		w.must(w.WatchHits.Insert(t.Context(), string(id), h, w.event(records.TopicWatchHit, id, nil)))
		w.settle()
	}
	hit("e0")
	if list := w.notices(me); len(list) != 1 || list[0].Kind != "watch_hit" || list[0].Entry != "e0" || list[0].Count != 1 || list[0].Title.PL != "Folie" {
		t.Fatalf("the first hit is told as %+v", list)
	}
	for i := range 4 {
		hit(fmt.Sprint("more", i))
	}
	if list := w.notices(me); len(list) != 1 || list[0].Entry != "" || list[0].Count != 5 || list[0].Watch != "w1" {
		t.Fatalf("five hits are told as %+v", list)
	}
	w.pass(time.Minute)
	hit("later")
	if list := w.notices(me); len(list) != 2 {
		t.Errorf("%d notifications, want another for another minute", len(list))
	}
}
