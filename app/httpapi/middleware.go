package httpapi

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"splot/app"
	"splot/app/account"
)

// scope is what the middleware found out about a request.
type scope struct {
	requestID string
	lang      app.Lang
	actor     app.Actor
	session   account.Session
	visitor   account.Visitor
	attempt   string // Idempotency-Key
	// setCookie adds to the answer's cookies: huma joins several of one operation into one line, which is none.
	setCookie func(http.Cookie)
}

type scopeKey struct{}

func scopeOf(ctx context.Context) *scope {
	if s, ok := ctx.Value(scopeKey{}).(*scope); ok {
		return s
	}
	return &scope{lang: app.PL, setCookie: func(http.Cookie) {}}
}

func actorOf(ctx context.Context) app.Actor { return scopeOf(ctx).actor }

func requestIDOf(ctx context.Context) string { return scopeOf(ctx).requestID }

func langOf(ctx context.Context) app.Lang { return scopeOf(ctx).lang }

// identify gives the request an id and a context that carries it.
func (a *API) identify(c *fiber.Ctx) error {
	s := &scope{requestID: string(a.options.IDs()), lang: acceptedLang(c.Get(fiber.HeaderAcceptLanguage))}
	var forwarded []string
	for _, value := range c.Request().Header.PeekAll(fiber.HeaderXForwardedFor) {
		forwarded = append(forwarded, string(value))
	}
	s.visitor = account.Visitor{
		Address: a.options.TrustedProxies.Client(c.Context().RemoteIP().String(), forwarded), Agent: c.Get(fiber.HeaderUserAgent),
		Devices: devices(c.Cookies(a.cookieName(deviceCookie))),
	}
	s.attempt = c.Get(headerAttempt)
	s.setCookie = func(set http.Cookie) { c.Response().Header.Add(fiber.HeaderSetCookie, set.String()) }
	c.SetUserContext(context.WithValue(context.Background(), scopeKey{}, s))
	c.Set("X-Request-Id", s.requestID)
	return c.Next()
}

// acceptedLang is English if the reader's languages name it before Polish, Polish otherwise.
func acceptedLang(header string) app.Lang {
	for part := range strings.SplitSeq(strings.ToLower(header), ",") {
		switch tag := strings.TrimSpace(part); {
		case strings.HasPrefix(tag, "pl"):
			return app.PL
		case strings.HasPrefix(tag, "en"):
			return app.EN
		}
	}
	return app.PL
}

// recover turns a panic into an internal error.
func (a *API) recover(c *fiber.Ctx) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			a.options.Logger.Error("panic", slog.String("cause", fmt.Sprint(cause)), slog.String("stack", string(debug.Stack())))
			err = a.write(c, &app.Error{Class: app.ClassInternal, Reason: "internal"})
		}
	}()
	return c.Next()
}

// logRequests logs what was asked and how it ended: the route, never the path's or the query's values.
func (a *API) logRequests(c *fiber.Ctx) error {
	start := time.Now()
	err := c.Next()
	if err != nil {
		err = a.fiberError(c, err)
	}
	s := scopeOf(c.UserContext())
	a.options.Logger.InfoContext(c.UserContext(), "request",
		slog.String("request_id", s.requestID), slog.String("method", c.Method()), slog.String("route", c.Route().Path),
		slog.Int("status", c.Response().StatusCode()), slog.Duration("took", time.Since(start)), slog.String("person", string(s.actor.Person)))
	return err
}

// nonce is the key of the request's CSP nonce in Fiber's locals.
const nonceKey = "nonce"

// secureHeaders sets what a browser may do with an answer.
func (a *API) secureHeaders(c *fiber.Ctx) error {
	nonce := rand.Text()
	c.Locals(nonceKey, nonce)
	c.Set("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src-elem 'self' 'nonce-"+nonce+"'; style-src-attr 'unsafe-inline'; "+
		"img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'")
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	if strings.HasPrefix(a.options.PublicURL, "https://") {
		c.Set("Strict-Transport-Security", "max-age=31536000")
	}
	return c.Next()
}

// guard refuses unsafe requests that another site could have made a browser send: they need a
// same-origin Origin and a header that a form cannot set.
func (a *API) guard(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	if encoded(&c.Request().Header) {
		c.Set(fiber.HeaderAcceptEncoding, "identity") // RFC 7694: what would be taken
		return a.write(c, &app.Error{Class: app.ClassUnsupported, Reason: "encoding"})
	}
	c.Request().Header.Del(fiber.HeaderContentEncoding) // "identity" in any spelling: nothing is left to unpack
	if !readable(c.Request().URI().QueryArgs()) {
		return a.write(c, app.Wrong("", "type"))
	}
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return c.Next()
	}
	if c.Get("X-Splot") != "1" || !a.sameOrigin(c.Get(fiber.HeaderOrigin), c.Hostname()) {
		return a.write(c, &app.Error{Class: app.ClassForbidden, Reason: "cross_site"})
	}
	return c.Next()
}

// encoded tells whether a body is said to be packed in any way. Fiber's Body unpacks it without a limit and
// several layers deep (v3 only mended that), so that 275 bytes became 900 MB; no client of Splot packs what it
// sends. Nothing may touch the body before this was asked.
func encoded(h *fasthttp.RequestHeader) bool {
	for _, value := range h.PeekAll(fiber.HeaderContentEncoding) {
		for name := range strings.SplitSeq(string(value), ",") {
			if name = strings.TrimSpace(name); name != "" && !strings.EqualFold(name, "identity") {
				return true
			}
		}
	}
	return false
}

// readable tells whether a query is text: valid UTF-8 without NUL, which not every store could compare with.
func readable(query *fasthttp.Args) bool {
	text := func(b []byte) bool { return utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 }
	for name, value := range query.All() {
		if !text(name) || !text(value) {
			return false
		}
	}
	return true
}

// sameOrigin tells whether an Origin is the program's own: that of PublicURL or, over plain http, the address that was
// asked, if that is a bare IP address or localhost. Any other name that equals the Host header proves nothing: whoever
// owns a name can have it point at this machine (DNS rebinding).
func (a *API) sameOrigin(origin, host string) bool {
	u, err := url.Parse(origin)
	public, bad := url.Parse(a.options.PublicURL)
	switch {
	case err != nil || bad != nil || u.Host == "" || u.Scheme != public.Scheme:
		return false
	case u.Host == public.Host:
		return true
	case public.Scheme == "https" || u.Host != host:
		return false
	}
	_, err = netip.ParseAddr(u.Hostname())
	return err == nil || u.Hostname() == "localhost"
}

// authenticate puts the actor of the session cookie into the request's scope. A cookie that opens nothing
// is the same as none.
func (a *API) authenticate(c *fiber.Ctx) error {
	token, former := a.token(c)
	if token == "" {
		return c.Next()
	}
	s := scopeOf(c.UserContext())
	actor, session, err := a.options.Account.Authenticate(c.UserContext(), token)
	switch {
	case err == nil:
		s.actor, s.session, s.lang = actor, session, actor.Lang
		if former {
			a.rename(c, token)
		}
	case app.ClassOf(err) != app.ClassUnauthenticated:
		return a.write(c, err)
	}
	return c.Next()
}

// deadline bounds how long a request may take.
func (a *API) deadline(c *fiber.Ctx) error {
	if c.Path() == "/api/live" {
		return c.Next()
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), requestTimeout)
	defer cancel()
	c.SetUserContext(ctx)
	return c.Next()
}

// mayScrape lets in who has the metrics token or, where none is set, who asks from this machine directly.
func (a *API) mayScrape(c *fiber.Ctx) error {
	token := a.options.MetricsToken
	direct := c.Context().RemoteIP().IsLoopback() && c.Get(fiber.HeaderXForwardedFor) == ""
	given := strings.TrimPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
	if token == "" && direct || token != "" && subtle.ConstantTimeCompare([]byte(given), []byte(token)) == 1 {
		return c.Next()
	}
	return a.write(c, app.NotFound())
}

// fiberError answers errors that Fiber, the sockets and what reads requests found. They are the caller's, but for a node
// that is stopping: none of them is worth a line of the error log.
func (a *API) fiberError(c *fiber.Ctx, err error) error {
	if f, ok := errors.AsType[*fiber.Error](err); ok {
		switch f.Code {
		case http.StatusRequestEntityTooLarge:
			err = &app.Error{Class: app.ClassTooLarge, Reason: "too_large"}
		case http.StatusNotFound, http.StatusMethodNotAllowed:
			err = app.NotFound()
		case http.StatusUnauthorized:
			err = app.Unauthenticated()
		case http.StatusForbidden:
			err = &app.Error{Class: app.ClassForbidden, Reason: "cross_site"}
		case http.StatusServiceUnavailable:
			err = &app.Error{Class: app.ClassUnavailable, Reason: "unavailable", Retry: stoppingRetry}
		case http.StatusUpgradeRequired:
			c.Set(fiber.HeaderUpgrade, "websocket")
			return c.SendStatus(f.Code)
		case http.StatusRequestTimeout, http.StatusBadRequest, http.StatusRequestHeaderFieldsTooLarge:
			return c.SendStatus(f.Code)
		}
	}
	return a.write(c, err)
}

// stoppingRetry is when to ask again what a node that stops refuses: another node, or this one's successor, answers.
const stoppingRetry = 2 * time.Second

// write answers with a problem outside of huma's operations.
func (a *API) write(c *fiber.Ctx, err error) error {
	p := a.problem(c.UserContext(), err)
	c.Status(p.Status)
	for name, values := range p.GetHeaders() {
		c.Set(name, values[0])
	}
	if err := c.JSON(p); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/problem+json")
	return nil
}

// SignedIn tells who is signed in with a request that passed the session middleware, and until when; false
// if nobody is.
func SignedIn(ctx context.Context) (person, session app.ID, until time.Time, ok bool) {
	s := scopeOf(ctx)
	return s.actor.Person, s.session.ID, s.session.ExpiresAt, s.actor.Person != ""
}
