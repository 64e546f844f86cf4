package account

import (
	"strings"
	"unicode"

	"splot/app"
)

// letter is what is mailed: plain text, in the reader's language.
type letter struct{ subject, text string }

var resetTexts = map[app.Lang]letter{
	app.PL: {"Splot: nowe hasło", `Dzień dobry, {name},

poproszono o nowe hasło do Państwa konta w Splocie. Można je ustawić tutaj:

{link}

Odnośnik działa przez godzinę i tylko raz. Jeśli to nie Państwa prośba, nic nie trzeba robić:
dotychczasowe hasło pozostaje ważne.
`},
	app.EN: {"Splot: a new password", `Hello {name},

somebody asked for a new password to your account at Splot. You can set it here:

{link}

The link works for one hour, and once. If it was not you, there is nothing to do: your present
password stays as it is.
`},
}

var invitationTexts = map[app.Lang]letter{
	app.PL: {"Zaproszenie do Splotu", `Dzień dobry, {name},

{inviter} zaprasza do Splotu, platformy współpracy klastrów przemysłowych. Role:

{grants}
Zaproszenie można przyjąć tutaj:

{link}

Odnośnik działa przez 14 dni i tylko raz. Proszę go nikomu nie przekazywać.
`},
	app.EN: {"Invitation to Splot", `Hello {name},

{inviter} invites you to Splot, where industry clusters work together. Roles:

{grants}
You can accept the invitation here:

{link}

The link works for 14 days, and once. Please pass it on to nobody.
`},
}

var roleNames = map[app.Role]app.Text{
	app.RoleAdmin:          {PL: "administrator platformy", EN: "platform administrator"},
	app.RoleManager:        {PL: "menedżer klastra", EN: "cluster manager"},
	app.RoleAnimator:       {PL: "animator", EN: "animator"},
	app.RoleAuditor:        {PL: "audytor", EN: "auditor"},
	app.RoleRepresentative: {PL: "przedstawiciel członka", EN: "member representative"},
}

var nobodyNamed = app.Text{PL: "Zespół platformy", EN: "The platform's team"}

func resetLetter(lang app.Lang, name, url string) letter {
	return resetTexts[known(lang)].fill("name", oneLine(name), "link", url)
}

func invitationLetter(inv link, inviter string, scopes Scopes, url string) letter {
	lang := known(inv.Locale)
	if inviter == "" {
		inviter = nobodyNamed.In(lang)
	}
	var grants strings.Builder
	for _, g := range inv.Grants {
		grants.WriteString("- " + roleNames[g.Role].In(lang))
		if where := scopes.name(g, lang); where != "" {
			grants.WriteString(": " + oneLine(where))
		}
		grants.WriteString("\n")
	}
	return invitationTexts[lang].fill("name", oneLine(inv.Name), "inviter", oneLine(inviter), "grants", grants.String(), "link", url)
}

// fill replaces every {placeholder} at once, so that what a user wrote is never taken for one.
func (l letter) fill(pairs ...string) letter {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return letter{subject: l.subject, text: strings.NewReplacer(pairs...).Replace(l.text)}
}

func known(lang app.Lang) app.Lang {
	if lang == app.EN {
		return app.EN
	}
	return app.PL
}

// oneLine keeps a name that somebody chose from adding lines of its own to a letter.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}
