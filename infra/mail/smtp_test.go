package mail_test

import (
	"bufio"
	"context"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net"
	"strings"
	"testing"
	"time"

	ours "splot/infra/mail"
)

type decoder = mime.WordDecoder

// server is as much of an SMTP server (RFC 5321) as one letter needs. answers replaces what it says to a
// command.
type server struct {
	net.Listener
	answers map[string]string
	letters chan string
}

func listen(t *testing.T, answers map[string]string) *server {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{Listener: l, answers: answers, letters: make(chan string, 10)}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go s.serve(c)
		}
	}()
	return s
}

func (s *server) serve(c net.Conn) {
	defer c.Close()
	in := bufio.NewReader(c)
	say := func(command, usual string) {
		if other, ok := s.answers[command]; ok {
			usual = other
		}
		_, _ = fmt.Fprint(c, usual+"\r\n")
	}
	say("", "220 test")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		command, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(line)), " ")
		switch command {
		case "EHLO":
			say(command, "250-test\r\n250 8BITMIME")
		case "DATA":
			say(command, "354 go on")
			s.letters <- data(in)
			say("END", "250 taken")
		case "QUIT":
			say(command, "221 bye")
			return
		default:
			say(command, "250 well")
		}
	}
}

func data(in *bufio.Reader) string {
	var b strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil || line == ".\r\n" {
			return b.String()
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
}

func (s *server) url() string { return "smtp://" + s.Addr().String() + "?tls=none" }

func TestSMTP(t *testing.T) {
	s := listen(t, nil)
	smtp, err := ours.NewSMTP(s.url(), "splot@example.org", clock)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := smtp.Send(t.Context(), "anna@example.org", "Zaproszenie: łódź", text); err != nil {
			t.Fatal(err)
		}
		m := check(t, <-s.letters)
		if got := body(t, quotedprintable.NewReader(m.Body)); strings.TrimSpace(got) != strings.TrimSpace(text) {
			t.Errorf("text %q, want %q", got, text)
		}
	}
}

func TestSMTPRefuses(t *testing.T) {
	for _, test := range []struct{ command, answer, want string }{
		{"RCPT", "550 <anna@example.org> is not here", "550"},
		{"MAIL", "451 later", "451"},
		{"END", "554 spam from anna@example.org", "554"},
		{"", "554 go away, anna@example.org", ""},
		{"EHLO", "500 what, anna@example.org?", ""},
	} {
		s := listen(t, map[string]string{test.command: test.answer})
		smtp, err := ours.NewSMTP(s.url(), "splot@example.org", clock)
		if err != nil {
			t.Fatal(err)
		}
		err = smtp.Send(t.Context(), "anna@example.org", "Zaproszenie: łódź", text)
		if err == nil {
			if test.command != "EHLO" { // a server may know HELO only
				t.Errorf("%s answered %q is taken for sent", test.command, test.answer)
			}
			continue
		}
		if strings.Contains(err.Error(), "anna") || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s answered %q: error %q, want one with %q and without the address", test.command, test.answer, err, test.want)
		}
	}
}

func TestSMTPIsNotThere(t *testing.T) {
	s := listen(t, nil)
	_ = s.Close()
	smtp, err := ours.NewSMTP(s.url(), "splot@example.org", clock)
	if err != nil {
		t.Fatal(err)
	}
	if err := smtp.Send(t.Context(), "anna@example.org", "x", "x"); err == nil {
		t.Error("sent to no server")
	}
}

// TestSMTPIsSilent: a server that accepts and says nothing does not hold the caller beyond its context.
func TestSMTPIsSilent(t *testing.T) {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	smtp, err := ours.NewSMTP("smtp://"+l.Addr().String()+"?tls=none", "splot@example.org", clock)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- smtp.Send(ctx, "anna@example.org", "x", "x") }()
	c, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	cancel()
	select {
	case err := <-done:
		if err == nil {
			t.Error("sent to a silent server")
		}
	case <-time.After(5 * time.Second):
		t.Fatal("still waiting for a silent server")
	}
}

func TestSMTPDemandsTLS(t *testing.T) {
	s := listen(t, nil)
	smtp, err := ours.NewSMTP("smtp://user:hunter2@"+s.Addr().String(), "splot@example.org", clock)
	if err != nil {
		t.Fatal(err)
	}
	err = smtp.Send(t.Context(), "anna@example.org", "x", "x")
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a server without TLS: error %v", err)
	}
	if len(s.letters) != 0 {
		t.Error("the letter went out in clear")
	}
}

func TestAddresses(t *testing.T) {
	for _, test := range []struct {
		in string
		ok bool
	}{
		{"smtp://mail.example.org", true},
		{"smtp://user:secret@mail.example.org:2525", true},
		{"smtps://user:secret@mail.example.org", true},
		{"smtp://localhost:1025?tls=none", true},
		{"smtp://[::1]:1025?tls=none", true},
		{"smtp://mail.example.org?tls=none", false},
		{"smtp://user:secret@localhost?tls=none", false},
		{"smtps://localhost?tls=none", false},
		{"smtp://mail.example.org?insecure=1", false},
		{"smtp://user:secret@", false},
		{"smtp://user:secret@mail.example.org:99999", false},
		{"https://user:secret@mail.example.org", false},
		{"user:secret@mail.example.org", false},
		{"smtp://user:secret@mail.example.org:port", false},
		{"", false},
	} {
		_, err := ours.NewSMTP(test.in, "splot@example.org", clock)
		if (err == nil) != test.ok {
			t.Errorf("%q: error %v, want it taken: %v", test.in, err, test.ok)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
}
