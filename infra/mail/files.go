package mail

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Files writes letters into a folder, one file each, for installations without a mail server.
type Files struct {
	folder string
	from   string
	clock  func() time.Time
}

// NewFiles makes the folder if it is not there. Only its owner can read it: letters hold links that open
// accounts.
func NewFiles(folder, from string, clock func() time.Time) (*Files, error) {
	if err := checkFrom(from); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("make mail folder: %w", err)
	}
	return &Files{folder: folder, from: from, clock: clock}, nil
}

// Send writes the letter as an .eml file that sorts by time. It is there whole or not at all.
func (f *Files) Send(_ context.Context, to, subject, text string) error {
	at := f.clock()
	m, err := compose(f.from, to, subject, text, at, gomail.NoEncoding)
	if err != nil {
		return err
	}
	part, err := os.CreateTemp(f.folder, ".part-*") // mode 0600
	if err != nil {
		return fmt.Errorf("write letter: %w", err)
	}
	defer os.Remove(part.Name())
	_, err = m.WriteTo(part)
	if err == nil {
		err = part.Sync()
	}
	if closing := part.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(part.Name(), filepath.Join(f.folder, name(at)))
	}
	if err != nil {
		return fmt.Errorf("write letter: %w", err)
	}
	return nil
}

func name(at time.Time) string {
	return at.UTC().Format("20060102T150405.000Z") + "-" + rand.Text()[:8] + ".eml"
}
