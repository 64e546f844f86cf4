// Package frontend holds the web client and embeds its build.
//
// The build is made by `npm run build` into dist and is not committed; only a placeholder is, so that
// a clean clone compiles. It imports nothing of the module.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// NoncePlaceholder stands in index.html where the server puts the nonce of the response's
// Content-Security-Policy; it must be replaced at every serving.
const NoncePlaceholder = "__CSP_NONCE__"

// FS returns the built web client, with index.html at its root. built is false in a binary that was
// compiled before the web client: then there is nothing to serve.
func FS() (client fs.FS, built bool) {
	client, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, false
	}
	_, err = fs.Stat(client, "index.html")
	return client, err == nil
}
