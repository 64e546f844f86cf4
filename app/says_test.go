package app_test

import (
	"testing"

	"splot/app"
)

func TestSays(t *testing.T) {
	texts := []string{"Kompostowalna folia barierowa", "Opakowania Mazur sp. z o.o."}
	for query, want := range map[string]bool{
		"":                 true,
		"  ":               true,
		"folia":            true,
		"FOLIA mazur":      true,
		"kompost":          true,
		"bariérowa":        true,
		"folia zgrzewalna": false,
		"mazur folią":      true, // ą is a
		"x":                false,
	} {
		if got := app.Says(query, texts...); got != want {
			t.Errorf("Says(%q) = %t, want %t", query, got, want)
		}
	}
}
