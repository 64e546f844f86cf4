// Package text turns Polish and English text into index terms that remember where they came from.
//
// Analyse tokenises, folds and stems one text; Fields lists the texts of a search.Entry with their language
// and their part; Translations gives the terms of the other language for a stem or a run of stems.
//
// Both languages share one space of terms: a stem loses its diacritics and its final vowel in either language,
// so that energy and energia, or laser and laser, meet without a dictionary. Everything here is a pure
// function of its arguments and of the embedded tables, which load once on first use and never change after;
// all of it is safe for concurrent use. It imports package search, x/text and the Stempel table, nothing else.
package text
