package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/fasthttp/websocket"

	"splot/app"
	"splot/app/entry"
	"splot/app/httpapi"
	"splot/realtime"
	"splot/realtime/ws"
)

// notifyTimeout bounds one round.
const notifyTimeout = 10 * time.Second

// benchNotify measures from the auditor's approval of a need to the frame at the socket of the
// organisation that can answer it.
func benchNotify(ctx context.Context, t *terminal, r *benchReport, rounds int) (err error) {
	site, err := openBenchSite(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = site.close() }()
	fmt.Fprintf(t.err, "importing %d entries …\n", r.Entries)
	if err := site.load(ctx, site.entries(r.Entries)); err != nil {
		return fmt.Errorf("import: %w", err)
	}
	if err := site.reopen(ctx); err != nil { // a program runs once, and loading ran this one
		return err
	}
	if err := site.program.fillIndex(ctx); err != nil {
		return err
	}
	stop := site.serve(ctx)
	defer func() { err = errors.Join(err, stop()) }()
	frames, err := site.listen(ctx)
	if err != nil {
		return err
	}
	took := make([]time.Duration, rounds)
	for i := range took {
		if took[i], err = site.round(ctx, frames, i); err != nil {
			return fmt.Errorf("round %d: %w", i, err)
		}
	}
	r.times("approval → frame at the socket", took, 500)
	r.single("resident memory", "MB", resident(), 300)
	return nil
}

// listen opens the maker's socket and passes on the text of every frame of the inbox.
func (s *benchSite) listen(ctx context.Context) (<-chan string, error) {
	token, err := s.signIn(ctx, s.maker)
	if err != nil {
		return nil, err
	}
	header := http.Header{"Origin": {s.program.config.PublicURL}, "Cookie": {httpapi.SessionCookie + "=" + token}}
	dialer := websocket.Dialer{Subprotocols: []string{ws.Subprotocol}, HandshakeTimeout: notifyTimeout}
	conn, answer, err := dialer.DialContext(ctx, "ws://"+s.program.Addr()+"/api/live", header)
	if err != nil {
		return nil, fmt.Errorf("open socket: %w", err)
	}
	_ = answer.Body.Close()
	sub, _ := json.Marshal(realtime.Sub{Type: "sub", Channel: app.Inbox(s.maker.ID)})
	if err := conn.WriteMessage(websocket.TextMessage, sub); err != nil {
		return nil, fmt.Errorf("follow inbox: %w", err)
	}
	frames := make(chan string, 1024)
	go func() {
		defer close(frames)
		for {
			_, message, err := conn.ReadMessage()
			if err != nil {
				return
			}
			frames <- string(message)
		}
	}()
	return frames, nil
}

// round writes a need and an offer with the same words, approves the offer, and measures the approval of the need.
// The offer is written by hand because nobody is told of what an imported entry matches.
func (s *benchSite) round(ctx context.Context, frames <-chan string, n int) (time.Duration, error) {
	content := s.entries(200)[1+n%199].Content
	content.Teaser = app.Text{EN: "Written for measuring."}
	offer, need := content, content
	trl := 6
	offer.Technology = &app.TechnologyForm{
		TRL: &trl, TRLEvidence: content.Title, Advantage: content.Title, IPStatus: "none", Cooperation: []string{"pilot"},
	}
	need.Need = &app.NeedForm{
		Problem: content.Description, Urgency: "high", Budget: "undisclosed", Cooperation: []string{"pilot"},
	}
	offered, err := s.assigned(ctx, s.maker, s.offering, app.Technology, offer)
	if err == nil {
		err = s.approve(ctx, offered)
	}
	if err != nil {
		return 0, err
	}
	asked, err := s.assigned(ctx, s.buyer, s.asking, app.Need, need)
	if err == nil {
		err = s.program.Feed.Drain(ctx)
	}
	if err != nil {
		return 0, err
	}
	empty(frames)
	start := time.Now()
	if err := s.approve(ctx, asked); err != nil {
		return 0, err
	}
	return waitFor(frames, start, "match_new")
}

// assigned writes an entry, submits it and assigns the auditor.
func (s *benchSite) assigned(ctx context.Context, author app.Person, owner app.ID, kind app.Kind, content app.Content) (entry.View, error) {
	as := s.actor(ctx, author)
	v, err := s.program.Entry.Create(ctx, as, owner, s.cluster, kind, content)
	if err == nil {
		v, err = s.program.Entry.Submit(ctx, as, v.Entry.ID, v.Version)
	}
	if err == nil {
		v, err = s.program.Entry.Assign(ctx, s.actor(ctx, s.manager), v.Entry.ID, v.Version, s.auditor.ID)
	}
	return v, err
}

func (s *benchSite) approve(ctx context.Context, v entry.View) error {
	_, err := s.program.Entry.Approve(ctx, s.actor(ctx, s.auditor), v.Entry.ID, v.Version, app.Review{})
	return err
}

func (s *benchSite) actor(ctx context.Context, p app.Person) app.Actor {
	a, err := s.program.Account.Actor(ctx, p.ID)
	if err != nil {
		return app.Actor{}
	}
	return a
}

func empty(frames <-chan string) {
	for {
		select {
		case <-frames:
		default:
			return
		}
	}
}

func waitFor(frames <-chan string, start time.Time, word string) (time.Duration, error) {
	late := time.After(notifyTimeout)
	for {
		select {
		case frame, ok := <-frames:
			if !ok {
				return 0, errors.New("the socket closed")
			}
			if strings.Contains(frame, word) {
				return time.Since(start), nil
			}
		case <-late:
			return 0, fmt.Errorf("no %s frame within %s", word, notifyTimeout)
		}
	}
}
