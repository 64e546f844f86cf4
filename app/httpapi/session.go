package httpapi

import (
	"context"
	"net/http"
	"time"

	"splot/app"
	"splot/app/account"
)

// Session is who is signed in and what they may do.
type Session struct {
	ID     app.ID      `json:"id" doc:"Of this session, in the list of sessions"`
	Person OwnPerson   `json:"person"`
	Grants []GrantView `json:"grants" nullable:"false"`
	Can    []string    `json:"can" nullable:"false" doc:"Operations that the person may do somewhere"`
}

// OwnPerson is the signed-in person.
type OwnPerson struct {
	ID           app.ID           `json:"id"`
	Name         string           `json:"name"`
	Email        string           `json:"email"`
	Locale       string           `json:"locale" enum:"pl,en"`
	Scheme       string           `json:"scheme" enum:"auto,light,dark"`
	Organisation *OrganisationRef `json:"organisation,omitempty"`
	Contact      OwnContact       `json:"contact"`
}

// OwnContact is how partners of mutual matches reach the person, and what of it they see.
type OwnContact struct {
	Function string   `json:"function" maxLength:"120" doc:"Job title"`
	Phone    string   `json:"phone" maxLength:"40"`
	Shares   []string `json:"shares" nullable:"false" maxItems:"3" enum:"function,email,phone" doc:"What a mutual partner sees beside the name"`
}

// SessionItem is one place where the person is signed in.
type SessionItem struct {
	ID        app.ID    `json:"id"`
	Agent     string    `json:"agent" doc:"Browser and system, in words; empty if unknown"`
	CreatedAt time.Time `json:"createdAt"`
	SeenAt    time.Time `json:"seenAt" doc:"Last use, to ten minutes"`
	ExpiresAt time.Time `json:"expiresAt"`
	Current   bool      `json:"current" doc:"The session that asks"`
}

type (
	signIn struct {
		Body struct {
			Email    string `json:"email"`
			Password string `json:"password"`
		}
	}
	setUp struct {
		Body struct {
			Token    string `json:"token" doc:"The last part of the link that the first start printed"`
			Name     string `json:"name"`
			Email    string `json:"email"`
			Password string `json:"password"`
			Locale   string `json:"locale" enum:"pl,en"`
		}
	}
	setPreferences struct {
		Body struct {
			Name   string `json:"name"`
			Locale string `json:"locale" enum:"pl,en"`
			Scheme string `json:"scheme" enum:"auto,light,dark"`
		}
	}
	setContact     struct{ Body OwnContact }
	changePassword struct {
		Body struct {
			Old      string `json:"old"`
			Password string `json:"password"`
		}
	}
	forgottenPassword struct {
		Body struct {
			Email string `json:"email"`
		}
	}
	resetPassword struct {
		Body struct {
			Token    string `json:"token" doc:"The last part of the mailed link"`
			Password string `json:"password"`
		}
	}
	endSessions struct {
		Others bool `query:"others" doc:"Keep the session that asks"`
	}
	// entered is an answer that begins or ends a session.
	entered struct {
		SetCookie http.Cookie `header:"Set-Cookie"`
		Body      Session
	}
	left struct {
		SetCookie http.Cookie `header:"Set-Cookie"`
	}
)

const (
	tagSession = "session"
	// maxSecretBody bounds the bodies that carry passwords and tokens.
	maxSecretBody = 16 << 10
)

// session registers how people come in, stay and leave.
func (a *API) session() {
	a.setUpState()
	a.entering()
	a.staying()
	a.leaving()
	a.passwords()
}

func (a *API) entering() {
	s := a.options.Account
	register(a, post(tagSession, "signIn", "/api/session", "Sign in", app.OpSignIn).bounded(maxSecretBody),
		func(ctx context.Context, _ app.Actor, in *signIn) (*entered, error) {
			return a.enter(ctx)(s.SignIn(ctx, visitorOf(ctx), in.Body.Email, in.Body.Password))
		})
	register(a, post(tagSession, "setUp", "/api/setup", "Make the first platform admin and sign in", app.OpSetUp).bounded(maxSecretBody),
		func(ctx context.Context, _ app.Actor, in *setUp) (*entered, error) {
			return a.enter(ctx)(s.SetUp(ctx, visitorOf(ctx), in.Body.Token, account.NewPerson{
				Name: in.Body.Name, Email: in.Body.Email, Password: in.Body.Password, Locale: app.Lang(in.Body.Locale),
			}))
		})
}

// SetUpState tells whether the installation waits for its first administrator.
type SetUpState struct {
	Needed bool `json:"needed"`
}

func (a *API) setUpState() {
	register(a, operation{id: "setUpState", method: http.MethodGet, path: "/api/setup", tag: tagSession, summary: "Whether nobody has an account yet", op: app.OpSetUp},
		func(ctx context.Context, _ app.Actor, _ *struct{}) (*body[SetUpState], error) {
			needed, err := a.options.Account.SetUpNeeded(ctx)
			return answer(SetUpState{Needed: needed}), err
		})
}

func (a *API) staying() {
	s := a.options.Account
	register(a, get(tagSession, "getSession", "/api/session", "Who is signed in, and what they may do", app.OpOwnAccount),
		func(ctx context.Context, actor app.Actor, _ *struct{}) (*body[Session], error) {
			me, err := s.Me(ctx, actor)
			return a.sessionAnswer(ctx, me, err)
		})
	register(a, put(tagSession, "setPreferences", "/api/session/preferences", "Set the own name, language and colour scheme", app.OpOwnAccount),
		func(ctx context.Context, actor app.Actor, in *setPreferences) (*body[Session], error) {
			me, err := s.SetPreferences(ctx, actor, account.Preferences{
				Name: in.Body.Name, Locale: app.Lang(in.Body.Locale), Scheme: in.Body.Scheme,
			})
			return a.sessionAnswer(ctx, me, err)
		})
	register(a, put(tagSession, "setContact", "/api/session/contact", "Set how partners of mutual matches reach the person", app.OpOwnAccount),
		func(ctx context.Context, actor app.Actor, in *setContact) (*body[Session], error) {
			me, err := s.SetContact(ctx, actor, in.Body.Function, in.Body.Phone, in.Body.Shares)
			return a.sessionAnswer(ctx, me, err)
		})
	register(a, get(tagSession, "listSessions", "/api/sessions", "List where the person is signed in", app.OpOwnAccount),
		func(ctx context.Context, actor app.Actor, _ *struct{}) (*body[page[SessionItem]], error) {
			sessions, err := s.Sessions(ctx, actor)
			list := page[SessionItem]{Items: make([]SessionItem, len(sessions))}
			for i, one := range sessions {
				list.Items[i] = SessionItem{
					ID: one.ID, Agent: one.Agent, CreatedAt: one.CreatedAt, SeenAt: one.SeenAt, ExpiresAt: one.ExpiresAt,
					Current: one.ID == sessionOf(ctx).ID,
				}
			}
			return answer(list), err
		})
}

func (a *API) leaving() {
	s := a.options.Account
	register(a, del(tagSession, "signOut", "/api/session", "Sign out", app.OpOwnAccount),
		func(ctx context.Context, actor app.Actor, _ *struct{}) (*left, error) {
			return a.leave(), s.EndSession(ctx, actor, sessionOf(ctx).ID)
		})
	register(a, del(tagSession, "endSessions", "/api/sessions", "Sign out everywhere, or everywhere else", app.OpOwnAccount),
		func(ctx context.Context, actor app.Actor, in *endSessions) (*none, error) {
			keep := app.ID("")
			if in.Others {
				keep = sessionOf(ctx).ID
			}
			return &none{}, s.EndSessions(ctx, actor, keep)
		})
	register(a, del(tagSession, "endSession", "/api/sessions/{id}", "Sign out in one place", app.OpOwnAccount),
		func(ctx context.Context, actor app.Actor, in *ByID) (*none, error) {
			return &none{}, s.EndSession(ctx, actor, in.ID)
		})
}

func (a *API) passwords() {
	s := a.options.Account
	register(a, put(tagSession, "changePassword", "/api/session/password", "Change the own password; other sessions end", app.OpOwnAccount).bounded(maxSecretBody),
		func(ctx context.Context, actor app.Actor, in *changePassword) (*none, error) {
			return &none{}, s.ChangePassword(ctx, actor, sessionOf(ctx).ID, visitorOf(ctx), in.Body.Old, in.Body.Password)
		})
	register(a, post(tagSession, "forgottenPassword", "/api/password/forgotten", "Ask for a mail to set a new password; the answer is the same for every address", app.OpResetPassword).bounded(maxSecretBody),
		func(ctx context.Context, _ app.Actor, in *forgottenPassword) (*none, error) {
			return &none{}, s.RequestReset(ctx, visitorOf(ctx), in.Body.Email)
		})
	register(a, post(tagSession, "resetPassword", "/api/password/reset", "Set a new password with a mailed link; all sessions end", app.OpResetPassword).bounded(maxSecretBody),
		func(ctx context.Context, _ app.Actor, in *resetPassword) (*none, error) {
			return &none{}, s.Reset(ctx, visitorOf(ctx), in.Body.Token, in.Body.Password)
		})
}

func sessionOf(ctx context.Context) account.Session { return scopeOf(ctx).session }

func visitorOf(ctx context.Context) account.Visitor { return scopeOf(ctx).visitor }

// enter answers with a new session and its cookie. A session that the browser had before ends: nobody
// could reach it any more.
func (a *API) enter(ctx context.Context) func(account.SignedIn, error) (*entered, error) {
	return func(in account.SignedIn, err error) (*entered, error) {
		if err != nil {
			return nil, err
		}
		if before := sessionOf(ctx); before.ID != "" {
			if err := a.options.Account.EndSession(ctx, actorOf(ctx), before.ID); err != nil && app.ClassOf(err) != app.ClassNotFound {
				return nil, err
			}
		}
		actor, err := a.options.Account.Actor(ctx, in.Person.ID)
		if err != nil {
			return nil, err
		}
		shown, err := a.sessionView(ctx, actor, in.Session, in.Person)
		if err != nil {
			return nil, err
		}
		if in.Device != "" {
			scopeOf(ctx).setCookie(a.rememberDevice(in.Device, visitorOf(ctx).Devices))
		}
		return &entered{SetCookie: a.cookie(in.Token, account.SessionAbsolute), Body: shown}, nil
	}
}

func (a *API) leave() *left { return &left{SetCookie: a.cookie("", -time.Second)} }

func (a *API) sessionAnswer(ctx context.Context, me app.Person, err error) (*body[Session], error) {
	if err != nil {
		return nil, err
	}
	actor, err := a.options.Account.Actor(ctx, me.ID)
	if err != nil {
		return nil, err
	}
	shown, err := a.sessionView(ctx, actor, sessionOf(ctx), me)
	return answer(shown), err
}

func (a *API) sessionView(ctx context.Context, actor app.Actor, s account.Session, me app.Person) (Session, error) {
	scopes, err := a.options.Account.Scopes(ctx, me)
	if err != nil {
		return Session{}, err
	}
	out := Session{
		ID: s.ID, Grants: grantViews(actor, scopes, me.Grants), Can: []string{},
		Person: OwnPerson{
			ID: me.ID, Name: me.Name, Email: me.Email, Locale: string(me.Locale), Scheme: me.Scheme,
			Organisation: organisationIn(scopes, me.Organisation),
			Contact:      OwnContact{Function: me.Function, Phone: me.Phone, Shares: me.Shared()},
		},
	}
	for _, op := range account.Can(actor) {
		out.Can = append(out.Can, string(op))
	}
	return out, nil
}
