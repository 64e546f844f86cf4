package meili

import (
	"encoding/hex"
	"regexp"
	"slices"
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
	Sum string `json:"sum"` // of everything else but the vector, see Verify

	VectorBy string             `json:"vectorBy"` // see made; "" without a vector
	Vectors  map[string]*vector `json:"_vectors"`

	Texts texts `json:"texts"`

	// Terms are what candidates are found by, each once, with its grade.
	Terms []string `json:"terms"`

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
		facts:   factsOf(e),
		Texts:   texts{e.Title, e.Teaser, e.Description, e.Detail, list(e.Keywords)},
		Vectors: noVector(),
	}
	var stems, words [text.Parts]strings.Builder
	profile := text.NewProfile(e, func(f text.Field, t text.Token) {
		write(&stems[f.Part], encode(t.Term))
		if !t.Joined {
			write(&words[f.Part], text.Fold(t.Surface))
		}
	})
	d.Terms = termsOf(&profile, e.Concepts)
	d.TitleStems, d.TeaserStems = stems[text.Title].String(), stems[text.Teaser].String()
	d.KeywordStems, d.BodyStems = stems[text.Keywords].String(), stems[text.Body].String()
	d.TitleWords, d.TeaserWords = words[text.Title].String(), words[text.Teaser].String()
	d.KeywordWords, d.BodyWords = words[text.Keywords].String(), words[text.Body].String()
	d.Sum = d.sum()
	return d
}

// termsOf lists the terms of an entry once each with their grades. A concept counts as a keyword.
func termsOf(p *text.Profile, concepts []string) []string {
	terms := make([]string, 0, len(p.Terms)+len(concepts))
	for _, o := range p.Terms {
		terms = append(terms, graded(o.Term, gradeOf(&o.Counts, &p.Lengths)))
	}
	for _, c := range concepts {
		t := graded(text.ConceptTerm(c), gradeOf(&[text.Parts]uint8{text.Keywords: 1}, &p.Lengths))
		if !slices.Contains(terms, t) {
			terms = append(terms, t)
		}
	}
	return terms
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
