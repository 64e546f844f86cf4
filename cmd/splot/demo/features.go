package demo

import "splot/app"

// Features is what people made beside entries and matches.
type Features struct {
	Watches  []Watch
	Terms    []Term
	Projects []Project
}

// Watch is a saved search of a person.
type Watch struct {
	Person string // key
	Name   string
	Text   string
	Kinds  []string
	Days   int // since it was saved
}

// Term is what a manager added to the glossary.
type Term struct {
	Person string // key
	PL, EN string
	Days   int
}

// Project is a project draft whose members have been invited.
type Project struct {
	Person       string // key of the owner's representative
	Title, Goal  app.Text
	Call         string
	Need         string // key of an entry
	Capabilities []app.Capability
	Members      []Member
	Days         int
	Accepted     []string // keys of the organisations that have accepted
}

// Member is the owner of an entry, which covers a capability.
type Member struct {
	Entry      string // key
	Capability int
	Anonymous  bool // known by the entry only
}
