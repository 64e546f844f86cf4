package httpapi

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"strings"

	"splot/app"
)

// cursors seals where a list goes on. A store's cursor names the last document and what it is sorted by, and
// whoever could make one could ask a list about places that it does not show; sealed, it is a token that says
// nothing and that nobody else can make. It holds for one person and one operation.
type cursors struct{ aead cipher.AEAD }

// newCursors takes the installation's key, which all nodes share; without one (in a test) the process has its own.
func newCursors(key []byte) cursors {
	if len(key) == 0 {
		key = make([]byte, 32)
		_, _ = rand.Read(key) // never fails
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		panic("httpapi: the key of cursors: " + err.Error())
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic("httpapi: the key of cursors: " + err.Error())
	}
	return cursors{aead}
}

// cursorBlock is to how many bytes a cursor is filled up, so that its length does not tell that of a name.
const cursorBlock = 256

// seal makes the token for a place; that of the end, the empty one, is empty.
func (c cursors) seal(place, operation string, actor app.ID) string {
	if place == "" {
		return ""
	}
	nonce := make([]byte, c.aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails; random nonces hold for 2³² cursors
	padded := place + strings.Repeat("\x00", cursorBlock-len(place)%cursorBlock)
	return base64.RawURLEncoding.EncodeToString(c.aead.Seal(nonce, nonce, []byte(padded), bound(operation, actor)))
}

// open reads the place out of a token that this operation gave this person, and refuses any other.
func (c cursors) open(token, operation string, actor app.ID) (string, error) {
	if token == "" {
		return "", nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(raw) < c.aead.NonceSize() {
		return "", app.Wrong("cursor", "cursor")
	}
	nonce, sealed := raw[:c.aead.NonceSize()], raw[c.aead.NonceSize():]
	place, err := c.aead.Open(nil, nonce, sealed, bound(operation, actor))
	if err != nil {
		return "", app.Wrong("cursor", "cursor")
	}
	return strings.TrimRight(string(place), "\x00"), nil
}

func bound(operation string, actor app.ID) []byte { return []byte(operation + "\x00" + string(actor)) }

// goesOn is an input or an output that holds a cursor; register opens and seals it.
type goesOn interface{ cursor() *string }

func (p *Paging) cursor() *string { return &p.Cursor }

func (p *page[T]) cursor() *string { return &p.Next }

func (l *MatchList) cursor() *string { return &l.Next }

// cursor is that of the list in the body; nil if it holds none.
func (b *body[T]) cursor() *string {
	if list, ok := any(&b.Body).(goesOn); ok {
		return list.cursor()
	}
	return nil
}

// opened lets a use case see the place that a request's cursor names, as its store wrote it.
func (a *API) opened(in any, operation string, actor app.ID) error {
	list, ok := in.(goesOn)
	if !ok {
		return nil
	}
	place, err := a.cursors.open(*list.cursor(), operation, actor)
	*list.cursor() = place
	return err
}

// sealed hides the place in an answer.
func (a *API) sealed(out any, operation string, actor app.ID) {
	if list, ok := out.(goesOn); ok && list.cursor() != nil {
		*list.cursor() = a.cursors.seal(*list.cursor(), operation, actor)
	}
}
