package importing

import (
	"html"
	"regexp"
	"strings"
)

var (
	tag      = regexp.MustCompile(`(?is)</?(?:p|br|div|span|ul|ol|li|b|i|u|em|strong|a|img|h[1-6]|table|thead|tbody|tr|t[dh]|script|style|blockquote|pre|code|font|sup|sub|hr|section|article|header|footer|iframe|svg|figure|small)(?:\s[^<>]*)?/?>`)
	unseen   = regexp.MustCompile(`(?is)<(script|style)(?:\s[^<>]*)?>.*?</(?:script|style)\s*>|<!--.*?-->`)
	breaks   = regexp.MustCompile(`(?i)<(?:br|/p|/div|/li|/h[1-6]|/tr|/ul|/ol|/table|/section|/article|/blockquote|hr|li|p|h[1-6]|ul|ol|div|tr)(?:\s[^<>]*)?/?>`)
	cells    = regexp.MustCompile(`(?i)</t[dh]>`)
	entity   = regexp.MustCompile(`&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});`)
	emptyRun = regexp.MustCompile(`\n{2,}`)
)

// plainText makes text of a value that an editor or an API kept as HTML: its blocks become lines. It tells whether the
// value was HTML. A sign such as < that belongs to no tag stays.
func plainText(s string) (string, bool) {
	tagged := tag.MatchString(s)
	if !tagged {
		if !entity.MatchString(s) {
			return s, false
		}
		text := cleaned(html.UnescapeString(s))
		return text, text != cleaned(s)
	}
	s = unseen.ReplaceAllString(s, "")
	s = strings.Join(strings.Fields(s), " ")
	s = cells.ReplaceAllString(breaks.ReplaceAllString(s, "\n"), " ")
	s = html.UnescapeString(tag.ReplaceAllString(s, ""))
	lines := strings.Split(cleaned(s), "\n")
	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}
	return strings.TrimSpace(emptyRun.ReplaceAllString(strings.Join(lines, "\n"), "\n")), true
}
