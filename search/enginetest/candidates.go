package enginetest

import (
	"slices"
	"strings"
	"testing"

	"splot/search"
)

func versions(t *testing.T, e search.Engine) {
	need := entry("n", search.Need, "asks", "ogniwa paliwowe")
	newer := entry("t", search.Technology, "o1", "Ogniwa paliwowe", func(e *search.Entry) { e.Version = 3 })
	put(t, e, newer)
	put(t, e, entry("t", search.Technology, "o1", "Meble biurowe", func(e *search.Entry) { e.Version = 2 }))
	equal(t, "an older version changes nothing", candidates(t, e, need), []string{"t"})
	put(t, e, entry("t", search.Technology, "o1", "Meble biurowe", func(e *search.Entry) { e.Version = 4 }))
	equal(t, "a newer one replaces", candidates(t, e, need), []string{})
	equal(t, "and is found", found(t, e, search.Query{Text: "meble", Viewer: itself}), []string{"t"})
}

func deletes(t *testing.T, e search.Engine) {
	put(t, e, entry("a", search.Technology, "o1", "Robot spawalniczy"), entry("b", search.Technology, "o1", "Robot pakujący"))
	if err := e.Delete(t.Context(), "a", "never there"); err != nil {
		t.Fatal(err)
	}
	equal(t, "search", found(t, e, search.Query{Text: "robot", Viewer: itself}), []string{"b"})
	equal(t, "candidates", candidates(t, e, entry("n", search.Need, "asks", "robot")), []string{"b"})
}

func order(t *testing.T, e search.Engine) {
	put(t, e,
		entry("packaging", search.Technology, "o1", "Biodegradowalne opakowania do żywności"),
		entry("film", search.Technology, "o2", "Folia opakowaniowa"),
		entry("welding", search.Technology, "o3", "Zrobotyzowane spawanie aluminium"),
		entry("long", search.Technology, "o4", "Druk na tekturze", func(e *search.Entry) {
			e.Description.PL = "Drukujemy na tekturze. " + strings.Repeat("Kolory są trwałe i odporne na światło. ", 40) + "Robimy też opakowania."
		}),
	)
	got := candidates(t, e, entry("n", search.Need, "asks", "Potrzebne opakowanie żywności, biodegradowalne"))
	if len(got) == 0 || got[0] != "packaging" {
		t.Errorf("best first: got %v", got)
	}
	if slices.Contains(got, "welding") {
		t.Errorf("an entry without a common word is no candidate: %v", got)
	}
}

func languages(t *testing.T, e search.Engine) {
	put(t, e,
		entry("sensor", search.Technology, "o1", "", english("Wireless vibration sensors for machine tools")),
		entry("concrete", search.Technology, "o2", "", english("Low-carbon concrete")),
	)
	got := candidates(t, e, entry("n", search.Need, "asks", "Bezprzewodowy czujnik drgań obrabiarki"))
	equal(t, "a Polish need finds the English offer", got, []string{"sensor"})
}

func bothWays(t *testing.T, e search.Engine) {
	need := entry("need", search.Need, "asks", "Odzysk ciepła odpadowego z pieca")
	put(t, e, need, entry("need2", search.Need, "asks2", "Recykling tworzyw"))
	offer := entry("tech", search.Technology, "o1", "Wymiennik do odzysku ciepła odpadowego")
	competence := entry("comp", search.Competence, "o2", "Badania odzysku ciepła")
	put(t, e, offer, competence)
	equal(t, "offer finds need", candidates(t, e, offer), []string{"need"})
	got := candidates(t, e, need)
	slices.Sort(got)
	equal(t, "need finds technology and competence", got, []string{"comp", "tech"})
}

func longNeed(t *testing.T, e search.Engine) {
	put(t, e, entry("membrane", search.Technology, "o1", "Membrany ceramiczne do filtracji ścieków"))
	need := entry("n", search.Need, "asks", "Filtracja ścieków membraną ceramiczną", func(e *search.Entry) {
		e.Description.PL = strings.Repeat("Zakład zatrudnia ludzi, hala stoi przy torach, samochody przyjeżdżają rano. ", 130)
	})
	equal(t, "what the title asks is found", candidates(t, e, need), []string{"membrane"})
}

func gates(t *testing.T, e search.Engine) {
	cluster := func(v, c string) func(*search.Entry) {
		return func(e *search.Entry) { e.Visibility, e.Clusters = v, []string{c} }
	}
	put(t, e,
		entry("own", search.Technology, "asks", "Laser światłowodowy"),
		entry("need", search.Need, "o1", "Laser światłowodowy"),
		entry("organisation", search.Organisation, "o1", "Laser światłowodowy"),
		entry("excludes", search.Technology, "o2", "Laser światłowodowy", func(e *search.Entry) { e.Excluded = []string{"asks"} }),
		entry("excluded", search.Technology, "rival", "Laser światłowodowy"),
		entry("elsewhere", search.Technology, "o3", "Laser światłowodowy", cluster(search.VisibleCluster, "mak")),
		entry("here", search.Technology, "o4", "Laser światłowodowy", cluster(search.VisibleCluster, "makros")),
		entry("network", search.Technology, "o5", "Laser światłowodowy", cluster(search.VisibleNetwork, "mak")),
		entry("teaser", search.Competence, "o6", "Laser światłowodowy", cluster(search.VisibleTeaser, "mak")),
		entry("unstated", search.Technology, "o7", "Laser światłowodowy", cluster("", "makros")),
	)
	need := entry("n", search.Need, "asks", "Laser światłowodowy", func(e *search.Entry) { e.Excluded = []string{"rival"} })
	got := candidates(t, e, need)
	slices.Sort(got)
	equal(t, "open gates", got, []string{"here", "network", "teaser"})
}
