package app

import (
	"slices"
	"strings"
	"unicode"
)

// foldWord is a word in lower case without diacritics, for comparing names.
func foldWord(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if plain, ok := plainLetters[r]; ok {
			b.WriteString(plain)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var plainLetters = func() map[rune]string {
	m := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th"}
	for plain, marked := range map[string]string{
		"a": "ąáàâäãåāă", "c": "ćčçĉċ", "d": "ďđð", "e": "ęéèêëěēė", "g": "ğģĝġ", "h": "ĥħ", "i": "íìîïīįı", "j": "ĵ", "k": "ķ",
		"l": "łľĺļ", "n": "ńňñņ", "o": "óòôöõøőō", "r": "řŕŗ", "s": "śšşșŝ", "t": "ťţțŧ", "u": "úùûüůűūų", "w": "ŵ", "y": "ýÿŷ", "z": "źżž",
	} {
		for _, r := range marked {
			m[r] = plain
		}
	}
	return m
}()

var legalForms = strings.Fields(`sp spolka z o oo zoo sa spa sc sj sk ska psa akcyjna cywilna jawna komandytowa komandytowo prosta
	ograniczona odpowiedzialnoscia ltd limited gmbh inc llc plc co corp ag bv oy as srl sro`)

var smallWords = strings.Fields(`i w we z ze o u na do dla im imienia oraz przy pod nad of and the for in at by to a an`)

// commonWords are words of names that say what an organisation is or does, not which it is; without ending.
var commonWords = strings.Fields(`instytut uniwersytet politechnik akademi wydzial katedr zaklad laborator centr osrod fundacj
	stowarzyszen klast izb urzad gmin miast szpital szkol wyzsz sie badawcz narodow panstwow polsk krajow europejsk miedzynarodow park inkubator
	naukow rozwoj rozwojow innowac innowacyjn przemysl przemyslow technolog technologi technologiczn techni technik techniczn inzynieri
	inzyniers produkc produkcj producen producent produkcyjn przedsiebiorstw firm grup group holding fabryk hut uslug handel handlow spoldzieln
	institut university technolog technical centr centre laborator foundation association cluster research development national polish european science industry industr
	industrial innovation company service servic product production manufactur manufacturing engineering solution system
	opakowan opakowaniow packag packaging foli foliow tworzyw sztuczn polimer polimerow polymer chemi chemiczn chemic chemical plasti plastik plastic metal
	metalow metal drewn drewnian papier papiernicz szkl szklan glass wood paper energi energetyk energetyczn energy elektryczn elektronik elektroniczn electronic
	electric automatyk automatic automation robotyk robotic informatyk informatyczn softwar software oprogramowan danych data digital cyfrow
	medycyn medyczn medic medical farmaceutyczn pharmaceutical zdrow health biolog biologi biologiczn biotechnologi biotechnolog biotechnology ekolog ekologiczn
	zywnosc zywnosciow spozywcz food mebl meblow furniture design druk drukarn print printing budown budowlan budownictw construction
	transport transportow logistyk logistyczn logistic maszyn maszynow machin konstrukc konstrukcj konstrukcyjn sensor czujnik optyk optyczn laser laserow
	wod wodn water srodowisk environment odpad recykling recycling kompozyt kompozytow composite composites material materialow nano badan badaw pomiar
	pomiarow kreatywn creative media film muzyk sztuk projekt projektow studio agencj agency region regionaln wojewodz wojewodzk rolnicz agricultur
	tekstyln tekstyl textil textile odziez wlokien wlokiennicz rzemiosl bezpieczenst zarzadzan ekonomiczn economic`)

// endings are what Polish and English add to a stem, as far as commonWords need them.
var endings = strings.Fields(`a e i o y u s ia ie ii iom ia io iow ow owi owy om ami ach em iem ach ych ym ymi ej ego emu ny na ne nych nej nego
	stwo stwa stwie ium iow ium ia iami iach ek ka ki kow kami kach ok ko sk cja cje cji ies es y ie al ing ent er ers tor um arium oria aria
	yczny yczna yczne ycznych czny czna czne cznych cznej ski ska skie skich skiej owa owe owych owej`)

func isLegalForm(w string) bool { return slices.Contains(legalForms, w) }

func isSmallWord(w string) bool { return slices.Contains(smallWords, w) }

func isEnding(s string) bool { return s == "" || slices.Contains(endings, s) }

func isCommonWord(w string) bool {
	return isSmallWord(w) || slices.ContainsFunc(commonWords, func(stem string) bool {
		ending, ok := strings.CutPrefix(w, stem)
		return ok && isEnding(ending)
	})
}
