package httpapi

import (
	"bytes"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"

	"splot/app"
)

// noncePlaceholder stands in the client's index.html where the request's CSP nonce goes.
const noncePlaceholder = "__CSP_NONCE__"

const notBuilt = `<!doctype html><meta charset="utf-8"><title>Splot</title>
<p>The web client is not built into this program. Build it with <code>make build</code> and start again.
<p>Program nie zawiera aplikacji przeglądarkowej. Należy ją zbudować poleceniem <code>make build</code> i uruchomić program ponownie.`

// serveFrontend serves the embedded web client: hashed assets for a year, and index.html for every
// address of the client's router.
func (a *API) serveFrontend() {
	var index []byte
	if a.options.Built {
		index, _ = fs.ReadFile(a.options.Frontend, "index.html")
	}
	a.app.Get("/*", func(c *fiber.Ctx) error {
		if index == nil {
			c.Type("html", "utf-8")
			return c.Status(http.StatusServiceUnavailable).SendString(notBuilt)
		}
		name := strings.TrimPrefix(path.Clean(c.Path()), "/")
		if content, err := fs.ReadFile(a.options.Frontend, name); err == nil && name != "index.html" {
			return asset(c, name, content)
		}
		if strings.Contains(path.Base(c.Path()), ".") {
			return a.write(c, app.NotFound())
		}
		nonce, _ := c.Locals(nonceKey).(string)
		c.Type("html", "utf-8")
		c.Set(fiber.HeaderCacheControl, "no-store")
		return c.Send(bytes.ReplaceAll(index, []byte(noncePlaceholder), []byte(nonce)))
	})
}

func asset(c *fiber.Ctx, name string, content []byte) error {
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = fiber.MIMEOctetStream
	}
	c.Set(fiber.HeaderContentType, kind)
	if strings.HasPrefix(name, "assets/") {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	} else {
		c.Set(fiber.HeaderCacheControl, "public, max-age=3600")
	}
	return c.Send(content)
}
