package importing

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"splot/app"
)

// The tables of words: what fields and codes are called. The labels are those that the client shows (a test compares
// them), the rest is what people write instead.
var (
	//go:embed words/fields.tsv
	fieldsTSV string
	//go:embed words/codes.tsv
	codesTSV string
	//go:embed words/towns.tsv
	townsTSV string
)

// named is one line of the fields' table.
type named struct {
	scope, name, api string
	label            app.Text
	also             []string
}

var fieldTable = sync.OnceValue(func() []named {
	var list []named
	for line := range strings.Lines(fieldsTSV) {
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		list = append(list, named{scope: c[0], name: c[1], api: c[2], label: app.Text{PL: c[3], EN: c[4]}, also: split(c[5])})
	}
	return list
})

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// codes is one coded list: its codes by everything that people call them.
type codes struct {
	list   app.CodeList
	byWord map[string]string
	// more finds codes that no table can list, such as the classes of PKD.
	more func(c *codes, value string) (code string, adapted *app.FieldError)
}

// find returns the code that a value means.
func (c *codes) find(value string) (string, *app.FieldError, bool) {
	folded := Fold(value)
	if code, ok := c.byWord[folded]; ok && folded != "" {
		return code, nil, true
	}
	if c.more != nil {
		if code, adapted := c.more(c, value); code != "" || adapted != nil {
			return code, adapted, true
		}
	}
	return "", nil, false
}

// allowed lists the list's labels for a message: all of a short list, some of a long one.
func (c *codes) allowed(lang app.Lang) string {
	var labels []string
	for _, code := range c.list {
		labels = append(labels, code.Label.In(lang))
	}
	if len(labels) > 20 {
		labels = append(labels[:3:3], "…")
	}
	return strings.Join(labels, ", ")
}

var codeTables = sync.OnceValue(func() map[string]*codes {
	tables := map[string]*codes{}
	for name, list := range map[string]app.CodeList{
		"voivodeships": app.Voivodeships, "languages": app.Languages, "countries": app.Countries, "pkd": app.PKDDivisions, "kis": app.KIS,
	} {
		tables[name] = &codes{list: list, byWord: map[string]string{}}
	}
	type also struct{ list, code, word string }
	var synonyms []also
	for line := range strings.Lines(codesTSV) {
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if c[2] != "" {
			if tables[c[0]] == nil {
				tables[c[0]] = &codes{byWord: map[string]string{}}
			}
			tables[c[0]].list = append(tables[c[0]].list, app.Code{Code: c[1], Label: app.Text{PL: c[2], EN: c[3]}})
		}
		for _, word := range split(c[4]) {
			synonyms = append(synonyms, also{c[0], c[1], word})
		}
	}
	for _, t := range tables {
		for _, c := range t.list {
			t.byWord[Fold(c.Code)], t.byWord[Fold(c.Label.PL)], t.byWord[Fold(c.Label.EN)] = c.Code, c.Code, c.Code
		}
	}
	for _, s := range synonyms {
		if words := tables[s.list].byWord; words[Fold(s.word)] == "" {
			words[Fold(s.word)] = s.code
		}
	}
	tables["voivodeships"].more = voivodeshipNamed
	tables["pkd"].more = pkdNamed
	tables["kis"].more = kisNamed
	tables["size"].more = sizeNamed
	tables["origin"].more = originNamed
	tables["budget"].more = budgetNamed
	tables["urgency"].more = urgencyNamed
	return tables
})

var (
	ofVoivodeship = regexp.MustCompile(`(?i)^(?:woj(?:ew[oó]dztwo|\.)?\s*)|\s*(?:woj(?:ew[oó]dztwo|\.)?|voivodeship|region|province)$`)
	ofKIS         = regexp.MustCompile(`(?i)^KIS\s*-?\s*([0-9]{1,2})(?:[^0-9]|$)`)
)

func voivodeshipNamed(c *codes, value string) (string, *app.FieldError) {
	short := ofVoivodeship.ReplaceAllString(strings.TrimSpace(value), "")
	return c.byWord[Fold(short)], nil
}

func kisNamed(c *codes, value string) (string, *app.FieldError) {
	if m := ofKIS.FindStringSubmatch(value); m != nil {
		return c.byWord["kis"+strings.TrimLeft(m[1], "0")], nil
	}
	return "", nil
}

// sizeNamed takes a number of people employed. What is "SME" only is no size: it may be any of three.
func sizeNamed(_ *codes, value string) (string, *app.FieldError) {
	switch Fold(value) {
	case "msp", "sme", "malelubsrednie", "sektormsp":
		adapted := app.Field("size", "size_vague")
		return "", &adapted
	}
	n, err := wholeNumber(value)
	if err != nil || n <= 0 {
		return "", nil
	}
	for i, most := range []int{9, 49, 249} {
		if n <= most {
			return app.Sizes[i], nil
		}
	}
	return "large", nil
}

// originWords are words of names and legal forms that tell the origin wherever they stand.
var originWords = []struct {
	origin string
	words  []string
}{
	{"public_administration", []string{"urzad", "starostwo", "jst", "samorzad", "gmina", "powiat"}},
	{"science", []string{"uczelnia", "uniwersytet", "politechnika", "instytut", "akademia", "naukowa", "badawcza", "badawczy", "university", "research"}},
	{"business_support", []string{"iob", "otoczenia", "inkubator", "park", "izba", "stowarzyszenie", "fundacja", "klaster"}},
	{"enterprise", []string{"przedsiebiorstwo", "przedsiebiorca", "spolka", "firma", "spzoo", "msp", "enterprise", "company"}},
}

func originNamed(_ *codes, value string) (string, *app.FieldError) {
	words := strings.FieldsFunc(strings.ToLower(value), func(r rune) bool { return strings.ContainsRune(" ,;/()-–.", r) })
	for i := range words {
		words[i] = Fold(words[i])
	}
	for _, o := range originWords {
		if slices.ContainsFunc(o.words, func(w string) bool { return slices.Contains(words, w) }) {
			return o.origin, nil
		}
	}
	return "", nil
}

// budgetNamed takes an amount to its band.
func budgetNamed(_ *codes, value string) (string, *app.FieldError) {
	n, err := wholeNumber(value)
	if err != nil || n <= 0 {
		return "", nil
	}
	band := "over_1m"
	for i, most := range []int{50_000, 200_000, 1_000_000} {
		if n <= most {
			band = app.Budgets[i]
			break
		}
	}
	adapted := app.Field("budget", "band", "value", inOneLine(value))
	return band, &adapted
}

var months = regexp.MustCompile(`(?i)^(?:do|w ci[aą]gu|within)?\s*([0-9]{1,2})\s*(?:m-c|mies|month)`)

func urgencyNamed(_ *codes, value string) (string, *app.FieldError) {
	m := months.FindStringSubmatch(strings.TrimSpace(value))
	if m == nil {
		return "", nil
	}
	n, _ := wholeNumber(m[1])
	for i, most := range []int{3, 6, 12} {
		if n <= most {
			return app.Urgencies[i], nil
		}
	}
	return "low", nil
}
