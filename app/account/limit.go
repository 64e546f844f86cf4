package account

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"time"

	"splot/app"
)

// Limiter counts events by key in windows of time. retryAfter is when an event would be allowed again.
type Limiter interface {
	Allow(ctx context.Context, key string, limit int, window time.Duration) (ok bool, retryAfter time.Duration, err error)
}

// Visitor is where a request comes from.
type Visitor struct {
	Address string // remote IP
	Agent   string // User-Agent as sent
	// Devices are what SignedIn.Device gave this browser earlier.
	Devices []string
}

// rate is how many events of a kind are allowed for one account and for one remote address.
type rate struct {
	kind             string
	account, address int
	window           time.Duration
}

// The rates. An office behind one address is many people, so that an address may do more than an
// account. 30 guesses in a quarter of an hour at passwords of twelve characters lead nowhere.
var (
	rateChange = rate{"signin", 30, 300, 15 * time.Minute}
	rateReset  = rate{"reset", 3, 30, time.Hour}
	rateLink   = rate{"link", 30, 300, 15 * time.Minute}
	rateInvite = rate{"invite", 300, 0, time.Hour}
	// An organisation has a handful of people; their letters go to strangers.
	rateInviteColleague = rate{"invite-colleague", 20, 0, 24 * time.Hour}
)

// limit counts an event for an account (an address, a person or a token, stored as a digest only) and
// for the visitor's remote address, and answers ClassTooMany above the rate. A limiter that does not
// answer refuses: it is what stands between a guesser and the passwords.
func (s *Service) limit(ctx context.Context, r rate, account string, v Visitor) error {
	if r.address > 0 {
		if err := s.count(ctx, r.kind+":from:"+network(v.Address), r.address, r.window); err != nil {
			return err
		}
	}
	return s.count(ctx, r.kind+":"+digest(account)[:32], r.account, r.window)
}

func (s *Service) count(ctx context.Context, key string, limit int, window time.Duration) error {
	ok, retry, err := s.limiter.Allow(ctx, key, limit, window)
	switch {
	case err != nil:
		s.logger.ErrorContext(ctx, "rate limiter does not answer", slog.Any("error", err))
		return unavailable("limiter")
	case !ok:
		return app.TooMany(retry)
	}
	return nil
}

// network is what counts as one remote address: an IPv4 address, or the /64 that one IPv6 customer has.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return "unknown"
	}
	if ip = ip.Unmap().WithZone(""); ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return "unknown"
	}
	return prefix.String()
}

// unavailable is the answer where a part does not answer now; what names the part, for the log.
func unavailable(what string) error {
	return fmt.Errorf("%s: %w", what, &app.Error{Class: app.ClassUnavailable, Reason: "unavailable", Retry: time.Second})
}
