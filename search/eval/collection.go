package eval

import (
	"fmt"
	"slices"
	"strings"

	"splot/search"
	"splot/search/text"
)

// Document is an offer of the collection. Title or Text may be empty.
type Document struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Topic is a need of the collection.
type Topic struct {
	ID   string
	Text string
}

// Collection is a judged collection. Documents are sorted by id, topics stand as in their file.
type Collection struct {
	Documents []Document
	Topics    []Topic
	Judged    map[string]map[string]bool // topic → documents that are right for it, present or not

	topics []search.Entry
}

// New checks and completes a collection.
func New(documents []Document, topics []Topic, judged map[string]map[string]bool) *Collection {
	slices.SortFunc(documents, func(a, b Document) int { return strings.Compare(a.ID, b.ID) })
	c := &Collection{Documents: documents, Topics: topics, Judged: judged}
	texts := make([]string, len(topics))
	for i, t := range topics {
		texts[i] = t.Text
	}
	home := homeLanguage(texts)
	for i, t := range topics {
		c.topics = append(c.topics, search.Entry{
			ID: topicID(i), Version: 1, Kind: search.Need, Organisation: "asks", Visibility: search.VisibleNetwork,
			Title: inLanguage(t.Text, home),
		})
	}
	return c
}

// Lines says which topics of a file are measured, by their number after the header.
type Lines string

// The choices of lines: to tune on the one half and report the other.
const (
	AllLines  Lines = "all"
	OddLines  Lines = "odd"
	EvenLines Lines = "even"
)

// Select lists the numbers of the topics to measure, and counts those that were left out because nothing is
// judged right for them.
func (c *Collection) Select(lines Lines) (topics []int, unjudged int) {
	for i, t := range c.Topics {
		if lines == OddLines && i%2 == 1 || lines == EvenLines && i%2 == 0 {
			continue
		}
		if len(c.Judged[t.ID]) == 0 {
			unjudged++
			continue
		}
		topics = append(topics, i)
	}
	return topics, unjudged
}

// Entries are the documents as approved technologies and the topics as approved needs of another organisation.
// Their ids are numbers in the order of the collection's, so that ties are broken as by the ids themselves and no
// id of a topic meets one of a document.
func (c *Collection) Entries() []search.Entry {
	titles, texts := make([]string, len(c.Documents)), make([]string, len(c.Documents))
	for i, d := range c.Documents {
		titles[i], texts[i] = d.Title, d.Text
	}
	home := homeLanguage(slices.Concat(titles, texts))
	list := make([]search.Entry, 0, len(c.Documents)+len(c.topics))
	for i, d := range c.Documents {
		list = append(list, search.Entry{
			ID: documentID(i), Version: 1, Kind: search.Technology, Organisation: "offers", Visibility: search.VisibleNetwork,
			Title: inLanguage(d.Title, home), Description: inLanguage(d.Text, home),
		})
	}
	return append(list, c.topics...)
}

func documentID(i int) string { return fmt.Sprintf("d%08d", i) }
func topicID(i int) string    { return fmt.Sprintf("t%08d", i) }

// document is the collection's id of an entry.
func (c *Collection) document(entry string) (string, error) {
	var i int
	if _, err := fmt.Sscanf(entry, "d%d", &i); err != nil || i < 0 || i >= len(c.Documents) {
		return "", fmt.Errorf("ranked entry %q is no document of the collection", entry)
	}
	return c.Documents[i].ID, nil
}

// inLanguage files a text under its language, or without evidence under that of its neighbours.
func inLanguage(s string, home text.Lang) search.Text {
	lang, _ := text.Detect(s)
	if lang == text.Unknown {
		lang = home
	}
	if lang == text.Polish {
		return search.Text{PL: s}
	}
	return search.Text{EN: s}
}

// homeLanguage is the language of most texts.
func homeLanguage(texts []string) text.Lang {
	polish, english := 0, 0
	for _, s := range texts {
		switch lang, _ := text.Detect(s); lang {
		case text.Polish:
			polish++
		case text.English:
			english++
		}
	}
	if polish > english {
		return text.Polish
	}
	return text.English
}
