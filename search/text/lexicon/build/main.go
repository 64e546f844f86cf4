// Command build compiles the lexicon of package text of its sources.
package main

import (
	"flag"
	"fmt"
	"os"

	"splot/search/text"
)

func main() {
	sources := flag.String("sources", "", "the folder of package text")
	out := flag.String("out", "", "the file to write")
	flag.Parse()
	packed, err := text.CompileLexicon(os.DirFS(*sources))
	if err == nil {
		err = os.WriteFile(*out, packed, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
	fmt.Fprintf(os.Stderr, "%d bytes\n", len(packed))
}
