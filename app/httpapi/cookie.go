package httpapi

import (
	"net/http"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"splot/app/account"
)

// SessionCookie is the name of the cookie that carries the session's token over plain http. Over https it has the
// prefix of hostPrefix, which keeps other hosts of the domain from setting it and http from reading it.
const SessionCookie = "splot_session"

const hostPrefix = "__Host-"

func (a *API) secure() bool { return strings.HasPrefix(a.options.PublicURL, "https://") }

func (a *API) cookieName(name string) string {
	if a.secure() {
		return hostPrefix + name
	}
	return name
}

// token reads the session's token; former says that it came under the name without the prefix, which versions before
// the prefix set over https.
func (a *API) token(c *fiber.Ctx) (token string, former bool) {
	if token = c.Cookies(a.cookieName(SessionCookie)); token != "" || !a.secure() {
		return token, false
	}
	token = c.Cookies(SessionCookie)
	return token, token != ""
}

// rename gives a browser its token under the present name and takes the former one away, so that it is read once.
func (a *API) rename(c *fiber.Ctx, token string) {
	present, former := a.cookie(token, account.SessionAbsolute), a.cookie("", -time.Second)
	former.Name = SessionCookie
	for _, set := range []http.Cookie{present, former} {
		c.Response().Header.Add(fiber.HeaderSetCookie, set.String())
	}
}

// cookie carries the token. The browser may keep it for as long as a session can live; whether it still
// opens anything is decided here.
func (a *API) cookie(token string, age time.Duration) http.Cookie {
	return http.Cookie{
		Name: a.cookieName(SessionCookie), Value: token, Path: "/", MaxAge: int(age.Seconds()), HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: a.secure(),
	}
}
