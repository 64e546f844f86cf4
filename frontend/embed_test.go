package frontend_test

import (
	"io/fs"
	"strings"
	"testing"

	"splot/frontend"
)

func TestFS(t *testing.T) {
	client, built := frontend.FS()
	if !built {
		t.Skip("the web client is not built; `npm run build` in frontend makes it")
	}
	page, err := fs.ReadFile(client, "index.html")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(page), frontend.NoncePlaceholder); n != 1 {
		t.Errorf("index.html has %d nonce placeholders, want 1", n)
	}
	if strings.Contains(string(page), "<style") || strings.Contains(string(page), "<script>") {
		t.Error("index.html has an inline style or script, which the policy blocks")
	}
}
