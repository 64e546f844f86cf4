// Command build makes the table of package lemma of a Hunspell dictionary: it applies the affix rules to every
// entry, chooses the word of each form and writes the minimal automaton. Equal input gives equal output.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dic := flag.String("dic", "", "the dictionary, pl_PL.dic")
	aff := flag.String("aff", "", "its rules, pl_PL.aff")
	terms := flag.String("terms", "", "a folder of glossaries: of several words with one form, theirs is preferred")
	out := flag.String("out", "", "the table to write")
	words := flag.String("sample", "", "a table of words for the tests to write")
	flag.Parse()
	if err := run(*dic, *aff, *terms, *out, *words); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(dic, aff, terms, out, words string) error {
	d, err := os.ReadFile(dic)
	if err != nil {
		return fmt.Errorf("read dictionary: %w", err)
	}
	a, err := os.ReadFile(aff)
	if err != nil {
		return fmt.Errorf("read rules: %w", err)
	}
	preferred, err := preferredLemmas(terms)
	if err != nil {
		return err
	}
	rules, err := parseRules(latin2(a))
	if err != nil {
		return err
	}
	entries := parseEntries(latin2(d))
	if err := sample(entries, rules, words); err != nil {
		return err
	}
	header := fmt.Sprintf("%s %x\n%s %x\n", filepath.Base(dic), sha256.Sum256(d), filepath.Base(aff), sha256.Sum256(a))
	packed, err := compile(expand(entries, rules, preferred)).pack(header)
	if err != nil {
		return err
	}
	return os.WriteFile(out, packed, 0o644)
}

func (a *automaton) pack(header string) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("pack table: %w", err)
	}
	if err := a.write(z, header); err != nil {
		return nil, fmt.Errorf("pack table: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack table: %w", err)
	}
	return b.Bytes(), nil
}
