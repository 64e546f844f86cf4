package embed

import (
	"errors"
	"net"
	"net/url"
	"strings"
)

// The errors of addresses repeat nothing of the address, which may hold a password.
var (
	errAddress = errors.New("embedding server: the address must be http(s)://host[:port] with the path /v1/embeddings (as OpenAI), /api/embed or /api/embeddings (as Ollama), without credentials")
	errPlain   = errors.New("embedding server: plain http is for this machine and private networks only, since the texts and the key would travel readable; use https")
)

// CheckAddress tells what is wrong with the address of a server.
func CheckAddress(address string) error {
	_, _, err := parse(address)
	return err
}

func parse(address string) (*url.URL, dialect, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Fragment != "" {
		return nil, nil, errAddress
	}
	d := dialectOf(strings.TrimSuffix(u.Path, "/"))
	if d == nil {
		return nil, nil, errAddress
	}
	if u.Scheme == "http" && !private(u.Hostname()) {
		return nil, nil, errPlain
	}
	return u, d, nil
}

func dialectOf(path string) dialect {
	switch {
	case strings.HasSuffix(path, "/api/embed"):
		return ollama{}
	case strings.HasSuffix(path, "/api/embeddings"):
		return single{}
	case strings.HasSuffix(path, "/embeddings"):
		return openAI{}
	}
	return nil
}

// private tells whether a host is this machine or in a network of its own: by address, or by a name that no public
// server has.
func private(host string) bool {
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast()
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if !strings.Contains(host, ".") {
		return true // a container, or localhost
	}
	for _, end := range []string{".localhost", ".internal", ".local", ".lan", ".home.arpa"} {
		if strings.HasSuffix(host, end) {
			return true
		}
	}
	return false
}
