package enginetest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"splot/search"
)

func prefix(t *testing.T, e search.Engine) {
	put(t, e,
		entry("pack", search.Technology, "o1", "Biodegradowalne opakowania"),
		entry("sensor", search.Technology, "o2", "Czujniki wilgotności gleby"),
	)
	for text, want := range map[string][]string{
		"opako": {"pack"}, "OPAKOWANIA": {"pack"}, "opakowaniach": {"pack"}, "biodegradowalne opa": {"pack"},
		"czujn": {"sensor"}, "wilgotność": {"sensor"}, "wilgotnosc gle": {"sensor"}, "czujników": {"sensor"},
	} {
		equal(t, text, found(t, e, search.Query{Text: text}), want)
	}
}

func typos(t *testing.T, e search.Engine) {
	put(t, e, entry("pack", search.Technology, "o1", "Biodegradowalne opakowania"), entry("laser", search.Technology, "o1", "Lasery"))
	for _, text := range []string{"opakowanai ", "biodegrdowalne ", "biodegradovalne "} {
		equal(t, text, found(t, e, search.Query{Text: text}), []string{"pack"})
	}
}

func queryWords(t *testing.T, e search.Engine) {
	put(t, e,
		entry("both", search.Technology, "o1", "Pompa ciepła do suszarni"),
		entry("pump", search.Technology, "o1", "Pompa próżniowa"),
		entry("dryer", search.Technology, "o1", "Suszarnia drewna"),
	)
	equal(t, "all words", found(t, e, search.Query{Text: "pompa suszarnia"}), []string{"both"})
	equal(t, "most words when none has all", found(t, e, search.Query{Text: "pompa kwantowa "}), []string{"both", "pump"})
	equal(t, "nothing", found(t, e, search.Query{Text: "kwantowa "}), []string{})
	put(t, e, entry("quantum", search.Technology, "o1", "Kryptografia kwantowa"))
	equal(t, "most words, the rarest among them or not", found(t, e, search.Query{Text: "kwantowa pompa suszarnia "}), []string{"both"})
	equal(t, "all that have as many", found(t, e, search.Query{Text: "kwantowa próżniowa "}), []string{"pump", "quantum"})
}

func catalogue() []search.Entry {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return []search.Entry{
		entry("t1", search.Technology, "o1", "Robot paletyzujący", func(e *search.Entry) {
			e.TRLMin, e.TRLMax, e.Voivodeship, e.PKD, e.Origin, e.ApprovedAt = 8, 8, "slaskie", []string{"28"}, "enterprise", at
			e.Cooperation = []string{"licence", "pilot"}
		}),
		entry("t2", search.Technology, "o2", "Robot medyczny", func(e *search.Entry) {
			e.TRLMin, e.TRLMax, e.Voivodeship, e.KIS, e.Origin, e.ApprovedAt = 4, 4, "pomorskie", []string{"kis-1"}, "science", at.AddDate(0, 1, 0)
			e.Clusters, e.Cooperation = []string{"medsilesia"}, []string{"joint_rd"}
		}),
		entry("c1", search.Competence, "o2", "Robotyka i sterowanie", func(e *search.Entry) {
			e.TRLMin, e.TRLMax, e.Voivodeship, e.Origin, e.ApprovedAt = 1, 6, "pomorskie", "science", at.AddDate(0, 2, 0)
		}),
		entry("n1", search.Need, "o3", "Robot do mycia zbiorników", func(e *search.Entry) {
			e.TRLMin, e.TRLMax, e.Voivodeship, e.Origin, e.ApprovedAt = 5, 9, "slaskie", "enterprise", at.AddDate(0, 3, 0)
		}),
	}
}

func filters(t *testing.T, e search.Engine) {
	put(t, e, catalogue()...)
	for name, c := range map[string]struct {
		q    search.Query
		want []string
	}{
		"kind":         {search.Query{Kinds: []string{search.Need, search.Competence}}, []string{"c1", "n1"}},
		"cluster":      {search.Query{Clusters: []string{"medsilesia"}}, []string{"t2"}},
		"organisation": {search.Query{Organisations: []string{"o2", "o3"}}, []string{"c1", "n1", "t2"}},
		"voivodeship":  {search.Query{Voivodeships: []string{"slaskie"}}, []string{"n1", "t1"}},
		"pkd":          {search.Query{PKD: []string{"28", "99"}}, []string{"t1"}},
		"kis":          {search.Query{KIS: []string{"kis-1"}}, []string{"t2"}},
		"origin":       {search.Query{Origins: []string{"science"}}, []string{"c1", "t2"}},
		"cooperation":  {search.Query{Cooperation: []string{"pilot", "joint_rd"}}, []string{"t1", "t2"}},
		"trl":          {search.Query{TRLAtLeast: 6}, []string{"c1", "n1", "t1"}},
		"several":      {search.Query{Text: "robot", Kinds: []string{search.Technology}, TRLAtLeast: 5}, []string{"t1"}},
		"no such kind": {search.Query{Kinds: []string{"person"}}, []string{}},
		"operators":    {search.Query{Voivodeships: []string{`slaskie" OR kind = "need`, `slaskie' OR 1=1`}}, []string{}},
	} {
		equal(t, name, found(t, e, c.q), c.want)
	}
	equal(t, "the newest approval first", hitIDs(find(t, e, search.Query{})), []string{"n1", "c1", "t2", "t1"})
}

func facets(t *testing.T, e search.Engine) {
	put(t, e, catalogue()...)
	r := find(t, e, search.Query{Text: "robot", Facets: []string{"kind", "voivodeship", "cooperation"}, Kinds: []string{search.Technology}})
	for facet, want := range map[string]map[string]int{
		"kind":        {"technology": 2},
		"voivodeship": {"slaskie": 1, "pomorskie": 1},
		"cooperation": {"licence": 1, "pilot": 1, "joint_rd": 1},
	} {
		if !maps.Equal(r.Facets[facet], want) {
			t.Errorf("%s: got %v, want %v", facet, r.Facets[facet], want)
		}
	}
	if len(r.Facets) != 3 {
		t.Errorf("only what was asked: %v", r.Facets)
	}
}

func paging(t *testing.T, e search.Engine) {
	put(t, e, many(45)...)
	var all []string
	for offset := 0; offset < 60; offset += 10 {
		r := find(t, e, search.Query{Text: "powłoka", Offset: offset, Limit: 10})
		if r.Total != 45 {
			t.Fatalf("total %d at %d, want 45", r.Total, offset)
		}
		if want := max(0, min(10, 45-offset)); len(r.Hits) != want {
			t.Fatalf("%d hits at %d, want %d", len(r.Hits), offset, want)
		}
		all = append(all, hitIDs(r)...)
	}
	slices.Sort(all)
	if n := len(slices.Compact(all)); n != 45 {
		t.Errorf("%d different hits on all pages, want 45", n)
	}
}

func spans(t *testing.T, e search.Engine) {
	x := entry("x", search.Technology, "o1", "Żółte powłoki ceramiczne", func(e *search.Entry) {
		e.Description.EN = "A coating of ceramics"
		e.Keywords = []string{"piec", "powłoka"}
	})
	put(t, e, x)
	r := find(t, e, search.Query{Text: "powłoka"})
	if len(r.Hits) != 1 {
		t.Fatalf("hits %v", r.Hits)
	}
	texts := map[string]string{"title.pl": x.Title.PL, "description.en": x.Description.EN, "keywords": strings.Join(x.Keywords, "; ")}
	var got []string
	for _, s := range r.Hits[0].Spans {
		got = append(got, s.Field+" "+texts[s.Field][s.Start:s.End])
	}
	equal(t, "spans", got, []string{"title.pl powłoki", "keywords powłoka"})
	equal(t, "matched", r.Hits[0].Matched, []string{"powłoki", "powłoka"})
}

func invalid(t *testing.T, e search.Engine) {
	for name, q := range map[string]search.Query{
		"no limit":      {},
		"limit":         {Limit: search.MaxLimit + 1},
		"negative":      {Limit: 10, Offset: -1},
		"reach":         {Limit: 100, Offset: search.MaxReach},
		"unknown facet": {Limit: 10, Facets: []string{"organisation"}},
	} {
		if _, err := e.Search(t.Context(), q); !errors.Is(err, search.ErrQuery) {
			t.Errorf("%s: got %v, want ErrQuery", name, err)
		}
	}
}

func hostile(t *testing.T, e search.Engine) {
	put(t, e, entry("x", search.Technology, "o1", "Piec łukowy"))
	for i, text := range []string{
		strings.Repeat("piec łukowy ", 90_000), strings.Repeat("ż", 500_000), strings.Repeat("a-", 500_000),
		"\x00\xff\xfe piec", `{"$ne": null}`, `piec" AND kind = "need`, "* ? ( ) [ ] ~ ^ : \\", "\"piec łukowy\" -x",
		strings.Repeat("\u0301", 2000), "piec\u202e\u200d", "%00", "   ", "İİİ ẞẞ ﬁ Ⅷ",
	} {
		q := search.Query{Text: text, Limit: 10}
		if _, err := e.Search(t.Context(), q); err != nil {
			t.Errorf("search %d: %v", i, err)
		}
		odd := entry("n", search.Need, "asks", text[:min(len(text), 10_000)])
		if _, err := e.Candidates(t.Context(), odd, 10); err != nil {
			t.Errorf("candidates %d: %v", i, err)
		}
		odd = entry(fmt.Sprintf("odd-%d", i), search.Technology, "o1", text[:min(len(text), 10_000)])
		if err := e.Put(t.Context(), odd); err != nil {
			t.Errorf("put %d: %v", i, err)
		}
	}
	if r := find(t, e, search.Query{Text: "piec łukowy", Limit: 50}); !slices.Contains(hitIDs(r), "x") {
		t.Errorf("it no longer answers: %v", hitIDs(r))
	}
}

func organisations(t *testing.T, e search.Engine) {
	put(t, e,
		search.Entry{ID: "o1", Version: 1, Kind: search.Organisation, Title: search.Text{PL: "Politechnika Śląska"}, Clusters: []string{"makros"}, Origin: "science", Voivodeship: "slaskie"},
		search.Entry{ID: "o2", Version: 1, Kind: search.Organisation, Title: search.Text{PL: "Huta Pokój"}, Origin: "enterprise"},
		entry("t", search.Technology, "o1", "Politechniczne metody pomiaru"),
	)
	equal(t, "by name", found(t, e, search.Query{Text: "politech", Kinds: []string{search.Organisation}}), []string{"o1"})
	equal(t, "without diacritics", found(t, e, search.Query{Text: "slaska", Kinds: []string{search.Organisation}}), []string{"o1"})
	equal(t, "all", found(t, e, search.Query{Kinds: []string{search.Organisation}}), []string{"o1", "o2"})
	equal(t, "by id", found(t, e, search.Query{Kinds: []string{search.Organisation}, Organisations: []string{"o2"}}), []string{"o2"})
	equal(t, "with entries", found(t, e, search.Query{Text: "politech"}), []string{"o1", "t"})
	equal(t, "no candidates", candidates(t, e, entry("n", search.Need, "asks", "Huta Pokój")), []string{})
}
