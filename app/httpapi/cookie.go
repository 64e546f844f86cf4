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
	s := scopeOf(c.UserContext())
	s.setCookie(present)
	s.setCookie(former)
}

// cookie carries the token. The browser may keep it for as long as a session can live; whether it still
// opens anything is decided here.
func (a *API) cookie(token string, age time.Duration) http.Cookie {
	return http.Cookie{
		Name: a.cookieName(SessionCookie), Value: token, Path: "/", MaxAge: int(age.Seconds()), HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: a.secure(),
	}
}

// deviceCookie names the cookie by which a browser is known in which somebody signed in before: it lets them in while
// others try their password (account.Visitor). It opens nothing and stays when they sign out.
const deviceCookie = "splot_device"

const deviceAge = 400 * 24 * time.Hour // what browsers allow

// devices are the tokens of the people who use a browser, the latest first.
func devices(cookie string) []string {
	if cookie == "" || len(cookie) > 1000 {
		return nil
	}
	list := strings.Split(cookie, ".")
	return list[:min(len(list), account.MaxDevices)]
}

func (a *API) rememberDevice(token string, known []string) http.Cookie {
	list := append([]string{token}, known...)
	c := a.cookie(strings.Join(list[:min(len(list), account.MaxDevices)], "."), deviceAge)
	c.Name = a.cookieName(deviceCookie)
	return c
}
