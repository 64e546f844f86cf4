// Package capability suggests what a need or a call for proposals takes: noun phrases of the text that a partner could
// be able to do or provide, those that say the same put together, each with the words that it came from.
//
// It knows as much grammar as the table of Polish forms and the endings of English words tell: a phrase is a run of
// nouns with their adjectives, it never goes across a verb, a comma or the end of a sentence, and one preposition may
// stand within. Words of projects, measures and general things are listed (framing.txt). A phrase is worth what the
// thesaurus, the glossary and EuroSciVoc know of it, more in a title and where the sentence says that something is
// looked for, less where it tells what there is or where something happens. Polish phrases are shown in the nominative
// where the endings leave no doubt. People edit what it suggests.
//
// Terms lists what a text names that a dictionary knows, by the same grammar: it is what people are told that an offer
// lacks, so it is right or silent. Denied terms, the present state, measures, usual and broad words are left out.
//
// The functions are pure; equal texts have equal suggestions. It imports search/text, its table of forms, and
// search/vocabulary.
package capability
