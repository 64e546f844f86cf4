package text

import "slices"

// Kin are phrases that say nearly what some terms of an entry say.
type Kin struct {
	Of      []string // terms of the entry
	Phrases []Wording
}

// Wording is a related phrase: all its Terms have to stand in the offer.
type Wording struct {
	Terms  []string
	Weight float64 // in (0, 1)
}

// MaxKin bounds the phrases that are related to an entry.
const MaxKin = 240

// Kin lists what the thesaurus relates to the terms of the entry, in the order of its texts, each run of terms once.
func (p *Profile) Kin(d *Dictionary) []Kin {
	var out []Kin
	n := 0
	for _, tokens := range p.tokens {
		for _, r := range d.Related(tokens) {
			if n++; n > MaxKin {
				return out
			}
			of := make([]string, 0, r.To-r.From)
			for _, t := range tokens[r.From:r.To] {
				of = append(of, t.Term)
			}
			i := slices.IndexFunc(out, func(k Kin) bool { return slices.Equal(k.Of, of) })
			if i < 0 {
				i, out = len(out), append(out, Kin{Of: of})
			}
			if has := func(x Wording) bool { return slices.Equal(x.Terms, r.Terms) }; !slices.ContainsFunc(out[i].Phrases, has) {
				out[i].Phrases = append(out[i].Phrases, Wording{r.Terms, r.Weight})
			}
		}
	}
	return out
}
