package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/fasthttp/websocket"

	"splot/app"
	"splot/app/httpapi"
	"splot/realtime"
	"splot/realtime/ws"
)

// notifyTimeout bounds one round.
const notifyTimeout = 10 * time.Second

// Notify measures from the auditor's approval of a need to the frame at the socket of the
// organisation that can answer it.
func Notify(ctx context.Context, progress io.Writer, r *Report, rounds int) (err error) {
	site, err := open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = site.Close() }()
	fmt.Fprintf(progress, "importing %d entries …\n", r.Entries)
	if err := site.Load(ctx, site.Entries(r.Entries)); err != nil {
		return fmt.Errorf("import: %w", err)
	}
	if err := site.Reopen(ctx); err != nil { // a program runs once, and loading ran this one
		return err
	}
	if err := site.Program.FillIndex(ctx); err != nil {
		return err
	}
	stop := site.Serve(ctx)
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
func (s site) listen(ctx context.Context) (<-chan string, error) {
	token, err := s.SignIn(ctx, s.Maker)
	if err != nil {
		return nil, err
	}
	header := http.Header{"Origin": {s.Program.Config.PublicURL}, "Cookie": {httpapi.SessionCookie + "=" + token}}
	dialer := websocket.Dialer{Subprotocols: []string{ws.Subprotocol}, HandshakeTimeout: notifyTimeout}
	conn, answer, err := dialer.DialContext(ctx, "ws://"+s.Program.Addr()+"/api/live", header)
	if err != nil {
		return nil, fmt.Errorf("open socket: %w", err)
	}
	_ = answer.Body.Close()
	sub, _ := json.Marshal(realtime.Sub{Type: "sub", Channel: app.Inbox(s.Maker.ID)})
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
func (s site) round(ctx context.Context, frames <-chan string, n int) (time.Duration, error) {
	content := s.Entries(200)[1+n%199].Content
	content.Teaser = app.Text{EN: "Written for measuring."}
	offer, need := content, content
	trl := 6
	offer.Technology = &app.TechnologyForm{
		TRL: &trl, TRLEvidence: content.Title, Advantage: content.Title, IPStatus: "none", Cooperation: []string{"pilot"},
	}
	need.Need = &app.NeedForm{
		Problem: content.Description, Urgency: "high", Budget: "undisclosed", Cooperation: []string{"pilot"},
	}
	offered, err := s.Assigned(ctx, s.Maker, s.Offering, app.Technology, offer)
	if err == nil {
		err = s.Approve(ctx, offered)
	}
	if err != nil {
		return 0, err
	}
	asked, err := s.Assigned(ctx, s.Buyer, s.Asking, app.Need, need)
	if err == nil {
		err = s.Program.Feed.Drain(ctx)
	}
	if err != nil {
		return 0, err
	}
	empty(frames)
	start := time.Now()
	if err := s.Approve(ctx, asked); err != nil {
		return 0, err
	}
	return waitFor(frames, start, "match_new")
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
