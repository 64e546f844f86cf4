// Package tabular reads tables that people bring for import: CSV, TSV, XLSX, ODS and JSON (lines, an array, objects
// one after the other), each also compressed with gzip, as one stream of rows. It knows no word of the domain.
//
// A Reader finds the encoding, the separator, the sheet and the header by itself and tells what it assumed (About).
// A text file that is not UTF-8 is UTF-16 if every second byte is zero, else that of Windows-1250, ISO-8859-2 and
// CP852 in which it looks most like Polish. Text files are read as a stream and never held whole; a workbook is held
// unpacked, up to its limit. Everything is bounded by Limits. Formulas of workbooks are reported and never evaluated;
// a text that merely begins like a formula is a text. Nothing in a file makes the program open another one.
//
// What is wrong with a row, or with one of its cells, comes with it as a Problem: a cell that nobody asks for harms
// nobody. What ends the reading is an *Error. A Reader is for one goroutine and is read once. The package imports the
// standard library, excelize and the encodings of golang.org/x/text.
package tabular
