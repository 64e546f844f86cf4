package account

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"time"
)

// Signing in is counted in three ways, each with its limit in a quarter of an hour:
//
//   - by network: one that tries many accounts;
//   - by account and network: one that tries one account. Counted by account alone, thirty wrong passwords of anybody
//     would lock its owner out, for ever if repeated;
//   - by account over all networks, generously: many networks that try one account together.
//
// Only the last can still lock an owner out, and not in a browser in which they signed in before: it carries a device's
// token, signed for this address, and is counted by that token alone. Who steals one gains thirty tries.
const (
	signInWindow  = 15 * time.Minute
	signInNetwork = 300 // an office behind one address is many people
	signInPair    = 30  // of one account from one network, or of one known device
	signInAccount = 300
)

// MaxDevices is how many tokens one browser carries: of people who share it.
const MaxDevices = 5

func (s *Service) limitSignIn(ctx context.Context, email string, v Visitor) error {
	account := digest(email)[:32]
	if device := s.knownDevice(email, v); device != "" {
		return s.count(ctx, "signin:device:"+digest(device)[:32], signInPair, signInWindow)
	}
	from := network(v.Address)
	if err := s.count(ctx, "signin:from:"+from, signInNetwork, signInWindow); err != nil {
		return err
	}
	if err := s.count(ctx, "signin:"+account+":"+from, signInPair, signInWindow); err != nil {
		return err
	}
	return s.count(ctx, "signin:"+account, signInAccount, signInWindow)
}

// knownDevice is the visitor's token that was made for this address; empty without one.
func (s *Service) knownDevice(email string, v Visitor) string {
	i := slices.IndexFunc(v.Devices[:min(len(v.Devices), MaxDevices)], func(token string) bool { return s.madeFor(token, email) })
	if i < 0 {
		return ""
	}
	return v.Devices[i]
}

const deviceNonce, deviceMAC = 12, 20 // bytes: who it is does not matter, only that nobody else can make one

// newDevice makes a token that says: somebody signed in with this address in this browser.
func (s *Service) newDevice(email string) string {
	nonce := make([]byte, deviceNonce)
	_, _ = rand.Read(nonce) // never fails
	return base64.RawURLEncoding.EncodeToString(append(nonce, s.deviceMAC(nonce, email)...))
}

func (s *Service) madeFor(token, email string) bool {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	return err == nil && len(raw) == deviceNonce+deviceMAC && hmac.Equal(raw[deviceNonce:], s.deviceMAC(raw[:deviceNonce], email))
}

func (s *Service) deviceMAC(nonce []byte, email string) []byte {
	mac := hmac.New(sha256.New, s.deviceKey)
	mac.Write(nonce)
	mac.Write([]byte(email))
	return mac.Sum(nil)[:deviceMAC]
}
