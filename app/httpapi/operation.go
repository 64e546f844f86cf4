package httpapi

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"splot/app"
)

// operation describes one API operation.
type operation struct {
	id      string // operationId, unique, lowerCamelCase
	method  string
	path    string
	tag     string
	summary string
	// op is its row in the table of permissions.
	op app.Operation
	// status of success; 0 is 200, or 204 where there is no body.
	status int
	// maxBody bounds the request body in bytes; 0 is defaultMaxBody.
	maxBody int64
}

const defaultMaxBody = 256 << 10

// get, post, put and del describe an operation by the tag it stands under, its id, path, summary and row in the table
// of permissions.
func get(tag, id, path, summary string, op app.Operation) operation {
	return operation{id: id, method: http.MethodGet, path: path, tag: tag, summary: summary, op: op}
}

func post(tag, id, path, summary string, op app.Operation) operation {
	return operation{id: id, method: http.MethodPost, path: path, tag: tag, summary: summary, op: op}
}

func put(tag, id, path, summary string, op app.Operation) operation {
	return operation{id: id, method: http.MethodPut, path: path, tag: tag, summary: summary, op: op}
}

func del(tag, id, path, summary string, op app.Operation) operation {
	return operation{id: id, method: http.MethodDelete, path: path, tag: tag, summary: summary, op: op}
}

// created says that success is 201, and that the operation is done once for an Idempotency-Key.
func (o operation) created() operation {
	o.status = http.StatusCreated
	return o
}

// bounded says how many bytes a body may have.
func (o operation) bounded(most int64) operation {
	o.maxBody = most
	return o
}

// metadataOperation is the key of an operation's app.Operation in huma's metadata.
const metadataOperation = "operation"

// register adds an operation. The handler gets the actor that the session middleware found; nobody
// signed in is answered 401 before it, except for operations that the public may do. It panics at start if
// the operation is not in the table of permissions.
func register[I, O any](a *API, o operation, handle func(ctx context.Context, actor app.Actor, in *I) (*O, error)) {
	if !slices.Contains(app.Operations(), o.op) {
		panic("httpapi: " + o.id + " names the operation " + string(o.op) + ", which is not in the table of permissions")
	}
	public := app.ReachOf(o.op, app.RolePublic) > app.Nowhere
	described := huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path, Tags: []string{o.tag}, Summary: o.summary,
		DefaultStatus: o.status, MaxBodyBytes: o.maxBody,
		Metadata: map[string]any{metadataOperation: o.op},
		Errors:   failures(o.method, public),
	}
	if described.MaxBodyBytes == 0 {
		described.MaxBodyBytes = defaultMaxBody
	}
	if !public {
		described.Security = []map[string][]string{{"session": {}}}
		described.Middlewares = huma.Middlewares{a.signedIn}
	}
	do := handle
	if o.status == http.StatusCreated {
		described.Parameters = append(described.Parameters, attemptKey)
		do = onceOnly(a, o.id, handle)
	}
	a.operations = append(a.operations, o)
	huma.Register(a.huma, described, func(ctx context.Context, in *I) (*O, error) {
		actor := actorOf(ctx)
		if err := a.opened(in, o.id, actor.Person); err != nil {
			return nil, a.problem(ctx, err)
		}
		out, err := do(ctx, actor, in)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		a.sealed(out, o.id, actor.Person)
		return out, nil
	})
}

// failures lists the statuses other than success that an operation answers: those that its use case may give, and those
// of what stands before it. 408 and 431 come from reading the request, 503 is an outage, a stop or too much at once.
func failures(method string, public bool) []int {
	list := []int{
		http.StatusBadRequest, http.StatusRequestTimeout, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity,
		http.StatusTooManyRequests, http.StatusRequestHeaderFieldsTooLarge, http.StatusInternalServerError, http.StatusServiceUnavailable,
		http.StatusRequestEntityTooLarge,
	}
	if !public || method != http.MethodGet { // signing in and links too, and the guard against other sites
		list = append(list, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict)
	}
	if method != http.MethodGet {
		list = append(list, http.StatusPreconditionFailed)
	}
	return list
}

// signedIn refuses whoever is not signed in, before anything of the request is looked at.
func (a *API) signedIn(c huma.Context, next func(huma.Context)) {
	if actorOf(c.Context()).Person != "" {
		next(c)
		return
	}
	_ = a.write(humafiber.Unwrap(c), app.Unauthenticated())
}

// none is the output of operations that answer 204.
type none struct{}

// ByID is the input of operations that name one thing by its id.
type ByID struct {
	ID app.ID `path:"id" maxLength:"80" doc:"Id"`
}

// BasedOn is the version that a write is based on. Like the other embedded inputs it is exported because huma
// reads no others.
type BasedOn struct {
	IfMatch string `header:"If-Match" doc:"Version that the change is based on, as in the resource's field version"`
	version int64
}

// Resolve reads the version, before the use case: a number from 1, quoted or not, weak or not.
func (b *BasedOn) Resolve(huma.Context) []error {
	v, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(b.IfMatch, "W/"), `"`), 10, 64)
	if err != nil || v < 1 {
		return []error{&huma.ErrorDetail{Location: "header.If-Match", Message: "required"}}
	}
	b.version = v
	return nil
}

// Paging asks for one page of a list.
type Paging struct {
	Cursor string `query:"cursor" maxLength:"4000" doc:"Where to go on, from the last answer's next"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50" doc:"Items at most"`
}

// page is one page of a list.
type page[T any] struct {
	Items []T    `json:"items" nullable:"false"`
	Next  string `json:"next" doc:"Cursor of the next page; empty at the end"`
	Total *int64 `json:"total,omitempty" doc:"Number of all items, where it is counted"`
}

// body wraps a response body.
type body[T any] struct{ Body T }

func answer[T any](value T) *body[T] { return &body[T]{Body: value} }
