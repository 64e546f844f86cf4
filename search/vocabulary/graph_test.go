package vocabulary_test

import (
	"testing"

	"splot/search"
	"splot/search/text"
	"splot/search/vocabulary"
)

func notation(t *testing.T, label string) string {
	t.Helper()
	for _, c := range vocabulary.All() {
		if c.Label.EN == label {
			return c.Notation
		}
	}
	t.Fatalf("no concept %q", label)
	return ""
}

// nearness is that of two concepts by their notations.
func nearness(a, b string) float64 {
	x, _ := vocabulary.Number(a)
	y, ok := vocabulary.Number(b)
	if !ok {
		return 0
	}
	return vocabulary.Nearness(x, y)
}

func TestNearness(t *testing.T) {
	near := func(a, b string) float64 { return nearness(notation(t, a), notation(t, b)) }
	if s := near("hydrogen energy", "hydrogen energy"); s != 1 {
		t.Errorf("a concept is like itself by %v", s)
	}
	if a, b := near("hydrogen energy", "solar energy"), near("hydrogen energy", "water engineering"); a <= b || a >= 1 {
		t.Errorf("sisters are near by %v, cousins by %v", a, b)
	}
	if s := near("hydrogen energy", "geometry"); s != 0 {
		t.Errorf("concepts of different roots are near by %v", s)
	}
	if s := nearness("no", "such"); s != 0 {
		t.Errorf("unknown concepts are near by %v", s)
	}
	all := vocabulary.All()
	for i := range all {
		if n, ok := vocabulary.Number(all[i].Notation); !ok || n != i {
			t.Fatalf("%s has the number %d %v, want %d", all[i].Notation, n, ok, i)
		}
	}
	for _, n := range []int{-1, len(all)} {
		if s := vocabulary.Nearness(n, 0); s != 0 {
			t.Errorf("number %d is near by %v", n, s)
		}
	}
	for i := 0; i < len(all); i += 7 {
		for j := 0; j < len(all); j += 11 {
			a, b := all[i].Notation, all[j].Notation
			s := nearness(a, b)
			if s < 0 || s > 1 || s != nearness(b, a) {
				t.Fatalf("%s and %s: %v, the other way %v", a, b, s, nearness(b, a))
			}
			way, d := vocabulary.Between(a, b), vocabulary.Distance(a, b)
			if len(way) != d+1 {
				t.Fatalf("%s to %s: %d steps but a way of %d", a, b, d, len(way))
			}
			if d >= 0 && (way[0].Notation != a || way[d].Notation != b) {
				t.Fatalf("%s to %s: way from %s to %s", a, b, way[0].Notation, way[d].Notation)
			}
			for k := 1; k < len(way); k++ {
				if way[k-1].Broader != way[k].Notation && way[k].Broader != way[k-1].Notation {
					t.Fatalf("%s to %s: %s and %s are not joined", a, b, way[k-1].Label.EN, way[k].Label.EN)
				}
			}
		}
	}
}

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		title search.Text
		want  string // label; "" for nothing
	}{
		{search.Text{PL: "Zastosowanie uczenia maszynowego w produkcji mebli"}, "machine learning"},
		{search.Text{EN: "Machine learning for furniture"}, "machine learning"},
		{search.Text{PL: "Uzyskiwanie energii wodorowej"}, "hydrogen energy"},
		{search.Text{EN: "Recovering invasive species in lakes"}, "invasive species"},
		{search.Text{PL: "Nasza firma szuka partnera"}, ""},
		{search.Text{}, ""},
	} {
		p := text.NewProfile(search.Entry{Kind: search.Need, Title: c.title}, nil)
		got := vocabulary.Recognise(&p)
		if c.want == "" {
			if len(got) > 0 {
				t.Errorf("%v names %v", c.title, got)
			}
			continue
		}
		if len(got) == 0 || got[0].Notation != notation(t, c.want) || got[0].Weight <= 0 || got[0].Weight > 1 {
			t.Errorf("%v names %v, want %s", c.title, got, c.want)
		}
	}
}

func BenchmarkRecognise(b *testing.B) {
	p := text.NewProfile(search.Entry{
		Kind: search.Need, Title: search.Text{PL: "Zastosowanie uczenia maszynowego w produkcji mebli"},
		Description: search.Text{PL: "Szukamy partnera, który wdroży widzenie komputerowe do kontroli jakości oklein i płyt drewnopochodnych na linii produkcyjnej."},
	}, nil)
	vocabulary.Recognise(&p)
	for b.Loop() {
		vocabulary.Recognise(&p)
	}
}
