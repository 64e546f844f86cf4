package search

import (
	"context"
	"errors"
	"math"
	"strings"
	"unicode/utf8"
)

// ErrText says that an embedding server refuses a text, whoever asks how often.
var ErrText = errors.New("text refused by the embedding server")

// Role is how a text is embedded: many models tell what is looked for from what is found.
type Role uint8

// The roles.
const (
	AsQuery   Role = iota + 1 // a need, or the words of a search
	AsPassage                 // an offer
)

// RoleOf is the role of an entry's text.
func RoleOf(e *Entry) Role {
	if e.Kind == Need {
		return AsQuery
	}
	return AsPassage
}

// Embedder turns texts into vectors, in the order of the texts. Implementations are safe for concurrent use. The
// error is ErrUnavailable when the server does not answer now, and ErrText when it refuses one of the texts.
type Embedder interface {
	Embed(ctx context.Context, role Role, texts []string) ([]Vector, error)
	// Model names the model with all that changes its vectors; vectors of different models are never compared.
	Model() string
}

// Vectors knows the vectors of indexed entries. Implementations are safe for concurrent use and never wait for a
// server.
type Vectors interface {
	// Likeness says how near the texts of two entries are in meaning, in [0, 1]: 0 as strangers, 1 as a need and its
	// answer. It is false while a vector has not come.
	Likeness(a, b string) (float64, bool)
	// Nearest lists entries of the other side by cosine, best first. Rank is the cosine. Gates are the caller's.
	Nearest(of *Entry, limit int) []Candidate
}

// Vector is the direction of an embedding in eight bits a dimension: Values times Scale has length 1. It is
// immutable.
type Vector struct {
	Model  string
	Scale  float32
	Values []int8
}

// MaxDimensions bounds the length of vectors.
const MaxDimensions = 8192

// NewVector quantises an embedding of any length. It is false for one without a direction: empty, too long, zero or
// not finite.
func NewVector(model string, values []float32) (Vector, bool) {
	if len(values) == 0 || len(values) > MaxDimensions {
		return Vector{}, false
	}
	most := 0.0
	for _, x := range values {
		most = max(most, math.Abs(float64(x))) // NaN stays
	}
	if most == 0 || math.IsNaN(most) || math.IsInf(most, 0) {
		return Vector{}, false
	}
	q := make([]int8, len(values))
	for i, x := range values {
		q[i] = int8(math.Round(float64(x) / most * 127))
	}
	return Quantised(model, q)
}

// Quantised is the vector of stored values, which it keeps. It is false if they have no direction.
func Quantised(model string, values []int8) (Vector, bool) {
	squares := dot(values, values)
	if squares == 0 || len(values) > MaxDimensions {
		return Vector{}, false
	}
	return Vector{Model: model, Scale: float32(1 / math.Sqrt(float64(squares))), Values: values}, true
}

// Cosine is in [-1, 1]; false if the vectors are not of one model.
func (v Vector) Cosine(w Vector) (float64, bool) {
	if v.Model != w.Model || len(v.Values) != len(w.Values) || len(v.Values) == 0 {
		return 0, false
	}
	c := float64(dot(v.Values, w.Values)) * float64(v.Scale) * float64(w.Scale)
	return min(1, max(-1, c)), true
}

// Floats is the vector of length 1.
func (v Vector) Floats() []float32 {
	out := make([]float32, len(v.Values))
	for i, x := range v.Values {
		out[i] = float32(x) * v.Scale
	}
	return out
}

// dot is exact: MaxDimensions products of eight bits fit in 32. Four sums keep the processor from waiting for one.
func dot(a, b []int8) int32 {
	var s0, s1, s2, s3 int32
	b = b[:len(a)]
	for len(a) >= 4 && len(b) >= 4 {
		s0 += int32(a[0]) * int32(b[0])
		s1 += int32(a[1]) * int32(b[1])
		s2 += int32(a[2]) * int32(b[2])
		s3 += int32(a[3]) * int32(b[3])
		a, b = a[4:], b[4:]
	}
	for i, x := range a {
		s0 += int32(x) * int32(b[i])
	}
	return s0 + s1 + s2 + s3
}

// maxEmbedded bounds the text of an entry that is embedded, in bytes: what the common models read.
const maxEmbedded = 2000

// EmbeddedText is what of an entry is embedded: its title, keywords, teaser, description and detail in the language
// that says more, of a field that has only the other the other. It is no more than what is indexed: nothing
// confidential, and of an anonymous teaser nothing that names the owner.
func (e *Entry) EmbeddedText() string {
	fields := []Text{e.Title, e.Teaser, e.Description, e.Detail}
	balance := 0
	for _, f := range fields {
		balance += len(f.PL) - len(f.EN)
	}
	parts := make([]string, 0, len(fields)+1)
	add := func(s string) {
		if s != "" && !contains(parts, s) {
			parts = append(parts, s)
		}
	}
	add(e.Title.in(balance >= 0))
	add(strings.Join(e.Keywords, ", "))
	for _, f := range fields[1:] {
		add(f.in(balance >= 0))
	}
	return cut(strings.Join(parts, "\n"), maxEmbedded)
}

func (t Text) in(polish bool) string {
	if polish && t.PL != "" || t.EN == "" {
		return strings.TrimSpace(t.PL)
	}
	return strings.TrimSpace(t.EN)
}

// contains tells whether a text was said before, as by a teaser that repeats the title.
func contains(parts []string, s string) bool {
	for _, p := range parts {
		if strings.Contains(p, s) {
			return true
		}
	}
	return false
}

// cut shortens a text to n bytes without splitting a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
