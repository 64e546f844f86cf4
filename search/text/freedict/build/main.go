// Command build makes freedict.tsv.gz of package text of FreeDict's Polish-English dictionary in its dictd form.
// Each line of the table is a Polish word or phrase, a tab, and its English translations with their confidence in
// hundredths: "siec<TAB>network:74|net:66". Equal input gives equal output.
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
)

func main() {
	dict := flag.String("dict", "", "the dictionary, freedict-pol-eng.dict.dz")
	index := flag.String("index", "", "its index, freedict-pol-eng.index")
	out := flag.String("out", "", "the table to write")
	flag.Parse()
	if err := run(*dict, *index, *out); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(dict, index, out string) error {
	packed, err := os.ReadFile(dict)
	if err != nil {
		return fmt.Errorf("read dictionary: %w", err)
	}
	places, err := os.ReadFile(index)
	if err != nil {
		return fmt.Errorf("read index: %w", err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return fmt.Errorf("open dictionary: %w", err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return fmt.Errorf("unpack dictionary: %w", err)
	}
	table := fmt.Sprintf("# FreeDict pol-eng 2022.11.18, CC BY-SA 3.0, adapted; sha256 %x\n", sha256.Sum256(packed)) + lines(articles(text, places))
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("pack table: %w", err)
	}
	if _, err := io.WriteString(w, table); err != nil {
		return fmt.Errorf("pack table: %w", err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("pack table: %w", err)
	}
	return os.WriteFile(out, b.Bytes(), 0o644)
}

// lines makes the table's lines, sorted by word.
func lines(articles []string) string {
	found := map[string][]sense{}
	for _, a := range articles {
		if word, senses := read(a); word != "" {
			found[word] = append(found[word], senses...)
		}
	}
	var b strings.Builder
	for _, word := range slices.Sorted(maps.Keys(found)) {
		if line := translations(found[word]); line != "" {
			fmt.Fprintf(&b, "%s\t%s\n", word, line)
		}
	}
	return b.String()
}

// articles cuts the text at the places that the index names, in their order, each once.
func articles(text, index []byte) []string {
	type place struct{ at, length int }
	var places []place
	for line := range strings.Lines(string(index)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) < 3 || strings.HasPrefix(f[0], "00database") {
			continue
		}
		p := place{number(f[1]), number(f[2])}
		if p.at+p.length <= len(text) {
			places = append(places, p)
		}
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.length, b.length)) })
	var out []string
	for _, p := range slices.Compact(places) {
		out = append(out, string(text[p.at:p.at+p.length]))
	}
	return out
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// number reads the numbers of a dictd index: to the base 64, the highest digit first.
func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n<<6 | max(0, strings.IndexByte(digits, s[i]))
	}
	return n
}
