package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"splot/app"
	"splot/app/entry"
	"splot/app/store"
	"splot/infra/tabular"
)

// organisationSink enters organisations one by one.
type organisationSink struct{ *importer }

func (s *organisationSink) add(ctx context.Context, row tabular.Row) error {
	var o app.Organisation
	if wrong := decode(s.importer, row, organisationFields, &o); len(wrong) > 0 {
		s.report.bad(row.Number, wrong...)
		return nil
	}
	if s.dryRun {
		o.NIP = app.NormaliseNIP(o.NIP)
		if errs := o.Validate(); len(errs) > 0 {
			s.report.bad(row.Number, errs...)
		}
		return nil
	}
	done := s.program.Member.Import(ctx, s.cluster.ID, o, s.approve)
	s.report.done(row.Number, done.Outcome, done.Err)
	return nil
}

func (*organisationSink) flush(context.Context) error { return nil }

// importBatch is how many entries are entered in one write.
const importBatch = 250

// entrySink enters entries in batches.
type entrySink struct {
	*importer
	owner  app.ID
	owners map[string]app.ID // by external id or id
	seen   map[app.ID]bool   // owner/external id: a second row of one would undo the first at every import
	rows   []int
	batch  []entry.Import
}

func (s *entrySink) add(ctx context.Context, row tabular.Row) error {
	e := importedEntry{}
	e.Kind, e.Cluster, e.Organisation, e.Approve = app.Kind(s.kind), s.cluster.ID, s.owner, s.approve
	wrong := decode(s.importer, row, entryFields, &e)
	if e.owner != "" {
		id, err := s.ownerOf(ctx, e.owner)
		if err != nil {
			wrong = append(wrong, app.Field("organisation", "not_found"))
		}
		e.Organisation = id
	}
	key := e.Organisation + "/" + app.ID(e.ExternalID)
	if s.seen[key] && e.ExternalID != "" {
		wrong = append(wrong, app.Field("external_id", "twice"))
	}
	if len(wrong) > 0 {
		s.report.bad(row.Number, wrong...)
		return nil
	}
	s.seen[key] = true
	s.rows, s.batch = append(s.rows, row.Number), append(s.batch, e.Import)
	if len(s.batch) < importBatch {
		return nil
	}
	return s.flush(ctx)
}

func (s *entrySink) flush(ctx context.Context) error {
	if len(s.batch) == 0 {
		return nil
	}
	var results []entry.Imported
	var err error
	if s.dryRun {
		results = entry.CheckImports(s.batch)
	} else {
		results, err = s.program.Entry.ImportBatch(ctx, s.batch)
	}
	for i, r := range results {
		s.report.note(s.rows[i], r.Notes...)
		s.report.done(s.rows[i], r.Outcome, r.Err)
	}
	s.rows, s.batch = nil, nil
	return err
}

func (s *entrySink) ownerOf(ctx context.Context, name string) (app.ID, error) {
	if id, ok := s.owners[name]; ok {
		return id, nil
	}
	id, err := s.findOrganisation(ctx, name)
	if err == nil {
		s.owners[name] = id
	}
	return id, err
}

func (im *importer) findOrganisation(ctx context.Context, name string) (app.ID, error) {
	d, err := im.program.Records.Organisations.First(ctx, store.Query{Where: []store.Condition{store.Eq("externalID", name)}})
	if err != nil {
		d, err = im.program.Records.Organisations.Get(ctx, name)
	}
	return app.ID(d.ID), err
}

// owner is the organisation that entries of a file belong to where the rows name none: the one that the
// flag names, or one for the file, made if it is not there yet.
func (im *importer) owner(ctx context.Context, file string) (app.ID, error) {
	if im.organisation != "" {
		id, err := im.findOrganisation(ctx, im.organisation)
		if err != nil {
			return "", fmt.Errorf("there is no organisation %q; name one by id or external id with --organisation", im.organisation)
		}
		return id, nil
	}
	if im.dryRun {
		return "", nil
	}
	base := strings.TrimSuffix(filepath.Base(file), ".gz")
	base = strings.TrimSuffix(base, filepath.Ext(base))
	done := im.program.Member.Import(ctx, im.cluster.ID, app.Organisation{
		ExternalID: "file:" + im.cluster.Slug + ":" + base, Name: "Import: " + base, Origin: "other", Voivodeship: im.cluster.Voivodeship,
		Languages: []string{"pl", "en"},
		Description: app.Text{
			PL: "Wpisy z pliku „" + filepath.Base(file) + "”.", EN: "Entries of the file “" + filepath.Base(file) + "”.",
		},
	}, true)
	return done.ID, done.Err
}
