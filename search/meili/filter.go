package meili

import (
	"strconv"
	"strings"

	"splot/search"
)

// quote writes a value for the server's filter language. Control characters, which no code of ours has, are dropped.
func quote(v string) string {
	v = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(v, ""))
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(v) + `"`
}

func in(field string, values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quote(v)
	}
	return field + " IN [" + strings.Join(quoted, ", ") + "]"
}

func all(conditions ...string) string { return join(conditions, " AND ") }

func some(conditions ...string) string { return join(conditions, " OR ") }

func join(conditions []string, word string) string {
	var kept []string
	for _, c := range conditions {
		if c != "" {
			kept = append(kept, c)
		}
	}
	if len(kept) < 2 {
		return strings.Join(kept, "")
	}
	return "(" + strings.Join(kept, word) + ")"
}

func not(condition string) string {
	if condition == "" {
		return ""
	}
	return "NOT " + condition
}

// when is in(field, values), or "" when there are no values.
func when(field string, values []string) string {
	if len(values) == 0 {
		return ""
	}
	return in(field, values)
}

// inside selects what v sees in full as owner or manager.
func inside(v search.Viewer) string {
	return some(when("organisation", v.Organisations), when("clusters", v.Manages))
}

// full selects what v sees in full.
func full(v search.Viewer) string {
	if v.All {
		return ""
	}
	open := some(in("kind", []string{search.Organisation}), in("visibility", []string{search.VisibleNetwork}), withClusters(v.Clusters))
	return some(inside(v), all(open, not(when("excluded", v.Of))))
}

func withClusters(clusters []string) string {
	if len(clusters) == 0 {
		return ""
	}
	return all(in("visibility", []string{search.VisibleCluster}), in("clusters", clusters))
}

// teasers selects what v sees only as an anonymous teaser.
func teasers(v search.Viewer) string {
	return all(in("visibility", []string{search.VisibleTeaser}), not(inside(v)), not(when("excluded", v.Of)))
}

// filters are the conditions of a query besides who asks.
func filters(q search.Query) string {
	kinds := q.Kinds
	if len(kinds) == 0 {
		kinds = []string{search.Need, search.Technology, search.Competence, search.Organisation}
	}
	trl := ""
	if q.TRLAtLeast > 0 {
		trl = "trl >= " + strconv.Itoa(q.TRLAtLeast)
	}
	return all(in("kind", kinds), when("voivodeship", q.Voivodeships), when("origin", q.Origins), trl, when("owner", q.Organisations),
		when("clusters", q.Clusters), when("pkd", q.PKD), when("kis", q.KIS), when("cooperation", q.Cooperation))
}

// partners selects the other side of an entry as search.Meets does.
func partners(of search.Entry) string {
	var visible string
	switch of.Visibility {
	case search.VisibleNetwork, search.VisibleTeaser:
		visible = some(in("visibility", []string{search.VisibleNetwork, search.VisibleTeaser}), withClusters(of.Clusters))
	case search.VisibleCluster:
		if len(of.Clusters) == 0 {
			return ""
		}
		visible = in("clusters", of.Clusters)
	default:
		return ""
	}
	return all(in("kind", partnerKinds(&of)), not(in("organisation", append([]string{of.Organisation}, of.Excluded...))),
		not(in("excluded", []string{of.Organisation})), visible)
}

func partnerKinds(of *search.Entry) []string {
	if of.Kind == search.Need {
		return []string{search.Technology, search.Competence}
	}
	return []string{search.Need}
}
