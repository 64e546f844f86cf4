package program

import (
	"net/url"
	"strings"
)

// origins lists the origins from which pages may open sockets: the public address and, where that is this
// machine, its other name.
func (p *Program) origins() []string {
	u, err := url.Parse(p.Config.PublicURL)
	if err != nil {
		return nil
	}
	list := []string{u.Scheme + "://" + u.Host}
	switch u.Hostname() {
	case "127.0.0.1":
		list = append(list, u.Scheme+"://localhost:"+u.Port())
	case "localhost":
		list = append(list, u.Scheme+"://127.0.0.1:"+u.Port())
	}
	return list
}

func (c *Config) proxies() []string {
	if c.TrustedProxies == "" {
		return nil
	}
	return strings.Split(c.TrustedProxies, ",")
}
