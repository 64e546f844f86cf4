package entry_test

import (
	"testing"
	"time"

	"splot/app"
	"splot/app/entry"
	"splot/app/records"
)

// TestNobodyAuditsTheirOwnWork: who wrote a version, or represented its owner then, does not audit it, whatever their
// roles are today.
func TestNobodyAuditsTheirOwnWork(t *testing.T) {
	both := func(s *site, name string) app.Actor {
		return s.person(name, "", s.cluster, app.Grant{Role: app.RoleRepresentative, Organisation: s.maker})
	}
	audits := func(s *site, a app.Actor) app.Actor {
		g := app.Grant{Role: app.RoleAuditor, Cluster: s.cluster}
		d, err := s.records.People.Get(s.t.Context(), string(a.Person))
		must(s.t, err)
		d.Value.Grants, d.Value.Scopes = []app.Grant{g}, []string{g.Scope()}
		_, err = s.records.People.Replace(s.t.Context(), d)
		must(s.t, err)
		a.Grants = d.Value.Grants
		return a
	}
	row := func(s *site, a app.Actor, action string, at time.Time) {
		g := app.Grant{Role: app.RoleRepresentative, Organisation: s.maker}
		must(s.t, s.records.Grants.Insert(s.t.Context(), string(s.ids()), records.GrantRow{At: at, Person: a.Person, Action: action, Grant: g, Scope: g.Scope()}))
	}
	for _, test := range []struct {
		name    string
		write   func(*site) (app.Actor, entry.View)
		blocked string
	}{
		{"the author", func(s *site) (app.Actor, entry.View) {
			a := both(s, "double")
			v, err := s.Create(s.t.Context(), a, s.maker, s.cluster, app.Technology, film())
			must(s.t, err)
			v, err = s.Submit(s.t.Context(), s.author, v.Entry.ID, v.Version)
			must(s.t, err)
			return audits(s, a), v
		}, entry.BlockedWrote},
		{"who edited", func(s *site) (app.Actor, entry.View) {
			a, v := both(s, "double"), s.draft(film())
			v, err := s.Save(s.t.Context(), a, v.Entry.ID, v.Version, film())
			must(s.t, err)
			v, err = s.Submit(s.t.Context(), s.author, v.Entry.ID, v.Version)
			must(s.t, err)
			return audits(s, a), v
		}, entry.BlockedWrote},
		{"who submitted", func(s *site) (app.Actor, entry.View) {
			a, v := both(s, "double"), s.draft(film())
			v, err := s.Submit(s.t.Context(), a, v.Entry.ID, v.Version)
			must(s.t, err)
			return audits(s, a), v
		}, entry.BlockedWrote},
		{"who represented the owner then", func(s *site) (app.Actor, entry.View) {
			a := s.person("double", "", s.cluster)
			row(s, a, "given", s.clock.read().Add(-time.Hour))
			v := s.draft(film())
			s.clock.forward(time.Hour)
			v, err := s.Submit(s.t.Context(), s.author, v.Entry.ID, v.Version)
			must(s.t, err)
			s.clock.forward(time.Minute)
			row(s, a, "taken", s.clock.read())
			return audits(s, a), v
		}, entry.BlockedRepresented},
		{"whose grant is older than the trail", func(s *site) (app.Actor, entry.View) {
			a, v := s.person("double", "", s.cluster), s.draft(film())
			v, err := s.Submit(s.t.Context(), s.author, v.Entry.ID, v.Version)
			must(s.t, err)
			s.clock.forward(time.Minute)
			row(s, a, "taken", s.clock.read())
			return audits(s, a), v
		}, entry.BlockedRepresented},
		{"who represented the owner before", func(s *site) (app.Actor, entry.View) {
			a := s.person("double", "", s.cluster)
			row(s, a, "given", s.clock.read().Add(-2*time.Hour))
			row(s, a, "taken", s.clock.read().Add(-time.Hour))
			v := s.draft(film())
			v, err := s.Submit(s.t.Context(), s.author, v.Entry.ID, v.Version)
			must(s.t, err)
			return audits(s, a), v
		}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSite(t)
			ctx := t.Context()
			a, v := test.write(s)
			list, err := s.Auditors(ctx, s.manager, []app.ID{v.Entry.ID})
			must(t, err)
			for _, one := range list {
				if one.ID == a.Person && len(one.Conflicts) == 0 != (test.blocked == "") {
					t.Errorf("offered with %v, want %q", one.Conflicts, test.blocked)
				}
			}
			queue, _, err := s.Queue(ctx, a, entry.QueueFilter{})
			must(t, err)
			want := test.blocked
			if want == "" {
				want = entry.BlockedUnassigned
			}
			if len(queue) != 1 || queue[0].Blocked != want {
				t.Errorf("the queue says %+v", queue)
			}
			_, err = s.Assign(ctx, s.manager, v.Entry.ID, v.Version, a.Person)
			if (err == nil) != (test.blocked == "") {
				t.Errorf("assigned: %v", err)
			}
			if test.blocked == "" {
				return
			}
			// However the assignment came about, nothing opens by it.
			d, err := s.records.Entries.Get(ctx, string(v.Entry.ID))
			must(t, err)
			d.Value.Auditor, d.Value.State = a.Person, app.EntryInReview
			d, err = s.records.Entries.Replace(ctx, d)
			must(t, err)
			if _, err := s.Get(ctx, a, v.Entry.ID); app.ClassOf(err) != app.ClassNotFound {
				t.Errorf("opened: %v", err)
			}
			if _, err := s.Approve(ctx, a, v.Entry.ID, d.Version, app.Review{}); err == nil {
				t.Error("approved")
			}
			if _, err := s.SaveReview(ctx, a, v.Entry.ID, d.Version, app.Review{}); err == nil {
				t.Error("reviewed")
			}
		})
	}
}

// TestBackToAnotherAuditor: an auditor who came to write is not given the next submission.
func TestBackToAnotherAuditor(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	v := s.inReview(film())
	v, err := s.RequestChanges(ctx, s.examiner, v.Entry.ID, v.Version, app.Review{Remarks: []app.Remark{{Text: "Więcej prób"}}})
	must(t, err)
	writer := s.examiner
	writer.Grants = append(writer.Grants, app.Grant{Role: app.RoleRepresentative, Organisation: s.maker})
	v, err = s.Save(ctx, writer, v.Entry.ID, v.Version, film())
	must(t, err)
	v, err = s.Submit(ctx, s.author, v.Entry.ID, v.Version)
	must(t, err)
	if v.Entry.State != app.EntrySubmitted || v.Entry.Auditor != "" {
		t.Errorf("%s, auditor %q", v.Entry.State, v.Entry.Auditor)
	}
}
