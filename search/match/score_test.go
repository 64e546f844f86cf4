package match_test

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"splot/search"
	"splot/search/corpus"
	"splot/search/match"
)

var vocabulary = strings.Fields("powłoka ceramiczna czujnik drgań opakowanie biodegradowalne odzysk ciepła laser robot " +
	"coating sensor packaging biodegradable heat recovery treatment water hydrogen membrane projekt system the i w")

// drawEntry makes any entry, most facts sometimes unstated.
func drawEntry(t *rapid.T, kind, owner string) search.Entry {
	phrase := func(name string, most int) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, most).Draw(t, name), " ")
	}
	some := func(name string, codes ...string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(codes), 0, len(codes), rapid.ID[string]).Draw(t, name)
	}
	e := search.Entry{
		ID: owner, Version: 1, Kind: kind, Organisation: owner, Visibility: search.VisibleNetwork,
		Title: search.Text{PL: phrase("title.pl", 6), EN: phrase("title.en", 6)}, Description: search.Text{PL: phrase("body", 40)},
		Keywords: some("keywords", vocabulary[:6]...), Concepts: some("concepts", "1", "2", "3"), PKD: some("pkd", "22", "25"),
		KIS: some("kis", "kis-1", "kis-2"), Cooperation: some("cooperation", "licence", "pilot"), Languages: some("languages", "pl", "en"),
		Voivodeship: rapid.SampledFrom([]string{"", "slaskie", "pomorskie"}).Draw(t, "voivodeship"),
		TRLMin:      rapid.IntRange(0, 9).Draw(t, "least"), TRLMax: rapid.IntRange(0, 9).Draw(t, "trl"),
		Budget:         rapid.SampledFrom([]string{"", "under_50k", "over_1m", "undisclosed", "odd"}).Draw(t, "budget"),
		Urgency:        rapid.SampledFrom([]string{"", "critical", "low", "odd"}).Draw(t, "urgency"),
		MonthsToTarget: rapid.IntRange(-1, 60).Draw(t, "months"), CostToTarget: rapid.Int64Range(-1, 1<<50).Draw(t, "cost"),
	}
	if rapid.Bool().Draw(t, "dated") {
		e.ApprovedAt = now.AddDate(0, 0, -rapid.IntRange(-10, 5000).Draw(t, "age"))
		e.Deadline = now.AddDate(0, 0, rapid.IntRange(-300, 900).Draw(t, "deadline"))
	}
	return e
}

func TestContributionsSumToTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		corpus := corpus.New(corpus.Options{})
		need, offer := drawEntry(t, search.Need, "asks"), drawEntry(t, search.Technology, "offers")
		corpus.Put(need, offer, drawEntry(t, search.Competence, "other"))
		n, _ := corpus.Get("asks")
		o, _ := corpus.Get("offers")
		question := match.Ask(n, corpus.Stats(), &match.Default)
		r := question.Score(o, now)

		points, most := 0, 0
		for _, c := range r.Components {
			p, m := hundredths(c.Points), hundredths(c.Max)
			if p < 0 || p > m {
				t.Fatalf("%s has %v of %v", c.Name, c.Points, c.Max)
			}
			share := 0.0
			for _, x := range c.Pairs {
				share += x.Weight
			}
			if share > 1.02 {
				t.Fatalf("pairs of %s share %v", c.Name, share)
			}
			points, most = points+p, most+m
		}
		if points != hundredths(r.Score) || most != 10000 {
			t.Fatalf("points sum to %d and %d, score %v", points, most, r.Score)
		}
		if r.Score < 0 || r.Score > 100 || math.IsNaN(r.Score) {
			t.Fatalf("score %v", r.Score)
		}
		if v := question.Value(o, now); v != r.Score {
			t.Fatalf("value %v, score %v", v, r.Score)
		}
		if again := match.Score(corpus.Prepare(need), corpus.Prepare(offer), corpus.Stats(), &match.Default, now); !reflect.DeepEqual(again, r) {
			t.Fatalf("not deterministic: %+v and %+v", again, r)
		}
	})
}

func hundredths(x float64) int { return int(math.Round(x * 100)) }

// The surfaces of pairs stand in the texts at the places that they name.
func TestPairsPointIntoTheTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		need, offer := drawEntry(t, search.Need, "asks"), drawEntry(t, search.Technology, "offers")
		corpus := corpus.New(corpus.Options{})
		corpus.Put(need, offer)
		r := match.Score(corpus.Prepare(need), corpus.Prepare(offer), corpus.Stats(), &match.Default, now)
		for _, p := range r.Component(match.Topic).Pairs {
			if textAt(need, p.Need) != p.Need.Surface || textAt(offer, p.Offer) != p.Offer.Surface {
				t.Fatalf("pair %+v", p)
			}
		}
	})
}

func textAt(e search.Entry, p match.Place) string {
	texts := map[string]string{
		"title.pl": e.Title.PL, "title.en": e.Title.EN, "description.pl": e.Description.PL, "keywords": strings.Join(e.Keywords, "; "),
	}
	return texts[p.Field][p.Start:p.End]
}

func pair(change func(need, offer *search.Entry)) (search.Entry, search.Entry) {
	need := search.Entry{
		ID: "n", Kind: search.Need, Organisation: "asks", Visibility: search.VisibleNetwork,
		Title: search.Text{PL: "Biodegradowalne opakowania do żywności"}, TRLMin: 6,
	}
	offer := search.Entry{
		ID: "o", Kind: search.Technology, Organisation: "offers", Visibility: search.VisibleNetwork,
		Title: search.Text{PL: "Opakowania biodegradowalne"}, Description: search.Text{PL: "Opakowania do żywności z masy celulozowej"}, TRLMax: 7,
	}
	if change != nil {
		change(&need, &offer)
	}
	return need, offer
}

func stats(t *testing.T) *corpus.Snapshot {
	t.Helper()
	c := corpus.New(corpus.Options{})
	for _, title := range []string{"Robot", "Laser", "Powłoka", "Opakowania", "Żywność", "Czujnik"} {
		c.Put(search.Entry{ID: title, Version: 1, Kind: search.Technology, Title: search.Text{PL: title}})
	}
	return c.Refresh()
}

func score(t *testing.T, change func(need, offer *search.Entry)) match.Result {
	t.Helper()
	need, offer := pair(change)
	s := stats(t)
	return match.Score(s.Prepare(need), s.Prepare(offer), s, &match.Default, now)
}

func TestWordsAloneReachAStrongScore(t *testing.T) {
	r := score(t, func(n, o *search.Entry) { n.TRLMin, o.TRLMax = 0, 0 })
	if r.Score < 80 {
		t.Errorf("a pair of equal words scores %v, want at least 80", r.Score)
	}
	for _, c := range r.Components[4:] {
		if c.Name == match.Attention {
			continue
		}
		if c.Max != 0 || len(c.Notes) != 1 || c.Notes[0].Code != match.NoteNotStated {
			t.Errorf("%s: %+v, want not stated", c.Name, c)
		}
	}
}

func TestFactsDecide(t *testing.T) {
	base := score(t, nil).Score
	for _, c := range []struct {
		name    string
		change  func(n, o *search.Entry)
		better  bool
		missing string
	}{
		{"TRL low", func(_, o *search.Entry) { o.TRLMax = 3 }, false, match.NoteTRLLow},
		{"too slow", func(n, o *search.Entry) { o.TRLMax, n.Urgency, o.MonthsToTarget = 5, "critical", 30 }, false, match.NoteTooSlow},
		{"too dear", func(n, o *search.Entry) { o.TRLMax, n.Budget, o.CostToTarget = 5, "under_50k", 900_000 }, false, match.NoteOverBudget},
		{"no time given", func(n, o *search.Entry) { o.TRLMax, n.Deadline = 5, now.AddDate(0, 3, 0) }, false, match.NoteTimeUnknown},
		{"other cooperation", func(n, o *search.Entry) { n.Cooperation, o.Cooperation = []string{"sale"}, []string{"licence"} }, false, match.NoteCooperationDiffers},
		{"no language", func(n, o *search.Entry) { n.Languages, o.Languages = []string{"pl"}, []string{"en"} }, false, match.NoteNoCommonLanguage},
		{"other field", func(n, o *search.Entry) { n.Concepts, o.Concepts = []string{"1001"}, []string{"1005"} }, false, match.NoteFieldDiffers},
		{"same field", func(n, o *search.Entry) { n.Concepts, o.Concepts = []string{"1001"}, []string{"1001"} }, true, ""},
		{"same region", func(n, o *search.Entry) { n.Voivodeship, o.Voivodeship = "slaskie", "slaskie" }, true, ""},
	} {
		r := score(t, c.change)
		if c.better != (r.Score > base) {
			t.Errorf("%s: %v against %v", c.name, r.Score, base)
		}
		has := slices.ContainsFunc(r.Missing, func(n match.Note) bool { return n.Code == c.missing })
		if has != (c.missing != "") {
			t.Errorf("%s: missing %v", c.name, r.Missing)
		}
	}
}

func TestTRLNoteHasItsNumbers(t *testing.T) {
	r := score(t, func(_, o *search.Entry) { o.TRLMax = 3 })
	for _, n := range r.Missing {
		if n.Code == match.NoteTRLLow && n.Params["have"] == 3 && n.Params["want"] == 6 {
			return
		}
	}
	t.Errorf("missing %v", r.Missing)
}

// Facts alone make no match.
func TestNothingInCommonScoresNothing(t *testing.T) {
	r := score(t, func(n, o *search.Entry) {
		o.Title.PL, o.Description.PL = "Obsługa księgowa", ""
		n.Voivodeship, o.Voivodeship, n.ApprovedAt, o.ApprovedAt = "slaskie", "slaskie", now, now
	})
	if r.Score != 0 {
		t.Errorf("score %v", r.Score)
	}
}

func TestTranslatedTermsCountLess(t *testing.T) {
	same := score(t, nil)
	other := score(t, func(_, o *search.Entry) {
		o.Title, o.Description = search.Text{EN: "Biodegradable packaging"}, search.Text{EN: "Packaging for food made of cellulose"}
	})
	if other.Score >= same.Score || other.Score < same.Score/3 {
		t.Errorf("across languages %v, within %v", other.Score, same.Score)
	}
	pairs := other.Component(match.Topic).Pairs
	if len(pairs) < 3 || pairs[0].How != match.Translation {
		t.Errorf("pairs %+v", pairs)
	}
}

// An entry that has nothing to do with a pair changes its score only with the statistics.
func TestUnrelatedEntriesChangeNothing(t *testing.T) {
	c := corpus.New(corpus.Options{})
	asked, offered := pair(nil)
	c.Put(asked, offered)
	need, offer := c.Prepare(asked), c.Prepare(offered)
	for i := range 60 {
		c.Put(search.Entry{ID: string(rune('a' + i)), Version: 1, Kind: search.Technology, Title: search.Text{PL: "Robot spawalniczy"}})
	}
	s := c.Refresh()
	before := match.Score(need, offer, s, &match.Default, now)
	c.Put(search.Entry{ID: "late", Version: 1, Kind: search.Technology, Title: search.Text{PL: "Opakowania"}})
	if c.Stats().Version() != s.Version() {
		t.Fatal("one entry in sixty renews the statistics")
	}
	if after := match.Score(need, offer, c.Stats(), &match.Default, now); !reflect.DeepEqual(before, after) {
		t.Errorf("%v then %v", before.Score, after.Score)
	}
	if c.Refresh().Version() == s.Version() {
		t.Error("Refresh keeps old statistics")
	}
}

func TestCorpusKeepsTheNewestVersion(t *testing.T) {
	c := corpus.New(corpus.Options{})
	at := func(v int64, title string) search.Entry {
		return search.Entry{ID: "x", Version: v, Kind: search.Need, Title: search.Text{PL: title}}
	}
	c.Put(at(2, "nowa"), at(1, "stara"))
	if p, ok := c.Get("x"); !ok || p.Entry().Title.PL != "nowa" || c.Len() != 1 {
		t.Errorf("%+v", p)
	}
	c.Delete("x", "y")
	if _, ok := c.Get("x"); ok || c.Refresh().Docs() != 0 {
		t.Error("still there")
	}
}
