package text

import "strings"

// inflected tells that a word of a text is a form of a word as a dictionary writes it, by their letters: what the two
// have in common, and an ending of declension on either side. Words of one family are different words (suszenie, susza;
// tlenowy, tlen; litować, lit), and an acronym is itself letter by letter (ŚOR, not SOR).
func inflected(surface, written string, lang Lang) bool {
	if isAcronym(surface) || isAcronym(written) {
		return strings.TrimSuffix(surface, "s") == strings.TrimSuffix(written, "s")
	}
	if strings.EqualFold(surface, written) {
		return true
	}
	a, b := Fold(surface), Fold(written)
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n < min(3, len(b)) {
		return false
	}
	if lang == English {
		return plural(a[n:], b[n:])
	}
	if declined, ok := adjectival[b]; ok {
		return strings.Contains(declined, " "+a+" ")
	}
	for ; n >= 3 || n == len(b); n-- { // endings may share letters too: jonow-y, jonow-ych
		if baseEndings[b[n:]] && caseEndings[a[n:]] {
			return true
		}
	}
	return false
}

func plural(surface, written string) bool {
	switch surface {
	case "", "s", "es":
		return written == "" || surface == "" && (written == "s" || written == "es")
	case "ies":
		return written == "y"
	case "y":
		return written == "ies"
	}
	return false
}

// adjectival are nouns whose forms a rule would take from others: dań is no form of dane.
var adjectival = map[string]string{"dane": " dane danych danym danymi "}

func set(list string) map[string]bool {
	m := map[string]bool{"": true}
	for _, s := range strings.Fields(list) {
		m[s] = true
	}
	return m
}

// What stands behind the letters that a Polish word shares with its forms: in the base form, and in the others. Both
// are without diacritics.
var (
	baseEndings = set("a e i o u y ia ie io um c ec ek iec iek en ien el iel er ier ka ko ki ga go gi ca ce ta to da do ra ro na no la lo sa za st t d r k g")
	caseEndings = set("a e i o u y ia ie io iu em iem om iom ow iow ami iami ach iach ej iej ego iego emu iemu ym im ych ich ymi imi owi iowi owie mi " +
		"ce dze cie dzie rze sci scie ni nia nie ek iek en ien el iel er ier k c cy cow com cem cu ca ka ki ku kow kom kiem kami kach ce n nu nem ny now l lu lem li le ru rem")
)
