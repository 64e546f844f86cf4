package realtime_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"splot/realtime"
)

// A page pings to know that its line lives, so the answer waits for nothing: no channel, no log.
func TestPingIsAnsweredAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
		who := n.attach(t, "p1")
		who.say(`{"type":"ping","t":1795291200000}`)
		synctest.Wait()
		text, ok := who.Take(nil)
		want := fmt.Sprintf(`[{"type":"pong","t":1795291200000,"serverTime":%d}]`, time.Now().UnixMilli())
		if !ok || string(text) != want {
			t.Errorf("answer is %s, want %s", text, want)
		}
	})
}

// hanging is an authoriser whose store does not answer.
type hanging struct{}

func (hanging) Authorise(ctx context.Context, _ realtime.Principal, _ string) error {
	<-ctx.Done()
	return ctx.Err()
}

// A ping behind a question that hangs is answered within what a page grants a line in doubt, and the channel is not
// refused for good.
func TestPingBehindAHangingAuthoriser(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), func(o *realtime.Options) { o.Authoriser = hanging{} })
		who := n.attach(t, "p1")
		began := time.Now()
		who.sub("inbox:p1")
		who.say(`{"type":"ping","t":1}`)
		expect(t, who, "end unavailable", "pong ")
		if took := time.Since(began); took >= 3*time.Second {
			t.Errorf("the answer took %v", took)
		}
	})
}

// A quiet channel still says where it stands, so that followers notice what they missed.
func TestAQuietChannelSaysWhereItStands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
		who := n.attach(t, "p1")
		who.sub("inbox:p1")
		synctest.Wait()
		who.heard(t)
		time.Sleep(2 * realtime.HeadEvery)
		synctest.Wait()
		if got := who.heard(t); len(got) != 2 || got[0] != "head e1@0" || got[1] != got[0] {
			t.Errorf("within two intervals heard %q, want two heads", got)
		}
	})
}
