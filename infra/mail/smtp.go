package mail

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// smtpTimeout bounds each step of a delivery; the caller's context may end it sooner.
const smtpTimeout = 15 * time.Second

var errURL = errors.New("mail: the SMTP address must be smtp://[user:password@]host[:port] or smtps://…, with ?tls=none only for this machine")

// SMTP hands letters to a mail server.
type SMTP struct {
	from  string
	clock func() time.Time
	host  string
	opts  []gomail.Option
	// direct says that TLS begins with the connection. go-mail dials such connections itself.
	direct bool
}

// NewSMTP reads the server's address and connects to nothing yet: smtp:// (port 587, STARTTLS required),
// smtps:// (port 465, TLS from the beginning), or smtp://localhost?tls=none for a relay on this machine.
func NewSMTP(address, from string, clock func() time.Time) (*SMTP, error) {
	if err := checkFrom(from); err != nil {
		return nil, err
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Path != "" && u.Path != "/" {
		return nil, errURL // the parser's error quotes the address, password and all
	}
	security, err := security(u)
	if err != nil {
		return nil, err
	}
	opts := security
	if user := u.User.Username(); user != "" {
		password, _ := u.User.Password()
		opts = append(opts, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(user), gomail.WithPassword(password))
	}
	s := &SMTP{from: from, clock: clock, host: u.Hostname(), opts: opts, direct: u.Scheme == "smtps"}
	if _, err := gomail.NewClient(s.host, s.opts...); err != nil {
		return nil, errURL
	}
	return s, nil
}

func security(u *url.URL) ([]gomail.Option, error) {
	for key := range u.Query() {
		if key != "tls" {
			return nil, errURL
		}
	}
	bare := u.Query().Get("tls")
	switch {
	case u.Scheme == "smtps" && bare == "":
		return port(u, 465, gomail.WithSSL())
	case u.Scheme == "smtp" && bare == "":
		return port(u, 587, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case u.Scheme == "smtp" && bare == "none" && local(u.Hostname()) && u.User == nil:
		return port(u, 25, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	return nil, errURL
}

func port(u *url.URL, usual int, o gomail.Option) ([]gomail.Option, error) {
	n := usual
	if text := u.Port(); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil || n < 1 || n > 65535 {
			return nil, errURL
		}
	}
	return []gomail.Option{o, gomail.WithPort(n)}, nil
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Send delivers the letter to the server, over a connection of its own, or tells that the server did
// not take it. The end of the context ends it; over smtps:// its deadline does, but not its being
// cancelled.
func (s *SMTP) Send(ctx context.Context, to, subject, text string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // closes what go-mail left open after an error
	m, err := compose(s.from, to, subject, text, s.clock(), gomail.EncodingQP)
	if err != nil {
		return err
	}
	client, err := gomail.NewClient(s.host, append(s.until(ctx), s.opts...)...)
	if err != nil {
		return errURL
	}
	if err := client.DialAndSendWithContext(ctx, m); err != nil {
		return describe(ctx, err)
	}
	return nil
}

// until makes go-mail heed a context: by itself it forgets it once the connection stands.
func (s *SMTP) until(ctx context.Context) []gomail.Option {
	timeout := smtpTimeout
	if end, ok := ctx.Deadline(); ok {
		timeout = max(min(timeout, time.Until(end)), time.Millisecond)
	}
	opts := []gomail.Option{gomail.WithTimeout(timeout)}
	if s.direct {
		return opts
	}
	dial := func(dialing context.Context, network, address string) (net.Conn, error) {
		c, err := new(net.Dialer).DialContext(dialing, network, address)
		if err == nil {
			context.AfterFunc(ctx, func() { _ = c.Close() })
		}
		return c, err
	}
	return append(opts, gomail.WithDialContextFunc(dial))
}

// describe tells what went wrong without what the server said, which may quote the recipient.
func describe(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("send letter: %w", ctx.Err())
	}
	if refused, ok := errors.AsType[*gomail.SendError](err); ok {
		return fmt.Errorf("send letter: the server refused it with code %d at stage %d", refused.ErrorCode(), refused.Reason)
	}
	if network, ok := errors.AsType[*net.OpError](err); ok {
		return fmt.Errorf("send letter: no connection to the server: %s", network.Op)
	}
	return errors.New("send letter: the server does not answer as asked, or its certificate or our sign-in is not accepted")
}
