package app

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Class is the kind of an error, which decides the HTTP status and the exit code.
type Class string

// The classes.
const (
	ClassInvalid         Class = "invalid"         // the input is wrong, field by field
	ClassUnauthenticated Class = "unauthenticated" // nobody is signed in
	ClassForbidden       Class = "forbidden"       // visible to the actor, but not theirs to do
	ClassNotFound        Class = "not_found"       // absent, or not visible to the actor: the same answer
	ClassConflict        Class = "conflict"        // not possible in the present state
	ClassStale           Class = "stale"           // someone else changed it since it was read
	ClassTooMany         Class = "too_many"        // rate limit
	ClassTooLarge        Class = "too_large"       // body over its limit
	ClassUnsupported     Class = "unsupported"     // the body comes in a form that is not read
	ClassUnavailable     Class = "unavailable"     // a part does not answer now
	ClassInternal        Class = "internal"        // ours; the cause is logged, never shown
)

// Error is what a use case answers when it does not do what was asked.
type Error struct {
	Class Class
	// Reason names what happened; the texts in message.go are keyed by it.
	Reason string
	Params map[string]any
	Fields []FieldError
	Retry  time.Duration // for ClassTooMany: when to try again
	cause  error
}

// FieldError is one thing wrong with one field. Field is the path that the API uses, for example
// "technology.trl" or "competence.equipment.0.year".
type FieldError struct {
	Field  string
	Code   string
	Params map[string]any
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Class))
	if e.Reason != "" {
		b.WriteString(": " + e.Reason)
	}
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s: %s", f.Field, f.Code)
	}
	if e.cause != nil {
		b.WriteString(": " + e.cause.Error())
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.cause }

// ClassOf returns the class of an error, ClassInternal for one that is not an *Error.
func ClassOf(err error) Class {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Class
	}
	return ClassInternal
}

// Invalid is the error for wrong fields.
func Invalid(fields ...FieldError) *Error {
	return &Error{Class: ClassInvalid, Reason: "fields", Fields: fields}
}

// Wrong is the error for one wrong field.
func Wrong(field, code string, params ...any) *Error { return Invalid(Field(field, code, params...)) }

// Field makes a FieldError; params are alternating names and values.
func Field(field, code string, params ...any) FieldError {
	return FieldError{Field: field, Code: code, Params: pairs(params)}
}

// NotFound is the one answer for absent and for invisible.
func NotFound() *Error { return &Error{Class: ClassNotFound, Reason: "not_found"} }

// Forbidden is the answer where the actor sees the thing but may not do this to it.
func Forbidden() *Error { return &Error{Class: ClassForbidden, Reason: "forbidden"} }

// Unauthenticated is the answer where nobody is signed in.
func Unauthenticated() *Error { return &Error{Class: ClassUnauthenticated, Reason: "sign_in"} }

// Conflict is the answer where the present state does not allow it.
func Conflict(reason string, params ...any) *Error {
	return &Error{Class: ClassConflict, Reason: reason, Params: pairs(params)}
}

// Stale is the answer where someone else changed the thing since it was read.
func Stale() *Error { return &Error{Class: ClassStale, Reason: "stale"} }

// TooMany is the answer of a rate limit.
func TooMany(retry time.Duration) *Error {
	return &Error{Class: ClassTooMany, Reason: "too_many", Retry: retry}
}

func pairs(params []any) map[string]any {
	if len(params) == 0 {
		return nil
	}
	m := make(map[string]any, len(params)/2)
	for i := 0; i+1 < len(params); i += 2 {
		m[params[i].(string)] = params[i+1]
	}
	return m
}
