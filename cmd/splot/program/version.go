package program

import "runtime/debug"

// released is set by the linker at a release.
var released string

// Version is the release, or the commit that the program was built from, or "development".
func Version() string {
	if released != "" {
		return released
	}
	info, ok := debug.ReadBuildInfo()
	if ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				return s.Value[:12]
			}
		}
	}
	return "development"
}
