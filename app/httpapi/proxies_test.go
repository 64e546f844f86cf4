package httpapi_test

import (
	"testing"

	"splot/app/httpapi"
)

func TestClientBehindProxies(t *testing.T) {
	trusted, err := httpapi.ParseProxies([]string{"10.0.0.0/8", " 192.0.2.1", "2001:db8:ffff::/48"})
	fine(t, err)
	for _, test := range []struct {
		name, remote string
		forwarded    []string
		want         string
	}{
		{"no proxy", "203.0.113.9", nil, "203.0.113.9"},
		{"a stranger who pretends to be one", "203.0.113.9", []string{"198.51.100.1"}, "203.0.113.9"},
		{"one proxy", "10.0.0.1", []string{"198.51.100.1"}, "198.51.100.1"},
		{"one that appends", "10.0.0.1", []string{"1.1.1.1, 198.51.100.1"}, "198.51.100.1"},
		{"two proxies", "10.0.0.1", []string{"1.1.1.1, 198.51.100.1, 192.0.2.1"}, "198.51.100.1"},
		{"several headers", "10.0.0.1", []string{"1.1.1.1", "198.51.100.1", "192.0.2.1"}, "198.51.100.1"},
		{"with a port", "10.0.0.1", []string{"198.51.100.1:4711"}, "198.51.100.1"},
		{"IPv6", "10.0.0.1", []string{"2001:db8:1::7"}, "2001:db8:1::7"},
		{"IPv6 with a port", "10.0.0.1", []string{`"[2001:db8:1::7]:4711"`}, "2001:db8:1::7"},
		{"IPv6 in brackets", "10.0.0.1", []string{"[2001:db8:1::7]"}, "2001:db8:1::7"},
		{"IPv4 in IPv6", "::ffff:10.0.0.1", []string{"::ffff:198.51.100.1"}, "198.51.100.1"},
		{"an IPv6 proxy", "2001:db8:ffff::1", []string{"198.51.100.1"}, "198.51.100.1"},
		{"junk before", "10.0.0.1", []string{"unknown, <script>, 198.51.100.1"}, "198.51.100.1"},
		{"junk at the end", "10.0.0.1", []string{"198.51.100.1, unknown"}, "10.0.0.1"},
		{"junk behind a proxy", "10.0.0.1", []string{"198.51.100.1, x, 192.0.2.1"}, "192.0.2.1"},
		{"empty", "10.0.0.1", []string{""}, "10.0.0.1"},
		{"nothing", "10.0.0.1", nil, "10.0.0.1"},
		{"only proxies", "10.0.0.1", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3"},
	} {
		if got := trusted.Client(test.remote, test.forwarded); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	if _, err := httpapi.ParseProxies([]string{"10.0.0.0/8", "proxy.local"}); err == nil {
		t.Error("a name is taken for an address")
	}
}
