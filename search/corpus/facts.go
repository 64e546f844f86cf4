package corpus

import (
	"strings"

	"splot/search"
)

// facts are what gates, filters and facets look at, as numbers of what was interned: an entry need not be unpacked
// for them.
type facts struct {
	audience, clusters, voivodeship, pkd, kis, origin, cooperation uint32
	approved                                                       int32 // hours since 1970
	trl                                                            int8  // most
}

// codes numbers lists of codes and who may see what. They only grow: there are few of them, and organisations.
type codes struct {
	keys      stringTable
	lists     [][]string // by number
	audiences []audience
	byKey     map[[5]uint32]uint32
}

// audience is what decides who may see a document and with whom it may be matched.
type audience struct{ kind, visibility, organisation, clusters, excluded uint32 }

// list is the number of a list. One value is a list of one, and what is not stated an empty list.
func (c *codes) list(values ...string) uint32 {
	if len(values) == 1 && values[0] == "" {
		values = nil
	}
	var key packer
	for i := range values {
		key.text(&values[i])
	}
	n, fresh := c.keys.add(string(key))
	if fresh {
		kept := make([]string, len(values))
		for i, v := range values {
			kept[i] = strings.Clone(v)
		}
		c.lists = append(c.lists, kept)
	}
	return n
}

func (c *codes) one(n uint32) string {
	if len(c.lists[n]) == 0 {
		return ""
	}
	return c.lists[n][0]
}

func (c *codes) audience(e *search.Entry) uint32 {
	a := audience{c.list(e.Kind), c.list(e.Visibility), c.list(e.Organisation), c.list(e.Clusters...), c.list(e.Excluded...)}
	key := [5]uint32{a.kind, a.visibility, a.organisation, a.clusters, a.excluded}
	n, ok := c.byKey[key]
	if !ok {
		if c.byKey == nil {
			c.byKey = map[[5]uint32]uint32{}
		}
		n = uint32(len(c.audiences))
		c.audiences = append(c.audiences, a)
		c.byKey[key] = n
	}
	return n
}

// maxTRL bounds what a fact holds of a TRL.
const maxTRL = 100

func (c *codes) facts(e *search.Entry) facts {
	f := facts{
		audience: c.audience(e), clusters: c.list(e.Clusters...), voivodeship: c.list(e.Voivodeship), pkd: c.list(e.PKD...),
		kis: c.list(e.KIS...), origin: c.list(e.Origin), cooperation: c.list(e.Cooperation...),
		trl: int8(max(-1, min(e.TRLMax, maxTRL))),
	}
	if !e.ApprovedAt.IsZero() {
		f.approved = int32(max(-1<<31, min(e.ApprovedAt.Unix()/3600, 1<<31-1)))
	}
	return f
}

// Audience numbers what decides who may see a document and with whom it may be matched: what was decided for one
// document holds for all of the same audience.
func (d *Doc) Audience() uint32 { return d.facts.audience }

// ApprovedHour is when the entry was approved, in hours since 1970; 0 is not stated.
func (d *Doc) ApprovedHour() int32 { return d.facts.approved }

// Audiences is how many audiences there are.
func (r Reader) Audiences() int { return len(r.c.codes.audiences) }

// ReadAudience sets the fields of an entry that its audience decides, which are all that search.Meets and, but for
// organisations' own ids, search.Viewer.View look at.
func (r Reader) ReadAudience(n uint32, e *search.Entry) {
	c := &r.c.codes
	a := c.audiences[n]
	e.Kind, e.Visibility, e.Organisation = c.one(a.kind), c.one(a.visibility), c.one(a.organisation)
	e.Clusters, e.Excluded = c.lists[a.clusters], c.lists[a.excluded]
}

// ReadFacts sets the fields of an entry that search.Query.Passes and search.Viewer.View look at. The lists are shared.
func (r Reader) ReadFacts(d *Doc, e *search.Entry) {
	r.ReadAudience(d.facts.audience, e)
	c := &r.c.codes
	e.ID = d.ID()
	e.Voivodeship, e.Origin = c.one(d.facts.voivodeship), c.one(d.facts.origin)
	e.PKD, e.KIS, e.Cooperation = c.lists[d.facts.pkd], c.lists[d.facts.kis], c.lists[d.facts.cooperation]
	e.TRLMax = int(d.facts.trl)
}

// FacetNumber is the number of a document's values of a facet: equal values have equal numbers, below FacetNumbers.
func (r Reader) FacetNumber(d *Doc, facet string) uint32 {
	switch facet {
	case "kind":
		return r.c.codes.audiences[d.facts.audience].kind
	case "cluster":
		return d.facts.clusters
	case "voivodeship":
		return d.facts.voivodeship
	case "pkd":
		return d.facts.pkd
	case "kis":
		return d.facts.kis
	case "origin":
		return d.facts.origin
	default:
		return d.facts.cooperation
	}
}

// FacetNumbers bounds the numbers of facets' values.
func (r Reader) FacetNumbers() int { return len(r.c.codes.lists) }

// FacetEntry is an entry with nothing but the values that have a number as those of every facet.
func (r Reader) FacetEntry(n uint32) search.Entry {
	list := r.c.codes.lists[n]
	e := search.Entry{Clusters: list, PKD: list, KIS: list, Cooperation: list}
	if len(list) == 1 {
		e.Kind, e.Voivodeship, e.Origin = list[0], list[0], list[0]
	}
	return e
}
