package search

import (
	"iter"
	"slices"
)

// View is how much of an entry a viewer may read, and so by what they may find it.
type View uint8

// The views. A teaser view is kind, title, teaser, TRL, voivodeship, origin and size, and nothing else: neither
// words of other texts nor filters by owner, cluster, industry or cooperation may reveal more.
const (
	ViewNone View = iota
	ViewTeaser
	ViewFull
)

// View decides what v may read of e. Whoever is excluded by the owner finds nothing of an entry, nor the owner.
func (v Viewer) View(e *Entry) View {
	switch {
	case v.All, slices.Contains(v.Organisations, e.Organisation) && e.Organisation != "", overlap(v.Manages, e.Clusters):
		return ViewFull
	case overlap(v.Of, e.Excluded):
		return ViewNone
	case e.Kind == Organisation:
		return ViewFull
	}
	switch e.Visibility {
	case VisibleNetwork:
		return ViewFull
	case VisibleTeaser:
		return ViewTeaser
	case VisibleCluster:
		if overlap(v.Clusters, e.Clusters) {
			return ViewFull
		}
	}
	return ViewNone
}

// Passes tells whether e satisfies the filters of q for a viewer with this view of it.
func (q *Query) Passes(e *Entry, view View) bool {
	if view == ViewNone || !among(q.Kinds, e.Kind) || !among(q.Voivodeships, e.Voivodeship) || !among(q.Origins, e.Origin) {
		return false
	}
	if q.TRLAtLeast > 0 && e.TRLMax < q.TRLAtLeast {
		return false
	}
	if view == ViewTeaser {
		return len(q.Clusters)+len(q.Organisations)+len(q.PKD)+len(q.KIS)+len(q.Cooperation) == 0
	}
	owner := e.Organisation
	if e.Kind == Organisation {
		owner = e.ID
	}
	return among(q.Organisations, owner) && some(q.Clusters, e.Clusters) && some(q.PKD, e.PKD) && some(q.KIS, e.KIS) &&
		some(q.Cooperation, e.Cooperation)
}

// FacetValues yields e's values of a facet as far as the view shows them.
func (e *Entry) FacetValues(facet string, view View) iter.Seq[string] {
	return func(yield func(string) bool) {
		one, list := e.facet(facet, view)
		if one != "" {
			yield(one)
			return
		}
		for _, v := range list {
			if !yield(v) {
				return
			}
		}
	}
}

func (e *Entry) facet(name string, view View) (one string, list []string) {
	switch name {
	case "kind":
		return e.Kind, nil
	case "voivodeship":
		return e.Voivodeship, nil
	case "origin":
		return e.Origin, nil
	}
	if view != ViewFull {
		return "", nil
	}
	switch name {
	case "cluster":
		return "", e.Clusters
	case "pkd":
		return "", e.PKD
	case "kis":
		return "", e.KIS
	case "cooperation":
		return "", e.Cooperation
	}
	return "", nil
}

// Meets tells whether a and b stand on opposite sides and may see each other: the part of the gates that needs
// no clock. Engines filter candidates by it and the scorer decides it again.
func Meets(a, b *Entry) bool {
	if a.Kind == Need && !b.Offer() || b.Kind == Need && !a.Offer() || a.Kind != Need && b.Kind != Need {
		return false
	}
	if a.Organisation == b.Organisation || slices.Contains(a.Excluded, b.Organisation) || slices.Contains(b.Excluded, a.Organisation) {
		return false
	}
	return MutuallyVisible(a, b)
}

// MutuallyVisible tells whether each owner may see at least the teaser of the other's entry.
func MutuallyVisible(a, b *Entry) bool {
	open := func(v string) bool { return v == VisibleNetwork || v == VisibleTeaser }
	known := func(v string) bool { return open(v) || v == VisibleCluster }
	if !known(a.Visibility) || !known(b.Visibility) {
		return false
	}
	return open(a.Visibility) && open(b.Visibility) || overlap(a.Clusters, b.Clusters)
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

func among(allowed []string, value string) bool {
	return len(allowed) == 0 || slices.Contains(allowed, value)
}

func some(allowed, values []string) bool { return len(allowed) == 0 || overlap(allowed, values) }
