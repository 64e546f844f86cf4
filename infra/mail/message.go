package mail

import (
	"errors"
	"fmt"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// errAddress stands for go-mail's own errors about addresses, which quote them.
var errAddress = errors.New("mail: an address of the letter is not usable")

// compose makes a letter after RFC 5322. It asks for no out-of-office answers (RFC 3834).
func compose(from, to, subject, text string, at time.Time, encoding gomail.Encoding) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithEncoding(encoding), gomail.WithNoDefaultUserAgent())
	if m.From(from) != nil || m.To(to) != nil {
		return nil, errAddress
	}
	m.Subject(subject)
	m.SetDateWithValue(at)
	m.SetMessageID()
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(gomail.TypeTextPlain, text)
	return m, nil
}

// checkFrom tells whether letters can have this sender.
func checkFrom(from string) error {
	if gomail.NewMsg().From(from) != nil {
		return fmt.Errorf("mail: %q is not an address that letters can come from", from)
	}
	return nil
}
