// Package tabular reads tables that people bring for import: CSV, TSV, XLSX and JSON Lines, each also
// compressed with gzip, as one stream of rows.
//
// A Reader finds the encoding (UTF-8, UTF-16 with a byte order mark, Windows-1250), the separator and the
// header by itself. CSV, TSV and JSON Lines are read as a stream and never held whole; a workbook is held
// unpacked, up to its limit. Everything is bounded by Limits. Formulas are reported and never evaluated,
// and nothing in a file makes the program open another one.
//
// What is wrong with one row comes with the row, as Problems; what ends the reading is an *Error. A Reader
// is for one goroutine and is read once. The package imports the standard library, excelize and the
// encodings of golang.org/x/text.
package tabular
