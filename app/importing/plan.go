package importing

import (
	"context"
	"errors"
	"slices"

	"splot/app"
	"splot/app/importing/tabular"
	"splot/app/records"
	"splot/app/store"
)

// What becomes of a row.
const (
	Created   = "created"
	Changed   = "changed"
	Joined    = "joined"    // known on the platform, becomes a member of the cluster
	Asked     = "asked"     // the same, when its own people agree
	Unchanged = "unchanged" // nothing is written
	Kept      = "kept"      // the file says something new, and what is there stays
	Repeated  = "repeated"  // says the same as an earlier row
	LeftOut   = "left_out"  // a sum, or nothing in a column that has a field
	Refused   = "refused"
)

// Outcomes lists them in the order of the report.
var Outcomes = []string{Created, Changed, Joined, Asked, Unchanged, Kept, Repeated, LeftOut, Refused}

// Options say what is imported, and how.
type Options struct {
	What    string // Organisations or Entries
	Cluster app.Cluster
	// Kind of the entries.
	Kind app.Kind
	// Owner names the organisation of entries whose row names none: by id, id in a list, tax number or name. Without
	// one it is NewOwner, which is made when the plan is applied unless it is there; without that, each row must name it.
	Owner    string
	NewOwner *app.Organisation
	// Approve publishes organisations and approves entries: the source has been judged elsewhere.
	Approve bool
	Choice  Choice
	Lang    app.Lang // of messages
	Actor   app.Actor
}

// Service makes plans and applies them. It is safe for concurrent use.
type Service struct {
	organisations store.View[app.Organisation]
	stored        store.View[app.Entry]
	members       Members
	entries       EntryWriter
	clock         app.Clock
}

// Members are the use cases of organisations.
type Members interface {
	// PutImported stores a new organisation, for an empty version, or a changed one, in a cluster. With remember only
	// what is remembered of imports changes, and nobody is told.
	PutImported(ctx context.Context, actor app.Actor, cluster app.ID, o app.Organisation, version int64, remember bool) (app.ID, error)
	// JoinImported makes an organisation a member of a cluster, or asks its people. The outcome is "joined" for the
	// first, "member" where it is one. A dry call only tells.
	JoinImported(ctx context.Context, actor app.Actor, cluster, organisation app.ID, dry bool) (string, error)
}

// EntryWriter are the use cases of entries.
type EntryWriter interface {
	PutImported(ctx context.Context, actor app.Actor, items []app.ImportedEntry) ([]error, error)
}

// New makes the service; it does no I/O.
func New(s store.Store, members Members, entries EntryWriter, clock app.Clock) *Service {
	return &Service{
		organisations: store.ViewOf[app.Organisation](s, records.Organisations), stored: store.ViewOf[app.Entry](s, records.Entries),
		members: members, entries: entries, clock: clock,
	}
}

// Plan is what an import would do. It holds all that its report says.
type Plan struct {
	What    string
	About   tabular.About
	Columns []Column
	Sets    []Pair
	Ignored []string
	Lines   []Line
	// MadeIDs counts the rows without an id of their own.
	MadeIDs int
	// Owner names the organisation that is made for the entries of the file.
	Owner string

	options Options
	owner   app.ID // of entries whose row names none
}

// Line is what would become of one row.
type Line struct {
	Row     int
	Outcome string
	Name    string
	Changes []Change
	Kept    []Change // Old stays, New is what the file says
	Adapted []Finding
	Wrong   []Finding

	organisation *app.Organisation
	entry        *app.ImportedEntry
	id           app.ID
	version      int64
	remember     bool // only what is remembered changes
}

// Change is a field with what it was and what the file says.
type Change struct {
	Field    string
	Old, New []string
}

// Count tells how many rows have an outcome.
func (p *Plan) Count(outcome string) int {
	n := 0
	for _, l := range p.Lines {
		if l.Outcome == outcome {
			n++
		}
	}
	return n
}

// Adapted counts the rows that are entered with a change.
func (p *Plan) Adapted() int {
	n := 0
	for _, l := range p.Lines {
		if len(l.Adapted) > 0 {
			n++
		}
	}
	return n
}

// Plan reads a table and compares it with what is stored. It writes nothing.
func (s *Service) Plan(ctx context.Context, table Table, o Options) (*Plan, error) {
	sheet, err := o.read(table)
	if err != nil {
		return nil, err
	}
	p := &Plan{What: o.What, About: sheet.about, Columns: sheet.columns, Sets: sheet.sets, Ignored: sheet.ignored, options: o}
	directory, err := s.directory(ctx, o.Cluster.ID)
	if err != nil {
		return nil, err
	}
	if err := p.findOwner(directory); err != nil {
		return nil, err
	}
	if o.What == Organisations {
		planOrganisations(p, sheet, directory)
		return p, s.askFor(ctx, p)
	}
	return p, s.planEntries(ctx, p, sheet, directory)
}

// findOwner finds the organisation of the entries whose row names none.
func (p *Plan) findOwner(d *directory) error {
	o := p.options
	if o.Owner != "" {
		found := d.owner(o.Owner)
		if found == nil {
			params := []any{"value", o.Owner}
			if near := d.near(o.Actor, o.Owner); len(near) > 0 {
				params = append(params, "near", quotedNames(near, o.Lang))
			}
			return mappingError("no_owner", params...)
		}
		p.owner, p.options.NewOwner = found.ID, nil
	} else if o.NewOwner != nil {
		if at := slices.IndexFunc(d.all, func(k *known) bool { return k.ExternalID == o.NewOwner.ExternalID }); at >= 0 {
			p.owner, p.options.NewOwner = d.all[at].ID, nil
		}
	}
	return nil
}

// askFor finds out what becomes of the organisations that would join.
func (s *Service) askFor(ctx context.Context, p *Plan) error {
	for i := range p.Lines {
		l := &p.Lines[i]
		if l.Outcome != Asked {
			continue
		}
		outcome, err := s.members.JoinImported(ctx, p.options.Actor, p.options.Cluster.ID, l.id, true)
		refusal, ok := errors.AsType[*app.Error](err)
		switch {
		case ok:
			l.Outcome, l.Kept, l.Adapted = Refused, nil, nil
			l.Wrong = []Finding{{Value: l.Name, FieldError: app.Field("", "cannot_join", "why", refusal.Message(p.options.Lang))}}
		case err != nil:
			return err
		case outcome == "joined":
			l.Outcome = Joined
		case outcome == "waiting":
			l.Outcome = Unchanged
		}
	}
	return nil
}
