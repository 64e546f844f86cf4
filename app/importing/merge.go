package importing

import (
	"maps"
	"slices"

	"splot/app"
)

// merging compares one row with what is stored.
type merging struct {
	changes, kept []Change
	memory        app.ImportMemory
	news          bool // the file says something that it did not say before
}

// merge puts into the target what the row says, field by field, unless a person has changed the field since the source
// said something of it. For a new target everything counts; where nothing is remembered, what is there is a person's,
// unless untouched says that nobody can have changed it.
func merge[T any](fields []Field, at map[string]access[T], target *T, r *row, before app.ImportMemory, untouched bool) merging {
	m := merging{memory: maps.Clone(before)}
	if m.memory == nil {
		m.memory = app.ImportMemory{}
	}
	for _, f := range fields {
		a, has := at[f.Name]
		if !has || !r.given(f.Name) {
			continue
		}
		have, want := a.get(target), r.values[f.Name]
		last, remembered := before[f.Name]
		if !remembered && untouched {
			last, remembered = app.Sum(have), true
		}
		sum := app.Sum(want)
		m.news = m.news || sum != last && !slices.Equal(have, want) && len(want) > 0
		m.memory[f.Name] = sum
		switch {
		case slices.Equal(have, want):
		case remembered && last == app.Sum(have), !remembered && len(have) == 0:
			a.put(target, want)
			m.changes = append(m.changes, Change{f.Name, have, want})
		case len(want) > 0:
			m.kept = append(m.kept, Change{f.Name, have, want})
		}
	}
	return m
}

// idle is what becomes of a row that changes nothing.
func (m merging) idle() string {
	if m.news && len(m.kept) > 0 {
		return Kept
	}
	return Unchanged
}
