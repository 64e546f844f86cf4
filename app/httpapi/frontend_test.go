package httpapi_test

import (
	"compress/gzip"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"splot/app/httpapi"
)

// TestPackedAssets asks for a script in every form that a browser may take.
func TestPackedAssets(t *testing.T) {
	script := strings.Repeat("export const splot = 1;\n", 500)
	a := served(httpapi.Options{Built: true, Frontend: fstest.MapFS{
		"index.html": {Data: []byte("<title>Splot</title>")}, "assets/app-1a.js": {Data: []byte(script)}, "assets/inter.woff2": {Data: []byte(script)},
	}})
	for _, tt := range []struct{ path, accept, want string }{
		{"/assets/app-1a.js", "", ""},
		{"/assets/app-1a.js", "gzip, deflate", "gzip"},
		{"/assets/app-1a.js", "gzip, deflate, br, zstd", "br"},
		{"/assets/inter.woff2", "gzip, br", ""}, // packed by itself
	} {
		answer, body := fetch(t, a, tt.path, "Accept-Encoding", tt.accept)
		if got := answer.Header.Get("Content-Encoding"); got != tt.want || answer.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s for %q comes as %q, vary %q", tt.path, tt.accept, got, answer.Header.Get("Vary"))
		}
		switch tt.want {
		case "":
			if body != script {
				t.Errorf("%s for %q is not the file", tt.path, tt.accept)
			}
			continue
		case "gzip":
			unpacked, err := gzip.NewReader(strings.NewReader(body))
			must(t, err)
			content, err := io.ReadAll(unpacked)
			must(t, err)
			if string(content) != script {
				t.Errorf("%s unpacks to something else", tt.path)
			}
		}
		if len(body) > len(script)/4 {
			t.Errorf("%s as %s has %d of %d bytes", tt.path, tt.want, len(body), len(script))
		}
	}
}
