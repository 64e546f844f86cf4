package account

import "strings"

// agents and systems are looked for in order: browsers name those that they descend from, too.
var (
	agents = []struct{ mark, name string }{
		{"Edg", "Edge"},
		{"OPR/", "Opera"},
		{"SamsungBrowser/", "Samsung Internet"},
		{"Vivaldi/", "Vivaldi"},
		{"Firefox/", "Firefox"},
		{"FxiOS/", "Firefox"},
		{"HeadlessChrome/", "Chrome"},
		{"Chrome/", "Chrome"},
		{"CriOS/", "Chrome"},
		{"Safari/", "Safari"},
		{"curl/", "curl"},
	}
	systems = []struct{ mark, name string }{
		{"Android", "Android"},
		{"iPhone", "iPhone"},
		{"iPad", "iPad"},
		{"Windows", "Windows"},
		{"Mac OS X", "macOS"},
		{"CrOS", "ChromeOS"},
		{"Linux", "Linux"},
	}
)

// describeAgent shortens a User-Agent to the words by which people know their devices. What it does not
// know is not kept at all: the text is the client's and would be shown.
func describeAgent(agent string) string {
	var words []string
	for _, list := range [...][]struct{ mark, name string }{agents, systems} {
		for _, item := range list {
			if strings.Contains(agent, item.mark) {
				words = append(words, item.name)
				break
			}
		}
	}
	return strings.Join(words, ", ")
}
