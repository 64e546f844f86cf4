package program_test

import (
	"flag"
	"net/url"
	"testing"

	"splot/cmd/splot/program"
)

// TestPasswordsWithAnyCharacter: a password never cuts an address in two.
func TestPasswordsWithAnyCharacter(t *testing.T) {
	const password = `p@ss/w:rd?#%[ "ż`
	load := func(env map[string]string) (*program.Config, error) {
		c := &program.Config{}
		return c, c.Load(flag.NewFlagSet("test", flag.ContinueOnError), func(name string) (string, bool) {
			value, ok := env[name]
			return value, ok
		})
	}
	c, err := load(map[string]string{
		"MONGODB_URI": "mongodb://a:27017,b:27017/splot?replicaSet=rs0", "MONGODB_USER": "sp@lot", "MONGODB_PASSWORD": password,
		"REDIS_URL": "redis://redis:6379/0", "REDIS_PASSWORD": password,
	})
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string][3]string{
		c.MongoURI: {"sp@lot", "a:27017,b:27017", "/splot"}, c.RedisURL: {"", "redis:6379", "/0"},
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := u.User.Password(); got != password || u.User.Username() != want[0] || u.Host != want[1] || u.Path != want[2] {
			t.Errorf("user %q, password %q, host %q, path %q", u.User.Username(), got, u.Host, u.Path)
		}
	}
	if _, err := load(map[string]string{"MONGODB_URI": "mongodb://u:p@a/", "MONGODB_PASSWORD": "x"}); err == nil {
		t.Error("two passwords are accepted")
	}
	if c, err := load(map[string]string{"MONGODB_URI": "mongodb://u:p@a/"}); err != nil || c.MongoURI != "mongodb://u:p@a/" {
		t.Errorf("an address with a user is changed: %v", err)
	}
}
