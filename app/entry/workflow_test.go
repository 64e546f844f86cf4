package entry_test

import (
	"slices"
	"testing"
	"time"

	"splot/app"
	"splot/app/entry"
	"splot/app/records"
	"splot/app/store"
)

// TestWorkflow follows an entry from the draft over requested changes to its second version.
func TestWorkflow(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	v := s.inReview(film())
	if v.Entry.State != app.EntryInReview || v.Entry.Number != 1 {
		t.Fatalf("state %s, version %d", v.Entry.State, v.Entry.Number)
	}
	_, err := s.RequestChanges(ctx, s.examiner, v.Entry.ID, v.Version, app.Review{})
	wantClass(t, err, app.ClassInvalid, "remarks", "required")
	remark := app.Remark{Field: "technology.trlEvidence", Text: "Proszę podać numer raportu."}
	v, err = s.RequestChanges(ctx, s.examiner, v.Entry.ID, v.Version, app.Review{Remarks: []app.Remark{remark}})
	must(t, err)
	if v.Entry.State != app.EntryChangesRequested || !slices.Equal(v.Entry.Remarks, []app.Remark{remark}) {
		t.Fatalf("state %s, remarks %v", v.Entry.State, v.Entry.Remarks)
	}
	better := film()
	better.Technology.TRLEvidence.PL = "Raport 12/2026"
	v, err = s.Save(ctx, s.author, v.Entry.ID, v.Version, better)
	must(t, err)
	v, err = s.Submit(ctx, s.author, v.Entry.ID, v.Version)
	must(t, err)
	if v.Entry.State != app.EntryInReview || v.Entry.Number != 2 {
		t.Fatalf("a resubmission goes back to its auditor: state %s, version %d", v.Entry.State, v.Entry.Number)
	}
	v, err = s.Approve(ctx, s.examiner, v.Entry.ID, v.Version, app.Review{Scores: map[string]int{"novelty": 4, "feasibility": 2}})
	must(t, err)
	if !v.Entry.Live || v.Entry.Approved.Number != 2 || v.Entry.Approved.ValidUntil != s.clock.now.AddDate(0, app.ValidFor, 0) {
		t.Fatalf("approved %+v", v.Entry.Approved)
	}
	if want := (0.10*4 + 0.12*2) / 0.22; *v.Entry.Approved.Score != want {
		t.Fatalf("score %v, want %v: what is not judged does not count", *v.Entry.Approved.Score, want)
	}
	differences, err := s.Compare(ctx, s.author, v.Entry.ID, 1, 2)
	must(t, err)
	want := []entry.Difference{{Field: "technology.trlEvidence.pl", Before: "Próby w laboratorium", After: "Raport 12/2026"}}
	if !slices.Equal(differences, want) {
		t.Fatalf("differences %v, want %v", differences, want)
	}
	var actions []string
	for _, step := range v.Entry.History {
		actions = append(actions, step.Action)
	}
	if want := []string{"created", "submitted", "assigned", "changes_requested", "submitted", "approved"}; !slices.Equal(actions, want) {
		t.Fatalf("history %v, want %v", actions, want)
	}
}

// TestNextVersion edits an approved entry: the approved version stays until the next one is approved,
// and is superseded then.
func TestNextVersion(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	v := s.approved(film())
	next := film()
	next.Title.PL = "Folia barierowa, wersja druga"
	v, err := s.Save(ctx, s.author, v.Entry.ID, v.Version, next)
	must(t, err)
	if v.Entry.State != app.EntryDraft || !v.Entry.Live || v.Entry.Approved.Content.Title.PL != "Kompostowalna folia barierowa" {
		t.Fatalf("state %s, live %v, approved %q", v.Entry.State, v.Entry.Live, v.Entry.Approved.Content.Title.PL)
	}
	seen, err := s.Get(ctx, s.stranger, v.Entry.ID)
	must(t, err)
	if seen.Content.Title.PL != "Kompostowalna folia barierowa" {
		t.Fatalf("others see the working copy: %q", seen.Content.Title.PL)
	}
	v, err = s.Submit(ctx, s.author, v.Entry.ID, v.Version)
	must(t, err)
	v, err = s.Approve(ctx, s.examiner, v.Entry.ID, v.Version, app.Review{})
	must(t, err)
	if a := v.Entry.Approved; a.Number != 2 || a.Content.Title.PL == "Kompostowalna folia barierowa" {
		t.Fatalf("approved is version %d, %q", a.Number, a.Content.Title.PL)
	}
}

// TestStale saves on an old version.
func TestStale(t *testing.T) {
	s := newSite(t)
	v := s.draft(film())
	_, err := s.Save(t.Context(), s.author, v.Entry.ID, v.Version, film())
	must(t, err)
	_, err = s.Save(t.Context(), s.author, v.Entry.ID, v.Version, film())
	wantClass(t, err, app.ClassStale)
}

// TestIncomplete submits what is not complete, or what names the owner in an anonymous teaser.
func TestIncomplete(t *testing.T) {
	tests := []struct {
		name        string
		change      func(*app.Content)
		field, code string
	}{
		{"no title", func(c *app.Content) { c.Title = app.Text{} }, "title", "required"},
		{"no TRL", func(c *app.Content) { c.Technology.TRL = nil }, "technology.trl", "required"},
		{"no cooperation", func(c *app.Content) { c.Technology.Cooperation = nil }, "technology.cooperation", "required"},
		{"name in teaser", func(c *app.Content) { c.Teaser.PL = "Folia z firmy Mazur" }, "teaser.pl", "name_in_teaser"},
		{"inflected name in title", func(c *app.Content) { c.Title.PL = "Folia Mazura" }, "title.pl", "name_in_teaser"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t)
			c := film()
			tt.change(&c)
			v := s.draft(c)
			_, err := s.Submit(t.Context(), s.author, v.Entry.ID, v.Version)
			wantClass(t, err, app.ClassInvalid, tt.field, tt.code)
		})
	}
}

// TestAuditorOfOwnOrganisation is refused whoever asks.
func TestAuditorOfOwnOrganisation(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	colleague := s.person("inside", s.maker, s.cluster, app.Grant{Role: app.RoleAuditor, Cluster: s.cluster})
	v := s.draft(film())
	v, err := s.Submit(ctx, s.author, v.Entry.ID, v.Version)
	must(t, err)
	_, err = s.Assign(ctx, s.manager, v.Entry.ID, v.Version, colleague.Person)
	wantClass(t, err, app.ClassInvalid, "auditor", "own_organisation")
	_, err = s.Assign(ctx, s.manager, v.Entry.ID, v.Version, s.author.Person)
	wantClass(t, err, app.ClassInvalid, "auditor", "not_auditor")
	auditors, err := s.Auditors(ctx, s.manager, []app.ID{v.Entry.ID})
	must(t, err)
	for _, a := range auditors {
		if refused := len(a.Conflicts) == 1 && a.Conflicts[0].Code == "own_organisation"; refused != (a.ID == colleague.Person) {
			t.Errorf("auditor %+v", a)
		}
	}
	if len(auditors) != 2 {
		t.Fatalf("auditors %v", auditors)
	}
	queue, _, err := s.Queue(ctx, colleague, entry.QueueFilter{})
	must(t, err)
	if len(queue) != 1 || queue[0].Blocked != "own_organisation" {
		t.Fatalf("queue %+v", queue)
	}
	_, err = s.Get(ctx, colleague, v.Entry.ID)
	wantClass(t, err, app.ClassNotFound)
}

// TestExpire ends what is over, once, and tells matching.
func TestExpire(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	v := s.approved(film())
	n, err := s.Expire(ctx)
	must(t, err)
	s.clock.forward(366 * 24 * time.Hour)
	m, err := s.Expire(ctx)
	must(t, err)
	again, err := s.Expire(ctx)
	must(t, err)
	if n != 0 || m != 1 || again != 0 {
		t.Fatalf("expired %d, %d, %d; want 0, 1, 0", n, m, again)
	}
	v, err = s.Get(ctx, s.author, v.Entry.ID)
	must(t, err)
	if v.Entry.State != app.EntryExpired || v.Entry.Live {
		t.Fatalf("state %s, live %v", v.Entry.State, v.Entry.Live)
	}
	v, err = s.Renew(ctx, s.author, v.Entry.ID, v.Version)
	must(t, err)
	if v.Entry.State != app.EntryApproved || !v.Entry.Live {
		t.Fatalf("renewed: state %s, live %v", v.Entry.State, v.Entry.Live)
	}
}

// TestWarn tells once, and again after a renewal.
func TestWarn(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	v := s.approved(film())
	count := func() int {
		must(t, s.Warn(ctx))
		return s.topics()[records.TopicEntryStep]
	}
	before := count()
	s.clock.forward((365 - app.WarnBefore + 1) * 24 * time.Hour)
	if first, again := count()-before, count()-before; first != 1 || again != 1 {
		t.Fatalf("told %d times, then %d; want once", first, again)
	}
	v, err := s.Get(ctx, s.author, v.Entry.ID)
	must(t, err)
	_, err = s.Renew(ctx, s.author, v.Entry.ID, v.Version)
	must(t, err)
	if n := count() - before; n != 2 { // the renewal itself is a step
		t.Fatalf("%d steps after the renewal, want 2", n)
	}
}

// TestEventsOfApproval checks that an approval leaves with the events that matching and people wait for.
func TestEventsOfApproval(t *testing.T) {
	s := newSite(t)
	before := s.topics()
	s.approved(film())
	after := s.topics()
	if got := after[records.TopicEntry] - before[records.TopicEntry]; got != 1 {
		t.Errorf("%d events for matching, want 1", got)
	}
	if got := after[records.TopicEntryStep] - before[records.TopicEntryStep]; got != 3 {
		t.Errorf("%d steps, want submitted, assigned, approved", got)
	}
}

func (s *site) topics() map[string]int {
	events, err := s.records.Store.Pending(s.t.Context(), store.MaxLimit)
	must(s.t, err)
	counts := map[string]int{}
	for _, e := range events {
		counts[e.Topic]++
	}
	return counts
}
