package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// How a contest is run: so many clients at once, each side in turn in so many rounds after a warm-up.
const (
	contestClients = 8
	contestRounds  = 3
	contestWarmUp  = 40
)

// contender is one of two servers that are asked the same.
type contender struct {
	name string
	// ask makes the n-th request of a kind.
	ask func(ctx context.Context, n int) (*http.Request, error)
}

// Score is what one server did in a contest.
type Score struct {
	PerSecond float64 `json:"perSecond"`
	P50       float64 `json:"p50"` // milliseconds, as the others
	P95       float64 `json:"p95"`
	P99       float64 `json:"p99"`
}

// Contest is the same requests to Splot and to a peer.
type Contest struct {
	Name  string  `json:"name"`
	Splot Score   `json:"splot"`
	Peer  *Score  `json:"peer,omitempty"`
	Ratio float64 `json:"ratio,omitempty"` // of requests a second, Splot's to the peer's
}

// contest measures the contenders in turn, so that whatever else the machine does meets both.
func contest(ctx context.Context, name string, requests int, contenders ...contender) (Contest, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: contestClients}, Timeout: time.Minute}
	defer client.CloseIdleConnections()
	took := make([][]time.Duration, len(contenders))
	spent := make([]time.Duration, len(contenders))
	for round := range contestRounds + 1 {
		for i, c := range contenders {
			n, first := requests/contestRounds, contestWarmUp+(round-1)*(requests/contestRounds)
			if round == 0 {
				n, first = contestWarmUp, 0
			}
			start := time.Now()
			times, err := volley(ctx, client, c, first, n)
			if err != nil {
				return Contest{}, fmt.Errorf("%s, %s: %w", name, c.name, err)
			}
			if round > 0 {
				took[i], spent[i] = append(took[i], times...), spent[i]+time.Since(start)
			}
		}
	}
	out := Contest{Name: name, Splot: score(took[0], spent[0])}
	if len(contenders) > 1 {
		peer := score(took[1], spent[1])
		out.Peer, out.Ratio = &peer, out.Splot.PerSecond/peer.PerSecond
	}
	return out, nil
}

// volley sends requests from several clients and tells how long each took.
func volley(ctx context.Context, client *http.Client, c contender, first, n int) ([]time.Duration, error) {
	took, failed := make([]time.Duration, n), make([]error, contestClients)
	var clients sync.WaitGroup
	for at := range contestClients {
		clients.Go(func() {
			for i := at; i < n && failed[at] == nil; i += contestClients {
				took[i], failed[at] = timed(ctx, client, c, first+i)
			}
		})
	}
	clients.Wait()
	return took, errors.Join(failed...)
}

func timed(ctx context.Context, client *http.Client, c contender, n int) (time.Duration, error) {
	request, err := c.ask(ctx, n)
	if err != nil {
		return 0, err
	}
	start := time.Now()
	answer, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	var text bytes.Buffer
	if _, err := io.Copy(&text, answer.Body); err != nil {
		return 0, err
	}
	if answer.StatusCode >= http.StatusBadRequest {
		return 0, fmt.Errorf("%s %s: %s: %.300s", request.Method, request.URL.Path, answer.Status, text.String())
	}
	return time.Since(start), nil
}

func score(took []time.Duration, spent time.Duration) Score {
	slices.Sort(took)
	at := func(q float64) float64 {
		return float64(took[min(int(q*float64(len(took))), len(took)-1)].Microseconds()) / 1000
	}
	return Score{PerSecond: float64(len(took)) / spent.Seconds(), P50: at(.5), P95: at(.95), P99: at(.99)}
}

func (s Score) String() string {
	return fmt.Sprintf("%7.0f/s  p50 %.1f  p95 %.1f  p99 %.1f ms", s.PerSecond, s.P50, s.P95, s.P99)
}
