// Package vocabulary is EuroSciVoc, the European Science Vocabulary, in Polish and English: look-up by
// notation, the path to the root and between concepts, how near they are, concepts that a text names, and completion while
// typing.
//
// The data is that of package euroscivoc (EuroSciVoc 1.3, Publications Office of the European Union, reuse
// authorised), read once at first use, about 3 MB in memory. Everything is read-only and safe for
// concurrent use. The package imports packages search and text, its data and the standard
// library.
package vocabulary
