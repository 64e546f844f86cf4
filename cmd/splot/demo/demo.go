package demo

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"splot/app"
)

// Set is the whole of the data, in an order in which it can be loaded: nothing refers to what comes after,
// but for a cluster's coordinator.
type Set struct {
	Clusters      []Cluster
	Organisations []Organisation
	People        []Person
	Entries       []Entry
	Matches       []Match
	Features      Features
}

// Cluster is a cluster with its coordinator by key.
type Cluster struct {
	Slug          string
	Name          app.Text
	Sector        string
	Goal          app.Text
	Voivodeship   string
	Stage         string
	Coordinator   string // key of an organisation
	FundingNotice app.Text
}

// Organisation is a published organisation with its clusters by slug.
type Organisation struct {
	Key              string
	Name             string
	Origin           string
	Size             string
	NIP              string
	Voivodeship      string
	City             string
	PKD              []string
	KIS              []string
	Languages        []string
	Website          string
	Description      app.Text
	Keywords         []string
	Certifications   []string
	CooperationForms []string
	Clusters         []string // slugs
	Excluded         []string // keys of organisations
}

// Person is someone who can sign in.
type Person struct {
	Key          string
	Name         string
	Email        string
	Locale       app.Lang
	Organisation string // key, may be empty
	Grants       []Grant
}

// Grant is a role in its scope by key.
type Grant struct {
	Role         app.Role
	Cluster      string // slug
	Organisation string // key
}

// Entry is an audit entry in the state to which it has come. Its author is the representative of its
// organisation.
type Entry struct {
	Key          string
	Kind         app.Kind
	Organisation string // key
	Cluster      string // slug
	State        app.EntryState
	// Days ago is when it came into its state: written, submitted, reviewed, approved, withdrawn. An expired
	// entry was approved then, more than a year ago; a withdrawn one had been approved before.
	Days int
	// DeadlineMonths is a need's deadline in months from now, 0 for none.
	DeadlineMonths int
	Auditor        string         // key of a person, from in_review on
	Scores         map[string]int // of the rubric, by criterion; what the auditor could not judge is absent
	Summary        string
	Remarks        []app.Remark // of changes_requested
	Content        app.Content  // without the deadline; see ContentAt
}

// ContentAt is the content with the deadline reckoned from a time.
func (e Entry) ContentAt(now time.Time) app.Content {
	c := e.Content
	if e.DeadlineMonths > 0 && c.Need != nil {
		need := *c.Need
		deadline := now.AddDate(0, e.DeadlineMonths, 0).Truncate(24 * time.Hour)
		need.Deadline = &deadline
		c.Need = &need
	}
	return c
}

// Match tells what people did with a match, if the matching suggested it.
type Match struct {
	Need, Offer  string // keys of entries
	State        app.MatchState
	Days         int      // since the last action
	First        app.Side // who showed interest first
	NeedMessage  string   // with the interest of that side, where it showed interest
	OfferMessage string
	By           app.Side // who declined
	Reason       string   // of app.DeclineReasons
	Note         string
	HiddenBy     app.Side
}

//go:embed data/*.json
var files embed.FS

// Data reads the whole set.
func Data() (Set, error) {
	var s Set
	for _, part := range []struct {
		name string
		into any
	}{
		{"clusters", &s.Clusters},
		{"organisations", &s.Organisations},
		{"people", &s.People},
		{"matches", &s.Matches},
		{"features", &s.Features},
	} {
		if err := read("data/"+part.name+".json", part.into); err != nil {
			return Set{}, err
		}
	}
	names, err := fs.Glob(files, "data/entries-*.json")
	if err != nil {
		return Set{}, fmt.Errorf("list demonstration entries: %w", err)
	}
	for _, name := range names { // sorted
		var entries []Entry
		if err := read(name, &entries); err != nil {
			return Set{}, err
		}
		s.Entries = append(s.Entries, entries...)
	}
	return s, nil
}

// read refuses fields that the types do not have: a misspelt one would be lost without a word.
func read(name string, into any) error {
	raw, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read demonstration data: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("decode demonstration data %s: %w", name, err)
	}
	return nil
}

// Representative is the person who represents an organisation.
func (s Set) Representative(organisation string) (Person, bool) {
	i := slices.IndexFunc(s.People, func(p Person) bool {
		return slices.ContainsFunc(p.Grants, func(g Grant) bool {
			return g.Role == app.RoleRepresentative && g.Organisation == organisation
		})
	})
	if i < 0 {
		return Person{}, false
	}
	return s.People[i], true
}

// Shown lists the keys of the people to print at start: one for each role, and the two sides of the first
// match to try.
var Shown = []string{
	"admin", "manager.makros", "animator.makros", "auditor.makros", "mazur", "polimery",
}
