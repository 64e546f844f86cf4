package app

import (
	_ "embed"
	"strings"
)

// The coded lists. A code never changes its meaning: a newer edition of a classification that moves codes
// comes with a migration of what is stored.
var (
	// Voivodeships are the 16 regions of Poland; a code is the name without diacritics.
	Voivodeships = codeList(voivodeshipsTSV)
	// Sectors are the fields of clusters.
	Sectors = codeList(sectorsTSV)
	// Languages are the official ones of the European Union and Ukrainian, by ISO 639-1.
	Languages = codeList(languagesTSV)
	// Countries are those of ISO 3166-1 and Kosovo (XK), by their two-letter codes; the names are those of CLDR.
	Countries = codeList(countriesTSV)
	// PKDDivisions are the divisions of PKD 2025, the Polish edition of NACE Rev. 2.1; the English names
	// are those of NACE.
	PKDDivisions = codeList(pkdTSV)
	// KIS are the national smart specialisations (krajowe inteligentne specjalizacje).
	KIS = codeList(kisTSV)
)

var (
	//go:embed lists/voivodeships.tsv
	voivodeshipsTSV string
	//go:embed lists/sectors.tsv
	sectorsTSV string
	//go:embed lists/languages.tsv
	languagesTSV string
	//go:embed lists/countries.tsv
	countriesTSV string
	//go:embed lists/pkd.tsv
	pkdTSV string
	//go:embed lists/kis.tsv
	kisTSV string
)

// codeList reads lines of code, Polish and English label between tabs. The lists are part of the program,
// so a broken one is a mistake of ours and panics.
func codeList(tsv string) CodeList {
	var list CodeList
	for line := range strings.Lines(tsv) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 3 {
			panic("app: a coded list has a broken line: " + line)
		}
		list = append(list, Code{Code: cells[0], Label: Text{PL: cells[1], EN: cells[2]}})
	}
	return list
}
