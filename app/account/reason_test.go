package account_test

import (
	"errors"

	"splot/app"
)

// reasonOf writes an error as "class/reason", and a wrong field as "invalid/field:code"; "" is no error.
func reasonOf(err error) string {
	if err == nil {
		return ""
	}
	e, ok := errors.AsType[*app.Error](err)
	if !ok {
		return "internal"
	}
	if len(e.Fields) > 0 {
		return string(e.Class) + "/" + e.Fields[0].Field + ":" + e.Fields[0].Code
	}
	return string(e.Class) + "/" + e.Reason
}
