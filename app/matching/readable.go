package matching

import (
	"reflect"
	"slices"

	"splot/app"
	"splot/search/match"
)

// telling lists the findings that say no more of an anonymous side than its teaser shows. Findings about what both
// sides have in common are among them: the viewer knows the own side's.
var telling = []string{
	match.NoteNotStated, match.NoteTopicWeak, match.NoteFieldDiffers, match.NoteTRLReached, match.NoteTRLLow,
	match.NoteSameRegion, match.NoteOtherRegion, match.NoteCommonLanguage, match.NoteNoCommonLanguage,
	match.NoteConceptsShared, match.NoteKISShared, match.NotePKDShared, match.NoteCooperationShared, match.NoteAge,
}

// readable is a match's explanation for someone to whom a side is anonymous: of words, only those that stand in
// what is shown of that side. The numbers are the same for everybody.
func readable(m *app.Match, need, offer SideView) ([]app.Component, []app.Finding) {
	inNeed, inOffer, asked := shown(need), shown(offer), named(need)
	list := slices.Clone(m.Components)
	for i := range list {
		c := &list[i]
		c.Notes = readableFindings(c.Notes, asked)
		c.Pairs = slices.DeleteFunc(slices.Clone(c.Pairs), func(p app.Pair) bool { return !inNeed(p.Need) || !inOffer(p.Offer) })
	}
	return list, readableFindings(m.Missing, asked)
}

// shown tells of a word whether the viewer may know that it stands in a side's texts.
func shown(v SideView) func(string) bool {
	if v.Level != app.LevelTeaser {
		return func(string) bool { return true }
	}
	return teaserWords(v).Has
}

// named tells of a term whether the viewer may know that a side names it, in whatever form.
func named(v SideView) func(string) bool {
	if v.Level != app.LevelTeaser {
		return func(string) bool { return true }
	}
	return teaserWords(v).HasTerm
}

func teaserWords(v SideView) match.Words {
	c := v.Content
	return match.WordsOf(c.Title.PL, c.Title.EN, c.Teaser.PL, c.Teaser.EN)
}

func readableFindings(all []app.Finding, asked func(string) bool) []app.Finding {
	list := []app.Finding{}
	for _, f := range all {
		switch {
		case f.Code == match.NoteTermsMissing:
			if terms, langs := termsOf(f.Params, asked); len(terms) > 0 {
				list = append(list, app.Finding{Code: f.Code, Params: map[string]any{"terms": terms, "langs": langs}})
			}
		case slices.Contains(telling, f.Code):
			list = append(list, f)
		}
	}
	return list
}

// termsOf are the missing terms that may be told, with their languages.
func termsOf(params map[string]any, may func(string) bool) (terms, langs []string) {
	of := words(params["langs"])
	for i, term := range words(params["terms"]) {
		if may(term) && i < len(of) {
			terms, langs = append(terms, term), append(langs, of[i])
		}
	}
	return terms, langs
}

// words reads a list of strings in whatever form of list the document store returned it.
func words(value any) []string {
	var list []string
	v := reflect.ValueOf(value)
	if v.Kind() != reflect.Slice {
		return nil
	}
	for i := range v.Len() {
		if s, ok := v.Index(i).Interface().(string); ok {
			list = append(list, s)
		}
	}
	return list
}
