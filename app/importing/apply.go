package importing

import (
	"context"
	"fmt"

	"splot/app"
)

// Failure is a row that could not be stored, as somebody had changed it after the plan was made.
type Failure struct {
	Row int
	Err error
}

// batch is how many entries are stored in one write.
const batch = 250

// Apply does what a plan says. What it did stays when it ends early: a plan of the same file goes on from there.
// progress, which may be nil, is told how many of the rows are done.
func (s *Service) Apply(ctx context.Context, p *Plan, progress func(done int)) ([]Failure, error) {
	if progress == nil {
		progress = func(int) {}
	}
	if p.What == Organisations {
		return s.applyOrganisations(ctx, p, progress)
	}
	return s.applyEntries(ctx, p, progress)
}

func (s *Service) applyOrganisations(ctx context.Context, p *Plan, progress func(done int)) ([]Failure, error) {
	var failed []Failure
	actor := p.options.Actor
	for i, l := range p.Lines {
		if err := ctx.Err(); err != nil {
			return failed, fmt.Errorf("import of organisations, after row %d: %w", l.Row, err)
		}
		var err error
		switch {
		case l.Outcome == Joined || l.Outcome == Asked:
			_, err = s.members.JoinImported(ctx, actor, p.options.Cluster.ID, l.id, false)
		case l.organisation != nil:
			_, err = s.members.PutImported(ctx, actor, p.options.Cluster.ID, *l.organisation, l.version, l.remember)
		}
		if err != nil {
			failed = append(failed, Failure{l.Row, err})
		}
		progress(i + 1)
	}
	return failed, nil
}

func (s *Service) applyEntries(ctx context.Context, p *Plan, progress func(done int)) ([]Failure, error) {
	owner := p.owner
	if p.Owner != "" {
		o := *p.options.NewOwner
		o.State = app.Published
		id, err := s.members.PutImported(ctx, p.options.Actor, p.options.Cluster.ID, o, 0, false)
		if err != nil {
			return nil, fmt.Errorf("make the organisation of the file: %w", err)
		}
		owner = id
	}
	var failed []Failure
	var items []app.ImportedEntry
	var rows []int
	flush := func(done int) error {
		if len(items) == 0 {
			return nil
		}
		errs, err := s.entries.PutImported(ctx, p.options.Actor, items)
		if err != nil {
			return fmt.Errorf("import of entries, rows %d to %d: %w", rows[0], rows[len(rows)-1], err)
		}
		for i, err := range errs {
			if err != nil {
				failed = append(failed, Failure{rows[i], err})
			}
		}
		items, rows = nil, nil
		progress(done)
		return ctx.Err()
	}
	for i, l := range p.Lines {
		if l.entry == nil {
			continue
		}
		e := *l.entry
		if e.Organisation == "" {
			e.Organisation = owner
		}
		items, rows = append(items, e), append(rows, l.Row)
		if len(items) == batch {
			if err := flush(i + 1); err != nil {
				return failed, err
			}
		}
	}
	return failed, flush(len(p.Lines))
}
