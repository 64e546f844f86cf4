package matching

import (
	"splot/app"
	"splot/search/match"
)

// maxPairs is how many pairs of words a stored component lists: those that weigh most.
const maxPairs = 10

func components(r match.Result) []app.Component {
	list := make([]app.Component, len(r.Components))
	for i, c := range r.Components {
		list[i] = app.Component{Name: c.Name, Points: c.Points, Max: c.Max, Notes: findings(c.Notes), Pairs: []app.Pair{}}
		for _, p := range c.Pairs[:min(maxPairs, len(c.Pairs))] {
			list[i].Pairs = append(list[i].Pairs, app.Pair{
				Need: p.Need.Surface, Offer: p.Offer.Surface, Translated: p.How == match.Translation, Weight: p.Weight,
				Kind: string(p.How),
			})
		}
	}
	return list
}

func findings(notes []match.Note) []app.Finding {
	list := make([]app.Finding, len(notes))
	for i, n := range notes {
		list[i] = app.Finding(n)
	}
	return list
}

// derive fills in the lists by which matches are found.
func derive(m *app.Match) {
	m.Entries = []app.ID{m.Need.Entry, m.Offer.Entry}
	m.Organisations = []app.ID{m.Need.Organisation, m.Offer.Organisation}
	m.Clusters = []app.ID{m.Need.Cluster}
	if m.Offer.Cluster != m.Need.Cluster {
		m.Clusters = append(m.Clusters, m.Offer.Cluster)
	}
	m.ShownTo, m.HiddenBy, m.UnseenBy = []app.ID{}, []app.ID{}, []app.ID{}
	for _, p := range []app.Party{m.Need, m.Offer} {
		if p.Hidden {
			m.HiddenBy = append(m.HiddenBy, p.Organisation)
		} else {
			m.ShownTo = append(m.ShownTo, p.Organisation)
		}
		if !p.Seen {
			m.UnseenBy = append(m.UnseenBy, p.Organisation)
		}
	}
}
