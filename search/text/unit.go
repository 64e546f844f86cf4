package text

var units = func() map[string]bool {
	m := map[string]bool{}
	for _, u := range []string{
		"mm", "cm", "m", "km", "um", "µm", "μm", "nm", "m2", "m3", "l", "ml", "dm3", "g", "mg", "kg", "t", "ug",
		"µg", "μg", "w", "kw", "mw", "gw", "wh", "kwh", "mwh", "gwh", "v", "kv", "mv", "a", "ma", "ah", "mah", "ohm",
		"hz", "khz", "mhz", "ghz", "thz", "pa", "kpa", "mpa", "gpa", "bar", "mbar", "n", "kn", "nm", "j", "kj", "mj",
		"c", "k", "s", "ms", "us", "ns", "min", "h", "rpm", "b", "kb", "mb", "gb", "tb", "gbps", "mbps", "db", "lm", "lx",
		"ppm", "ppb", "ph", "pln", "eur", "zł", "d", "bit",
	} {
		m[u] = true
	}
	return m
}()

func isUnit(lower string) bool { return units[lower] }
