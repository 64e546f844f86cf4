package httpapi

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"splot/app"
	"splot/app/store"
)

// statuses is the one table from the class of an error to the HTTP status.
var statuses = map[app.Class]int{
	app.ClassInvalid:         http.StatusUnprocessableEntity,
	app.ClassUnauthenticated: http.StatusUnauthorized,
	app.ClassForbidden:       http.StatusForbidden,
	app.ClassNotFound:        http.StatusNotFound,
	app.ClassConflict:        http.StatusConflict,
	app.ClassStale:           http.StatusPreconditionFailed,
	app.ClassTooMany:         http.StatusTooManyRequests,
	app.ClassTooLarge:        http.StatusRequestEntityTooLarge,
	app.ClassUnsupported:     http.StatusUnsupportedMediaType,
	app.ClassUnavailable:     http.StatusServiceUnavailable,
	app.ClassInternal:        http.StatusInternalServerError,
}

// Problem is the body of every error (RFC 9457), in the reader's language. It never holds a submitted
// value.
type Problem struct {
	Status int            `json:"status" doc:"HTTP status"`
	Title  string         `json:"title" doc:"What kind of problem it is"`
	Detail string         `json:"detail" doc:"What happened and what to do, in the reader's language"`
	Code   string         `json:"code" doc:"Machine-readable reason"`
	Errors []ProblemField `json:"errors,omitempty" doc:"What is wrong, field by field"`
	Params map[string]any `json:"params,omitempty" doc:"Facts about the reason"`

	retrySeconds int
}

// ProblemField is one thing wrong with one field of the request.
type ProblemField struct {
	Field   string         `json:"field" doc:"Path of the field, for example technology.trl"`
	Code    string         `json:"code" doc:"Machine-readable kind of the mistake"`
	Message string         `json:"message" doc:"What is wrong and what would be right, in the reader's language"`
	Params  map[string]any `json:"params,omitempty" doc:"Bounds and the like"`
}

func (p *Problem) Error() string { return p.Code }

// GetStatus is what huma asks for.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes huma answer problem+json.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders adds Retry-After where the answer was a rate limit.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.retrySeconds > 0 {
		h.Set("Retry-After", strconv.Itoa(p.retrySeconds))
	}
	return h
}

// retryUnavailable is when to try again after a part did not answer: an election or a restart takes some seconds.
const retryUnavailable = 5 * time.Second

// problem turns an error of a use case into the answer, and logs it where it is ours.
func (a *API) problem(ctx context.Context, err error) *Problem {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		err = &app.Error{Class: app.ClassUnavailable, Reason: "unavailable", Retry: retryUnavailable}
	}
	e, ok := errors.AsType[*app.Error](err)
	switch {
	case ok:
	case errors.Is(err, store.ErrNotFound):
		e = app.NotFound()
	case errors.Is(err, store.ErrStale):
		e = app.Stale()
	case errors.Is(err, store.ErrUnavailable):
		e = &app.Error{Class: app.ClassUnavailable, Reason: "unavailable", Retry: retryUnavailable}
	case errors.Is(err, store.ErrCursor):
		e = app.Wrong("cursor", "cursor")
	default:
		e = &app.Error{Class: app.ClassInternal, Reason: "internal"}
	}
	if e.Class == app.ClassInternal {
		a.options.Logger.ErrorContext(ctx, "request failed", slog.Any("error", err), slog.String("request_id", requestIDOf(ctx)))
	}
	return problemOf(e, langOf(ctx))
}

func problemOf(e *app.Error, lang app.Lang) *Problem {
	status := statuses[e.Class]
	p := &Problem{
		Status: status, Title: http.StatusText(status), Code: e.Reason, Detail: e.Message(lang), Params: e.Params,
		retrySeconds: int(e.Retry.Seconds() + 0.999),
	}
	for _, f := range e.Fields {
		p.Errors = append(p.Errors, ProblemField{Field: f.Field, Code: f.Code, Message: f.Message(lang), Params: f.Params})
	}
	return p
}

// humaProblem turns an error that huma found before the use case into ours: details carry the codes that
// the init function below gave to huma's messages, and no submitted value.
func humaProblem(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
	lang := app.PL
	if ctx != nil {
		lang = langOf(ctx.Context())
	}
	e := &app.Error{Class: app.ClassInvalid, Reason: "fields"}
	switch {
	case status == http.StatusRequestEntityTooLarge:
		e = &app.Error{Class: app.ClassTooLarge, Reason: "too_large"}
	case status == http.StatusUnsupportedMediaType:
		e.Reason = "not_json"
	case status >= http.StatusInternalServerError:
		e = &app.Error{Class: app.ClassInternal, Reason: "internal"}
	case status == http.StatusBadRequest && len(errs) == 0:
		e.Reason = "not_json"
	}
	for _, err := range errs {
		if d, ok := err.(huma.ErrorDetailer); ok {
			e.Fields = append(e.Fields, fieldOf(d.ErrorDetail()))
		} else if err != nil && len(e.Fields) == 0 {
			e.Reason = "not_json"
		}
	}
	p := problemOf(e, lang)
	if status < http.StatusInternalServerError {
		p.Status, p.Title = status, http.StatusText(status)
	}
	return p
}

// fieldOf reads the code and parameters out of a message such as "too_long max=120".
func fieldOf(d *huma.ErrorDetail) app.FieldError {
	message, allowed, listed := strings.Cut(d.Message, " allowed=")
	words := strings.Fields(message)
	f := app.FieldError{Field: fieldPath(d.Location), Code: "type"}
	if len(words) == 0 {
		return f
	}
	if knownCodes[words[0]] {
		f.Code = words[0]
	}
	for _, word := range words[1:] {
		name, value, ok := strings.Cut(word, "=")
		if !ok {
			continue
		}
		if name == "field" {
			f.Field = strings.TrimPrefix(f.Field+"."+value, ".")
			continue
		}
		if f.Params == nil {
			f.Params = map[string]any{}
		}
		f.Params[name] = value
	}
	if listed {
		f.Params = map[string]any{"allowed": allowed}
	}
	return f
}

// fieldPath turns huma's location ("body.equipment[0].year", "query.limit") into the field's path.
func fieldPath(location string) string {
	location = strings.NewReplacer("[", ".", "]", "").Replace(location)
	for _, root := range []string{"body", "query", "path", "header"} {
		if location == root {
			return ""
		}
		if rest, ok := strings.CutPrefix(location, root+"."); ok {
			return rest
		}
	}
	return location
}

var knownCodes = map[string]bool{
	"unknown_field": true, "type": true, "number": true, "not_one_of": true, "too_small": true, "too_large_number": true,
	"too_short": true, "too_long": true, "too_few": true, "too_many": true, "required": true, "date": true, "twice": true,
}

func init() {
	huma.NewErrorWithContext = humaProblem
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return humaProblem(nil, status, msg, errs...)
	}
	validation.MsgUnexpectedProperty = "unknown_field"
	validation.MsgExpectedRFC3339DateTime = "date"
	validation.MsgExpectedRFC3339Date = "date"
	validation.MsgExpectedBoolean = "type want=boolean"
	validation.MsgExpectedNumber = "number"
	validation.MsgExpectedInteger = "number"
	validation.MsgExpectedString = "type want=string"
	validation.MsgExpectedArray = "type want=array"
	validation.MsgExpectedObject = "type want=object"
	validation.MsgExpectedArrayItemsUnique = "twice"
	validation.MsgExpectedOneOf = "not_one_of allowed=%s"
	validation.MsgExpectedMinimumNumber = "too_small min=%v"
	validation.MsgExpectedMaximumNumber = "too_large_number max=%v"
	validation.MsgExpectedMinLength = "too_short min=%d"
	validation.MsgExpectedMaxLength = "too_long max=%d"
	validation.MsgExpectedMinItems = "too_few min=%d"
	validation.MsgExpectedMaxItems = "too_many max=%d"
	validation.MsgExpectedRequiredProperty = "required field=%s"
}
