package text

import (
	"embed"
	"slices"
	"strings"
	"sync"
)

// The glossary is our own list of terms of clusters and technology: per line Polish, a tab, English; alternatives
// are separated by a bar. A term has at most glossaryWords words.
//
//go:embed glossary/*.tsv
var glossaries embed.FS

const glossaryWords = 3

// Translation is a term of the other language for a run of tokens.
type Translation struct {
	From, To int // the tokens[From:To] that it translates
	Term     string
	Share    float64 // in (0, 1]: below 1 when the term is one of several words of the translation
}

// glossary maps the terms of a phrase, joined by a space, to those of its translations.
var glossary = sync.OnceValue(func() map[string][][]string {
	g := map[string][][]string{}
	for line := range strings.Lines(glossaryText()) {
		pl, en, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		ps, es := phrases(pl, Polish), phrases(en, English)
		for _, p := range ps {
			for _, e := range es {
				enter(g, p, e)
				enter(g, e, p)
			}
		}
	}
	return g
})

func phrases(alternatives string, lang Lang) [][]string {
	var out [][]string
	for a := range strings.SplitSeq(alternatives, "|") {
		var p []string
		for _, t := range Analyse(a, lang) {
			if !t.Joined {
				p = append(p, t.Term)
			}
		}
		if len(p) > 0 && len(p) <= glossaryWords {
			out = append(out, p)
		}
	}
	return out
}

func enter(g map[string][][]string, from, to []string) {
	key := strings.Join(from, " ")
	if key == strings.Join(to, " ") {
		return
	}
	for _, have := range g[key] {
		if slices.Equal(have, to) {
			return
		}
	}
	g[key] = append(g[key], to)
}

// Translations finds the runs of up to three tokens that the glossary knows, in either language. Longer runs win
// over the shorter ones that they hold.
func Translations(tokens []Token) []Translation {
	g := known{extension.Load(), glossary()}
	var out []Translation
	for i := 0; i < len(tokens); {
		if tokens[i].Joined {
			i++
			continue
		}
		n := 1
		for l := glossaryWords; l >= 1; l-- {
			key, end := run(tokens, i, l)
			if key == "" {
				continue
			}
			if to := g.get(key); len(to) > 0 {
				for _, phrase := range to {
					for _, term := range phrase {
						out = append(out, Translation{i, end, term, share(len(phrase))})
					}
				}
				n = end - i
				break
			}
		}
		i += n
	}
	return out
}

// run joins the next l terms from i, skipping compounds; "" when they do not stand close together.
func run(tokens []Token, i, l int) (key string, end int) {
	var b strings.Builder
	last := tokens[i].Pos
	for j := i; j < len(tokens) && l > 0; j++ {
		t := tokens[j]
		if t.Joined {
			continue
		}
		if t.Pos-last > 2 { // one stop word between is part of a phrase: "ochrona i zdrowie"
			return "", 0
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Term)
		last, end = t.Pos, j+1
		l--
	}
	if l > 0 {
		return "", 0
	}
	return b.String(), end
}

func share(words int) float64 {
	if words == 1 {
		return 1
	}
	return 0.75
}

func glossaryText() string {
	b, _ := glossaries.ReadFile("glossary/general.tsv")
	return string(b)
}
