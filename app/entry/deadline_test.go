package entry_test

import (
	"testing"
	"time"

	"splot/app"
)

func meeting(deadline time.Time) app.Content {
	return app.Content{
		Title: app.Text{PL: "Folia do dań gotowych"}, Teaser: app.Text{PL: "Folia kompostowalna"}, Description: app.Text{PL: "Szukamy folii."},
		Visibility: app.VisibleNetwork,
		Need: &app.NeedForm{
			Problem: app.Text{PL: "Laminatu nie da się przetworzyć."}, Urgency: "low", Budget: "under_50k", Cooperation: []string{"pilot"},
			Deadline: &deadline,
		},
	}
}

// A deadline whose day is over is refused where a need is submitted, approved and renewed.
func TestPastDeadlineIsRefused(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	today := s.clock.now.UTC().Truncate(24 * time.Hour)
	v, err := s.Create(ctx, s.author, s.maker, s.cluster, app.Need, meeting(today.AddDate(0, 0, -1)))
	must(t, err)
	_, err = s.Submit(ctx, s.author, v.Entry.ID, v.Version)
	wantClass(t, err, app.ClassInvalid, "need.deadline", "past")

	v, err = s.Save(ctx, s.author, v.Entry.ID, v.Version, meeting(today))
	must(t, err)
	v, err = s.Submit(ctx, s.author, v.Entry.ID, v.Version)
	must(t, err)
	v, err = s.Assign(ctx, s.manager, v.Entry.ID, v.Version, s.examiner.Person)
	must(t, err)
	s.clock.forward(48 * time.Hour)
	_, err = s.Approve(ctx, s.examiner, v.Entry.ID, v.Version, app.Review{})
	wantClass(t, err, app.ClassInvalid, "need.deadline", "past")

	s.clock.forward(-48 * time.Hour)
	v, err = s.Approve(ctx, s.examiner, v.Entry.ID, v.Version, app.Review{})
	must(t, err)
	s.clock.forward(330 * 24 * time.Hour)
	_, err = s.Renew(ctx, s.author, v.Entry.ID, v.Version)
	wantClass(t, err, app.ClassInvalid, "need.deadline", "past")
}
