package demo_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"splot/app"
	"splot/app/importing/tabular"
	"splot/cmd/splot/demo"
	"splot/search/vocabulary"
)

func data(t *testing.T) demo.Set {
	t.Helper()
	set, err := demo.Data()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestSizeAndVariety(t *testing.T) {
	set := data(t)
	kinds, states, visibilities, origins, matches, reasons := map[app.Kind]int{}, map[app.EntryState]int{}, map[app.Visibility]int{}, map[string]int{}, map[app.MatchState]int{}, map[string]int{}
	english, hidden := 0, 0
	for _, e := range set.Entries {
		kinds[e.Kind]++
		states[e.State]++
		visibilities[e.Content.Visibility]++
		if e.Content.Title.EN != "" {
			english++
		}
	}
	for _, o := range set.Organisations {
		origins[o.Origin]++
	}
	for _, m := range set.Matches {
		matches[m.State]++
		reasons[m.Reason]++
		if m.HiddenBy != "" {
			hidden++
		}
	}
	if len(set.Clusters) != 10 || len(set.Organisations) < 60 || len(set.Entries) < 150 {
		t.Errorf("%d clusters, %d organisations, %d entries", len(set.Clusters), len(set.Organisations), len(set.Entries))
	}
	if len(kinds) != 3 || len(visibilities) != 3 || len(origins) != 5 || hidden == 0 || english*3 < len(set.Entries) {
		t.Errorf("kinds %v, visibilities %v, origins %v, %d hidden, %d in English", kinds, visibilities, origins, hidden, english)
	}
	for _, state := range app.EntryStates {
		if states[app.EntryState(state)] == 0 {
			t.Errorf("no entry is %s", state)
		}
	}
	if states[app.EntryApproved]*2 < len(set.Entries) {
		t.Errorf("only %d entries are approved", states[app.EntryApproved])
	}
	for _, state := range app.MatchStates {
		if matches[app.MatchState(state)] == 0 {
			t.Errorf("no match is %s", state)
		}
	}
	for _, reason := range app.DeclineReasons {
		if reasons[reason] == 0 {
			t.Errorf("no match was declined for %s", reason)
		}
	}
	t.Logf("%d clusters, %d organisations, %d people, %d entries (%v, %v, %v), %d matches", len(set.Clusters), len(set.Organisations), len(set.People), len(set.Entries), kinds, states, visibilities, len(set.Matches))
}

func TestClustersAndOrganisations(t *testing.T) {
	set := data(t)
	nips := map[string]bool{}
	for _, o := range set.Organisations {
		record := app.Organisation{
			Name: o.Name, Origin: o.Origin, Size: o.Size, NIP: o.NIP, Voivodeship: o.Voivodeship, City: o.City, PKD: o.PKD, KIS: o.KIS,
			Languages: o.Languages, Website: o.Website, Description: o.Description, Keywords: o.Keywords, Certifications: o.Certifications,
			CooperationForms: o.CooperationForms, State: app.Published,
		}
		for _, f := range record.Validate() {
			t.Errorf("organisation %s: %s: %s", o.Key, f.Field, f.Code)
		}
		if o.NIP != "" && (nips[o.NIP] || !strings.HasPrefix(o.NIP, "000")) {
			t.Errorf("organisation %s: NIP %s occurs twice or could be someone's", o.Key, o.NIP)
		}
		nips[o.NIP] = true
		if _, ok := set.Representative(o.Key); !ok {
			t.Errorf("organisation %s has no representative", o.Key)
		}
		for _, slug := range o.Clusters {
			if _, ok := cluster(set, slug); !ok {
				t.Errorf("organisation %s: no cluster %s", o.Key, slug)
			}
		}
		for _, key := range o.Excluded {
			organisation(t, set, key)
		}
	}
	for _, c := range set.Clusters {
		record := app.Cluster{Slug: c.Slug, Name: c.Name, Sector: c.Sector, Goal: c.Goal, Voivodeship: c.Voivodeship, Stage: c.Stage, FundingNotice: c.FundingNotice}
		for _, f := range record.Validate() {
			t.Errorf("cluster %s: %s: %s", c.Slug, f.Field, f.Code)
		}
		if c.Name.PL == "" || c.Name.EN == "" || c.Goal.PL == "" || c.Goal.EN == "" {
			t.Errorf("cluster %s lacks a text in one language", c.Slug)
		}
		if o := organisation(t, set, c.Coordinator); !slices.Contains(o.Clusters, c.Slug) {
			t.Errorf("the coordinator of %s is not its member", c.Slug)
		}
		for _, role := range []app.Role{app.RoleManager, app.RoleAuditor} {
			if !slices.ContainsFunc(set.People, func(p demo.Person) bool {
				return slices.Contains(p.Grants, demo.Grant{Role: role, Cluster: c.Slug})
			}) {
				t.Errorf("cluster %s has no %s", c.Slug, role)
			}
		}
	}
}

func TestPeople(t *testing.T) {
	set := data(t)
	emails := map[string]bool{}
	for _, p := range set.People {
		record := app.Person{Name: p.Name, Email: p.Email, Locale: p.Locale, Scheme: "auto"}
		for _, f := range record.Validate() {
			t.Errorf("person %s: %s: %s", p.Key, f.Field, f.Code)
		}
		if emails[p.Email] || !strings.HasSuffix(p.Email, ".example") || p.Email != app.NormaliseEmail(p.Email) {
			t.Errorf("person %s: address %s", p.Key, p.Email)
		}
		emails[p.Email] = true
		if p.Organisation != "" {
			organisation(t, set, p.Organisation)
		}
		for _, g := range p.Grants {
			if !slices.Contains(app.Roles, g.Role) {
				t.Errorf("person %s: role %s", p.Key, g.Role)
			}
			if g.Organisation != "" {
				organisation(t, set, g.Organisation)
			}
			if _, ok := cluster(set, g.Cluster); g.Cluster != "" && !ok {
				t.Errorf("person %s: no cluster %s", p.Key, g.Cluster)
			}
		}
	}
	for _, key := range demo.Shown {
		person(t, set, key)
	}
}

func TestEntries(t *testing.T) {
	set := data(t)
	now := time.Date(2026, 11, 21, 10, 2, 0, 0, time.UTC)
	seen := map[string]bool{}
	for _, e := range set.Entries {
		if seen[e.Key] {
			t.Errorf("entry %s occurs twice", e.Key)
		}
		seen[e.Key] = true
		content := e.ContentAt(now)
		for _, f := range content.Check(e.Kind, e.State != app.EntryDraft) {
			t.Errorf("entry %s: %s: %s", e.Key, f.Field, f.Code)
		}
		if content.Need != nil && e.DeadlineMonths > 0 && !content.Need.Deadline.After(now) {
			t.Errorf("entry %s: deadline %s", e.Key, content.Need.Deadline)
		}
		o := organisation(t, set, e.Organisation)
		if !slices.Contains(o.Clusters, e.Cluster) {
			t.Errorf("entry %s: its organisation is not in %s", e.Key, e.Cluster)
		}
		for _, notation := range content.Concepts {
			if _, ok := vocabulary.Lookup(notation); !ok {
				t.Errorf("entry %s: no concept %s", e.Key, notation)
			}
		}
		if e.Kind == app.Need && o.Origin == "science" && e.State == app.EntryApproved && e.Content.Need.Problem.Empty() {
			t.Errorf("entry %s: a need without a problem", e.Key)
		}
		checkAnonymous(t, e, o)
		checkReview(t, set, e)
	}
}

// A teaser must not name its owner: no word of it may be one that the program would mask.
func checkAnonymous(t *testing.T, e demo.Entry, o demo.Organisation) {
	t.Helper()
	owner := app.Organisation{Name: o.Name, City: o.City, NIP: o.NIP, Website: o.Website}
	if e.Content.Visibility != app.VisibleTeaser {
		return
	}
	for _, text := range []app.Text{e.Content.Title, e.Content.Teaser} {
		if masked := text.Mask(owner.Identifying()...); masked != text {
			t.Errorf("entry %s of %s would be masked: %q", e.Key, o.Name, masked)
		}
	}
}

func checkReview(t *testing.T, set demo.Set, e demo.Entry) {
	t.Helper()
	reviewed := !slices.Contains([]app.EntryState{app.EntryDraft, app.EntrySubmitted}, e.State)
	if reviewed != (e.Auditor != "") {
		t.Errorf("entry %s is %s with the auditor %q", e.Key, e.State, e.Auditor)
	}
	if e.Auditor != "" {
		auditor := person(t, set, e.Auditor)
		if auditor.Organisation == e.Organisation || !slices.Contains(auditor.Grants, demo.Grant{Role: app.RoleAuditor, Cluster: e.Cluster}) {
			t.Errorf("entry %s: %s may not review it", e.Key, e.Auditor)
		}
	}
	review := app.Review{Scores: e.Scores, Remarks: e.Remarks, Summary: e.Summary}
	for _, f := range review.Validate() {
		t.Errorf("entry %s: %s: %s", e.Key, f.Field, f.Code)
	}
	if e.State == app.EntryChangesRequested && len(e.Remarks) == 0 || e.State == app.EntryApproved && len(e.Scores) < 4 {
		t.Errorf("entry %s is %s with %d remarks and %d scores", e.Key, e.State, len(e.Remarks), len(e.Scores))
	}
	if expired := e.Days > 366; expired != (e.State == app.EntryExpired) {
		t.Errorf("entry %s is %s after %d days", e.Key, e.State, e.Days)
	}
}

func TestMatches(t *testing.T) {
	set := data(t)
	pairs := map[string]bool{}
	for _, m := range set.Matches {
		need, offer := entry(t, set, m.Need), entry(t, set, m.Offer)
		name := m.Need + " and " + m.Offer
		if pairs[name] {
			t.Errorf("%s occur twice", name)
		}
		pairs[name] = true
		if need.Kind != app.Need || offer.Kind == app.Need || need.Organisation == offer.Organisation {
			t.Errorf("%s are no need and offer of two organisations", name)
		}
		if need.State != app.EntryApproved || offer.State != app.EntryApproved {
			t.Errorf("%s: %s and %s, so they cannot match", name, need.State, offer.State)
		}
		if m.Days > min(need.Days, offer.Days) {
			t.Errorf("%s: acted on %d days ago, before both were approved", name, m.Days)
		}
		if declined := m.State == app.MatchDeclined; declined != slices.Contains(app.DeclineReasons, m.Reason) || declined != (m.By != "") {
			t.Errorf("%s: %s by %q for %q", name, m.State, m.By, m.Reason)
		}
		if m.State.Open() && (m.NeedMessage == "" || m.OfferMessage == "") {
			t.Errorf("%s: %s without messages of both sides", name, m.State)
		}
		if suggested := m.State == app.MatchSuggested; suggested == (m.First != "") {
			t.Errorf("%s: %s, first %q", name, m.State, m.First)
		}
		if len([]rune(m.NeedMessage+m.OfferMessage+m.Note)) > app.MaxMessage {
			t.Errorf("%s: the messages are too long", name)
		}
	}
}

// Every text is its own: no two entries share a sentence of a description.
func TestTextsAreNotCopies(t *testing.T) {
	owner := map[string]string{}
	for _, e := range data(t).Entries {
		for _, text := range []string{e.Content.Description.PL, e.Content.Description.EN, e.Content.Teaser.PL, e.Content.Teaser.EN} {
			for _, sentence := range strings.Split(text, ". ") {
				if sentence = strings.Trim(sentence, " ."); len(sentence) < 40 {
					continue
				}
				if other, ok := owner[sentence]; ok && other != e.Key {
					t.Errorf("%s and %s share %q", other, e.Key, sentence)
				}
				owner[sentence] = e.Key
			}
		}
	}
}

func TestDataIsTheSameEachTime(t *testing.T) {
	a, b := data(t), data(t)
	if len(a.Entries) != len(b.Entries) {
		t.Fatal("another number of entries")
	}
	for i := range a.Entries {
		if a.Entries[i].Key != b.Entries[i].Key {
			t.Errorf("%s stands where %s stood", b.Entries[i].Key, a.Entries[i].Key)
		}
	}
	now := time.Now()
	a.Entries[0].ContentAt(now)
	if a.Entries[0].Content.Need != nil && a.Entries[0].Content.Need.Deadline != nil {
		t.Error("ContentAt changed the entry")
	}
}

func cluster(set demo.Set, slug string) (demo.Cluster, bool) {
	i := slices.IndexFunc(set.Clusters, func(c demo.Cluster) bool { return c.Slug == slug })
	if i < 0 {
		return demo.Cluster{}, false
	}
	return set.Clusters[i], true
}

func organisation(t *testing.T, set demo.Set, key string) demo.Organisation {
	t.Helper()
	i := slices.IndexFunc(set.Organisations, func(o demo.Organisation) bool { return o.Key == key })
	if i < 0 {
		t.Fatalf("no organisation %q", key)
	}
	return set.Organisations[i]
}

func person(t *testing.T, set demo.Set, key string) demo.Person {
	t.Helper()
	i := slices.IndexFunc(set.People, func(p demo.Person) bool { return p.Key == key })
	if i < 0 {
		t.Fatalf("no person %q", key)
	}
	return set.People[i]
}

func entry(t *testing.T, set demo.Set, key string) demo.Entry {
	t.Helper()
	i := slices.IndexFunc(set.Entries, func(e demo.Entry) bool { return e.Key == key })
	if i < 0 {
		t.Fatalf("no entry %q", key)
	}
	return set.Entries[i]
}

// The excerpt that README imports: every row can be read, and the answers name rows that are there.
func TestSample(t *testing.T) {
	keys := map[string]map[string]bool{}
	for file, column := range map[string]string{"projects.jsonl": "id", "topics.en.tsv": "topic"} {
		keys[column] = map[string]bool{}
		for _, row := range sample(t, file) {
			if row.Fields[column] == "" || row.Fields["text"] == "" {
				t.Errorf("%s row %d: %v", file, row.Number, row.Fields)
			}
			keys[column][row.Fields[column]] = true
		}
	}
	if len(keys["id"]) < 60 || len(keys["topic"]) != 25 {
		t.Errorf("%d projects and %d topics", len(keys["id"]), len(keys["topic"]))
	}
	answered := map[string]bool{}
	for _, row := range sample(t, "qrels.tsv") {
		if !keys["topic"][row.Fields["topic"]] || !keys["id"][row.Fields["project"]] {
			t.Errorf("qrels.tsv row %d names what is not there", row.Number)
		}
		answered[row.Fields["topic"]] = true
	}
	if len(answered) != len(keys["topic"]) {
		t.Errorf("%d of %d topics have a project", len(answered), len(keys["topic"]))
	}
}

// sampled is one row by its columns.
type sampled struct {
	Number int
	Fields map[string]string
}

func sample(t *testing.T, file string) []sampled {
	t.Helper()
	r, err := tabular.Open("sample/"+file, tabular.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var rows []sampled
	for row, err := range r.Rows() {
		if err != nil || row.Problem != nil {
			t.Fatalf("%s: %v %v", file, err, row.Problem)
		}
		s := sampled{row.Number, map[string]string{}}
		for i, c := range row.Cells {
			s.Fields[r.Columns()[i]] = c.Text
		}
		rows = append(rows, s)
	}
	return rows
}
