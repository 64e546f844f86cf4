// Package lemma knows the inflected forms of Polish words.
//
// The table maps every form that the dictionary of hunspell-pl generates, without diacritics, to the key of its
// word: the lemma without diacritics and without the ending that its family does not share. Forms of a noun have
// one key, and so have a verb with its participles and verbal nouns (oczyszczać, oczyszczanie, oczyszczany) and
// a noun with the adjective in -owy that is made of it (wodór, wodorowy). Where a form belongs to several words the
// generator has chosen one; see build.
//
// forms.bin.gz is made by the program in build (go generate); its header names the sources by their SHA-256. It opens
// at the first look-up and never changes; everything is safe for concurrent use. The package imports the standard
// library only.
package lemma

//go:generate go run ./build -dic /usr/share/hunspell/pl_PL.dic -aff /usr/share/hunspell/pl_PL.aff -terms ../glossary -out forms.bin.gz -sample ../testdata/words.tsv.gz
