package text

import (
	"cmp"
	"embed"
	"slices"
	"strings"
	"sync"
)

// The thesaurus is our own list of related English terms, in files by subject. A line is a term, a tab, a relation, a
// tab, and other terms with bars between them. Relations: = the same thing (synonym, spelling, acronym), > the term is
// broader than each of the others, ~ each of the others needs the same partner. A term has at most relatedWords words.
//
//go:embed related/*.tsv
var thesauri embed.FS

const relatedWords = 5

// What a related term in the offer is worth against the need's own term.
const (
	sameWorth     = 0.9  // another name of the same thing
	narrowerWorth = 0.6  // the need is general and the offer a case of it: it may be the wrong case
	broaderWorth  = 0.35 // the need is special and the offer general: it may lack just that case
	nearWorth     = 0.4
	crossedWorth  = 0.8 // factor for terms reached through a translation
)

// relations is the thesaurus by numbers of phrases.
type relations struct {
	phrases [][]string
	numbers map[string]int32 // by the terms joined with spaces
	sorted  map[string]int32 // by the sorted terms, of phrases with several
	parts   map[string]bool  // the terms of those
	kin     [][]kin          // by the number of the phrase
	written map[string]int32 // numbers by the spelling in the files, until they are read
	senses  map[int32]int    // lines that give other names of a phrase: an acronym may have several meanings
}

type kin struct {
	phrase int32
	weight float32
}

var thesaurus = sync.OnceValue(loadThesaurus)

func loadThesaurus() *relations {
	t := &relations{
		numbers: map[string]int32{}, sorted: map[string]int32{}, parts: map[string]bool{}, written: map[string]int32{},
		senses: map[int32]int{},
	}
	files, _ := thesauri.ReadDir("related")
	for _, f := range files { // sorted by name
		b, _ := thesauri.ReadFile("related/" + f.Name())
		for line := range strings.Lines(string(b)) {
			t.read(strings.TrimSpace(line))
		}
	}
	t.written = nil
	t.close()
	return t
}

func (t *relations) read(line string) {
	term, rest, _ := strings.Cut(line, "\t")
	sign, list, ok := strings.Cut(rest, "\t")
	from := t.number(term)
	if !ok || strings.HasPrefix(line, "#") || from < 0 {
		return
	}
	if sign == "=" {
		t.senses[from]++
	}
	group := []int32{from}
	for other := range strings.SplitSeq(list, "|") {
		to := t.number(other)
		if to < 0 {
			continue
		}
		switch sign {
		case "=":
			for _, same := range group {
				t.relate(same, to, sameWorth)
				t.relate(to, same, sameWorth)
			}
			group = append(group, to)
		case ">":
			t.relate(from, to, narrowerWorth)
			t.relate(to, from, broaderWorth)
		case "~":
			t.relate(from, to, nearWorth)
			t.relate(to, from, nearWorth)
		}
	}
}

// number is the number of a phrase, -1 when it is empty or too long.
func (t *relations) number(phrase string) int32 {
	n, ok := t.written[phrase]
	if !ok {
		n = t.enter(phrase)
		t.written[phrase] = n
	}
	return n
}

func (t *relations) enter(phrase string) int32 {
	tokens := Analyse(phrase, English)
	var terms []string
	for _, i := range unbroken(tokens) {
		terms = append(terms, tokens[i].Term)
	}
	if len(terms) == 0 || len(terms) > relatedWords {
		return -1
	}
	key := strings.Join(terms, " ")
	if n, ok := t.numbers[key]; ok {
		return n
	}
	n := int32(len(t.phrases))
	t.numbers[key] = n
	t.phrases = append(t.phrases, terms)
	t.kin = append(t.kin, nil)
	if len(terms) > 1 {
		t.sorted[strings.Join(slices.Sorted(slices.Values(terms)), " ")] = n
		for _, term := range terms {
			t.parts[term] = true
		}
	}
	return n
}

func (t *relations) relate(from, to int32, weight float32) {
	if from != to {
		t.kin[from] = append(t.kin[from], kin{to, weight})
	}
}

// close lets a term share what its other names are related to, one step far, and bounds and sorts the lists.
func (t *relations) close() {
	direct := t.kin
	t.kin = make([][]kin, len(direct))
	var all []kin
	for n := range direct {
		from := int32(n)
		all = all[:0]
		for _, k := range direct[n] {
			k.weight /= t.doubt(from, k)
			all = append(all, k)
			for _, far := range direct[k.phrase] {
				if w := k.weight * far.weight; t.certain(k) != t.certain(far) && t.doubt(k.phrase, far) == 1 {
					all = append(all, kin{far.phrase, w})
				}
			}
		}
		all = slices.DeleteFunc(once(all), func(k kin) bool { return !t.tells(from, k) })
		t.kin[n] = slices.Clone(t.best(all))
	}
}

// certain tells that k is another name and means one thing.
func (t *relations) certain(k kin) bool { return k.weight == sameWorth && t.senses[k.phrase] <= 1 }

// doubt divides the weight of another name by the number of meanings that the name, or the term, has.
func (t *relations) doubt(from int32, k kin) float32 {
	if k.weight != sameWorth {
		return 1
	}
	return float32(max(t.senses[from], t.senses[k.phrase], 1))
}

// tells tells that a relation adds anything: an offer that has all the words of the phrase already answers it, and
// one that has some of them answers those by themselves.
func (t *relations) tells(from int32, k kin) bool {
	if from == k.phrase || within(t.phrases[from], t.phrases[k.phrase]) {
		return false
	}
	return k.weight >= sameWorth || !within(t.phrases[k.phrase], t.phrases[from])
}

func within(some, all []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

// best sorts a list, the most valuable first and then by the alphabet, without repetitions and at most MaxRelated long.
func (t *relations) best(list []kin) []kin {
	list = once(list)
	slices.SortFunc(list, func(a, b kin) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), slices.Compare(t.phrases[a.phrase], t.phrases[b.phrase]))
	})
	return list[:min(len(list), MaxRelated)]
}

// once sorts a list by phrase and keeps the most valuable of each.
func once(list []kin) []kin {
	slices.SortFunc(list, func(a, b kin) int {
		return cmp.Or(cmp.Compare(a.phrase, b.phrase), cmp.Compare(b.weight, a.weight))
	})
	return slices.CompactFunc(list, func(a, b kin) bool { return a.phrase == b.phrase })
}
