package httpapi

import (
	"bytes"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

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
		if asset := a.asset(name); asset != nil && name != "index.html" {
			return asset.send(c)
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

// asset is one file of the client in the forms in which browsers may take it.
type asset struct {
	kind, caching          string
	plain, gzipped, brotli []byte // the last two are nil where packing gains nothing
}

// packLevel is the effort of packing, which happens once for each file and process.
const packLevel = 6

// asset returns a file of the client, nil if there is none.
func (a *API) asset(name string) *asset {
	if known, ok := a.assets.Load(name); ok {
		return known.(*asset)
	}
	content, err := fs.ReadFile(a.options.Frontend, name)
	if err != nil {
		return nil
	}
	made := &asset{kind: mime.TypeByExtension(path.Ext(name)), caching: "public, max-age=3600", plain: content}
	if made.kind == "" {
		made.kind = fiber.MIMEOctetStream
	}
	if strings.HasPrefix(name, "assets/") {
		made.caching = "public, max-age=31536000, immutable"
	}
	switch path.Ext(name) {
	case ".js", ".css", ".svg", ".json", ".txt":
		made.gzipped = fasthttp.AppendGzipBytesLevel(nil, content, packLevel)
		made.brotli = fasthttp.AppendBrotliBytesLevel(nil, content, packLevel)
	}
	known, _ := a.assets.LoadOrStore(name, made)
	return known.(*asset)
}

func (f *asset) send(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, f.kind)
	c.Set(fiber.HeaderCacheControl, f.caching)
	c.Vary(fiber.HeaderAcceptEncoding)
	accepted := c.Get(fiber.HeaderAcceptEncoding)
	switch {
	case f.brotli != nil && strings.Contains(accepted, "br"):
		c.Set(fiber.HeaderContentEncoding, "br")
		return c.Send(f.brotli)
	case f.gzipped != nil && strings.Contains(accepted, "gzip"):
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(f.gzipped)
	}
	return c.Send(f.plain)
}
