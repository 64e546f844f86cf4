package httpapi

import (
	"fmt"
	"net/netip"
	"strings"
)

// Proxies are the networks of the reverse proxies whose X-Forwarded-For is believed.
type Proxies []netip.Prefix

// ParseProxies reads addresses and networks.
func ParseProxies(list []string) (Proxies, error) {
	var p Proxies
	for _, one := range list {
		one = strings.TrimSpace(one)
		if network, err := netip.ParsePrefix(one); err == nil {
			p = append(p, network.Masked())
		} else if address, err := netip.ParseAddr(one); err == nil {
			address = address.Unmap()
			p = append(p, netip.PrefixFrom(address, address.BitLen()))
		} else {
			return nil, fmt.Errorf("%q is neither an address nor a network", one)
		}
	}
	return p, nil
}

func (p Proxies) trusts(a netip.Addr) bool {
	for _, network := range p {
		if network.Contains(a) {
			return true
		}
	}
	return false
}

// Client is who really asks: the last address on the way that is not a trusted proxy's. Each proxy appends whom it saw,
// so that what stands left of that address is the client's own word and counts for nothing. Where the way ends in
// something that is no address, the proxy that passed it on is answered: better one bucket for its clients than a name
// that a client chooses. Forwarded are the values of all X-Forwarded-For headers, in order.
func (p Proxies) Client(remote string, forwarded []string) string {
	at, ok := readAddress(remote)
	if !ok || !p.trusts(at) {
		return remote
	}
	way := strings.Split(strings.Join(forwarded, ","), ",")
	for i := len(way) - 1; i >= 0; i-- {
		next, ok := readAddress(way[i])
		if !ok {
			break
		}
		if at = next; !p.trusts(at) {
			break
		}
	}
	return at.String()
}

// readAddress takes what proxies write: an address, with or without brackets and a port.
func readAddress(s string) (netip.Addr, bool) {
	s = strings.Trim(strings.TrimSpace(s), `"`)
	a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(s, "["), "]"))
	if err != nil {
		withPort, err := netip.ParseAddrPort(s)
		if err != nil {
			return netip.Addr{}, false
		}
		a = withPort.Addr()
	}
	return a.Unmap().WithZone(""), true
}
