package member_test

import (
	"testing"
	"time"

	"splot/app"
	"splot/app/member"
	"splot/app/records"
)

const day = 24 * time.Hour

// holder stores somebody with grants, as the use cases find who decides, and makes them act.
func (s *site) holder(name string, grants ...app.Grant) app.Actor {
	s.t.Helper()
	p := app.Person{Name: name, Email: name + "@example.org", Grants: grants}
	for _, g := range grants {
		p.Scopes = append(p.Scopes, g.Scope())
	}
	must(s.t, s.records.People.Insert(s.t.Context(), name, p))
	a := app.Actor{Person: app.ID(name), Grants: grants}
	a.Clusters = a.In(app.RoleManager)
	return a
}

func represents(o app.ID) app.Grant { return app.Grant{Role: app.RoleRepresentative, Organisation: o} }
func manages(c app.ID) app.Grant    { return app.Grant{Role: app.RoleManager, Cluster: c} }

func (s *site) clusters(o app.ID) int {
	s.t.Helper()
	d, err := s.records.Organisations.Get(s.t.Context(), string(o))
	must(s.t, err)
	return len(d.Value.Clusters)
}

// reason is an error's reason, "" for none.
func reason(err error) string {
	if e, ok := err.(*app.Error); ok { //nolint:errorlint // use cases return it plainly
		return e.Reason
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// TestWhoDecides: its representatives; without any its clusters' managers; without these an admin.
func TestWhoDecides(t *testing.T) {
	type people struct{ rep, home, admin app.Actor }
	for _, test := range []struct {
		name    string
		prepare func(*site) people
		want    string // who may accept: rep, home, admin
	}{
		{"with a representative", func(s *site) people {
			return people{s.holder("r", represents(s.own.ID)), s.holder("h", manages(s.near.ID)), s.holder("a", app.Grant{Role: app.RoleAdmin})}
		}, "rep"},
		{"without one", func(s *site) people {
			return people{app.Actor{Person: "r", Grants: []app.Grant{represents("another")}}, s.holder("h", manages(s.near.ID)), s.holder("a", app.Grant{Role: app.RoleAdmin})}
		}, "home"},
		{"with nobody", func(s *site) people {
			return people{app.Actor{Person: "r"}, app.Actor{Person: "h"}, s.holder("a", app.Grant{Role: app.RoleAdmin})}
		}, "admin"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSite(t)
			ctx := t.Context()
			p := test.prepare(s)
			_, err := s.SetState(ctx, s.manager, s.own.ID, s.own.Version, app.Published)
			must(t, err)
			far := s.holder("far", manages(s.far.ID))
			asked, err := s.Ask(ctx, far, "far", s.own.ID)
			must(t, err)
			if asked.Outcome != member.AskedRequested || s.clusters(s.own.ID) != 1 {
				t.Fatalf("asked: %s, member of %d", asked.Outcome, s.clusters(s.own.ID))
			}
			again, err := s.Ask(ctx, far, "far", s.own.ID)
			must(t, err)
			if again.Outcome != member.AskedWaiting || again.Request.ID != asked.Request.ID {
				t.Fatalf("asked again: %+v", again)
			}
			for name, actor := range map[string]app.Actor{"rep": p.rep, "home": p.home, "admin": p.admin} {
				waiting, _ := s.Requests(ctx, actor, member.RequestFilter{Waiting: true})
				if got := len(waiting) == 1; got != (name == test.want) {
					t.Errorf("waits for %s: %v", name, got)
				}
				if name != test.want {
					if _, err := s.Accept(ctx, actor, asked.Request.ID); err == nil {
						t.Errorf("%s accepts", name)
					}
				}
			}
			if _, err := s.Accept(ctx, far, asked.Request.ID); app.ClassOf(err) != app.ClassForbidden {
				t.Errorf("who asked accepts: %v", err)
			}
			decider := map[string]app.Actor{"rep": p.rep, "home": p.home, "admin": p.admin}[test.want]
			v, err := s.Accept(ctx, decider, asked.Request.ID)
			must(t, err)
			if v.State != app.MembershipAccepted || s.clusters(s.own.ID) != 2 {
				t.Errorf("accepted: %s, member of %d", v.State, s.clusters(s.own.ID))
			}
			if _, err := s.Decline(ctx, decider, asked.Request.ID); test.want != "admin" && reason(err) != "membership_accepted" {
				t.Errorf("declined after accepting: %v", err)
			}
		})
	}
}

// TestAskingTellsNothing: an organisation that the manager may not see is answered as one that is not there.
func TestAskingTellsNothing(t *testing.T) {
	s := newSite(t)
	far := s.holder("far", manages(s.far.ID))
	for _, id := range []app.ID{s.own.ID, "nowhere"} { // own is a draft of another cluster
		_, err := s.Ask(t.Context(), far, "far", id)
		if want := app.NotFound(); err == nil || err.Error() != want.Error() {
			t.Errorf("asking %s: %v", id, err)
		}
		if err := s.Remove(t.Context(), far, "far", id); app.ClassOf(err) != app.ClassNotFound {
			t.Errorf("removing %s: %v", id, err)
		}
	}
	if _, err := s.Ask(t.Context(), s.manager, "far", s.own.ID); app.ClassOf(err) != app.ClassForbidden {
		t.Errorf("for another cluster: %v", err)
	}
}

func TestRequestsEnd(t *testing.T) {
	for _, test := range []struct {
		name string
		end  func(*site, app.Actor, app.Actor, app.ID) error
		late string // the answer to accepting afterwards
		next string // the answer to asking again
	}{
		{"declined", func(s *site, _, rep app.Actor, id app.ID) error {
			_, err := s.Decline(s.t.Context(), rep, id)
			return err
		}, "membership_declined", "asked_lately"},
		{"withdrawn", func(s *site, far, _ app.Actor, id app.ID) error { return s.Withdraw(s.t.Context(), far, id) }, "membership_withdrawn", ""},
		{"expired", func(s *site, _, _ app.Actor, _ app.ID) error { s.clock.now = s.clock.now.Add(30 * day); return nil }, "membership_expired", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSite(t)
			ctx := t.Context()
			rep, far := s.holder("r", represents(s.own.ID)), s.holder("far", manages(s.far.ID))
			_, err := s.SetState(ctx, s.manager, s.own.ID, s.own.Version, app.Published)
			must(t, err)
			asked, err := s.Ask(ctx, far, "far", s.own.ID)
			must(t, err)
			must(t, test.end(s, far, rep, asked.Request.ID))
			for _, actor := range []app.Actor{far, rep} {
				if list, err := s.Requests(ctx, actor, member.RequestFilter{}); err != nil || len(list) != 0 {
					t.Errorf("still listed: %v %v", list, err)
				}
			}
			if _, err := s.Accept(ctx, rep, asked.Request.ID); reason(err) != test.late {
				t.Errorf("accepting late: %v, want %s", err, test.late)
			}
			if s.clusters(s.own.ID) != 1 {
				t.Error("it joined")
			}
			s.clock.now = s.clock.now.Add(time.Minute)
			_, err = s.Ask(ctx, far, "far", s.own.ID)
			if reason(err) != test.next {
				t.Errorf("asking again: %v, want %q", err, test.next)
			}
			s.clock.now = s.clock.now.Add(7 * day)
			if again, err := s.Ask(ctx, far, "far", s.own.ID); err != nil {
				t.Errorf("asking a week later: %v %v", again, err)
			}
		})
	}
}

// TestLeaving: the organisation goes by itself, and what the manager removed by mistake they take back, but only while
// nobody else could answer.
func TestLeaving(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	manager := s.holder("m", manages(s.near.ID))
	for range 2 { // idempotent
		must(t, s.Remove(ctx, s.admin, "near", s.own.ID))
	}
	if s.clusters(s.own.ID) != 0 {
		t.Fatal("not removed")
	}
	if asked, err := s.Ask(ctx, manager, "near", s.own.ID); err != nil || asked.Outcome != member.AskedJoined {
		t.Fatalf("taken back: %v %v", asked, err)
	}
	rep := s.holder("r", represents(s.own.ID))
	if err := s.Leave(ctx, manager, s.own.ID, "near"); app.ClassOf(err) != app.ClassForbidden {
		t.Errorf("the manager leaves in its name: %v", err)
	}
	must(t, s.Leave(ctx, rep, s.own.ID, "near"))
	if s.clusters(s.own.ID) != 0 {
		t.Fatal("did not leave")
	}
	d, err := s.records.Organisations.Get(ctx, string(s.own.ID))
	must(t, err)
	d.Value.State = app.Published
	_, err = s.records.Organisations.Replace(ctx, d)
	must(t, err)
	if asked, err := s.Ask(ctx, manager, "near", s.own.ID); err != nil || asked.Outcome != member.AskedRequested {
		t.Errorf("what left by itself is asked: %v %v", asked, err)
	}
}

// TestMembershipFollows: an accepted request whose organisation was not written is made good by its event, once.
func TestMembershipFollows(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	r := app.MembershipRequest{Cluster: s.far.ID, Organisation: s.own.ID, State: app.MembershipAccepted, CreatedAt: s.clock.now}
	must(t, s.records.Memberships.Insert(ctx, "request", r))
	e := records.NewEvent("e", s.clock.now, "", records.TopicMembership, "request", records.MembershipStep{Action: "accepted"})
	for range 2 {
		must(t, s.Follow(ctx, e))
		if s.clusters(s.own.ID) != 2 {
			t.Fatal("not a member")
		}
	}
	must(t, s.Remove(ctx, s.admin, "far", s.own.ID))
	must(t, s.Follow(ctx, e))
	if s.clusters(s.own.ID) != 1 {
		t.Error("an old event brings it back")
	}
}
