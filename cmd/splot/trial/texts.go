package trial

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"splot/search"
	"splot/search/vocabulary"
)

// Texts generates texts that resemble a real collection of project descriptions (5,612 of Horizon Europe: 81,
// 407 and 2,076 bytes at the 5th, 50th and 95th percentile, mean 750; 69 terms of which 44 are different; 16,500
// terms in all, of which 63 % occur once; the terms of rank 11, 101 and 1,001 in 41 %, 7 % and 0.6 % of the texts).
// Lengths are log-normal, words follow a law of Zipf and Mandelbrot, every text has a subject to which some of its
// words belong, and words repeat. The first two thousand words are those of EuroSciVoc, the rest is made of
// syllables. The same seed gives the same texts.
type Texts struct {
	random *rand.Rand
	zipf   *rand.Zipf
	words  []string // the most frequent
}

// NewTexts begins anew.
func NewTexts() *Texts {
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // reproducible on purpose
	t := &Texts{random: random, zipf: rand.NewZipf(random, 1.45, 12, 1<<20)}
	seen := map[string]bool{}
	for _, c := range vocabulary.All() {
		for _, w := range strings.Fields(strings.ToLower(c.Label.EN)) {
			if len(w) > 3 && !seen[w] {
				seen[w] = true
				t.words = append(t.words, w)
			}
		}
	}
	random.Shuffle(len(t.words), func(i, j int) { t.words[i], t.words[j] = t.words[j], t.words[i] })
	return t
}

var (
	syllables = strings.Fields("ra te mo li ku se vo na di pe lo ma ti ne fu ga ro si bo la de mi po ta ve no ce ru do ka")
	endings   = strings.Fields("n r l ma te nol ric tor sen x ks dal")
	stops     = strings.Fields("the of and for in with to a on by from is")
)

// word is the word of a rank.
func (t *Texts) word(rank int) string {
	if rank < len(t.words) {
		return t.words[rank]
	}
	var b strings.Builder
	for n := rank; n > 0 || b.Len() < 6; n /= len(syllables) {
		b.WriteString(syllables[n%len(syllables)])
	}
	return b.String() + endings[rank%len(endings)]
}

const (
	subjects     = 400
	subjectWords = 40
)

// subjectWord is a word that texts of a subject have more often than others.
func (t *Texts) subjectWord(subject int) int {
	n := t.random.IntN(subjectWords)
	return 150 + (subject*subjectWords+n*n)*7%12_000
}

// text is so many bytes of words about a subject.
func (t *Texts) text(subject, size int) string {
	var b strings.Builder
	var said []string
	for b.Len() < size {
		w := ""
		switch x := t.random.Float64(); {
		case x < 0.38:
			w = stops[t.random.IntN(len(stops))]
		case x < 0.5:
			w = t.word(t.subjectWord(subject))
		case x < 0.64 && len(said) > 0:
			w = said[t.random.IntN(len(said))]
		default:
			w = t.word(int(t.zipf.Uint64()))
		}
		said = append(said, w)
		b.WriteString(w)
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

// Next is a title and a description.
func (t *Texts) Next() (title, description string) {
	subject := t.random.IntN(subjects)
	size := math.Exp(6.05 + 0.98*t.random.NormFloat64())
	return t.text(subject, 30+t.random.IntN(40)), t.text(subject, int(min(max(size, 40), 9000)))
}

// Entry is the indexed form of the n-th entry: one need to twelve technologies, of many owners, with the facts that
// filters and facets look at.
func (t *Texts) Entry(n int) search.Entry {
	e := search.Entry{
		ID: fmt.Sprintf("019a0000-0000-7000-8000-%012d", n), Version: 1, Kind: search.Technology, Visibility: search.VisibleNetwork,
		Organisation: fmt.Sprintf("019a0000-0000-7000-9000-%012d", 1+t.random.IntN(500)),
		Clusters:     []string{fmt.Sprintf("019a0000-0000-7000-a000-%012d", t.random.IntN(12))},
		Origin:       pick(t.random, "enterprise", "science"), Voivodeship: pick(t.random, "slaskie", "pomorskie", "mazowieckie", "lubelskie"),
		Cooperation: []string{pick(t.random, "licence", "pilot", "joint_rd")}, PKD: []string{pick(t.random, "25", "28", "72", "20")},
		Languages: []string{"pl", "en"}, TRLMin: 4, TRLMax: 1 + t.random.IntN(9),
	}
	title, description := t.Next()
	e.Title.EN, e.Description.EN = title, description
	if n%NeedShare == 0 {
		e.Kind, e.Organisation, e.Urgency, e.Budget = search.Need, fmt.Sprintf("019a0000-0000-7000-b000-%012d", n), "high", "50k_200k"
	}
	return e
}

func pick(r *rand.Rand, of ...string) string { return of[r.IntN(len(of))] }
