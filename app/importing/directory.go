package importing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"splot/app"
	"splot/app/store"
)

// known is an organisation on the platform.
type known struct {
	app.Organisation
	version int64
	member  bool // of the cluster
}

// directory finds organisations by what a file may say of them.
type directory struct {
	cluster app.ID
	all     []*known
	byID    map[app.ID]*known
	byTax   map[string]*known
	// bySource holds those of the cluster by the id in its lists; taken the ids in whatever list.
	bySource map[string]*known
	taken    map[string]bool
	byName   map[string][]*known // by the folded name
	inHouse  map[string]*known   // of the cluster, by the name without differences of legal form
}

func (s *Service) directory(ctx context.Context, cluster app.ID) (*directory, error) {
	d := &directory{
		cluster: cluster, byID: map[app.ID]*known{}, byTax: map[string]*known{}, bySource: map[string]*known{}, taken: map[string]bool{},
		byName: map[string][]*known{}, inHouse: map[string]*known{},
	}
	err := s.organisations.Each(ctx, store.Query{}, func(doc store.Doc[app.Organisation]) error {
		o := &known{Organisation: doc.Value, version: doc.Version, member: slices.Contains(doc.Value.Clusters, cluster)}
		o.ID = app.ID(doc.ID)
		d.add(o)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read organisations: %w", err)
	}
	return d, nil
}

func (d *directory) add(o *known) {
	d.all = append(d.all, o)
	if o.ID != "" {
		d.byID[o.ID] = o
	}
	if o.NIP != "" {
		d.byTax[o.NIP] = o
	}
	d.byName[Fold(o.Name)] = append(d.byName[Fold(o.Name)], o)
	if o.ExternalID != "" {
		d.taken[o.ExternalID] = true
	}
	if !o.member {
		return
	}
	if o.ExternalID != "" {
		d.bySource[o.ExternalID] = o
	}
	for _, source := range o.Imported {
		if source.Cluster == d.cluster {
			d.bySource[source.ID] = o
		}
	}
	d.inHouse[plainName(o.Name)] = o
}

// memory is what the cluster's list said of an organisation under an id.
func (d *directory) memory(o *known, id string) app.ImportMemory {
	for _, source := range o.Imported {
		if source.Cluster == d.cluster && source.ID == id {
			return source.Fields
		}
	}
	return nil
}

// legalForms are written out or shortened, at the end of names.
var legalForms = strings.NewReplacer(
	"spolkazograniczonaodpowiedzialnoscia", "spzoo", "spzoospolkakomandytowa", "spzoospk", "spolkaakcyjna", "sa", "spolkajawna", "spj",
	"spolkakomandytowa", "spk", "prostaspolkaakcyjna", "psa", "spolkacywilna", "sc",
)

func plainName(name string) string { return legalForms.Replace(Fold(name)) }

// owner finds the organisation that a row of entries names: by its id, its id in a list of the cluster, its tax number
// or its name. A name that several have is nobody's, unless one of them is in the cluster.
func (d *directory) owner(name string) *known {
	if o := d.byID[app.ID(name)]; o != nil {
		return o
	}
	if o := d.bySource[name]; o != nil {
		return o
	}
	for _, o := range d.all {
		if o.ExternalID == name {
			return o
		}
	}
	if o := d.byTax[app.NormaliseNIP(name)]; o != nil {
		return o
	}
	if o := d.byTax[strings.ToUpper(strings.Join(strings.Fields(name), ""))]; o != nil {
		return o
	}
	same := d.byName[Fold(name)]
	if at := slices.IndexFunc(same, func(o *known) bool { return o.member }); at >= 0 {
		return same[at]
	}
	if len(same) == 1 {
		return same[0]
	}
	return nil
}

// nearNames are how many names a message offers.
const nearNames = 3

// near are the names of organisations that are much like one that nobody has, the likest first. Those who do not see
// drafts are not told of them.
func (d *directory) near(actor app.Actor, name string) []string {
	type like struct {
		name  string
		share float64
	}
	var found []like
	wanted := trigrams(Fold(name))
	for _, o := range d.all {
		if o.State != app.Published && !o.member && !actor.System {
			continue
		}
		if share := alike(wanted, trigrams(Fold(o.Name))); share >= 0.35 {
			found = append(found, like{o.Name, share})
		}
	}
	slices.SortStableFunc(found, func(a, b like) int {
		return cmp.Or(cmp.Compare(b.share, a.share), strings.Compare(a.name, b.name))
	})
	var names []string
	for _, l := range found[:min(len(found), nearNames)] {
		names = append(names, l.name)
	}
	return names
}

func trigrams(s string) map[string]bool {
	set := map[string]bool{}
	padded := []rune("  " + s + " ")
	for i := range len(padded) - 2 {
		set[string(padded[i:i+3])] = true
	}
	return set
}

// alike is the share of common trigrams; a name that is the beginning of a longer one is much like it.
func alike(a, b map[string]bool) float64 {
	common := 0
	for g := range a {
		if b[g] {
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

// firstWords cuts a text at a word so that it has at most so many characters, the ellipsis included.
func firstWords(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := string([]rune(text)[:most-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–-") + "…"
}
