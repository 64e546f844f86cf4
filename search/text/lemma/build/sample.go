package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"slices"
	"strings"
)

// Of the words for the tests: how many, and how many forms of each at most.
const (
	sampleWords = 2000
	sampleForms = 12
	leastForms  = 3
)

// sample writes words of the dictionary, evenly spread, with some of their forms: "word<TAB>form|form|form".
func sample(entries []entry, rules map[byte][]rule, path string) error {
	var lines []string
	for _, e := range entries {
		if capital(e.word) || len(e.word) < 4 || fold(e.word) == "" {
			continue
		}
		var forms []string
		eachForm(e, rules, func(_ byte, s string) {
			if s != e.word {
				forms = append(forms, s)
			}
		})
		slices.Sort(forms)
		forms = slices.Compact(forms)
		if len(forms) >= leastForms {
			lines = append(lines, e.word+"\t"+strings.Join(spread(forms, sampleForms), "|"))
		}
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	for _, line := range spread(lines, sampleWords) {
		fmt.Fprintln(z, line)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write sample: %w", err)
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// spread takes n of a list, from its first to its last at even distances.
func spread(list []string, n int) []string {
	if len(list) <= n {
		return list
	}
	out := make([]string, n)
	for i := range out {
		out[i] = list[i*(len(list)-1)/(n-1)]
	}
	return out
}
