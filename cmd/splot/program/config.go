package program

import (
	"flag"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"

	"splot/app/httpapi"
)

// Config is how the program runs. Each outside part has an embedded stand-in, and its setting chooses
// the server instead.
type Config struct {
	Addr           string
	Data           string
	PublicURL      string
	MongoURI       string
	MongoUser      string
	MongoPassword  string
	RedisURL       string
	RedisPassword  string
	MeiliURL       string
	MeiliKey       string
	MeiliIndex     string
	Embed          EmbedConfig
	SMTPURL        string
	MailFrom       string
	TrustedProxies string
	MetricsToken   string
	LogLevel       string
}

// Setting is one key of the configuration.
type Setting struct {
	Flag, Env string
	value     *string
	fallback  string
	Secret    bool
	Help      string
	check     func(string) error
}

// Settings lists the keys with where their values go.
func (c *Config) Settings() []Setting {
	return []Setting{
		{Flag: "addr", Env: "SPLOT_ADDR", value: &c.Addr, fallback: "127.0.0.1:8080", Help: "address to listen on", check: checkAddr},
		{Flag: "data", Env: "SPLOT_DATA", value: &c.Data, fallback: "data", Help: "folder of the embedded store and of mail"},
		{Flag: "public-url", Env: "SPLOT_PUBLIC_URL", value: &c.PublicURL, Help: "where browsers reach it; default http://ADDR", check: checkURL("http", "https")},
		{Flag: "mongodb-uri", Env: "MONGODB_URI", value: &c.MongoURI, Secret: true, Help: "documents in MongoDB instead of the data folder", check: checkURL("mongodb", "mongodb+srv")},
		{Flag: "mongodb-user", Env: "MONGODB_USER", value: &c.MongoUser, Help: "its user, where the URI names none"},
		{Flag: "mongodb-password", Env: "MONGODB_PASSWORD", value: &c.MongoPassword, Secret: true, Help: "the user's password, as it is: in a URI it would have to be percent-encoded"},
		{Flag: "redis-url", Env: "REDIS_URL", value: &c.RedisURL, Secret: true, Help: "fan-out between nodes and rate limits in Redis", check: checkURL("redis", "rediss")},
		{Flag: "redis-password", Env: "REDIS_PASSWORD", value: &c.RedisPassword, Secret: true, Help: "its password, as it is, where the URL names none"},
		{Flag: "meili-url", Env: "MEILI_URL", value: &c.MeiliURL, Help: "search in Meilisearch instead of in memory", check: checkURL("http", "https")},
		{Flag: "meili-key", Env: "MEILI_KEY", value: &c.MeiliKey, Secret: true, Help: "Meilisearch API key"},
		{Flag: "meili-index", Env: "MEILI_INDEX", value: &c.MeiliIndex, fallback: "splot", Help: "name of the index there; one for each installation"},
		{Flag: "embed-url", Env: "EMBED_URL", value: &c.Embed.URL, Help: "vectors of an embedding server: …/v1/embeddings as OpenAI, …/api/embed as Ollama", check: checkURL("http", "https")},
		{Flag: "embed-model", Env: "EMBED_MODEL", value: &c.Embed.Model, Help: "its model; wanted with the address"},
		{Flag: "embed-key", Env: "EMBED_KEY", value: &c.Embed.Key, Secret: true, Help: "its bearer token"},
		{Flag: "embed-query-prefix", Env: "EMBED_QUERY_PREFIX", value: &c.Embed.QueryPrefix, Help: `what the model wants before needs, as "query: "`},
		{Flag: "embed-passage-prefix", Env: "EMBED_PASSAGE_PREFIX", value: &c.Embed.PassagePrefix, Help: `what it wants before offers, as "passage: "`},
		{Flag: "embed-input-types", Env: "EMBED_INPUT_TYPES", value: &c.Embed.InputTypes, Help: "input_type of needs and of offers, by comma, where the server tells them apart by it", check: checkPair},
		{Flag: "embed-dimensions", Env: "EMBED_DIMENSIONS", value: &c.Embed.Dimensions, Help: "length of vectors to ask for; default is what the model makes", check: checkDimensions},
		{Flag: "embed-timeout", Env: "EMBED_TIMEOUT", value: &c.Embed.Timeout, fallback: "30s", Help: "of one request", check: checkTimeout},
		{Flag: "smtp-url", Env: "SMTP_URL", value: &c.SMTPURL, Secret: true, Help: "mail by SMTP instead of into DATA/mail", check: checkURL("smtp", "smtps")},
		{Flag: "mail-from", Env: "SPLOT_MAIL_FROM", value: &c.MailFrom, fallback: "Splot <splot@localhost>", Help: "sender of mail"},
		{Flag: "trusted-proxies", Env: "SPLOT_TRUSTED_PROXIES", value: &c.TrustedProxies, Help: "addresses or networks whose X-Forwarded-For is believed, by comma", check: checkNetworks},
		{Flag: "metrics-token", Env: "SPLOT_METRICS_TOKEN", value: &c.MetricsToken, Secret: true, Help: "bearer token for /metrics; without it only this machine may ask"},
		{Flag: "log", Env: "SPLOT_LOG", value: &c.LogLevel, fallback: "info", Help: "debug, info, warn or error", check: checkLevel},
	}
}

// Declare adds the settings that are no secrets as flags: a secret on a command line is seen by everyone
// on the machine, so secrets come from the environment or from a file.
func (c *Config) Declare(flags *flag.FlagSet) {
	for _, s := range c.Settings() {
		if !s.Secret {
			flags.StringVar(s.value, s.Flag, "", s.Help)
		}
	}
}

// Load fills what no flag set from the environment, NAME or NAME_FILE, and checks every value. The error
// names the key and never holds a secret's value.
func (c *Config) Load(flags *flag.FlagSet, env func(string) (string, bool)) error {
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	for _, s := range c.Settings() {
		if !given[s.Flag] {
			value, err := FromEnvironment(s.Env, env)
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
			if s.Secret {
				return fmt.Errorf("setting %s: %w", s.Env, err)
			}
			return fmt.Errorf("setting %s (--%s) is %q: %w", s.Env, s.Flag, *s.value, err)
		}
	}
	if err := c.Embed.check(); err != nil {
		return err
	}
	var err error
	if c.MongoURI, err = withUser("MONGODB_URI", c.MongoURI, c.MongoUser, c.MongoPassword); err != nil {
		return err
	}
	if c.RedisURL, err = withUser("REDIS_URL", c.RedisURL, "", c.RedisPassword); err != nil {
		return err
	}
	if c.PublicURL == "" {
		c.PublicURL = "http://" + c.Addr
	}
	c.PublicURL = strings.TrimSuffix(c.PublicURL, "/")
	return nil
}

// MaxSecretFile bounds a file that a NAME_FILE variable points to, in bytes.
const MaxSecretFile = 64 << 10

// FromEnvironment is the value of a setting: of the variable, or of the file that NAME_FILE points to.
func FromEnvironment(name string, env func(string) (string, bool)) (string, error) {
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
	if info.Size() > MaxSecretFile {
		return "", fmt.Errorf("setting %s_FILE: the file is larger than %d bytes", name, MaxSecretFile)
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
	_, err := httpapi.ParseProxies(strings.Split(value, ","))
	return err
}

func checkLevel(value string) error {
	if !slices.Contains([]string{"debug", "info", "warn", "error"}, value) {
		return fmt.Errorf("wanted debug, info, warn or error")
	}
	return nil
}

// withUser puts a user and a password into an address, encoded: any character may stand in them. Written into the address
// by hand, a "/" or "@" of a password cuts it in two, and the driver looks its half up as a host's name.
func withUser(setting, address, user, password string) (string, error) {
	if address == "" || user == "" && password == "" {
		return address, nil
	}
	scheme, rest, _ := strings.Cut(address, "://")
	hosts, _, _ := strings.Cut(rest, "/")
	if strings.Contains(hosts, "@") {
		return "", fmt.Errorf("setting %s names a user already, and there is another setting for it; keep one", setting)
	}
	return scheme + "://" + url.UserPassword(user, password).String() + "@" + rest, nil
}
