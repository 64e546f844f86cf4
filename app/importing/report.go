package importing

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"splot/app"
)

// Report writes what a plan does, for a person: a line for each row that is not simply new or unchanged, how many rows
// there are of each outcome, and what was assumed of the file.
func (p *Plan) Report(w io.Writer, lang app.Lang) error {
	var b strings.Builder
	t := telling{&b, lang, Fields(p.What, p.options.Kind)}
	for _, l := range p.Lines {
		t.line(l)
	}
	repeats := p.Count(Repeated)
	if repeats > 0 {
		t.say("repeated", repeats, p.firstOf(Repeated))
	}
	t.counts(p)
	t.file(p)
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *Plan) firstOf(outcome string) int {
	at := slices.IndexFunc(p.Lines, func(l Line) bool { return l.Outcome == outcome })
	if at < 0 {
		return 0
	}
	return p.Lines[at].Row
}

// telling writes in one language.
type telling struct {
	w      *strings.Builder
	lang   app.Lang
	fields []Field
}

func (t telling) say(key string, args ...any) {
	fmt.Fprintf(t.w, phrases[key].In(t.lang)+"\n", args...)
}

func (t telling) line(l Line) {
	head := func(key string) string { return fmt.Sprintf(phrases[key].In(t.lang), l.Row) }
	switch l.Outcome {
	case Joined, Asked, LeftOut:
		fmt.Fprintf(t.w, "%s: %s\n", head(l.Outcome+"_row"), t.quoted(l.Name))
	}
	for _, c := range l.Changes {
		fmt.Fprintf(t.w, "%s: %s: %s → %s\n", head("changed_row"), t.field(c.Field), t.value(c.Field, c.Old), t.value(c.Field, c.New))
	}
	for _, k := range l.Kept {
		t.kept(head("kept_row"), k)
	}
	for _, f := range l.Adapted {
		t.finding(head("adapted_row"), f)
	}
	for _, f := range l.Wrong {
		t.finding(head("refused_row"), f)
	}
}

func (t telling) kept(head string, k Change) {
	if k.Field == "state" {
		fmt.Fprintf(t.w, "%s: %s\n", head, fmt.Sprintf(phrases["kept_state"].In(t.lang), stateWords(k.Old, t.lang)))
		return
	}
	fmt.Fprintf(t.w, "%s: %s: %s\n", head, t.field(k.Field), fmt.Sprintf(phrases["kept_value"].In(t.lang), t.value(k.Field, k.Old), t.value(k.Field, k.New)))
}

func (t telling) finding(head string, f Finding) {
	var parts []string
	if f.Field != "" {
		parts = append(parts, t.field(f.Field))
	}
	if f.Value != "" {
		parts = append(parts, t.quoted(f.Value))
	}
	fmt.Fprintf(t.w, "%s: %s\n", head, printable(strings.Join(append(parts, f.Message(t.lang)), ": ")))
}

// field is a field's name, in Polish beside its label.
func (t telling) field(name string) string {
	if name == "state" {
		return phrases["state"].In(t.lang)
	}
	at := slices.IndexFunc(t.fields, func(f Field) bool { return f.Name == name })
	if at < 0 || t.lang == app.EN {
		return printable(name)
	}
	f := t.fields[at]
	label := f.Label.In(t.lang)
	if f.Lang != "" {
		label += " " + strings.ToUpper(string(f.Lang))
	}
	return label + " (" + name + ")"
}

// value is a field's value in words: codes by their labels.
func (t telling) value(name string, value []string) string {
	if len(value) == 0 {
		return phrases["nothing"].In(t.lang)
	}
	if name == "state" {
		return stateWords(value, t.lang)
	}
	shown := slices.Clone(value)
	if at := slices.IndexFunc(t.fields, func(f Field) bool { return f.Name == name }); at >= 0 && t.fields[at].codes != "" {
		for i, code := range value {
			if label, ok := codeTable(t.fields[at]).list.Label(code); ok && t.fields[at].codes != "pkd" {
				shown[i] = label.In(t.lang)
			}
		}
	}
	return t.quoted(strings.Join(shown, "; "))
}

// longest is how much of a value a line shows, in characters.
const longest = 80

func (t telling) quoted(text string) string {
	text = printable(strings.Join(strings.Fields(text), " "))
	if utf8.RuneCountInString(text) > longest {
		text = string([]rune(text)[:longest-1]) + "…"
	}
	if t.lang == app.PL {
		return "„" + text + "”"
	}
	return "“" + text + "”"
}

// quotedNames lists names in quotation marks of a language.
func quotedNames(names []string, lang app.Lang) string {
	t := telling{lang: lang}
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = t.quoted(name)
	}
	return strings.Join(quoted, ", ")
}

func stateWords(states []string, lang app.Lang) string {
	state := strings.Join(states, "")
	if p, ok := phrases["state_"+state]; ok {
		return p.In(lang)
	}
	return app.StateLabel(state).In(lang)
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

// always are the outcomes that the last line tells of even where there are none.
var always = []string{Created, Changed, Unchanged, Refused}

func (t telling) counts(p *Plan) {
	var list []string
	for _, outcome := range Outcomes {
		if n := p.Count(outcome); n > 0 || slices.Contains(always, outcome) {
			list = append(list, fmt.Sprintf(phrases["n_"+outcome].In(t.lang), n))
		}
	}
	t.say("counts", len(p.Lines), strings.Join(list, ", "))
	if n := p.Adapted(); n > 0 {
		t.say("n_adapted", n)
	}
}

// file tells what was assumed, and what was done on its ground.
func (t telling) file(p *Plan) {
	if p.About.Encoding != "" {
		t.say("encoding", p.About.Encoding)
	}
	if len(p.About.Sheets) > 1 {
		others := slices.DeleteFunc(slices.Clone(p.About.Sheets), func(s string) bool { return s == p.About.Sheet })
		t.say("sheet", printable(p.About.Sheet), printable(strings.Join(others, ", ")))
	}
	var taken []string
	for _, c := range p.Columns {
		taken = append(taken, printable(c.Name)+" → "+c.Field.Name)
	}
	for _, s := range p.Sets {
		taken = append(taken, s.Field+" = "+t.quoted(s.Value))
	}
	if len(taken) > 0 {
		t.say("columns", strings.Join(taken, "; "))
	}
	if len(p.Ignored) > 0 {
		t.say("ignored", printable(strings.Join(p.Ignored, ", ")))
	}
	if p.MadeIDs > 0 {
		t.say("made_ids_"+p.What, p.MadeIDs)
	}
	if p.Owner != "" {
		t.say("new_owner", t.quoted(p.Owner))
	}
	if p.Count(Joined) > 0 {
		t.say("joined_directly")
	}
	if p.Count(Asked) > 0 {
		t.say("asked_first")
	}
}

type jsonFinding struct {
	Field   string `json:"field,omitempty"`
	Value   string `json:"value,omitempty"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

type jsonChange struct {
	Field string   `json:"field"`
	Old   []string `json:"old"`
	New   []string `json:"new"`
}

// JSON writes the report for programs: an object for each row, and one for the file at the end.
func (p *Plan) JSON(w io.Writer, lang app.Lang) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	findings := func(list []Finding) []jsonFinding {
		var out []jsonFinding
		for _, f := range list {
			out = append(out, jsonFinding{f.Field, f.Value, f.Code, f.Message(lang)})
		}
		return out
	}
	changes := func(list []Change) []jsonChange {
		var out []jsonChange
		for _, c := range list {
			out = append(out, jsonChange(c))
		}
		return out
	}
	for _, l := range p.Lines {
		err := e.Encode(struct {
			Row     int           `json:"row"`
			Outcome string        `json:"outcome"`
			Name    string        `json:"name,omitempty"`
			Changes []jsonChange  `json:"changes,omitempty"`
			Kept    []jsonChange  `json:"kept,omitempty"`
			Adapted []jsonFinding `json:"adapted,omitempty"`
			Refused []jsonFinding `json:"refused,omitempty"`
		}{l.Row, l.Outcome, l.Name, changes(l.Changes), changes(l.Kept), findings(l.Adapted), findings(l.Wrong)})
		if err != nil {
			return err
		}
	}
	return e.Encode(p.summary())
}

// summary is the report's last object.
func (p *Plan) summary() map[string]any {
	taken := map[string]string{}
	for _, c := range p.Columns {
		taken[c.Field.Name] = c.Name
	}
	sums := map[string]any{
		"rows": len(p.Lines), "adapted": p.Adapted(), "columns": taken, "ignoredColumns": p.Ignored, "format": p.About.Format,
		"encoding": p.About.Encoding, "sheet": p.About.Sheet, "sheets": p.About.Sheets, "madeIds": p.MadeIDs,
	}
	for _, outcome := range Outcomes {
		sums[outcome] = p.Count(outcome)
	}
	return sums
}

// Progress is the line that tells how far an import is.
func Progress(lang app.Lang, done, of int, took time.Duration) string {
	return fmt.Sprintf(phrases["progress"].In(lang), done, of, took.Round(time.Second))
}
