package entry_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"splot/app"
	"splot/app/entry"
)

func (s *site) row(id, title, text string) entry.Import {
	return entry.Import{
		ExternalID: id, Kind: app.Technology, Organisation: s.maker, Cluster: s.cluster, Approve: true,
		Content: app.Content{Title: app.Text{EN: title}, Description: app.Text{EN: text}},
	}
}

// TestImport enters rows once, changes what changed and leaves the rest.
func TestImport(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	outcome := func(rows ...entry.Import) []string {
		results, err := s.ImportBatch(ctx, rows)
		must(t, err)
		var list []string
		for _, r := range results {
			if r.Err != nil {
				list = append(list, "refused")
				continue
			}
			list = append(list, r.Outcome)
		}
		return list
	}
	long := strings.Repeat("word ", 60)
	rows := []entry.Import{s.row("1", "A film", "Barrier film"), s.row("2", "", "Only a text"), s.row("3", long, ""), s.row("4", "", ""), s.row("1", "Again", "")}
	want := "created created created refused refused"
	if got := strings.Join(outcome(rows...), " "); got != want {
		t.Fatalf("first: %s, want %s", got, want)
	}
	if got := strings.Join(outcome(rows[:3]...), " "); got != "unchanged unchanged unchanged" {
		t.Fatalf("again: %s", got)
	}
	if got := strings.Join(outcome(s.row("1", "A better film", "Barrier film")), " "); got != "updated" {
		t.Fatalf("changed: %s", got)
	}
	views, _, err := s.List(ctx, s.author, entry.Filter{})
	must(t, err)
	if len(views) != 3 {
		t.Fatalf("%d entries, want 3", len(views))
	}
	for _, v := range views {
		e := v.Entry
		if !e.Live || e.State != app.EntryApproved {
			t.Errorf("%s is %s, live %v", e.ExternalID, e.State, e.Live)
		}
		if n := utf8.RuneCountInString(e.Content.Title.EN); n == 0 || n > app.MaxTitle {
			t.Errorf("%s has a title of %d characters", e.ExternalID, n)
		}
		if e.ExternalID == "3" && !strings.HasPrefix(e.Content.Description.EN, "word word") {
			t.Errorf("the long title is lost: %q", e.Content.Description.EN)
		}
		if e.ExternalID == "1" && (e.Number != 2 || e.Approved.Content.Title.EN != "A better film") {
			t.Errorf("the changed row is version %d, %q", e.Number, e.Approved.Content.Title.EN)
		}
	}
}
