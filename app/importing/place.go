package importing

import (
	"regexp"
	"strings"
	"sync"
)

// towns are Polish towns by what they are called: those with the rights of a county and the larger others whose names
// occur in one voivodeship only.
var towns = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(townsTSV) {
		voivodeship, names, _ := strings.Cut(strings.TrimSpace(line), "\t")
		for name := range strings.SplitSeq(names, ", ") {
			all[Fold(name)] = voivodeship
		}
	}
	return all
})

var postCode = regexp.MustCompile(`^\s*[0-9]{2}-?[0-9]{3}\s+`)

// voivodeshipOf tells where a town lies, or nothing of one that it does not know.
func voivodeshipOf(town string) string {
	town = postCode.ReplaceAllString(town, "")
	for _, name := range []string{town, before(town, ","), before(town, "("), before(town, " - "), before(town, " – "), before(town, "-")} {
		if v := towns()[Fold(name)]; v != "" {
			return v
		}
	}
	return ""
}

func before(s, sep string) string {
	head, _, _ := strings.Cut(s, sep)
	return head
}
