package text_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"splot/search/text"
)

func TestRelated(t *testing.T) {
	for _, c := range []struct {
		in   string
		lang text.Lang
		want string // the related phrase as written; empty: nothing at all is related
		at   float64
	}{
		{"energy storage", text.English, "supercapacitors", 0.6},
		{"supercapacitor", text.English, "energy storage", 0.35},
		{"HRS for buses", text.English, "hydrogen refuelling station", 0.9},
		{"2D materials", text.English, "graphene", 0.6},
		{"2D materials", text.English, "MXene", 0.6},
		{"food packaging", text.English, "shelf life", 0.4},
		{"UAVs", text.English, "drones", 0.9},
		{"unmanned aerial vehicle", text.English, "drone", 0.9},
		{"PDT", text.English, "photodynamic therapy", 0.9},
		{"lithium-ion batteries", text.English, "Li-ion", 0.9},
		{"storage of energy", text.English, "flywheel", 0.6 * 0.8},
		{"SMR", text.English, "small modular reactor", 0.45},
		{"e-learning", text.English, "distance learning", 0.9},
		{"X-ray diffraction patterns", text.English, "XRD", 0.9},
		{"bateria", text.Polish, "supercapacitor", 0},
		{"the state of our village", text.English, "", 0},
		{"", text.English, "", 0},
	} {
		tokens := text.Analyse(c.in, c.lang)
		got := text.Builtin.Related(tokens)
		if c.want == "" {
			if len(got) > 0 {
				t.Errorf("%q: got %v, want nothing", c.in, got)
			}
			continue
		}
		if w := weightOf(got, stems(c.want)); !near(w, c.at) {
			t.Errorf("%q to %q: got %v, want %v of %v", c.in, c.want, w, c.at, got)
		}
	}
}

func TestRelatedInPolish(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"magazynowanie energii", "flywheel"},
		{"energia wiatrowa", "offshore wind"},
		{"opakowania biodegradowalne", "compostable packaging"},
	} {
		if w := weightOf(text.Builtin.Related(text.Analyse(c.in, text.Polish)), stems(c.want)); w <= 0 {
			t.Errorf("%q: %q is not among %v", c.in, c.want, text.Builtin.Related(text.Analyse(c.in, text.Polish)))
		}
	}
}

// Longer terms win, every relation points into the tokens, and the lists are bounded and sorted.
func TestRelatedIsInOrder(t *testing.T) {
	for _, line := range relatedLines(t) {
		tokens := text.Analyse(line.term, text.English)
		got := text.Builtin.Related(tokens)
		if len(got) == 0 {
			t.Errorf("%s: nothing is related to %q", line.at, line.term)
		}
		if len(got) > text.MaxRelated*len(tokens) {
			t.Errorf("%s: %d relations", line.at, len(got))
		}
		own := stems(line.term)
		for i, r := range got {
			if r.From < 0 || r.From >= r.To || r.To > len(tokens) || r.Weight <= 0 || r.Weight >= 1 || len(r.Terms) == 0 {
				t.Fatalf("%s: %+v", line.at, r)
			}
			if slices.Equal(r.Terms, own) {
				t.Errorf("%s: %q is related to itself", line.at, line.term)
			}
			if i > 0 && got[i-1].From == r.From && got[i-1].Weight < r.Weight {
				t.Errorf("%s: %v before %v", line.at, got[i-1], r)
			}
		}
		if again := text.Builtin.Related(tokens); !slices.EqualFunc(got, again, sameRelation) {
			t.Errorf("%s: twice is not the same", line.at)
		}
	}
}

// Every line has three columns, terms of one to five words that the analysis keeps, and says something new.
func TestThesaurusIsWellFormed(t *testing.T) {
	lines := relatedLines(t)
	if len(lines) < 2000 {
		t.Errorf("%d lines", len(lines))
	}
	seen := map[string]string{}
	for _, l := range lines {
		key := l.term + "\t" + l.sign
		if len(l.term) <= 4 && !lower.MatchString(l.term) && l.sign == "=" { // SoC and SMR have several meanings
			key += strings.Join(l.others, "|") // several meanings
		}
		if seen[key] != "" {
			t.Errorf("%s: %q has a line at %s", l.at, l.term, seen[key])
		}
		seen[key] = l.at
		if len(l.others) > text.MaxRelated {
			t.Errorf("%s: %d terms", l.at, len(l.others))
		}
		phrases := map[string]bool{}
		for _, p := range append([]string{l.term}, l.others...) {
			ts := stems(p)
			if len(ts) == 0 || len(ts) > 5 || strings.TrimSpace(p) != p {
				t.Errorf("%s: %q has %d terms", l.at, p, len(ts))
			}
			if key := strings.Join(ts, " "); phrases[key] {
				t.Errorf("%s: %q stands twice", l.at, p)
			} else {
				phrases[key] = true
			}
		}
	}
}

var lower = regexp.MustCompile("^[a-z]|[a-z]{2}")

func BenchmarkRelated(b *testing.B) {
	tokens := text.Analyse("energy storage and hydrogen refuelling stations for fleets of electric buses", text.English)
	text.Builtin.Related(tokens)
	for b.Loop() {
		text.Builtin.Related(tokens)
	}
}

type relatedLine struct {
	at, term, sign string
	others         []string
}

func relatedLines(t *testing.T) []relatedLine {
	t.Helper()
	files, err := filepath.Glob("related/*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	var out []relatedLine
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			line = strings.TrimSuffix(line, "\n")
			if strings.HasPrefix(line, "#") {
				continue
			}
			c := strings.Split(line, "\t")
			if len(c) != 3 || !slices.Contains([]string{"=", ">", "~"}, c[1]) {
				t.Fatalf("%s: %q", f, line)
			}
			out = append(out, relatedLine{filepath.Base(f) + ": " + line, c[0], c[1], strings.Split(c[2], "|")})
		}
	}
	return out
}

func stems(phrase string) []string {
	var out []string
	for _, tok := range text.Analyse(phrase, text.English) {
		if !tok.Joined {
			out = append(out, tok.Term)
		}
	}
	return out
}

func weightOf(list []text.Relation, phrase []string) float64 {
	for _, r := range list {
		if slices.Equal(r.Terms, phrase) {
			return r.Weight
		}
	}
	return 0
}

func sameRelation(a, b text.Relation) bool {
	return a.From == b.From && a.To == b.To && a.Weight == b.Weight && slices.Equal(a.Terms, b.Terms)
}

func near(a, b float64) bool { return a-b < 1e-6 && b-a < 1e-6 }
