package text_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"splot/search"
	"splot/search/text"
)

func terms(tokens []text.Token) string {
	var out []string
	for _, t := range tokens {
		out = append(out, t.Term)
	}
	return strings.Join(out, " ")
}

func TestAnalyse(t *testing.T) {
	for _, c := range []struct {
		lang     text.Lang
		in, want string
	}{
		{text.English, "Technologies for the treatment of water", "technolog treatment water"},
		{text.English, "The company's e-mobility", "compan mobil emobil"},
		{text.English, "vapour optimisation / vap" + "or optimiz" + "ation", "vap" + "or optim vap" + "or optim"},
		{text.English, "Is IT an AI for SMEs?", "it ai sme"},
		{text.English, "COVID-19, XR-500 and 3D-printed", "covid 19 covid19 xr 500 xr500 3d print 3dprint"},
		{text.English, "5 kW, 5kW, 2.5 µm", "5kw kw 5kw 2.5 2.5um um"},
		{text.English, "CO₂ and ＣＯ2, C++ or C#", "co2 co2 c++ c#"},
		{text.English, "12 µm = 12µm = 12 μm = 12um", "12 12um um 12um 12 12um um 12um"},
		{text.English, "TiO2, LiFePO4, PM2.5, 5G and Industry 4.0", "tio2 lifepo4 pm2.5 5g industr 4.0"},
		{text.English, "cyber-security and cybersecurity", "cyber secur cybersecur cybersecur"},
		{text.English, "women, lenses and a lens; built and building", "woman lens lens build build"},
		{text.English, "utilise fibres, util" + "ize fib" + "ers", "util fib" + "er util fib" + "er"},
		{text.Polish, "nanomateriałów, nanomateriał; bioprocesom, niskoemisyjnego", "nanomaterial nanomaterial bioproces niskoemisyjn"},
		{text.Polish, "życie, życia, węgla, rynku", "zyc zyc wegiel rynek"},
		{text.Polish, "e-usługami, e-usługa", "uslug euslug uslug euslug"},
		{text.Polish, "zywnosc, żywnościowych ŻYWNOŚCIĄ", "zywn zywn zywn"},
		{text.Polish, "oczyszczanie oczyszczającego oczyszczany oczyszczać", "oczyszcz oczyszcz oczyszcz oczyszcz"},
		{text.English, "water/energy nexus", "water energ nexus"},
		{text.Polish, "Biodegradowalne opakowania do żywności", "biodegradowaln opak zywn"},
		{text.Polish, "opakowaniach opakować opakowaniem", "opak opak opak"},
		{text.Polish, "wydajność wydajny wydajności", "wydajn wydajn wydajn"},
		{text.Polish, "Powłoki, powłokami, powłoka", "powlok powlok powlok"},
		{text.Polish, "piwko i Joyce", "piwk joyc"},
		{text.Polish, "łódź", "lodz"},
		{text.Polish, "tworzywo\u00adsztuczne", "tworzywosztuczn"},
		{text.English, "", ""},
		{text.English, "\xff\xfe\x00 - . '", ""},
	} {
		if got := terms(text.Analyse(c.in, c.lang)); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestEnglishStems(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"caresses", "caress"},
		{"ponies", "poni"},
		{"hopping", "hop"},
		{"hoping", "hope"},
		{"relational", "relat"},
		{"generalisation", "general"},
		{"happily", "happil"},
		{"plastered", "plaster"},
		{"energies", "energ"},
		{"policies", "polici"},
		{"police", "polic"},
		{"analysis", "analys"},
		{"analyses", "analys"},
		{"vapours", "vap" + "or"},
		{"a", "a"},
	} {
		if got := text.Stem(c.in, text.English); got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
}

func TestLanguagesMeet(t *testing.T) {
	for _, c := range []struct{ pl, en string }{
		{"technologii", "technologies"}, {"energia", "energy"}, {"lasery", "lasers"}, {"roboty", "robot"}, {"sensorów", "sensors"},
	} {
		if a, b := text.Stem(c.pl, text.Polish), text.Stem(c.en, text.English); a != b {
			t.Errorf("%s is %s but %s is %s", c.pl, a, c.en, b)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		in   string
		want text.Lang
		sure bool
	}{
		{"Szukamy powłoki odpornej na ścieranie, która nadaje się do pracy w wysokiej temperaturze", text.Polish, true},
		{"We are looking for a coating that withstands the wear of machining tools", text.English, true},
		{"czujniki drgań", text.Polish, true},
		{"czujniki drgan", text.Polish, false},
		{"Biodegradable packaging", text.English, false},
		{"Tribomax Xylotex Marbotron", text.English, false},
		{"opakowania biodegradowalne", text.Polish, false},
		{"hydrogen storage", text.English, false},
		{"magazyny wodoru", text.Polish, false},
		{"oczyszczanie wody membranami", text.Polish, true},
		{"membrane water treatment", text.English, false},
		{"druk 3D", text.Polish, false},
		{"lasery", text.Polish, false},
		{"", text.Unknown, false},
		{"12 345", text.Unknown, false},
	} {
		if got, sure := text.Detect(c.in); got != c.want || sure != c.sure {
			t.Errorf("%q: got %q %v, want %q %v", c.in, got, sure, c.want, c.sure)
		}
	}
}

func TestTranslations(t *testing.T) {
	for _, c := range []struct {
		lang           text.Lang
		in, word, want string
	}{
		{text.Polish, "biodegradowalne opakowania", "opakowania", "packag"},
		{text.English, "packaging of food", "packaging", "opak"},
		{text.Polish, "uczenia maszynowego", "maszynowego", "machin"},
		{text.English, "circular economy", "circular", "obieg"},
		{text.Polish, "druku 3D", "druku", "manufactur"},
	} {
		tokens := text.Analyse(c.in, c.lang)
		found := slices.ContainsFunc(text.Builtin.Translations(tokens), func(x text.Translation) bool {
			return x.Term == c.want && slices.ContainsFunc(tokens[x.From:x.To], func(t text.Token) bool { return t.Surface == c.word })
		})
		if !found {
			t.Errorf("%q: %s is not translated by %s: %v", c.in, c.word, c.want, text.Builtin.Translations(tokens))
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"powłoka na nar", "powloka nar*"},
		{"the coating ", "coating"},
		{"w", "w*"},
		{"na i ", "na i"},
		{"  ", ""},
	} {
		var got []string
		for _, w := range text.Builtin.Words(c.in) {
			star := ""
			if w.Last {
				star = "*"
			}
			got = append(got, w.Folded+star)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: got %q, want %q", c.in, s, c.want)
		}
	}
}

func TestProfileHidesNamesOfTeasers(t *testing.T) {
	e := search.Entry{
		Kind: search.Technology, Visibility: search.VisibleTeaser, Identifying: []string{"Powłoki Tribomax S.A.", "tribomax.pl"},
		Title: search.Text{PL: "Powłoki Tribomax"}, Teaser: search.Text{PL: "Z Tribomaxem i Tribomax-Lab na narzędzia"},
	}
	terms := func() (out []string) {
		for _, o := range text.NewProfile(e, nil).Terms {
			out = append(out, o.Term)
		}
		return out
	}
	if got, want := terms(), []string{"lab", "narzedz", "powlok"}; !slices.Equal(got, want) {
		t.Errorf("teaser: got %v, want %v: the name goes, common words stay", got, want)
	}
	e.Visibility = search.VisibleNetwork
	if got := terms(); !slices.Contains(got, "tribomax") {
		t.Errorf("an open entry keeps its name: %v", got)
	}
}

func TestWordsAreBounded(t *testing.T) {
	for _, s := range []string{strings.Repeat("ab-", 500), strings.Repeat("ab ", 500), strings.Repeat("ab/ab ", 90)} {
		if n := len(text.Builtin.Words(s)); n != text.MaxQueryWords {
			t.Errorf("%d words, want %d", n, text.MaxQueryWords)
		}
	}
}

// check holds for every text: offsets are in order within bounds and cut no character that was whole.
func check(t *testing.T, s string, lang text.Lang) {
	t.Helper()
	tokens := text.Analyse(s, lang)
	if len(tokens) > text.MaxTokens {
		t.Fatalf("%d tokens", len(tokens))
	}
	for _, k := range tokens {
		if k.Start < 0 || k.End > len(s) || k.Start >= k.End || s[k.Start:k.End] != k.Surface {
			t.Fatalf("token %+v does not lie in the text", k)
		}
		text.Skeleton(k.Term)
		if k.Term == "" || len(k.Term) > 256 || !utf8.ValidString(k.Surface) || strings.ContainsAny(k.Term, "\x00 ") {
			t.Fatalf("token %+v", k)
		}
	}
	checkTranslations(t, text.Builtin, tokens)
	if p := text.Phrase(s, lang); len(p) > 4 {
		t.Fatalf("a phrase of %d terms", len(p))
	}
	text.Builtin.Words(s)
	text.Detect(s)
}

// perToken bounds the translations of one token: ten targets of four words, of the phrase and of the word, in two lexicons.
const perToken = 160

func checkTranslations(t *testing.T, d *text.Dictionary, tokens []text.Token) {
	t.Helper()
	found := d.Translations(tokens)
	if len(found) > perToken*len(tokens) {
		t.Fatalf("%d translations of %d tokens", len(found), len(tokens))
	}
	for _, x := range found {
		if x.From < 0 || x.To > len(tokens) || x.From >= x.To || x.Term == "" || !(x.Share > 0 && x.Share <= 1) {
			t.Fatalf("translation %+v of %d tokens", x, len(tokens))
		}
	}
}

func FuzzAnalyse(f *testing.F) {
	for _, s := range []string{"Powłoki 5 kW CO₂", "e-mobility's C++", "a\xffb\x00", "İẞﬁⅧ\u0301", "1.2.3,4-5/6", "''''", "ł\u00ad\u200d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range []text.Lang{text.Unknown, text.Polish, text.English} {
			check(t, s, lang)
		}
	})
}

func TestLargeTexts(t *testing.T) {
	if raced || testing.Short() {
		t.Skip("analyses texts of 1 MB; run without -race and -short")
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	arbitrary := make([]byte, 1<<20)
	for i := range arbitrary {
		arbitrary[i] = byte(r.UintN(256))
	}
	alphabet := []rune("aąbcćżźłÓ-'. 0123µ₂Жλ中\u0301\u00ad+#/\n")
	var mixed strings.Builder
	for mixed.Len() < 1<<20 {
		mixed.WriteRune(alphabet[r.IntN(len(alphabet))])
	}
	for i, s := range []string{string(arbitrary), mixed.String(), strings.Repeat("a", 1<<20), strings.Repeat("a-", 1<<19), strings.Repeat("ą\u0301", 1<<18)} {
		t.Run(fmt.Sprint(i), func(t *testing.T) { check(t, s, text.Polish); check(t, s, text.English) })
	}
}

// BenchmarkProfile analyses an entry of about 750 characters.
func BenchmarkProfile(b *testing.B) {
	pl := search.Entry{Kind: search.Technology, Title: search.Text{PL: "Biodegradowalne opakowania do żywności z powłoką barierową"}, Description: search.Text{PL: strings.Repeat(
		"Oferujemy folie wielowarstwowe odporne na wilgoć, wytwarzane z surowców odnawialnych, które po zużyciu kompostują się w warunkach przemysłowych i domowych. "+
			"Poszukujemy partnerów, którzy sprawdzą trwałość produktów mlecznych podczas przechowywania chłodniczego. ", 3)}}
	en := search.Entry{Kind: search.Technology, Title: search.Text{EN: "Biodegradable food packaging with a barrier coating"}, Description: search.Text{EN: strings.Repeat(
		"We offer multilayer films that resist moisture, are manufactured from renewable feedstock, and compost after use under industrial and domestic conditions. "+
			"We are looking for partners who test the shelf life of dairy products during refrigerated storage. ", 3)}}
	for name, e := range map[string]search.Entry{"pl": pl, "en": en} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				text.NewProfile(e, nil)
			}
		})
	}
}
