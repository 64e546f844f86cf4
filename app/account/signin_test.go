package account_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app"
	"splot/app/account"
	"splot/app/store"
)

func TestSignIn(t *testing.T) {
	w := newWorld(t)
	left := w.person("left")
	_, err := w.Disable(w.ctx, w.admin, left.Person)
	must(t, err)
	_, err = w.Create(w.ctx, app.Person{Name: "Without", Email: address("without"), Locale: app.EN}, "")
	must(t, err)
	for _, test := range []struct{ name, email, password, want string }{
		{"right", address("manager"), password, ""},
		{"other case and spaces around", "  Manager@Example.ORG ", password, ""},

		{"wrong password", address("manager"), another, "unauthenticated/bad_credentials"},
		{"empty password", address("manager"), "", "unauthenticated/bad_credentials"},
		{"unknown address", address("stranger"), password, "unauthenticated/bad_credentials"},
		{"no address", "", password, "unauthenticated/bad_credentials"},
		{"disabled", address("left"), password, "unauthenticated/bad_credentials"},
		{"without a password", address("without"), "", "unauthenticated/bad_credentials"},
		{"endless password", address("manager"), strings.Repeat("a", 1<<20), "unauthenticated/bad_credentials"},
		{"endless address", strings.Repeat("a", 1<<20), password, "unauthenticated/bad_credentials"},
		{"operator for an address", `{"$ne": null}`, password, "unauthenticated/bad_credentials"},
	} {
		t.Run(test.name, func(t *testing.T) {
			in, err := w.SignIn(w.ctx, home, test.email, test.password)
			w.reason(err, test.want)
			if (in.Token != "") != (err == nil) {
				t.Errorf("token %q with error %v", in.Token, err)
			}
		})
	}
}

func TestPasswordWork(t *testing.T) {
	w := newWorld(t)
	modern := w.node(account.Hashing{})
	p, err := modern.Create(w.ctx, app.Person{Name: "Modern", Email: address("modern"), Locale: app.PL}, password)
	must(t, err)
	if hash := w.hash(p.ID); !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("the default is not what OWASP recommends: %s", hash)
	}
	before := w.hash(w.manager.Person)
	_, err = modern.SignIn(w.ctx, home, address("manager"), another)
	w.reason(err, "unauthenticated/bad_credentials")
	same(t, "hash after a wrong password", w.hash(w.manager.Person), before)
	_, err = modern.SignIn(w.ctx, home, address("manager"), password)
	must(t, err)
	if hash := w.hash(w.manager.Person); !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("not hashed anew at sign-in: %s", hash)
	}
	_, err = modern.SignIn(w.ctx, home, address("manager"), password)
	must(t, err)
}

func TestStoredHashIsNotTrusted(t *testing.T) {
	w := newWorld(t)
	type credential struct {
		Hash string `bson:"hash"`
	}
	set := store.Set[credential]{Store: w.records.Store, Collection: account.Credentials}
	for _, hash := range []string{
		"", "x", "$argon2id$v=19$m=4294967295,t=2,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5", "$argon2id$v=19$m=64,t=0,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5",
		"$argon2id$v=16$m=64,t=1,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5", "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$", "$argon2i$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5",
	} {
		doc, err := set.Get(w.ctx, string(w.manager.Person))
		must(t, err)
		doc.Value.Hash = hash
		_, err = set.Replace(w.ctx, doc)
		must(t, err)
		if _, err = w.SignIn(w.ctx, home, address("manager"), ""); err == nil {
			t.Errorf("hash %q lets people in", hash)
		}
		w.class(err, app.ClassInternal)
	}
}

// TestEqualWork compares the quickest of as many tries as it takes: a busy machine only makes single ones
// slower, and work that is left out never becomes as slow.
func TestEqualWork(t *testing.T) {
	w := newWorld(t)
	heavy := w.node(account.Hashing{Memory: 16 << 10, Passes: 3, Threads: 1, AtOnce: 1, Waiting: 10})
	_, err := heavy.SignIn(w.ctx, home, address("manager"), password) // hashes anew
	must(t, err)
	try := func(email string) time.Duration {
		begin := time.Now()
		_, err := heavy.SignIn(w.ctx, home, email, another)
		w.reason(err, "unauthenticated/bad_credentials")
		return time.Since(begin)
	}
	known, unknown := time.Hour, time.Hour
	for range 200 {
		known, unknown = min(known, try(address("manager"))), min(unknown, try(address("stranger")))
		if unknown > known*7/10 && known > unknown*7/10 {
			return
		}
		w.pass(time.Hour) // out of the rate limit
	}
	t.Errorf("a known address takes %s, an unknown one %s", known, unknown)
}

func TestPasswordQueueIsBounded(t *testing.T) {
	w := newWorld(t)
	narrow := w.node(account.Hashing{Memory: 8 << 10, Passes: 2, Threads: 1, AtOnce: 1, Waiting: 1})
	ctx, stop := context.WithTimeout(w.ctx, 30*time.Second)
	defer stop()
	refused := make(chan error, 100)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for ctx.Err() == nil {
				_, err := narrow.Create(ctx, app.Person{Name: "x", Email: address(string(w.ids())), Locale: app.PL}, password)
				if err != nil {
					refused <- err
					return
				}
			}
		})
	}
	err := <-refused
	stop()
	all.Wait()
	w.reason(err, "unavailable/unavailable")
	cancelled, cancel := context.WithCancel(w.ctx)
	cancel()
	if _, err := narrow.SignIn(cancelled, home, address("manager"), password); err == nil {
		t.Error("signed in after the request had ended")
	}
}

func TestRates(t *testing.T) {
	w := newWorld(t)
	wrong := func(address, email string) error {
		_, err := w.SignIn(w.ctx, account.Visitor{Address: address}, email, another)
		return err
	}
	for range 30 {
		w.reason(wrong("192.0.2.1", address("manager")), "unauthenticated/bad_credentials")
	}
	w.reason(wrong("192.0.2.1", address("manager")), "too_many/too_many")
	_, err := w.SignIn(w.ctx, home, address("manager"), password) // of another network: nobody locks the owner out
	must(t, err)
	w.pass(15 * time.Minute)

	for i := range 300 {
		w.reason(wrong("2001:db8:1:2:"+show(i)+"::1", address("nobody"+show(i))), "unauthenticated/bad_credentials")
	}
	w.reason(wrong("2001:db8:1:2::77", address("manager")), "too_many/too_many")
	w.reason(wrong("2001:db8:1:3::77", address("manager")), "unauthenticated/bad_credentials")
}

func TestNewPasswords(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct{ in, want string }{
		{"short", "password:password_short"},
		{"", ""},
		{"eleven char", "password:password_short"},
		{"twelve chars", ""},
		{strings.Repeat("ab1 ", 65), "password:too_long"},
		{"aaaaaaaaaaaaaaaa", "password:password_common"},
		{"123456789012", "password:password_common"},
		{"qwertyuiopasdf", "password:password_common"},
		{"Password2026!", "password:password_common"},
		{"Haslo1234567", "password:password_common"},
		{"splotsplot2026", "password:password_common"},
		{"haslo do mojej szafy", ""},
		{"trudne9 zdanie7", ""},
		{"new@example.org", "password:password_email"},
	} {
		t.Run(test.in, func(t *testing.T) {
			p := app.Person{Name: "New", Email: "new@example.org", Locale: app.PL}
			if test.want == "" {
				p.Email = string(w.ids()) + "@example.org"
				_, err := w.Create(w.ctx, p, test.in)
				must(t, err)
				return
			}
			_, err := w.Create(w.ctx, p, test.in)
			w.reason(err, "invalid/"+test.want)
		})
	}
}

// hash reads what is stored for a person's password.
func (w *world) hash(id app.ID) string {
	w.t.Helper()
	doc, err := w.records.Store.Get(w.ctx, account.Credentials, string(id))
	must(w.t, err)
	var c struct {
		Hash string `bson:"hash"`
	}
	must(w.t, bson.Unmarshal(doc.Body, &c))
	return c.Hash
}

// TestKnownDevice: while a whole botnet tries somebody's password, they come in where they signed in before; nobody else
// does with what lets them in.
func TestKnownDevice(t *testing.T) {
	w := newWorld(t)
	before, err := w.SignIn(w.ctx, home, address("manager"), password)
	must(t, err)
	if before.Device == "" {
		t.Fatal("no device is remembered")
	}
	other, err := w.SignIn(w.ctx, home, address("auditor"), password)
	must(t, err)
	for i := range 299 { // and one was the owner's own
		_, err := w.SignIn(w.ctx, account.Visitor{Address: "198.51." + show(i/20) + ".1"}, address("manager"), another)
		w.reason(err, "unauthenticated/bad_credentials")
	}
	from := func(devices ...string) account.Visitor {
		return account.Visitor{Address: "192.0.2.77", Devices: devices}
	}
	for name, devices := range map[string][]string{
		"no device": nil, "another person's": {other.Device}, "junk": {"", "x", strings.Repeat("A", 43), before.Device[:42]},
		"altered": {string(before.Device[0]^1) + before.Device[1:]},
	} {
		if _, err := w.SignIn(w.ctx, from(devices...), address("manager"), password); app.ClassOf(err) != app.ClassTooMany {
			t.Errorf("%s: %v", name, err)
		}
	}
	again, err := w.SignIn(w.ctx, from(other.Device, before.Device), address("manager"), password)
	must(t, err)
	if again.Device != "" {
		t.Error("a known browser is remembered once more")
	}
	for range 29 {
		_, err = w.SignIn(w.ctx, from(before.Device), address("manager"), another)
		w.reason(err, "unauthenticated/bad_credentials")
	}
	_, err = w.SignIn(w.ctx, from(before.Device), address("manager"), password)
	w.reason(err, "too_many/too_many") // a stolen device is good for thirty tries
}
