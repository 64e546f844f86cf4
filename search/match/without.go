package match

import "slices"

// Parts of the formula beside the components that can be switched off to see what they earn.
const (
	PartTranslations = "translations" // terms of the other language
	PartCognates     = "cognates"     // terms that are alike in their sounds
)

// Switches lists what Without can switch off: every component but the topic's, which is always known, and the
// parts above.
func Switches() []string {
	list := slices.DeleteFunc(slices.Clone(Names), func(name string) bool { return name == Topic })
	return append(list, PartTranslations, PartCognates)
}

// Without are the weights with one component or part off, under a version of their own; false if there is no such
// switch.
func (w Weights) Without(name string) (Weights, bool) {
	w.Version += " without " + name
	switch name {
	case PartTranslations:
		w.Translated = 0
		return w, true
	case PartCognates:
		w.Cognate = 0
		return w, true
	}
	i := slices.Index(Names, name)
	if i < 0 || name == Topic {
		return w, false
	}
	w.Share[i] = 0
	return w, true
}
