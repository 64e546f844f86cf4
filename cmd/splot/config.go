package main

import (
	"flag"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
)

// config is how the program runs. Each outside part has an embedded stand-in, and its setting chooses
// the server instead.
type config struct {
	Addr           string
	Data           string
	PublicURL      string
	MongoURI       string
	RedisURL       string
	MeiliURL       string
	MeiliKey       string
	MeiliIndex     string
	Embed          embedConfig
	SMTPURL        string
	MailFrom       string
	TrustedProxies string
	MetricsToken   string
	LogLevel       string
}

// setting is one key of the configuration.
type setting struct {
	flag, env string
	value     *string
	fallback  string
	secret    bool
	help      string
	check     func(string) error
}

func (c *config) settings() []setting {
	return []setting{
		{flag: "addr", env: "SPLOT_ADDR", value: &c.Addr, fallback: "127.0.0.1:8080", help: "address to listen on", check: checkAddr},
		{flag: "data", env: "SPLOT_DATA", value: &c.Data, fallback: "data", help: "folder of the embedded store and of mail"},
		{flag: "public-url", env: "SPLOT_PUBLIC_URL", value: &c.PublicURL, help: "where browsers reach it; default http://ADDR", check: checkURL("http", "https")},
		{flag: "mongodb-uri", env: "MONGODB_URI", value: &c.MongoURI, secret: true, help: "documents in MongoDB instead of the data folder", check: checkURL("mongodb", "mongodb+srv")},
		{flag: "redis-url", env: "REDIS_URL", value: &c.RedisURL, secret: true, help: "fan-out between nodes and rate limits in Redis", check: checkURL("redis", "rediss")},
		{flag: "meili-url", env: "MEILI_URL", value: &c.MeiliURL, help: "search in Meilisearch instead of in memory", check: checkURL("http", "https")},
		{flag: "meili-key", env: "MEILI_KEY", value: &c.MeiliKey, secret: true, help: "Meilisearch API key"},
		{flag: "meili-index", env: "MEILI_INDEX", value: &c.MeiliIndex, fallback: "splot", help: "name of the index there; one for each installation"},
		{flag: "embed-url", env: "EMBED_URL", value: &c.Embed.URL, help: "vectors of an embedding server: …/v1/embeddings as OpenAI, …/api/embed as Ollama", check: checkURL("http", "https")},
		{flag: "embed-model", env: "EMBED_MODEL", value: &c.Embed.Model, help: "its model; wanted with the address"},
		{flag: "embed-key", env: "EMBED_KEY", value: &c.Embed.Key, secret: true, help: "its bearer token"},
		{flag: "embed-query-prefix", env: "EMBED_QUERY_PREFIX", value: &c.Embed.QueryPrefix, help: `what the model wants before needs, as "query: "`},
		{flag: "embed-passage-prefix", env: "EMBED_PASSAGE_PREFIX", value: &c.Embed.PassagePrefix, help: `what it wants before offers, as "passage: "`},
		{flag: "embed-input-types", env: "EMBED_INPUT_TYPES", value: &c.Embed.InputTypes, help: "input_type of needs and of offers, by comma, where the server tells them apart by it", check: checkPair},
		{flag: "embed-dimensions", env: "EMBED_DIMENSIONS", value: &c.Embed.Dimensions, help: "length of vectors to ask for; default is what the model makes", check: checkDimensions},
		{flag: "embed-timeout", env: "EMBED_TIMEOUT", value: &c.Embed.Timeout, fallback: "30s", help: "of one request", check: checkTimeout},
		{flag: "smtp-url", env: "SMTP_URL", value: &c.SMTPURL, secret: true, help: "mail by SMTP instead of into DATA/mail", check: checkURL("smtp", "smtps")},
		{flag: "mail-from", env: "SPLOT_MAIL_FROM", value: &c.MailFrom, fallback: "Splot <splot@localhost>", help: "sender of mail"},
		{flag: "trusted-proxies", env: "SPLOT_TRUSTED_PROXIES", value: &c.TrustedProxies, help: "addresses or networks whose X-Forwarded-For is believed, by comma", check: checkNetworks},
		{flag: "metrics-token", env: "SPLOT_METRICS_TOKEN", value: &c.MetricsToken, secret: true, help: "bearer token for /metrics; without it only this machine may ask"},
		{flag: "log", env: "SPLOT_LOG", value: &c.LogLevel, fallback: "info", help: "debug, info, warn or error", check: checkLevel},
	}
}

// declare adds the settings that are no secrets as flags: a secret on a command line is seen by everyone
// on the machine, so secrets come from the environment or from a file.
func (c *config) declare(flags *flag.FlagSet) {
	for _, s := range c.settings() {
		if !s.secret {
			flags.StringVar(s.value, s.flag, "", s.help)
		}
	}
}

// load fills what no flag set from the environment, NAME or NAME_FILE, and checks every value. The error
// names the key and never holds a secret's value.
func (c *config) load(flags *flag.FlagSet, env func(string) (string, bool)) error {
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	for _, s := range c.settings() {
		if !given[s.flag] {
			value, err := fromEnvironment(s.env, env)
			if err != nil {
				return err
			}
			*s.value = value
		}
		if *s.value == "" {
			*s.value = s.fallback
		}
		if *s.value == "" || s.check == nil {
			continue
		}
		if err := s.check(*s.value); err != nil {
			if s.secret {
				return fmt.Errorf("setting %s: %w", s.env, err)
			}
			return fmt.Errorf("setting %s (--%s) is %q: %w", s.env, s.flag, *s.value, err)
		}
	}
	if err := c.Embed.check(); err != nil {
		return err
	}
	if c.PublicURL == "" {
		c.PublicURL = "http://" + c.Addr
	}
	c.PublicURL = strings.TrimSuffix(c.PublicURL, "/")
	return nil
}

// maxSecretFile bounds a file that a NAME_FILE variable points to, in bytes.
const maxSecretFile = 64 << 10

func fromEnvironment(name string, env func(string) (string, bool)) (string, error) {
	value, ok := env(name)
	path, fromFile := env(name + "_FILE")
	switch {
	case ok && fromFile:
		return "", fmt.Errorf("setting %s: %s and %s_FILE are both set; keep one", name, name, name)
	case !fromFile:
		return value, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("setting %s_FILE: %w", name, err)
	}
	if info.Size() > maxSecretFile {
		return "", fmt.Errorf("setting %s_FILE: the file is larger than %d bytes", name, maxSecretFile)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("setting %s_FILE: %w", name, err)
	}
	return strings.TrimSpace(string(content)), nil
}

func checkAddr(value string) error {
	if _, _, err := net.SplitHostPort(value); err != nil {
		return fmt.Errorf("wanted HOST:PORT, for example 127.0.0.1:8080")
	}
	return nil
}

func checkURL(schemes ...string) func(string) error {
	return func(value string) error {
		u, err := url.Parse(value)
		if err != nil || u.Host == "" || !slices.Contains(schemes, u.Scheme) {
			return fmt.Errorf("wanted an address that begins with %s://", strings.Join(schemes, ":// or "))
		}
		return nil
	}
}

func checkNetworks(value string) error {
	for part := range strings.SplitSeq(value, ",") {
		_, _, err := net.ParseCIDR(part)
		if err != nil && net.ParseIP(part) == nil {
			return fmt.Errorf("%q is neither an address nor a network", part)
		}
	}
	return nil
}

func checkLevel(value string) error {
	if !slices.Contains([]string{"debug", "info", "warn", "error"}, value) {
		return fmt.Errorf("wanted debug, info, warn or error")
	}
	return nil
}
