package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"splot/app"
	"splot/cmd/splot/program"
	"splot/infra/tabular"
)

// importOptions are the flags of an import.
type importOptions struct {
	cluster, organisation, kind, mapping, lang string
	approve, dryRun, asJSON                    bool
}

func importCommand() command {
	return command{
		name: "import", args: "organisations|entries FILE --cluster SLUG [flags]", settings: true,
		summary: "Import organisations or audit entries from a file",
		help: `Reads CSV, TSV, XLSX and JSON Lines, each also as .gz. A column is taken for the field of the same name;
--map names others. Rows are known by their external_id, so the same file again changes nothing, a changed
row becomes the entry's next version, and an import that was broken off goes on where it stopped.

A row that is wrong is reported with its number, the field, what is wrong and what would be right; the other
rows are entered. With --dry-run nothing is written.

With the embedded store, stop the running program first.

Fields of organisations: ` + strings.Join(fieldNames(organisationFields), ", ") + `.

Fields of entries: ` + strings.Join(fieldNames(entryFields), ", ") + `. Lists are separated by ; or |.
Without --organisation, the entries belong to an organisation named after the file.

  splot import organisations --cluster makros members.xlsx
  splot import entries --cluster makros --kind technology --approve \
      --map external_id=id,title_en=title,description_en=text projects.jsonl.gz`,
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error {
			o := importOptions{}
			f.StringVar(&o.cluster, "cluster", "", "the cluster, by slug or id")
			f.StringVar(&o.organisation, "organisation", "", "entries: the owner, by id or external id")
			f.StringVar(&o.kind, "kind", "", "entries: technology, need or competence")
			f.StringVar(&o.mapping, "map", "", "field=column,… where a column has another name")
			f.StringVar(&o.lang, "lang", string(app.EN), "language of the report: pl or en")
			f.BoolVar(&o.approve, "approve", false, "a trusted source: entries are approved, organisations published")
			f.BoolVar(&o.dryRun, "dry-run", false, "only report what is wrong")
			f.BoolVar(&o.asJSON, "json", false, "report as JSON lines")
			return func(ctx context.Context, t *terminal, c *program.Config, args []string) error {
				if len(args) != 2 || args[0] != "organisations" && args[0] != "entries" {
					return usagef("import: wanted `splot import organisations FILE` or `splot import entries FILE`")
				}
				return runImport(ctx, t, c, o, args[0], args[1])
			}
		},
	}
}

// importer enters the rows of one file.
type importer struct {
	importOptions
	program *program.Program
	cluster app.Cluster
	mapping map[string]string // field by column
	report  *importReport
}

// sink takes decoded rows; flush enters what it holds.
type sink interface {
	add(ctx context.Context, row tabular.Row) error
	flush(ctx context.Context) error
}

func runImport(ctx context.Context, t *terminal, c *program.Config, o importOptions, what, file string) error {
	known := fieldNames(organisationFields)
	if what == "entries" {
		known = fieldNames(entryFields)
		if !slices.Contains(app.Kinds, o.kind) {
			return usagef("import entries: --kind is one of %s", strings.Join(app.Kinds, ", "))
		}
	}
	mapping, err := parseMapping(o.mapping, known)
	if err != nil {
		return err
	}
	table, err := tabular.Open(file, tabular.Limits{})
	if err != nil {
		return fileError(file, err, app.Lang(o.lang))
	}
	defer func() { _ = table.Close() }()
	p, err := program.Open(ctx, c, program.NewLogger(t.err, "warn"), app.Now)
	if err != nil {
		return err
	}
	defer p.CloseLogged(ctx)
	cluster, err := p.Member.Cluster(ctx, app.Actor{System: true}, o.cluster)
	if err != nil {
		return fmt.Errorf("there is no cluster %q; name one by its slug with --cluster", o.cluster)
	}
	im := &importer{importOptions: o, program: p, cluster: cluster.Cluster, mapping: mapping}
	im.report = &importReport{out: t.out, progress: t.err, asJSON: o.asJSON, lang: app.Lang(o.lang), start: time.Now(), outcomes: map[string]int{}}
	if err := im.run(ctx, what, file, table); err != nil {
		return err
	}
	return im.report.finish(o.dryRun)
}

func (im *importer) run(ctx context.Context, what, file string, table *tabular.Reader) error {
	enter := func(ctx context.Context) error {
		var s sink = &organisationSink{importer: im}
		if what == "entries" {
			owner, err := im.owner(ctx, file)
			if err != nil {
				return err
			}
			s = &entrySink{importer: im, owner: owner, owners: map[string]app.ID{}, seen: map[app.ID]bool{}}
		}
		return im.rows(ctx, table, s)
	}
	if im.dryRun {
		return enter(ctx)
	}
	if err := im.program.FillIndex(ctx); err != nil {
		return err
	}
	return im.program.Work(ctx, func(ctx context.Context) error {
		err := enter(ctx)
		im.report.waiting()
		return err
	})
}

func (im *importer) rows(ctx context.Context, table *tabular.Reader, s sink) error {
	for row, err := range table.Rows() {
		if err != nil {
			return errors.Join(fileError("file", err, im.report.lang), s.flush(ctx))
		}
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("broken off after row %d; the same command goes on from there: %w", im.report.last, err)
		}
		im.report.row(row.Number)
		if len(row.Problems) > 0 {
			im.report.bad(row.Number, problems(row)...)
			continue
		}
		if err := s.add(ctx, row); err != nil {
			return err
		}
	}
	return s.flush(ctx)
}

// decode puts a row's values into a target by the fields' setters, and lists what is wrong.
func decode[T any](im *importer, row tabular.Row, fields []importField[T], target *T) []app.FieldError {
	var wrong []app.FieldError
	for column, value := range row.Fields {
		name, mapped := im.mapping[column]
		if !mapped {
			name = column
		}
		i := slices.IndexFunc(fields, func(f importField[T]) bool { return f.name == name })
		if i < 0 {
			im.report.ignore(column)
			continue
		}
		if code := fields[i].set(target, value); code != "" {
			wrong = append(wrong, app.Field(name, code))
		}
	}
	slices.SortFunc(wrong, func(a, b app.FieldError) int { return strings.Compare(a.Field, b.Field) })
	return wrong
}

func parseMapping(text string, known []string) (map[string]string, error) {
	mapping := map[string]string{}
	if text == "" {
		return mapping, nil
	}
	for part := range strings.SplitSeq(text, ",") {
		field, column, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok || column == "" {
			return nil, usagef("--map: wanted field=column, got %q", part)
		}
		if !slices.Contains(known, field) {
			return nil, usagef("--map: there is no field %q; the fields are %s", field, strings.Join(known, ", "))
		}
		mapping[column] = field
	}
	return mapping, nil
}

func problems(row tabular.Row) []app.FieldError {
	list := make([]app.FieldError, len(row.Problems))
	for i, p := range row.Problems {
		list[i] = app.FieldError{Field: p.Column, Code: p.Code, Params: p.Params}
	}
	return list
}

func fileError(file string, err error, lang app.Lang) error {
	if e, ok := errors.AsType[*tabular.Error](err); ok {
		return fmt.Errorf("%s: %s", filepath.Base(file), app.FieldError{Code: e.Code, Params: e.Params}.Message(lang))
	}
	return err
}

// importReport tells a person, or a script, what became of the rows.
type importReport struct {
	out, progress io.Writer
	asJSON        bool
	lang          app.Lang
	start         time.Time

	last, rows, wrong, adapted int
	outcomes                   map[string]int
	ignored                    []string
	shown                      time.Time
}

// reportLine is one line of the report as JSON.
type reportLine struct {
	Row     int    `json:"row"`
	Field   string `json:"field"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Adapted bool   `json:"adapted,omitempty"` // entered with a change, not refused
}

const progressEvery = time.Second

func (r *importReport) row(number int) {
	r.last = number
	r.rows++
	if now := time.Now(); now.Sub(r.shown) > progressEvery {
		r.shown = now
		fmt.Fprintf(r.progress, "\r%d rows read, %d refused, %s ", r.rows, r.wrong, now.Sub(r.start).Round(time.Second))
	}
}

func (r *importReport) waiting() {
	fmt.Fprintf(r.progress, "\r%d rows read; matching and indexing what they changed … ", r.rows)
}

func (r *importReport) bad(row int, fields ...app.FieldError) {
	r.wrong++
	r.lines(row, false, fields)
}

func (r *importReport) note(row int, fields ...app.FieldError) {
	if len(fields) > 0 {
		r.adapted++
		r.lines(row, true, fields)
	}
}

func (r *importReport) lines(row int, adapted bool, fields []app.FieldError) {
	for _, f := range fields {
		if r.asJSON {
			_ = json.NewEncoder(r.out).Encode(reportLine{Row: row, Field: f.Field, Code: f.Code, Message: f.Message(r.lang), Adapted: adapted})
			continue
		}
		what := "refused"
		if adapted {
			what = "adapted"
		}
		fmt.Fprintf(r.out, "row %d %s: %s: %s\n", row, what, printable(f.Field), f.Message(r.lang))
	}
}

// done notes what became of a row that was tried.
func (r *importReport) done(row int, outcome string, err error) {
	if err != nil {
		r.failed(row, err)
		return
	}
	r.outcomes[outcome]++
}

// printable keeps a file's own words from steering the terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, text)
}

func (r *importReport) failed(row int, err error) {
	if e, ok := errors.AsType[*app.Error](err); ok && len(e.Fields) > 0 {
		r.bad(row, e.Fields...)
		return
	}
	r.bad(row, app.Field("", "failed"))
	fmt.Fprintf(r.progress, "\nrow %d: %v\n", row, err)
}

func (r *importReport) ignore(column string) {
	if !slices.Contains(r.ignored, column) {
		r.ignored = append(r.ignored, column)
	}
}

func (r *importReport) finish(dryRun bool) error {
	fmt.Fprintln(r.progress)
	took := time.Since(r.start)
	if r.asJSON {
		err := json.NewEncoder(r.out).Encode(map[string]any{
			"rows": r.rows, "refused": r.wrong, "adapted": r.adapted, "created": r.outcomes["created"], "updated": r.outcomes["updated"],
			"unchanged": r.outcomes["unchanged"], "ignoredColumns": r.ignored, "dryRun": dryRun, "seconds": took.Seconds(),
		})
		return errors.Join(err, r.result())
	}
	verb := "entered"
	if dryRun {
		verb = "checked, nothing written"
	}
	fmt.Fprintf(r.out, "%d rows %s in %s: %d new, %d changed, %d unchanged, %d adapted, %d refused.\n", r.rows, verb, took.Round(100*time.Millisecond),
		r.outcomes["created"], r.outcomes["updated"], r.outcomes["unchanged"], r.adapted, r.wrong)
	if len(r.ignored) > 0 {
		fmt.Fprintf(r.out, "Columns without a field, ignored: %s. Name their field with --map.\n", printable(strings.Join(r.ignored, ", ")))
	}
	return r.result()
}

// result makes the exit code tell that rows were refused.
func (r *importReport) result() error {
	if r.wrong > 0 {
		return fmt.Errorf("%d rows were refused; mend them and run the same command again", r.wrong)
	}
	return nil
}
