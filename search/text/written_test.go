package text_test

import (
	"slices"
	"testing"

	"splot/search/text"
)

// A term of a text is named as people write it, and only by words that it is a form of: stems of other words may be
// the same.
func TestNamings(t *testing.T) {
	t.Parallel()
	var own text.Dictionary
	own.Extend([]text.Pair{{PL: "kwaśna serwatka zorbowa", EN: "zorbic whey"}})
	for _, c := range []struct {
		lang text.Lang
		in   string
		want []string
	}{
		{text.Polish, "do dań gotowych", nil}, // no data, no cooking
		{text.Polish, "tlenowa", nil},         // no oxygen
		{text.Polish, "litować się", nil},     // no lithium
		{text.Polish, "suszenie", []string{"suszenie"}},
		{text.Polish, "z oczyszczalni ścieków", []string{"oczyszczalnia ścieków"}},
		{text.Polish, "akumulatorów litowo-jonowych", []string{"akumulator litowo-jonowy"}},
		{text.Polish, "ziemny gaz, ziemny", []string{"gaz"}}, // not across a comma
		{text.Polish, "żywnością", []string{"żywność"}},
		{text.English, "life cycle assessments", []string{"life cycle assessment"}},
		{text.English, "led by nobody", nil}, // no diode
		{text.Polish, "kwaśną serwatkę zorbową", []string{"kwaśna serwatka zorbowa"}},
	} {
		var got []string
		for _, n := range own.Namings(c.in, c.lang) {
			if !n.All[0].Plain {
				got = append(got, n.Name)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}
