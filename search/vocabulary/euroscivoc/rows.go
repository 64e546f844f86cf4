// Package euroscivoc holds the data of EuroSciVoc 1.3 (Publications Office of the European Union, reuse authorised) for
// the packages that make something of it: the concepts of package vocabulary, the translations of package text. It
// imports the standard library only; what Rows returns belongs to the caller.
package euroscivoc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed" // the data
	"fmt"
	"strings"
)

// Row is a concept as published.
type Row struct {
	Notation, Broader string
	EN, PL            string
	Alternatives      []string // other English wordings, most of them as they occur in project descriptions
}

//go:embed euroscivoc.tsv.gz
var packed []byte

// Rows reads the data, in the order of the file. It panics on broken data: it is part of the program.
func Rows() []Row {
	rows, err := read(packed)
	if err != nil {
		panic("euroscivoc: " + err.Error())
	}
	return rows
}

func read(packed []byte) ([]Row, error) {
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("open EuroSciVoc: %w", err)
	}
	var rows []Row
	lines := bufio.NewScanner(unpacked)
	lines.Scan() // header
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) != 5 {
			return nil, fmt.Errorf("EuroSciVoc line %q has %d cells", lines.Text(), len(cells))
		}
		r := Row{Notation: cells[0], Broader: cells[1], EN: cells[2], PL: cells[3]}
		if cells[4] != "" {
			r.Alternatives = strings.Split(strings.ReplaceAll(cells[4], "_", " "), "|")
		}
		rows = append(rows, r)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read EuroSciVoc: %w", err)
	}
	return rows, nil
}
