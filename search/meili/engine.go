package meili

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"sync"
	"sync/atomic"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"splot/search"
	"splot/search/text"
)

// Options say where the server is.
type Options struct {
	URL   string // http or https, without a path
	Key   string // an API key for the index; never logged
	Index string // uid of the index; "splot" when empty

	Logger *slog.Logger // may be nil

	// Lexicon spares the server counting, and knows which terms sound alike: without it none of those is looked for.
	Lexicon Lexicon

	// Dictionary translates what is looked for: that of the corpus. Nil is the built-in one.
	Dictionary *text.Dictionary

	SearchTimeout time.Duration // of a person's search; 2 s when 0. Candidates, for which nobody waits, may take thrice as long
	WriteTimeout  time.Duration // until a write is done by the server; 60 s when 0
}

// Engine is a search.Engine, a search.Rebuilder and a search.Verifier.
type Engine struct {
	client  meilisearch.ServiceManager
	options Options
	vectors Vectors     // nil without an embedding server
	unlike  atomic.Bool // the index takes no vectors of this length
	write   sync.Mutex  // versions are compared and written under it
	rebuild sync.Mutex  // one rebuild at a time
}

var (
	_ search.Engine    = (*Engine)(nil)
	_ search.Rebuilder = (*Engine)(nil)
	_ search.Verifier  = (*Engine)(nil)
)

var indexName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,200}$`)

// New checks the options. Redirects of the server are not followed: the key would go with them.
func New(o Options) (*Engine, error) {
	u, err := url.Parse(o.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return nil, errors.New("search server: the address must be http(s)://host:port, without credentials")
	}
	if o.Index == "" {
		o.Index = "splot"
	}
	if !indexName.MatchString(o.Index) {
		return nil, errors.New("search server: the index name may hold letters, digits, - and _")
	}
	if o.SearchTimeout <= 0 {
		o.SearchTimeout = 2 * time.Second
	}
	if o.WriteTimeout <= 0 {
		o.WriteTimeout = time.Minute
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 16
	// The server sends a packed answer in pieces, and the second one waits 40 ms for the first to be acknowledged.
	transport.DisableCompression = true
	client := &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Engine{
		client: meilisearch.New(u.Scheme+"://"+u.Host, meilisearch.WithAPIKey(o.Key),
			meilisearch.WithCustomClient(client), meilisearch.DisableRetries()),
		options: o,
	}, nil
}

// Open is New and Prepare.
func Open(ctx context.Context, o Options) (*Engine, error) {
	e, err := New(o)
	if err != nil {
		return nil, err
	}
	changed, err := e.Prepare(ctx)
	if err != nil {
		e.Close()
		return nil, err
	}
	if len(changed) > 0 && o.Logger != nil {
		o.Logger.InfoContext(ctx, "search settings changed",
			slog.String("index", e.options.Index), slog.Any("settings", changed))
	}
	return e, nil
}

// Close frees idle connections.
func (e *Engine) Close() { e.client.Close() }

// Prepare creates the index if it is absent and brings its settings to those of this program. It returns the names
// of the settings that it changed.
func (e *Engine) Prepare(ctx context.Context) (changed []string, err error) {
	ctx, cancel := context.WithTimeout(ctx, e.options.WriteTimeout)
	defer cancel()
	if err := e.create(ctx, e.options.Index); err != nil {
		return nil, fmt.Errorf("create search index: %w", err)
	}
	changed, err = e.configure(ctx, e.options.Index)
	if err != nil {
		return nil, fmt.Errorf("configure search index: %w", err)
	}
	return changed, nil
}

// create makes an index, or leaves the one that is there.
func (e *Engine) create(ctx context.Context, uid string) error {
	if ok, err := e.exists(ctx, uid); ok || err != nil {
		return err
	}
	info, err := e.client.CreateIndexWithContext(ctx, &meilisearch.IndexConfig{Uid: uid, PrimaryKey: "id"})
	err = e.wait(ctx, info, err)
	if code(err) == "index_already_exists" { // another node was faster
		return nil
	}
	return err
}

func (e *Engine) exists(ctx context.Context, uid string) (bool, error) {
	_, err := e.client.GetIndexWithContext(ctx, uid)
	if err = failure(err); code(err) == "index_not_found" {
		return false, nil
	}
	return err == nil, err
}

// Drop deletes the index with all that is in it.
func (e *Engine) Drop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, e.options.WriteTimeout)
	defer cancel()
	if err := e.drop(ctx, e.options.Index); err != nil {
		return fmt.Errorf("drop search index: %w", err)
	}
	return nil
}
