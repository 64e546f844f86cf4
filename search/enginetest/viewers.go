package enginetest

import (
	"testing"

	"splot/search"
)

func visibility(t *testing.T, e search.Engine) {
	set := func(v string) func(*search.Entry) { return func(e *search.Entry) { e.Visibility = v } }
	put(t, e,
		entry("cluster", search.Technology, "o1", "Turbina wodna", set(search.VisibleCluster)),
		entry("network", search.Technology, "o1", "Turbina wodna", set(search.VisibleNetwork)),
		entry("teaser", search.Technology, "o1", "Turbina wodna", set(search.VisibleTeaser)),
		entry("unstated", search.Technology, "o1", "Turbina wodna", set("")),
	)
	for _, c := range []struct {
		name   string
		viewer search.Viewer
		want   []string
	}{
		{"everyone", everyone, []string{"network", "teaser"}},
		{"member of another cluster", search.Viewer{Clusters: []string{"mak"}}, []string{"network", "teaser"}},
		{"member", search.Viewer{Clusters: []string{"makros"}}, []string{"cluster", "network", "teaser"}},
		{"manager", search.Viewer{Manages: []string{"makros"}}, []string{"cluster", "network", "teaser", "unstated"}},
		{"owner", search.Viewer{Organisations: []string{"o1"}}, []string{"cluster", "network", "teaser", "unstated"}},
		{"itself", itself, []string{"cluster", "network", "teaser", "unstated"}},
	} {
		equal(t, c.name, found(t, e, search.Query{Text: "turbina", Viewer: c.viewer}), c.want)
		equal(t, c.name+" without words", found(t, e, search.Query{Viewer: c.viewer}), c.want)
	}
}

// views says of every hit how much of it the viewer was taken to see.
func views(t *testing.T, e search.Engine) {
	set := func(v string) func(*search.Entry) { return func(e *search.Entry) { e.Visibility = v } }
	put(t, e,
		entry("network", search.Technology, "o1", "Turbina wodna", set(search.VisibleNetwork)),
		entry("teaser", search.Technology, "o1", "Turbina wodna", set(search.VisibleTeaser)),
	)
	for viewer, want := range map[string]search.View{"stranger": search.ViewTeaser, "o1": search.ViewFull} {
		for _, text := range []string{"turbina", "turbina kwantowa ", ""} {
			for _, h := range find(t, e, search.Query{Text: text, Viewer: search.Viewer{Organisations: []string{viewer}}}).Hits {
				if h.ID == "teaser" && h.View != want || h.ID == "network" && h.View != search.ViewFull {
					t.Errorf("%s searches %q: %s in view %d", viewer, text, h.ID, h.View)
				}
			}
		}
	}
}

func excludedViewers(t *testing.T, e search.Engine) {
	put(t, e, entry("x", search.Technology, "o1", "Turbina wodna", func(e *search.Entry) { e.Excluded = []string{"rival"} }))
	put(t, e, entry("o9", search.Organisation, "o9", "Turbiny Wodne", func(e *search.Entry) { e.Excluded = []string{"rival"} }))
	rival := search.Viewer{Of: []string{"rival"}, Clusters: []string{"makros"}}
	equal(t, "rival", found(t, e, search.Query{Text: "turbina", Viewer: rival}), []string{})
	equal(t, "rival, of organisations", found(t, e, search.Query{Text: "turbiny", Kinds: []string{search.Organisation}, Viewer: rival}), []string{})
	equal(t, "others", found(t, e, search.Query{Text: "turbiny", Kinds: []string{search.Organisation}, Viewer: everyone}), []string{"o9"})
}

// secret is an anonymous teaser whose other texts and facts must not lead to it.
func secret() search.Entry {
	return entry("secret", search.Technology, "o1", "Powłoka odporna na ścieranie", func(e *search.Entry) {
		e.Visibility = search.VisibleTeaser
		e.Teaser.PL = "Warstwa ochronna dla narzędzi"
		e.Description.PL = "Opracowana przez Zakład Tribomax w Gliwicach"
		e.Detail.PL = "Przewaga nad rozwiązaniem kwarcowym"
		e.Keywords = []string{"tribologia", "azotek"}
		e.PKD, e.KIS, e.Cooperation = []string{"25"}, []string{"kis-9"}, []string{"licence"}
		e.Voivodeship, e.Origin, e.TRLMin, e.TRLMax = "slaskie", "enterprise", 7, 7
	})
}

func teaserWords(t *testing.T, e search.Engine) {
	put(t, e, secret())
	for _, c := range []struct {
		text string
		want []string
	}{
		{"powłoka", []string{"secret"}},
		{"warstwa ochronna", []string{"secret"}},
		{"Tribomax", []string{}},
		{"Tribo", []string{}},
		{"Tribomaks", []string{}},
		{"gliwicach", []string{}},
		{"azotek", []string{}},
		{"kwarcowym", []string{}},
	} {
		equal(t, c.text, found(t, e, search.Query{Text: c.text, Viewer: search.Viewer{Clusters: []string{"makros"}}}), c.want)
		equal(t, c.text+" by its manager", found(t, e, search.Query{Text: c.text, Viewer: search.Viewer{Manages: []string{"makros"}}}), []string{"secret"})
	}
	// A hidden word next to a visible one neither narrows nor marks.
	for _, h := range find(t, e, search.Query{Text: "powłoka tribomax", Viewer: everyone}).Hits {
		equal(t, "marks", h.Matched, []string{"Powłoka"})
		for _, s := range h.Spans {
			if s.Field != "title.pl" && s.Field != "teaser.pl" {
				t.Errorf("span in %s", s.Field)
			}
		}
	}
}

func teaserFacts(t *testing.T, e search.Engine) {
	put(t, e, secret())
	for _, c := range []struct {
		name string
		q    search.Query
		want []string
	}{
		{"owner", search.Query{Organisations: []string{"o1"}}, []string{}},
		{"cluster", search.Query{Clusters: []string{"makros"}}, []string{}},
		{"pkd", search.Query{PKD: []string{"25"}}, []string{}},
		{"kis", search.Query{KIS: []string{"kis-9"}}, []string{}},
		{"cooperation", search.Query{Cooperation: []string{"licence"}}, []string{}},
		{"voivodeship", search.Query{Voivodeships: []string{"slaskie"}}, []string{"secret"}},
		{"origin", search.Query{Origins: []string{"enterprise"}}, []string{"secret"}},
		{"trl", search.Query{TRLAtLeast: 6}, []string{"secret"}},
	} {
		equal(t, c.name, found(t, e, c.q), c.want)
		c.q.Viewer = itself
		equal(t, c.name+" by the program", found(t, e, c.q), []string{"secret"})
	}
	r := find(t, e, search.Query{Facets: search.Facets})
	for facet, counts := range r.Facets {
		shown := facet == "kind" || facet == "voivodeship" || facet == "origin"
		if shown != (len(counts) == 1) {
			t.Errorf("facet %s counts %v", facet, counts)
		}
	}
}

func teaserNames(t *testing.T, e search.Engine) {
	put(t, e, entry("named", search.Technology, "o1", "Powłoka Tribomax odporna na ścieranie", func(e *search.Entry) {
		e.Visibility = search.VisibleTeaser
		e.Identifying = []string{"Zakład Tribomax Sp. z o.o."}
	}))
	equal(t, "the name in a title is not found", found(t, e, search.Query{Text: "tribomax"}), []string{})
	equal(t, "the subject is", found(t, e, search.Query{Text: "powłoka"}), []string{"named"})
	equal(t, "a need cannot probe for the name", candidates(t, e, entry("n", search.Need, "asks", "Tribomax")), []string{})
}
