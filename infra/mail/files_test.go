package mail_test

import (
	"context"
	"io"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	ours "splot/infra/mail"
)

var at = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

func clock() time.Time { return at }

const text = "Dzień dobry, Zażółć!\n\nhttp://127.0.0.1:8080/reset#" +
	"0123456789012345678901234567890123456789012\n\nA line.\n"

func TestFiles(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data", "mail")
	files, err := ours.NewFiles(folder, "Splot <splot@example.org>", clock)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := files.Send(t.Context(), "anna@example.org", "Zaproszenie: łódź", text); err != nil {
			t.Fatal(err)
		}
	}
	names, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(names) != 3 {
		t.Fatalf("files %v (%v), want three", names, err)
	}
	if got := filepath.Base(names[0]); !strings.HasPrefix(got, "20261102T080000.000Z-") || !strings.HasSuffix(got, ".eml") {
		t.Errorf("name %q", got)
	}
	mode(t, folder, 0o700)
	mode(t, names[0], 0o600)
	raw, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(raw), "Dzień dobry, Zażółć!") {
		t.Errorf("a person cannot read it: %s", raw)
	}
	check(t, string(raw))
}

func mode(t *testing.T, path string, want os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != want {
		t.Errorf("%s has mode %o, want %o", path, info.Mode().Perm(), want)
	}
}

// check parses a letter as RFC 5322.
func check(t *testing.T, raw string) *mail.Message {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
	subject, err := new(decoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "Zaproszenie: łódź" {
		t.Errorf("subject %q (%v)", subject, err)
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Address != "anna@example.org" {
		t.Errorf("to %v (%v)", to, err)
	}
	if date, err := m.Header.Date(); err != nil || !date.Equal(at) {
		t.Errorf("date %v (%v)", date, err)
	}
	if got := m.Header.Get("Auto-Submitted"); got != "auto-generated" {
		t.Errorf("auto-submitted %q", got)
	}
	if m.Header.Get("Message-Id") == "" {
		t.Error("no message id")
	}
	return m
}

func TestRefused(t *testing.T) {
	folder := t.TempDir()
	files, err := ours.NewFiles(folder, "splot@example.org", clock)
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"", "nobody", "a@b.pl\r\nBcc: secret@example.org", "a@b.pl, secret@example.org"} {
		err := files.Send(t.Context(), to, "x", "x")
		if err == nil {
			t.Errorf("a letter to %q is taken", to)
		} else if to != "" && strings.Contains(err.Error(), to) {
			t.Errorf("the error tells the address: %v", err)
		}
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("something is left behind: %v", left)
	}
	if _, err := ours.NewFiles(folder, "not an address", clock); err == nil {
		t.Error("letters can come from no address")
	}
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if err := files.Send(context.Background(), "a@b.pl", "x", "x"); err == nil {
		t.Error("a letter that is nowhere is taken for sent")
	}
}

func body(t *testing.T, r io.Reader) string {
	t.Helper()
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(raw), "\r\n", "\n")
}
