package search_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"splot/search"
)

func TestCosineOfQuantisedVectors(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // reproducible, not secret
	for range 200 {
		n := 2 + random.IntN(600)
		a, b := make([]float32, n), make([]float32, n)
		var ab, aa, bb float64
		for i := range a {
			a[i] = float32(random.NormFloat64())
			b[i] = a[i] + float32(random.NormFloat64())*3*random.Float32()
			ab, aa, bb = ab+float64(a[i])*float64(b[i]), aa+float64(a[i])*float64(a[i]), bb+float64(b[i])*float64(b[i])
		}
		v, okV := search.NewVector("m", a)
		w, okW := search.NewVector("m", b)
		if !okV || !okW {
			t.Fatal("a vector was refused")
		}
		got, ok := v.Cosine(w)
		if want := ab / math.Sqrt(aa*bb); !ok || math.Abs(got-want) > 0.02 {
			t.Fatalf("%d dimensions: cosine %v %v, exactly %v", n, got, ok, want)
		}
		if self, _ := v.Cosine(v); math.Abs(self-1) > 1e-5 {
			t.Fatalf("cosine with itself %v", self)
		}
		length := 0.0
		for _, x := range v.Floats() {
			length += float64(x) * float64(x)
		}
		if math.Abs(length-1) > 1e-4 {
			t.Fatalf("squared length %v", length)
		}
	}
}

func TestVectorsWithoutDirection(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(-1))
	for name, values := range map[string][]float32{
		"none": nil, "zero": {0, 0}, "NaN": {1, nan}, "NaN first": {nan, 1}, "infinite": {1, inf}, "too long": make([]float32, search.MaxDimensions+1),
	} {
		if _, ok := search.NewVector("m", values); ok {
			t.Errorf("%s is a vector", name)
		}
	}
	a, _ := search.NewVector("m", []float32{1, 2})
	for name, w := range map[string]search.Vector{
		"another model":      {Model: "n", Scale: a.Scale, Values: a.Values},
		"another dimension":  {Model: "m", Scale: 1, Values: []int8{1}},
		"nothing whatsoever": {},
	} {
		if _, ok := a.Cosine(w); ok {
			t.Errorf("compared with %s", name)
		}
	}
}

func TestEmbeddedText(t *testing.T) {
	tests := map[string]struct {
		in   search.Entry
		want string
	}{
		"one language": {
			search.Entry{Title: search.Text{PL: "Folia"}, Description: search.Text{PL: "Barierowa."}, Keywords: []string{"pla", "folia pla"}},
			"Folia\npla, folia pla\nBarierowa.",
		},
		"the language that says more": {
			search.Entry{Title: search.Text{PL: "Folia", EN: "Film"}, Description: search.Text{EN: "A barrier."}},
			"Film\nA barrier.",
		},
		"the other where it is missing": {
			search.Entry{Title: search.Text{PL: "Folia"}, Description: search.Text{EN: "A barrier of high quality."}},
			"Folia\nA barrier of high quality.",
		},
		"no repetition": {
			search.Entry{Title: search.Text{EN: "Film"}, Teaser: search.Text{EN: "Film"}, Detail: search.Text{EN: "PLA"}},
			"Film\nPLA",
		},
		"nothing": {search.Entry{}, ""},
	}
	for name, x := range tests {
		if got := x.in.EmbeddedText(); got != x.want {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
	long := search.Entry{Description: search.Text{PL: strings.Repeat("żółw ", 1000)}}
	if got := long.EmbeddedText(); len(got) < 1900 || len(got) > 2000 || !utf8.ValidString(got) {
		t.Errorf("%d bytes, valid %v", len(got), utf8.ValidString(got))
	}
}
