package meili

import (
	"encoding/hex"
	"regexp"
	"strings"

	"splot/search"
	"splot/search/text"
)

// facts are what the server filters and counts by, and what decides again whether a hit may be shown.
type facts struct {
	ID    string `json:"id"`    // of the document
	Entry string `json:"entry"` // of the entry
	// Order is twice the entry's version; a deletion during a rebuild stands one above what it deletes.
	Order        int64    `json:"order"`
	Form         int      `json:"form"` // documentForm
	Kind         string   `json:"kind"`
	Organisation string   `json:"organisation"`
	Owner        string   `json:"owner"` // the organisation, also of itself
	Clusters     []string `json:"clusters"`
	Visibility   string   `json:"visibility"`
	Excluded     []string `json:"excluded"`
	Voivodeship  string   `json:"voivodeship"`
	Origin       string   `json:"origin"`
	PKD          []string `json:"pkd"`
	KIS          []string `json:"kis"`
	Cooperation  []string `json:"cooperation"`
	TRL          int      `json:"trl"`
	ApprovedAt   int64    `json:"approvedAt"` // Unix seconds
}

// factNames are the fields to retrieve for facts.
var factNames = []string{
	"id", "entry", "order", "kind", "organisation", "owner", "clusters", "visibility", "excluded", "voivodeship",
	"origin", "pkd", "kis", "cooperation", "trl", "approvedAt",
}

// texts are the public texts of an entry, to mark what was found.
type texts struct {
	Title       search.Text `json:"title"`
	Teaser      search.Text `json:"teaser"`
	Description search.Text `json:"description"`
	Detail      search.Text `json:"detail"`
	Keywords    []string    `json:"keywords"`
}

// document is the stored form of an entry. Confidential detail is no part of an entry and so of no document.
type document struct {
	facts
	Sum string `json:"sum"` // of everything else, see Verify

	Texts texts `json:"texts"`

	// What candidates are found by: all terms, and those that are prominent.
	Terms  []string `json:"terms"`
	Strong []string `json:"strong"`

	TitleStems   string `json:"titleStems"`
	TeaserStems  string `json:"teaserStems"`
	KeywordStems string `json:"keywordStems"`
	BodyStems    string `json:"bodyStems"`
	TitleWords   string `json:"titleWords"`
	TeaserWords  string `json:"teaserWords"`
	KeywordWords string `json:"keywordWords"`
	BodyWords    string `json:"bodyWords"`
}

// removed is the kind of a document that stands for a deletion while an index is built aside.
const removed = "removed"

func newDocument(e search.Entry) document {
	d := document{
		facts: factsOf(e),
		Texts: texts{e.Title, e.Teaser, e.Description, e.Detail, list(e.Keywords)},
	}
	var stems, words [text.Parts]strings.Builder
	profile := text.NewProfile(e, func(f text.Field, t text.Token) {
		write(&stems[f.Part], encode(t.Term))
		if !t.Joined {
			write(&words[f.Part], text.Fold(t.Surface))
		}
	})
	d.Terms, d.Strong = termsOf(&profile, e.Concepts)
	d.TitleStems, d.TeaserStems = stems[text.Title].String(), stems[text.Teaser].String()
	d.KeywordStems, d.BodyStems = stems[text.Keywords].String(), stems[text.Body].String()
	d.TitleWords, d.TeaserWords = words[text.Title].String(), words[text.Teaser].String()
	d.KeywordWords, d.BodyWords = words[text.Keywords].String(), words[text.Body].String()
	d.Sum = d.sum()
	return d
}

// Prominence is BM25F's saturated count (Robertson and Zaragoza 2009) with the weights of the embedded engine and usual
// lengths of parts in place of the collection's averages, which a document must not depend on.
const (
	saturation = 1.2
	prominent  = 0.55
)

var (
	partWeight  = [text.Parts]float64{text.Title: 3, text.Teaser: 1.5, text.Keywords: 2, text.Body: 1}
	partLength  = [text.Parts]float64{text.Title: 0.4, text.Teaser: 0.4, text.Keywords: 0.3, text.Body: 0.4}
	usualLength = [text.Parts]float64{text.Title: 8, text.Teaser: 20, text.Keywords: 8, text.Body: 100}
)

// termsOf lists the terms of an entry once each, with concepts and how terms sound.
func termsOf(p *text.Profile, concepts []string) (terms, strong []string) {
	terms, strong = []string{}, []string{}
	seen := map[string]bool{}
	add := func(list *[]string, mark, term string) {
		if !seen[mark+term] {
			seen[mark+term] = true
			*list = append(*list, term)
		}
	}
	for _, o := range p.Terms {
		forms := []string{o.Term}
		if s := text.Skeleton(o.Term); s != "" {
			forms = append(forms, soundTerm(s))
		}
		for _, f := range forms {
			add(&terms, " ", f)
			if prominence(p, &o) >= prominent {
				add(&strong, "!", f)
			}
		}
	}
	for _, c := range concepts {
		add(&terms, " ", conceptTerm(c))
	}
	return terms, strong
}

func prominence(p *text.Profile, o *text.Occurrence) float64 {
	tf := 0.0
	for part, c := range o.Counts {
		if c > 0 {
			length := 1 - partLength[part] + partLength[part]*float64(p.Lengths[part])/usualLength[part]
			tf += partWeight[part] * float64(c) / length
		}
	}
	return tf / (saturation + tf)
}

func factsOf(e search.Entry) facts {
	owner := e.Organisation
	if e.Kind == search.Organisation {
		owner = e.ID
	}
	f := facts{
		ID: documentID(e.ID), Entry: e.ID, Order: 2 * e.Version, Form: documentForm, Kind: e.Kind, Organisation: e.Organisation, Owner: owner,
		Clusters: list(e.Clusters), Visibility: e.Visibility, Excluded: list(e.Excluded), Voivodeship: e.Voivodeship,
		Origin: e.Origin, PKD: list(e.PKD), KIS: list(e.KIS), Cooperation: list(e.Cooperation), TRL: e.TRLMax,
	}
	if !e.ApprovedAt.IsZero() {
		f.ApprovedAt = e.ApprovedAt.Unix()
	}
	return f
}

// entry is as much of the entry as gates, views and filters look at.
func (f *facts) entry() *search.Entry {
	return &search.Entry{
		ID: f.Entry, Version: f.Order / 2, Kind: f.Kind, Organisation: f.Organisation, Clusters: f.Clusters,
		Visibility: f.Visibility, Excluded: f.Excluded, Voivodeship: f.Voivodeship, Origin: f.Origin, PKD: f.PKD,
		KIS: f.KIS, Cooperation: f.Cooperation, TRLMax: f.TRL,
	}
}

func (t *texts) into(e *search.Entry) {
	e.Title, e.Teaser, e.Description, e.Detail, e.Keywords = t.Title, t.Teaser, t.Description, t.Detail, t.Keywords
}

// list keeps null out of documents: the server's filters treat it unlike an empty list.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func write(b *strings.Builder, word string) {
	if word == "" {
		return
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	b.WriteString(word)
}

var plainID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,200}$`)

// documentID is the server's id of an entry; it allows letters, digits, - and _.
func documentID(id string) string {
	if plainID.MatchString(id) && !strings.HasPrefix(id, "x_") {
		return id
	}
	return "x_" + hex.EncodeToString([]byte(id))
}

// encode writes a term so that the server's tokeniser leaves it whole.
func encode(term string) string { return signs.Replace(term) }

var signs = strings.NewReplacer("+", "plussign", "#", "sharpsign", ".", "point", ",", "point")

// soundTerm is the term for a skeleton; no word begins with its sign.
func soundTerm(skeleton string) string { return "~" + skeleton }

func conceptTerm(notation string) string {
	return "esvconcept" + hex.EncodeToString([]byte(notation))
}
