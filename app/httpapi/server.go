package httpapi

import (
	"context"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"splot/app"
	"splot/app/account"
	"splot/app/once"
	"splot/app/store"
)

// Options are what the API serves.
type Options struct {
	// PublicURL is where browsers reach the program; it decides the allowed Origin and the cookie's
	// Secure flag.
	PublicURL string
	Version   string
	Logger    *slog.Logger
	Clock     app.Clock
	IDs       app.IDs
	// TrustedProxies are whose X-Forwarded-For is believed.
	TrustedProxies Proxies

	// Account signs people in; Concepts completes and suggests fields of science.
	Account  *account.Service
	Concepts Concepts
	// Resources are what the features offer, each with its operations.
	Resources []Resource
	// Once remembers what was made for whom; nil makes repeated requests act each time.
	Once *once.Keeper
	// CursorKey seals cursors: 32 bytes, the same on all nodes. Without it they hold on this node only.
	CursorKey []byte

	// Health asks the parts for /readyz.
	Health Health
	// Live upgrades to a socket; the session middleware has run before it.
	Live fiber.Handler
	// Metrics serves /metrics to callers with the token, or from this machine itself if it is empty.
	Metrics      fiber.Handler
	MetricsToken string
	// Frontend is the built web client; Built is false if the program was compiled without it.
	Frontend fs.FS
	Built    bool
}

// Resource registers the operations of one resource.
type Resource func(*API)

// Parked is the admin's view of events that could not be handled.
type Parked interface {
	Parked(ctx context.Context, cursor store.Cursor) ([]ParkedEvent, store.Cursor, error)
	Retry(ctx context.Context, id string) error
}

// ParkedEvent is a delivery that failed too often.
type ParkedEvent struct {
	ID       string
	Handler  string
	Topic    string
	Key      string
	Attempts int
	Error    string
	At       time.Time
}

// API is the HTTP application.
type API struct {
	options    Options
	app        *fiber.App
	huma       huma.API
	operations []operation
	cursors    cursors
	assets     sync.Map // name → *asset, of the files asked for so far
}

// Limits of a connection and a request.
const (
	requestTimeout = 15 * time.Second
	readTimeout    = 30 * time.Second
	idleTimeout    = 2 * time.Minute
	readBuffer     = 8 << 10 // fasthttp keeps it for a socket's life
)

// New builds the application; it does no I/O. Serve it with App().Listener.
func New(o Options) *API {
	a := &API{options: o, cursors: newCursors(o.CursorKey)}
	a.app = fiber.New(fiber.Config{
		AppName: "Splot", Immutable: true, DisableStartupMessage: true, BodyLimit: maxFileBody, ReadBufferSize: readBuffer,
		ReadTimeout: readTimeout, IdleTimeout: idleTimeout, ErrorHandler: a.fiberError,
		DisablePreParseMultipartForm: true, // no operation takes a form
		EnableTrustedProxyCheck:      true, // Fiber itself believes no proxy: Proxies.Client does, and better
	})
	a.app.Use(a.recover, a.identify, a.logRequests, a.secureHeaders)
	a.health()
	a.app.Use("/api", a.guard, a.deadline, a.authenticate) // the limit of time holds for reading the session too
	if o.Live != nil {
		a.app.Get("/api/live", o.Live)
	}
	a.huma = humafiber.New(a.app, config(o.Version))
	a.resources()
	a.app.Use("/api", func(c *fiber.Ctx) error { return a.write(c, app.NotFound()) })
	a.serveFrontend()
	return a
}

func config(version string) huma.Config {
	c := huma.DefaultConfig("Splot", version)
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "/api/openapi", "", "/api/schemas"
	c.CreateHooks = nil // no $schema links in bodies
	c.Info.Description = "Audit entries, matches and everything around them. Unsafe requests need a session cookie, a same-origin Origin and the header X-Splot: 1."
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: SessionCookie, Description: "Over https its name begins with __Host-"},
	}
	return c
}

// resources registers every operation.
func (a *API) resources() {
	a.session()
	a.people()
	a.codes()
	for _, register := range a.options.Resources {
		register(a)
	}
}

// App is the Fiber application, to serve or to test.
func (a *API) App() *fiber.App { return a.app }

// OpenAPI is the description of the API, as JSON.
func (a *API) OpenAPI() ([]byte, error) { return a.huma.OpenAPI().MarshalJSON() }

// Paths and Schema describe the registered operations, for tests that walk them.
func (a *API) Paths() map[string]*huma.PathItem { return a.huma.OpenAPI().Paths }

// Schema is the schema that a reference of the description names.
func (a *API) Schema(ref string) *huma.Schema {
	return a.huma.OpenAPI().Components.Schemas.SchemaFromRef(ref)
}
