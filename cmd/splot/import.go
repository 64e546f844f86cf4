package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"splot/app"
	"splot/app/importing"
	"splot/app/importing/tabular"
	"splot/cmd/splot/program"
)

// importOptions are the flags of an import.
type importOptions struct {
	cluster, organisation, kind, sheet, lang string
	mapping, set                             several
	approve, dryRun, asJSON                  bool
}

// several is a flag that may be given again.
type several []string

func (s *several) String() string { return strings.Join(*s, ", ") }

func (s *several) Set(value string) error {
	*s = append(*s, value)
	return nil
}

func importCommand() command {
	return command{
		name: "import", args: "organisations|entries FILE --cluster SLUG [flags]", settings: true,
		summary: "Import organisations or audit entries from a file",
		help:    importHelp(),
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error {
			o := importOptions{}
			f.StringVar(&o.cluster, "cluster", "", "the cluster, by slug or id")
			f.StringVar(&o.organisation, "organisation", "", "entries: the owner, by id, tax number or name")
			f.StringVar(&o.kind, "kind", "", "entries: technology, need or competence")
			f.Var(&o.mapping, "map", "field=column,… where a column has another name; a column may be a letter or number")
			f.Var(&o.set, "set", "field=value for all rows; may be given again")
			f.StringVar(&o.sheet, "sheet", "", "of a workbook: the sheet's name or number")
			f.StringVar(&o.lang, "lang", string(app.EN), "language of the report: pl or en")
			f.BoolVar(&o.approve, "approve", false, "a trusted source: entries are approved, organisations published")
			f.BoolVar(&o.dryRun, "dry-run", false, "write nothing, and report what the import would do")
			f.BoolVar(&o.asJSON, "json", false, "report as JSON lines")
			return func(ctx context.Context, t *terminal, c *program.Config, args []string) error {
				if len(args) != 2 || args[0] != importing.Organisations && args[0] != importing.Entries {
					return usagef("import: wanted `splot import organisations FILE` or `splot import entries FILE`")
				}
				return runImport(ctx, t, c, o, args[0], args[1])
			}
		},
	}
}

func importHelp() string {
	return `Reads CSV, TSV, XLSX, ODS and JSON, each also as .gz. Columns are found by their names, in Polish or
English; --map names others, --set gives all rows a value. Values may be codes or what the screens call
them, dates and numbers as people write them, lists parted by ; | line ends or commas.

A column that the file does not have changes nothing, and what people changed since the last import stays.
The same file again changes nothing; a changed row becomes the entry's next version; an import that was
broken off goes on where it stopped. An entry on its way through the audit is not touched.

A row that is wrong is reported with its number, the field, what is wrong and what would be right; the other
rows are entered. With --dry-run nothing is written, and the report is the one that the import would print.

With the embedded store, stop the running program first.

Fields of organisations (--map and --set take the name, columns may be called either):
` + fieldLines(importing.Fields(importing.Organisations, "")) + `
Fields of entries (those of one kind only for that kind):
` + fieldLines(importing.Fields(importing.Entries, "")) + `
Without --organisation, the entries belong to an organisation named after the file.

  splot import organisations --cluster makros --set origin=enterprise members.xlsx
  splot import entries --cluster makros --kind technology --approve \
      --map external_id=id,title_en=title,description_en=text projects.jsonl.gz`
}

func fieldLines(fields []importing.Field) string {
	var b strings.Builder
	for _, f := range fields {
		label := f.Label.PL + " / " + f.Label.EN
		if f.Lang != "" {
			label += " (" + string(f.Lang) + ")"
		}
		fmt.Fprintf(&b, "  %-32s %s\n", f.Name, label)
	}
	return b.String()
}

// importer imports one file.
type importer struct {
	importOptions
	terminal *terminal
	program  *program.Program
	lang     app.Lang
}

func runImport(ctx context.Context, t *terminal, c *program.Config, o importOptions, what, file string) error {
	im := &importer{importOptions: o, terminal: t, lang: app.Lang(o.lang)}
	options, err := im.options(what)
	if err != nil {
		return err
	}
	table, err := tabular.Open(file, tabular.Options{Sheet: o.sheet, Recognise: importing.Recognise(what, options.Kind, options.Choice)})
	if err != nil {
		return im.fileError(file, err)
	}
	defer func() { _ = table.Close() }()
	p, err := program.Open(ctx, c, program.NewLogger(t.err, "warn"), app.Now)
	if err != nil {
		return err
	}
	defer p.CloseLogged(ctx)
	im.program = p
	if options.Cluster, err = im.findCluster(ctx); err != nil {
		return err
	}
	if what == importing.Entries && o.organisation == "" {
		options.NewOwner = fileOwner(options.Cluster, file)
	}
	plan, err := p.Importing.Plan(ctx, table, options)
	if err != nil {
		return im.fileError(file, err)
	}
	return im.finish(ctx, plan)
}

// options checks the flags.
func (im *importer) options(what string) (importing.Options, error) {
	o := importing.Options{
		What: what, Kind: app.Kind(im.kind), Owner: im.organisation, Approve: im.approve, Lang: im.lang, Actor: app.Actor{System: true, Lang: im.lang},
	}
	if !slices.Contains(app.Langs, im.lang) {
		return o, usagef("import: --lang is pl or en")
	}
	if what == importing.Entries && !slices.Contains(app.Kinds, im.kind) {
		return o, usagef("import entries: --kind is one of %s", strings.Join(app.Kinds, ", "))
	}
	if what == importing.Organisations {
		o.Kind = ""
	}
	for _, text := range im.mapping {
		pairs, err := importing.ParsePairs(text, false)
		if err != nil {
			return o, usagef("--map: wanted field=column, got %v", err)
		}
		o.Choice.Map = append(o.Choice.Map, pairs...)
	}
	for _, text := range im.set {
		pairs, err := importing.ParsePairs(text, true)
		if err != nil {
			return o, usagef("--set: wanted field=value, got %v", err)
		}
		o.Choice.Set = append(o.Choice.Set, pairs...)
	}
	return o, nil
}

// findCluster finds the cluster, or tells which there are.
func (im *importer) findCluster(ctx context.Context) (app.Cluster, error) {
	system := app.Actor{System: true}
	if im.cluster != "" {
		if v, err := im.program.Member.Cluster(ctx, system, im.cluster); err == nil {
			return v.Cluster, nil
		}
	}
	views, err := im.program.Member.ClusterList(ctx, system)
	if err != nil {
		return app.Cluster{}, err
	}
	var names []string
	for _, v := range views {
		names = append(names, v.Slug)
	}
	slices.Sort(names)
	code := "unknown_cluster"
	if im.cluster == "" {
		code = "no_cluster"
	}
	return app.Cluster{}, im.says(code, "value", im.cluster, "clusters", cmp.Or(strings.Join(names, ", "), "–"))
}

// says is an error in the report's language.
func (im *importer) says(code string, params ...any) error {
	return errors.New(app.Field("", code, params...).Message(im.lang))
}

func (im *importer) fileError(file string, err error) error {
	if e, ok := importing.FileError(err); ok {
		return fmt.Errorf("%s: %s", filepath.Base(file), e.Message(im.lang))
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: %w", file, im.says("file_missing"))
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: %w", file, im.says("file_unreadable"))
	}
	return err
}

// fileOwner is the organisation of the entries of a file that names none.
func fileOwner(cluster app.Cluster, file string) *app.Organisation {
	base := strings.TrimSuffix(filepath.Base(file), ".gz")
	base = strings.TrimSuffix(base, filepath.Ext(base))
	return &app.Organisation{
		ExternalID: "file:" + cluster.Slug + ":" + base, Name: "Import: " + base, Origin: "other", Voivodeship: cluster.Voivodeship,
		Languages: []string{"pl", "en"},
		Description: app.Text{
			PL: "Wpisy z pliku „" + filepath.Base(file) + "”.", EN: "Entries of the file “" + filepath.Base(file) + "”.",
		},
	}
}

// finish applies the plan, unless it is a dry run, and prints its report.
func (im *importer) finish(ctx context.Context, plan *importing.Plan) error {
	var failed []importing.Failure
	var broken error
	if im.dryRun {
		defer fmt.Fprintln(im.terminal.err, nothingWritten.In(im.lang))
	} else {
		failed, broken = im.apply(ctx, plan)
	}
	report := plan.Report
	if im.asJSON {
		report = plan.JSON
	}
	if err := errors.Join(broken, report(im.terminal.out, im.lang)); err != nil {
		return err
	}
	for _, f := range failed {
		fmt.Fprintf(im.terminal.err, "%d: %v\n", f.Row, inWords(f.Err, im.lang))
	}
	refused, left := plan.Count(importing.Refused), plan.Count(importing.LeftOut)
	switch {
	case len(failed) > 0:
		return im.says("rows_failed", "rows", len(failed))
	case refused > 0:
		return im.says("rows_refused", "rows", refused)
	case left == len(plan.Lines):
		return im.says("no_rows")
	}
	return nil
}

var nothingWritten = app.Text{PL: "Nic nie zapisano (--dry-run).", EN: "Nothing was written (--dry-run)."}

// apply does what the plan says, with everything that follows from it, and shows how far it is.
func (im *importer) apply(ctx context.Context, plan *importing.Plan) ([]importing.Failure, error) {
	if err := im.program.FillIndex(ctx); err != nil {
		return nil, err
	}
	start, shown, done := time.Now(), time.Time{}, 0
	progress := func(n int) {
		done = n
		if now := time.Now(); now.Sub(shown) > progressEvery {
			shown = now
			fmt.Fprintf(im.terminal.err, "\r%s ", importing.Progress(im.lang, n, len(plan.Lines), now.Sub(start)))
		}
	}
	var failed []importing.Failure
	err := im.program.Work(ctx, func(ctx context.Context) (err error) {
		failed, err = im.program.Importing.Apply(ctx, plan, progress)
		return err
	})
	if !shown.IsZero() {
		fmt.Fprintf(im.terminal.err, "\r%s\n", importing.Progress(im.lang, done, len(plan.Lines), time.Since(start)))
	}
	if err != nil && ctx.Err() != nil {
		return failed, fmt.Errorf("%w: %w", im.says("broken_off", "rows", done), err)
	}
	return failed, err
}

const progressEvery = time.Second
