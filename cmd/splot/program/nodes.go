package program

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"splot/app"
	"splot/app/account"
	"splot/app/channel"
	"splot/app/feed"
	"splot/app/httpapi"
	"splot/app/records"
	"splot/app/store"
	"splot/realtime"
	"splot/search/standby"
)

// The topics on which the nodes of one installation tell each other what each must follow.
const (
	topicEnded  = "node.ended"  // account.Ending: close or check sockets
	topicMirror = "node.mirror" // store.Event: the embedded index follows a change that another node handled
)

// publish tells followers on this node and on the others of a channel's new entry.
func (p *Program) publish(ctx context.Context, e channel.Entry) error {
	return p.hub.Publish(ctx, wire(e))
}

func wire(e channel.Entry) realtime.Entry {
	return realtime.Entry{Channel: e.Channel, Epoch: e.Epoch, Seq: e.Seq, By: string(e.By), Data: e.Data}
}

// tellEnded tells every node whose sockets must be looked at again.
func (p *Program) tellEnded(ctx context.Context, e account.Ending) {
	p.tell(ctx, topicEnded, e)
}

func (p *Program) tell(ctx context.Context, topic string, value any) {
	payload, err := json.Marshal(value)
	if err == nil {
		err = p.bus.Publish(ctx, topic, payload)
	}
	if err != nil {
		p.Log.WarnContext(ctx, "telling the other nodes failed", slog.String("topic", topic), slog.Any("error", err))
	}
}

// mirrorQueue bounds the changes that wait to enter the embedded index; when it is full, the whole index
// is made anew instead (keepIndex).
const mirrorQueue = 4096

// followBus subscribes to what other nodes tell, and returns what acts on it. Receivers only enqueue.
func (p *Program) followBus() func(context.Context) error {
	endings := make(chan account.Ending, 256)
	changes := make(chan store.Event, mirrorQueue)
	cancelEnded := p.bus.Subscribe(topicEnded, func(m realtime.Message) {
		var e account.Ending
		if !m.Fresh && json.Unmarshal(m.Payload, &e) == nil {
			offer(endings, e, nil)
		}
	})
	cancelMirror := p.bus.Subscribe(topicMirror, func(m realtime.Message) {
		var e store.Event
		switch {
		case m.Fresh: // messages may have been lost
			offer(p.fresh, struct{}{}, nil)
		case json.Unmarshal(m.Payload, &e) == nil:
			offer(changes, e, p.missed)
		}
	})
	return func(ctx context.Context) error {
		defer cancelEnded()
		defer cancelMirror()
		for {
			select {
			case <-ctx.Done():
				return nil
			case e := <-endings:
				p.closeSockets(ctx, e)
			case e := <-changes:
				p.mirror(ctx, e)
			}
		}
	}
}

// offer enqueues, or signals that the queue was full.
func offer[T any](queue chan T, value T, full chan struct{}) {
	select {
	case queue <- value:
	default:
		if full != nil {
			offer(full, struct{}{}, nil)
		}
	}
}

func (p *Program) closeSockets(ctx context.Context, e account.Ending) {
	if e.Session != "" {
		p.hub.CloseSession(string(e.Session))
		return
	}
	if _, err := p.Account.Actor(ctx, e.Person); err != nil {
		p.hub.ClosePerson(string(e.Person))
		return
	}
	p.hub.Reauthorise(ctx, string(e.Person))
}

// mirrorHandler hands every change of what is indexed to the other nodes' embedded indexes.
func (p *Program) mirrorHandler() feed.Handler {
	return feed.Handler{
		Name: "mirror", Topics: []string{records.TopicEntry, records.TopicOrganisation, records.TopicRequests}, Coalesce: true,
		Handle: func(ctx context.Context, e store.Event) error {
			p.tell(ctx, topicMirror, store.Event{ID: e.ID, Topic: e.Topic, Key: e.Key, At: e.At})
			return nil
		},
	}
}

// weightsHandler tells the other nodes of other weights. A node that misses it follows when it rebuilds or starts.
func (p *Program) weightsHandler() feed.Handler {
	return feed.Handler{
		Name: "weights-mirror", Topics: []string{records.TopicWeights}, Coalesce: true,
		Handle: func(ctx context.Context, e store.Event) error {
			p.tell(ctx, topicMirror, store.Event{ID: e.ID, Topic: e.Topic, Key: e.Key, At: e.At})
			return nil
		},
	}
}

func (p *Program) mirror(ctx context.Context, e store.Event) {
	if err := p.Matching.Follow(standby.Local(ctx), e); err != nil && ctx.Err() == nil {
		p.Log.ErrorContext(ctx, "following a change failed", slog.String("key", e.Key), slog.Any("error", err))
	}
}

// channelLog is the hub's view of the channels.
type channelLog struct{ channels *channel.Channels }

func (l channelLog) Head(ctx context.Context, name string) (string, int64, error) {
	return l.channels.Head(ctx, name)
}

func (l channelLog) Read(ctx context.Context, name string, after int64, limit int) ([]realtime.Entry, error) {
	entries, err := l.channels.Read(ctx, name, after, limit)
	if err != nil {
		return nil, err
	}
	list := make([]realtime.Entry, len(entries))
	for i, e := range entries {
		list[i] = wire(e)
	}
	return list, nil
}

// authoriser asks a channel's kind who may follow it, for what the person is now. A channel of no kind is not there.
type authoriser struct {
	kinds channel.Kinds
	actor func(context.Context, app.ID) (app.Actor, error)
}

func (a authoriser) Authorise(ctx context.Context, p realtime.Principal, name string) error {
	kind, id, ok := a.kinds.Of(name)
	if !ok {
		return realtime.ErrForbidden
	}
	actor, err := a.actor(ctx, app.ID(p.Person))
	if _, refused := errors.AsType[*app.Error](err); refused {
		return realtime.ErrForbidden // the person is gone, or must not sign in
	}
	if err != nil {
		return err
	}
	may, err := kind.May(ctx, actor, id)
	if err == nil && !may {
		err = realtime.ErrForbidden
	}
	return err
}

// principal tells the sockets who is signed in.
func principal(ctx context.Context, _ *fiber.Ctx) (realtime.Principal, error) {
	person, session, until, ok := httpapi.SignedIn(ctx)
	if !ok {
		return realtime.Principal{}, app.Unauthenticated()
	}
	return realtime.Principal{Person: string(person), Session: string(session), ExpiresAt: until}, nil
}
