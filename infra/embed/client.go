package embed

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"splot/search"
)

// Bounds.
const (
	MaxTexts   = 32       // texts of one request
	MaxBytes   = 16 << 10 // bytes of the texts of one request, prefixes included; a longer text is refused
	MaxWaiting = 2048     // texts that wait for their vectors; more are turned away as unavailable
	maxAnswer  = 16 << 20 // bytes of an answer: MaxTexts vectors of some thousand written-out numbers
)

// Options say where the server is and how to speak to it; zero durations and numbers stand for the default.
type Options struct {
	URL   string // see CheckAddress
	Model string // as the server names it
	Key   string // bearer token; never logged

	// QueryPrefix and PassagePrefix stand before every text of that role, as "query: " for E5.
	QueryPrefix, PassagePrefix string
	// QueryType and PassageType are sent as input_type to servers that tell roles by it.
	QueryType, PassageType string
	// Dimensions are asked of the server and wanted of its answers. Without it the first answer decides.
	Dimensions int

	Logger *slog.Logger
	Clock  func() time.Time

	Timeout    time.Duration // of one request; 30 s
	Fill       time.Duration // how long a request waits for more texts; 4 ms
	Retry      time.Duration // the longest wait before the second try, doubled for the third; 500 ms
	Pause      time.Duration // how long a failing server is left alone at first; 5 s
	Concurrent int           // requests at the same time; 2
}

// Client is a search.Embedder.
type Client struct {
	options  Options
	address  string
	speaks   dialect
	model    string
	http     *http.Client
	breaker  breaker
	slots    chan struct{} // requests under way
	dims     atomic.Int32
	counters counters

	mu      sync.Mutex
	open    [search.AsPassage + 1]*batch // by role, still filling
	flying  map[*batch]struct{}          // not done yet
	waiting int
	closed  bool
	running sync.WaitGroup
}

var _ search.Embedder = (*Client)(nil)

// New checks the options.
func New(o Options) (*Client, error) {
	u, speaks, err := parse(o.URL)
	if err != nil {
		return nil, err
	}
	if err := o.check(speaks); err != nil {
		return nil, err
	}
	o.fillIn()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = o.Concurrent
	c := &Client{
		options: o, address: u.String(), speaks: speaks, model: o.name(),
		http: &http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // the key would go along
		},
		slots: make(chan struct{}, o.Concurrent), flying: map[*batch]struct{}{},
	}
	c.breaker = breaker{limit: 5, first: o.Pause, longest: 5 * time.Minute, now: o.Clock}
	c.dims.Store(int32(o.Dimensions)) //nolint:gosec // checked
	return c, nil
}

func (o *Options) check(speaks dialect) error {
	switch {
	case strings.TrimSpace(o.Model) == "":
		return errors.New("embedding server: the model has no name; vectors are filed under it")
	case o.Dimensions < 0 || o.Dimensions > search.MaxDimensions:
		return fmt.Errorf("embedding server: the dimensions must be 1 to %d", search.MaxDimensions)
	case max(len(o.QueryPrefix), len(o.PassagePrefix)) > 1<<10:
		return errors.New("embedding server: a prefix is longer than 1024 bytes")
	case (o.QueryType == "") != (o.PassageType == ""):
		return errors.New("embedding server: input types are two, of queries and of passages")
	}
	if _, ok := speaks.(openAI); !ok && o.QueryType != "" {
		return errors.New("embedding server: only servers that speak as OpenAI take input types")
	}
	return nil
}

func (o *Options) fillIn() {
	for _, d := range []struct {
		value *time.Duration
		usual time.Duration
	}{{&o.Timeout, 30 * time.Second}, {&o.Fill, 4 * time.Millisecond}, {&o.Retry, 500 * time.Millisecond}, {&o.Pause, 5 * time.Second}} {
		if *d.value <= 0 {
			*d.value = d.usual
		}
	}
	if o.Concurrent <= 0 {
		o.Concurrent = 2
	}
}

// name tells vectors apart that differ in more than the model's name.
func (o *Options) name() string {
	rest := []string{o.QueryPrefix, o.PassagePrefix, o.QueryType, o.PassageType, fmt.Sprint(o.Dimensions)}
	if strings.Join(rest, "") == "0" {
		return o.Model
	}
	sum := sha256.Sum256([]byte(strings.Join(rest, "\x00")))
	return o.Model + "#" + hex.EncodeToString(sum[:4])
}

// Model is the model's name, with a mark of what else the options say of vectors.
func (c *Client) Model() string { return c.model }

// Close ends what is under way, as unavailable, and waits for it.
func (c *Client) Close() {
	c.mu.Lock()
	c.closed = true
	for b := range c.flying {
		b.cancel()
	}
	c.mu.Unlock()
	c.running.Wait()
	c.http.CloseIdleConnections()
}
