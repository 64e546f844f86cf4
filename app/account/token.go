package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// tokenLength is the length of a token's text: 256 bits in unpadded base64url.
const tokenLength = 43

// newToken makes a secret that nobody can guess; crypto/rand never fails on supported systems.
func newToken() string {
	var b [32]byte
	_, _ = rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// digest is how a token is stored and found. A fast hash is enough for 256 random bits.
func digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func looksLikeToken(s string) bool { return len(s) == tokenLength }
