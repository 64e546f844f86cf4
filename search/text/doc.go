// Package text turns Polish and English text into index terms that remember where they came from.
//
// Analyse tokenises, folds and stems one text; Fields lists the texts of a search.Entry with their language and their
// part; Translations gives the terms of the other language for a stem or a run of stems; Related what the thesaurus
// relates to them.
//
// Both languages share one space of terms: a stem loses its diacritics and its final vowel in either language, so that
// energy and energia, or laser and laser, meet without a dictionary. A Polish word is looked up in the forms of package
// lemma; what that does not know is taken apart at a learned prefix, and then guessed by Stempel. Skeleton tells the
// international words that are spelt differently.
//
// Translations come from a lexicon compiled of our glossaries, EuroSciVoc and FreeDict (CompileLexicon), each with
// its confidence, and from the terms that a Dictionary has been given: these may change at any time, and whoever keeps
// translated terms makes them anew then. A dictionary belongs to a program and not to the process. Index terms do
// not depend on it. Everything else is a pure function of its arguments and of the embedded tables, which load once on
// first use and never change after; all of it is safe for concurrent use. It imports packages search, lemma and euroscivoc, x/text and the Stempel table, nothing else.
package text
