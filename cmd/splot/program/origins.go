package program

import (
	"context"
	"net/url"
	"strings"

	"splot/app/httpapi"
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

// proxies are the trusted ones; the configuration was checked when it was loaded.
func (c *Config) proxies() (httpapi.Proxies, error) {
	if c.TrustedProxies == "" {
		return nil, nil
	}
	return httpapi.ParseProxies(strings.Split(c.TrustedProxies, ","))
}

// warnOfProxies says what an operator will otherwise find out when nobody can sign in: behind a proxy that is not
// trusted all visitors are one address, and share its limits.
func (p *Program) warnOfProxies(ctx context.Context) {
	if strings.HasPrefix(p.Config.PublicURL, "https://") && p.Config.TrustedProxies == "" {
		p.Log.WarnContext(ctx, "the public address is https, but no proxy is trusted: if a reverse proxy stands in front, all visitors share one address and its limits; set SPLOT_TRUSTED_PROXIES to the proxy's address")
	}
}
