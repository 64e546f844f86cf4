package importing

import (
	"regexp"
	"strings"

	"splot/app"
)

// pkd is a code of PKD or NACE: perhaps the letter of its section, the division, and the class with its letter.
var pkd = regexp.MustCompile(`^(?i:PKD|NACE)?(?:\s*20(?:07|25))?[\s:]*(?:[A-U][.\s]?)?\s*([0-9]{2})(?:[.\s]?([0-9]{1,2}))?(?:[.\s]?[0-9])?(?:[.\s]?[A-Za-z])?(?:[\s.,:;–-]+\p{L}[^0-9;|]*)?$`)

// division45 is where PKD 2025 put what PKD 2007 had as division 45, the trade and repair of motor vehicles (key of
// Statistics Poland from PKD 2007 to PKD 2025). Registers carry the old codes until the end of 2026.
func division45(class string) []string {
	switch {
	case strings.HasPrefix(class, "1"):
		return []string{"46", "47"} // sale of vehicles
	case strings.HasPrefix(class, "2"):
		return []string{"95"} // their repair
	case class == "31":
		return []string{"46"} // parts, wholesale
	case class == "32":
		return []string{"47"} // parts, retail
	}
	return []string{"46", "47", "95"}
}

// pkdNamed takes a class to its division. One of the old edition that has several successors yields the first of them,
// and the note all.
func pkdNamed(c *codes, value string) (string, *app.FieldError) {
	m := pkd.FindStringSubmatch(strings.TrimSpace(value))
	if m == nil {
		return "", nil
	}
	if m[1] == "45" {
		next := division45(m[2])
		adapted := app.Field("pkd", "pkd_2007", "from", inOneLine(value), "to", strings.Join(next, ", "))
		return next[0], &adapted
	}
	if _, ok := c.list.Label(m[1]); ok {
		return m[1], nil
	}
	return "", nil
}

// successors are all divisions that a note names.
func successors(code string, adapted *app.FieldError) []string {
	if adapted != nil && adapted.Code == "pkd_2007" {
		return strings.Split(adapted.Params["to"].(string), ", ")
	}
	if code == "" {
		return nil
	}
	return []string{code}
}
