package account

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"splot/app"
)

// letter is what is mailed: plain text, in the reader's language.
type letter struct{ subject, text string }

var resetTexts = map[app.Lang]letter{
	app.PL: {"Splot: nowe hasło", `Dzień dobry, {name},

poproszono o nowe hasło do Państwa konta w Splocie. Można je ustawić tutaj:

{link}

Link działa przez godzinę i tylko raz. Jeśli to nie Państwa prośba, nic nie trzeba robić:
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
	app.PL: {"Zaproszenie: {purpose}", `Dzień dobry, {name},

{inviter} zaprasza do Splotu, platformy, na której firmy, nauka i otoczenie biznesu z klastra szukają partnerów:
pokazują, co mają, czego potrzebują i co potrafią. Role:

{grants}
Zaproszenie można przyjąć tutaj, do {until}:

{link}

Link działa raz i tylko dla tego adresu. Proszę go nikomu nie przekazywać.
W razie pytań: {contact}. Jeśli to pomyłka, nic nie trzeba robić.
`},
	app.EN: {"Invitation: {purpose}", `Hello {name},

{inviter} invites you to Splot, where the firms, science units and support institutions of a cluster find partners:
they show what they have, what they need and what they can do. Roles:

{grants}
You can accept the invitation here, until {until}:

{link}

The link works once, and for this address only. Please pass it on to nobody.
Questions go to {contact}. If this is a mistake, there is nothing to do.
`},
}

// purposes say in a subject what somebody is invited to; {where} is the cluster or the organisation.
var purposes = map[app.Role]app.Text{
	app.RoleAdmin:          {PL: "administrator platformy Splot", EN: "administrator of the platform Splot"},
	app.RoleManager:        {PL: "menedżer klastra {where}", EN: "manager of the cluster {where}"},
	app.RoleAnimator:       {PL: "animator klastra {where}", EN: "animator of the cluster {where}"},
	app.RoleAuditor:        {PL: "audytor klastra {where}", EN: "auditor of the cluster {where}"},
	app.RoleRepresentative: {PL: "przedstawiciel organizacji {where}", EN: "representative of {where}"},
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

// inviter is who invites, as a letter names them; the zero one is the platform's team.
type inviter struct{ name, email string }

func invitationLetter(inv link, by inviter, scopes Scopes, url string) letter {
	lang := known(inv.Locale)
	if by.name == "" {
		by.name = nobodyNamed.In(lang)
	}
	var grants strings.Builder
	for _, g := range inv.Grants {
		grants.WriteString("- " + roleNames[g.Role].In(lang))
		if where := scopes.name(g, lang); where != "" {
			grants.WriteString(": " + oneLine(where) + scopes.within(g, lang))
		}
		grants.WriteString("\n")
	}
	contact := oneLine(by.name)
	if by.email != "" {
		contact += ", " + by.email
	}
	return invitationTexts[lang].fill(
		"name", oneLine(inv.Name), "inviter", oneLine(by.name), "grants", grants.String(), "link", url, "contact", contact,
		"until", date(inv.ExpiresAt, lang), "purpose", purpose(inv.Grants, scopes, lang),
	)
}

// purpose says what the first of the roles is.
func purpose(grants []app.Grant, scopes Scopes, lang app.Lang) string {
	if len(grants) == 0 {
		return "Splot"
	}
	return strings.ReplaceAll(purposes[grants[0].Role].In(lang), "{where}", oneLine(scopes.name(grants[0], lang)))
}

var months = map[app.Lang][12]string{
	app.PL: {
		"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia",
	},
	app.EN: {
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
	},
}

// date writes a day as 4 listopada 2026; the zone is UTC, so that the day is never later than the reader's.
func date(t time.Time, lang app.Lang) string {
	t = t.UTC()
	return strconv.Itoa(t.Day()) + " " + months[lang][t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// fill replaces every {placeholder} at once, so that what a user wrote is never taken for one.
func (l letter) fill(pairs ...string) letter {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	r := strings.NewReplacer(pairs...)
	return letter{subject: r.Replace(l.subject), text: r.Replace(l.text)}
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
