package main_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestCompose holds what the compose file promises; there is no docker where the tests run.
func TestCompose(t *testing.T) {
	raw, err := os.ReadFile("../../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	file, _, _ := strings.Cut(string(raw), "\nnetworks:")
	_, file, _ = strings.Cut(file, "\nservices:\n")
	services := regexp.MustCompile(`(?m)^  ([a-z-]+):\n`).FindAllStringSubmatchIndex(file, -1)
	if len(services) < 5 {
		t.Fatalf("%d services", len(services))
	}
	pinned := regexp.MustCompile(`image: [a-z/]+:v?\d+\.\d+\.\d+`)
	for i, at := range services {
		end := len(file)
		if i+1 < len(services) {
			end = services[i+1][0]
		}
		name, text := file[at[2]:at[3]], file[at[0]:end]
		if !strings.Contains(text, "<<: *hardened") && (!strings.Contains(text, "cap_drop: [ALL]") || !strings.Contains(text, "read_only: true")) {
			t.Errorf("%s is not hardened", name)
		}
		if strings.Contains(text, "image:") && !pinned.MatchString(text) {
			t.Errorf("%s floats: its image has no full version", name)
		}
		for _, secret := range []string{"MONGO_PASSWORD", "MONGO_ROOT_PASSWORD", "REDIS_PASSWORD", "MEILI_MASTER_KEY"} {
			for line := range strings.Lines(text) {
				if strings.Contains(line, "${"+secret) && strings.Contains(line, "://") {
					t.Errorf("%s puts %s into an address: %s", name, secret, line)
				}
				if strings.Contains(line, "${"+secret) && (strings.Contains(line, "command:") || strings.Contains(line, "entrypoint:")) {
					t.Errorf("%s puts %s on a command line", name, secret)
				}
			}
		}
	}
	if !strings.Contains(file, "SPLOT_TRUSTED_PROXIES") || !strings.Contains(file, "MONGODB_USER: splot") || !strings.Contains(file, "MEILI_KEY_FILE") {
		t.Error("Splot lacks its proxies, its own user of MongoDB or its own key of Meilisearch")
	}
}
