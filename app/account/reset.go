package account

import (
	"context"
	"time"

	"splot/app"
	"splot/app/store"
)

// ResetValid is how long a link to set a new password works.
const ResetValid = time.Hour

// RequestReset asks for a link to set a new password. Answer and work are the same for every address:
// whether somebody has it is found out when the letter is written.
func (s *Service) RequestReset(ctx context.Context, v Visitor, email string) error {
	email = app.NormaliseEmail(email)
	var check app.Validator
	check.Email("email", email)
	if err := check.Err(); err != nil {
		return err
	}
	if err := s.limit(ctx, rateReset, email, v); err != nil {
		return err
	}
	now := s.clock()
	_, err := s.request(ctx, link{Kind: linkReset, Email: email, CreatedAt: now, ExpiresAt: now.Add(ResetValid)})
	return err
}

// Reset sets a new password, ends all sessions and makes all other such links useless. It signs nobody
// in: the new password is used for that.
func (s *Service) Reset(ctx context.Context, v Visitor, token, password string) error {
	doc, err := s.use(ctx, v, linkReset, token)
	if err != nil {
		return err
	}
	person, known, err := s.byEmail(ctx, doc.Value.Email)
	switch {
	case err != nil:
		return err
	case !known || person.Disabled:
		return expiredLink()
	}
	var check app.Validator
	checkPassword(&check, "password", password, person.Email)
	if err := check.Err(); err != nil {
		return err
	}
	hash, err := s.passwords.hash(ctx, password)
	if err != nil {
		return err
	}
	if err := s.spend(ctx, doc); err != nil {
		return err
	}
	return s.replacePassword(ctx, person, hash, "")
}

// replacePassword sets another password and ends what the former one, or whoever knew it, could still open: links to
// set a new password, and all sessions but the one to keep.
func (s *Service) replacePassword(ctx context.Context, p app.Person, hash string, keep app.ID) error {
	if err := s.setPassword(ctx, p.ID, hash); err != nil {
		return err
	}
	if err := s.dropLinks(ctx, store.Eq("kind", linkReset), store.Eq("email", p.Email)); err != nil {
		return err
	}
	return s.endAll(ctx, p.ID, keep)
}
