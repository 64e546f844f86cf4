package app

import (
	"slices"
	"strings"
)

// CodeList is a coded list with labels in both languages, in its own order.
type CodeList []Code

// Code is one item of a coded list.
type Code struct {
	Code  string
	Label Text
}

// Label returns the label of a code.
func (l CodeList) Label(code string) (Text, bool) {
	i := slices.IndexFunc(l, func(c Code) bool { return c.Code == code })
	if i < 0 {
		return Text{}, false
	}
	return l[i].Label, true
}

// Summary lists the codes for an error message: all of a short list, the first and last of a long one.
func (l CodeList) Summary() string {
	codes := make([]string, len(l))
	for i, c := range l {
		codes[i] = c.Code
	}
	if len(codes) > 20 {
		return strings.Join(codes[:3], ", ") + " … " + codes[len(codes)-1]
	}
	return strings.Join(codes, ", ")
}
