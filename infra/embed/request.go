package embed

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"time"

	"splot/search"
)

// tries is how often one batch is sent; patience is the longest Retry-After that is waited for.
const (
	tries    = 3
	patience = 10 * time.Second
)

// failure is an attempt that brought no vectors.
type failure struct {
	cause error
	again bool          // it is worth another try
	after time.Duration // that the server asked to wait
	fault bool          // the server's: the breaker counts it
}

func (f *failure) Error() string { return f.cause.Error() }

// request asks for the vectors of texts, several times if need be.
func (c *Client) request(ctx context.Context, role search.Role, texts []string) ([]search.Vector, error) {
	for try := 1; ; try++ {
		if !c.breaker.admit() {
			c.counters.turnedAway.Add(1)
			return nil, fmt.Errorf("embed %d texts: the server failed before: %w", len(texts), search.ErrUnavailable)
		}
		vectors, f := c.attempt(ctx, role, texts)
		c.judge(ctx, f)
		if f == nil {
			return vectors, nil
		}
		if !f.again || try == tries || f.after > patience || ctx.Err() != nil {
			return nil, fmt.Errorf("embed %d texts: %w", len(texts), f.cause)
		}
		c.counters.retries.Add(1)
		pause := c.options.Retry << (try - 1) / 2
		if !wait(ctx, max(f.after, pause)+rand.N(pause+1)) { //nolint:gosec // jitter
			return nil, gone(ctx)
		}
	}
}

// judge tells the breaker, the counters and the log of an attempt.
func (c *Client) judge(ctx context.Context, f *failure) {
	if f != nil {
		c.counters.failures.Add(1)
	}
	opened, closed := false, false
	switch {
	case f == nil:
		closed = c.breaker.succeed()
	case ctx.Err() != nil:
		c.breaker.abandon()
	case f.after > patience:
		opened = c.breaker.pause(f.after)
	case f.fault:
		opened = c.breaker.fail()
	case f.again: // busy, not broken
		c.breaker.abandon()
	default: // it works, and refuses the text
		closed = c.breaker.succeed()
	}
	if opened {
		c.options.Logger.WarnContext(ctx, "embedding server fails; going on without new vectors", slog.Any("error", f.cause))
	}
	if closed {
		c.options.Logger.InfoContext(ctx, "embedding server answers again")
	}
}

func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// attempt is one request and its answer.
func (c *Client) attempt(ctx context.Context, role search.Role, texts []string) ([]search.Vector, *failure) {
	c.counters.requests.Add(1)
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	status, retryAfter, answer, err := c.post(ctx, role, texts)
	if err != nil { // a server that is too slow is not asked the same at once
		again := ctx.Err() == nil && !errors.Is(err, errLong)
		return nil, &failure{cause: unavailable(reason(ctx, err)), again: again, fault: true}
	}
	if f := c.refusal(status, retryAfter); f != nil {
		return nil, f
	}
	vectors, err := c.vectors(answer, len(texts))
	if err != nil {
		return nil, &failure{cause: fmt.Errorf("%w: %w", search.ErrUnavailable, err), fault: true}
	}
	c.counters.texts.Add(int64(len(vectors)))
	return vectors, nil
}

// reason says why there is no answer, without the address and what was sent.
func reason(ctx context.Context, err error) string {
	var network *net.OpError
	switch {
	case ctx.Err() != nil:
		return "no answer in time"
	case errors.Is(err, errLong):
		return errLong.Error()
	case errors.As(err, &network):
		return "no connection: " + network.Op
	}
	return "no whole answer"
}

func unavailable(what string) error { return fmt.Errorf("%s: %w", what, search.ErrUnavailable) }

// refusal reads a status that brings no vectors.
func (c *Client) refusal(status int, retryAfter string) *failure {
	answered := fmt.Sprintf("the server answers %d", status)
	switch {
	case status == http.StatusOK:
		return nil
	case status == http.StatusTooManyRequests:
		return &failure{cause: unavailable(answered), again: true, after: c.after(retryAfter)}
	case status >= 500:
		return &failure{cause: unavailable(answered), again: true, after: c.after(retryAfter), fault: true}
	case status == http.StatusBadRequest, status == http.StatusRequestEntityTooLarge, status == http.StatusUnprocessableEntity:
		return &failure{cause: fmt.Errorf("%s: %w", answered, search.ErrText)}
	}
	return &failure{cause: unavailable(answered + ": the address, the key or the model is wrong"), fault: true}
}

// after reads Retry-After, seconds or a date.
func (c *Client) after(value string) time.Duration {
	if n, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(n) * time.Second //nolint:gosec // 31 bits
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(c.options.Clock()))
	}
	return 0
}

var errLong = errors.New("the answer is too long")

func (c *Client) post(ctx context.Context, role search.Role, texts []string) (status int, retryAfter string, answer []byte, err error) {
	q := question{model: c.options.Model, texts: texts, dimensions: c.options.Dimensions, inputType: c.options.PassageType}
	if role == search.AsQuery {
		q.inputType = c.options.QueryType
	}
	body, err := json.Marshal(c.speaks.ask(q))
	if err != nil {
		return 0, "", nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address, bytes.NewReader(body))
	if err != nil {
		return 0, "", nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	if c.options.Key != "" {
		r.Header.Set("Authorization", "Bearer "+c.options.Key)
	}
	resp, err := c.http.Do(r)
	if err != nil {
		return 0, "", nil, err
	}
	defer resp.Body.Close()
	limit := int64(maxAnswer)
	if resp.StatusCode != http.StatusOK {
		limit = 4 << 10 // read so that the connection serves again, and thrown away
	}
	answer, err = io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if resp.StatusCode == http.StatusOK && err == nil && int64(len(answer)) > limit {
		err = errLong
	}
	return resp.StatusCode, resp.Header.Get("Retry-After"), answer, err
}

// vectors checks an answer whole.
func (c *Client) vectors(answer []byte, texts int) ([]search.Vector, error) {
	raw, err := c.speaks.read(answer, texts)
	if err != nil {
		return nil, err
	}
	out := make([]search.Vector, len(raw))
	for i, values := range raw {
		if n := int32(min(len(values), search.MaxDimensions+1)); !c.dims.CompareAndSwap(0, n) && c.dims.Load() != n { //nolint:gosec // bounded
			return nil, errors.New("the answer's vectors have another dimension than before")
		}
		var ok bool
		if out[i], ok = search.NewVector(c.model, values); !ok {
			return nil, errors.New("the answer holds a vector without a direction")
		}
	}
	return out, nil
}
