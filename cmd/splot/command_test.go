package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"splot/app"
	"splot/app/store"
	"splot/cmd/splot/program"
)

// called is what a command printed and how it ended.
type called struct {
	code     int
	out, err string
}

// printed is what a command prints, like a file from any goroutine: its own and those that log.
type printed struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// call runs a command line with an environment of alternating names and values.
func call(t *testing.T, args []string, env ...string) called {
	t.Helper()
	var out, err printed
	vars := map[string]string{}
	for i := 0; i+1 < len(env); i += 2 {
		vars[env[i]] = env[i+1]
	}
	code := run(t.Context(), &terminal{out: &out, err: &err, env: func(name string) (string, bool) { v, ok := vars[name]; return v, ok }}, args)
	return called{code, out.String(), err.String()}
}

// TestSettings sets one thing wrong at a time: the key is named, and a secret is never repeated.
func TestSettings(t *testing.T) {
	const secret = "hunter2hunter2"
	dir := t.TempDir()
	file := filepath.Join(dir, "secret")
	if err := os.WriteFile(file, []byte("ftp://user:"+secret+"@db\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	large := filepath.Join(dir, "large")
	if err := os.WriteFile(large, make([]byte, program.MaxSecretFile+1), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		args []string
		env  []string
		want string
	}{
		{"address", []string{"--addr", "8080"}, nil, "SPLOT_ADDR (--addr) is \"8080\": wanted HOST:PORT"},
		{"public address", nil, []string{"SPLOT_PUBLIC_URL", "splot.example"}, "SPLOT_PUBLIC_URL (--public-url)"},
		{"log", []string{"--log", "loud"}, nil, "SPLOT_LOG (--log) is \"loud\": wanted debug"},
		{"proxies", nil, []string{"SPLOT_TRUSTED_PROXIES", "10.0.0.0/8,here"}, "\"here\" is neither an address nor a network"},
		{"database", nil, []string{"MONGODB_URI", "postgres://user:" + secret + "@db"}, "setting MONGODB_URI: wanted an address that begins with mongodb://"},
		{"database, unreadable", nil, []string{"MONGODB_URI", "mongodb://user:" + secret + "%zz@db"}, "MONGODB_URI"},
		{"redis", nil, []string{"REDIS_URL", secret}, "setting REDIS_URL: wanted"},
		{"mail", nil, []string{"SMTP_URL", "http://user:" + secret + "@mail"}, "setting SMTP_URL: wanted"},
		{"from a file", nil, []string{"SMTP_URL_FILE", file}, "setting SMTP_URL: wanted"},
		{"both", nil, []string{"REDIS_URL", "redis://" + secret, "REDIS_URL_FILE", file}, "REDIS_URL and REDIS_URL_FILE are both set"},
		{"no file", nil, []string{"MEILI_KEY_FILE", filepath.Join(dir, "none")}, "MEILI_KEY_FILE"},
		{"large file", nil, []string{"MEILI_KEY_FILE", large}, "larger than"},
		{"embedding, no address", []string{"--embed-url", "embed.internal"}, nil, "EMBED_URL (--embed-url) is \"embed.internal\": wanted"},
		{"embedding, no path", []string{"--embed-url", "http://localhost:11434", "--embed-model", "e5"}, nil, "EMBED_URL and EMBED_MODEL: embedding server: the address must be"},
		{"embedding, plain", []string{"--embed-url", "http://embed.example.org/v1/embeddings", "--embed-model", "e5"}, nil, "plain http is for this machine"},
		{"embedding, credentials", nil, []string{"EMBED_MODEL", "e5", "EMBED_URL", "https://user:" + secret + "@x/v1/embeddings"}, "without credentials"},
		{"embedding, no model", []string{"--embed-url", "http://localhost/v1/embeddings"}, nil, "the model has no name"},
		{"embedding, dimensions", nil, []string{"EMBED_DIMENSIONS", "many"}, "EMBED_DIMENSIONS (--embed-dimensions) is \"many\""},
		{"embedding, time", nil, []string{"EMBED_TIMEOUT", "30"}, "wanted a time from 100ms"},
		{"embedding, types", nil, []string{"EMBED_INPUT_TYPES", "query"}, "wanted two names by comma"},
		{"embedding, types of Ollama", []string{"--embed-url", "http://localhost/api/embed", "--embed-model", "e5", "--embed-input-types", "a,b"}, nil, "only servers that speak as OpenAI"},
		{"a secret as a flag", []string{"--smtp-url", "smtp://user:" + secret + "@mail"}, nil, "flag provided but not defined"},
		{"unknown flag", []string{"--colour"}, nil, "-colour"},
		{"an argument", []string{"now"}, nil, "\"now\""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := call(t, append([]string{"serve", "--data", filepath.Join(dir, "data")}, test.args...), test.env...)
			if got.code != exitUsage || !strings.Contains(got.err, test.want) {
				t.Errorf("code %d: %s", got.code, got.err)
			}
			if strings.Contains(got.err+got.out, secret) {
				t.Errorf("a secret was printed: %s", got.err)
			}
		})
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); !errors.Is(err, os.ErrNotExist) {
		t.Error("a refused start made its folder")
	}
}

// TestHelp holds that every command explains itself, with an example where there is something to choose.
func TestHelp(t *testing.T) {
	overview := call(t, nil)
	for _, c := range commands() {
		if !strings.Contains(overview.out, "  "+c.name) {
			t.Errorf("the overview lacks %s", c.name)
		}
		for _, args := range [][]string{{"help", c.name}, {c.name, "--help"}} {
			got := call(t, args)
			if got.code != exitOK || !strings.Contains(got.out, "splot "+c.name) || !strings.Contains(got.out, c.summary) || len(c.help) < 40 {
				t.Errorf("%v: code %d: %s", args, got.code, got.out)
			}
			for _, s := range new(program.Config).Settings() {
				if c.settings && !strings.Contains(got.out, s.Env) {
					t.Errorf("%v does not name %s", args, s.Env)
				}
				if c.settings && s.Secret && strings.Contains(got.out, "--"+s.Flag) {
					t.Errorf("%v offers the secret %s as a flag, which it is not", args, s.Env)
				}
			}
		}
	}
	if got := call(t, []string{"demonstrate"}); got.code != exitUsage || !strings.Contains(got.err, "splot help") {
		t.Errorf("unknown command: code %d: %s", got.code, got.err)
	}
}

// TestNewerDocuments holds that a program does not open what a newer one has changed.
func TestNewerDocuments(t *testing.T) {
	dir := t.TempDir()
	if got := call(t, []string{"migrate", "--data", dir, "--json"}); got.code != exitOK || !strings.Contains(got.out, `"migration":`) {
		t.Fatalf("migrate: code %d: %s%s", got.code, got.out, got.err)
	}
	p, err := program.Open(t.Context(), &program.Config{Data: dir, MailFrom: "Splot <splot@localhost>", PublicURL: "http://127.0.0.1"}, program.NewLogger(os.Stderr, "error"), app.Now)
	if err != nil {
		t.Fatal(err)
	}
	number := len(program.Migrations()) + 7
	err = store.Set[store.Applied]{Store: p.Store, Collection: store.Migrations}.Insert(t.Context(), "000099", store.Applied{Number: number, Name: "split names", At: app.Now()})
	if err := errors.Join(err, p.Close()); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"migrate", "reindex", "serve"} {
		got := call(t, []string{command, "--data", dir, "--addr", "127.0.0.1:0"})
		if got.code != exitFailed || !strings.Contains(got.err, "newer version") || !strings.Contains(got.err, "split names") {
			t.Errorf("%s: code %d: %s", command, got.code, got.err)
		}
	}
}
