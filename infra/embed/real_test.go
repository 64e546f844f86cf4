package embed_test

import (
	"log/slog"
	"os"
	"testing"
	"time"

	"splot/infra/embed"
	"splot/search"
)

// TestRealServer asks a real server whether it brings a Polish need nearer to its English answer than to others.
func TestRealServer(t *testing.T) {
	address := os.Getenv("EMBED_URL")
	if address == "" {
		t.Skip("no embedding server: set EMBED_URL and EMBED_MODEL, with EMBED_QUERY_PREFIX and EMBED_PASSAGE_PREFIX if the model wants them")
	}
	c, err := embed.New(embed.Options{
		URL: address, Model: os.Getenv("EMBED_MODEL"), Key: os.Getenv("EMBED_KEY"), QueryPrefix: os.Getenv("EMBED_QUERY_PREFIX"),
		PassagePrefix: os.Getenv("EMBED_PASSAGE_PREFIX"), Logger: slog.New(slog.DiscardHandler), Clock: time.Now, Timeout: time.Minute,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	needs, err := c.Embed(t.Context(), search.AsQuery, []string{
		"Szukamy kompostowalnej folii barierowej do pakowania żywności.", "Jak wykrywać usterki spoin bez niszczenia elementu?",
	})
	if err != nil {
		t.Fatal(err)
	}
	offers, err := c.Embed(t.Context(), search.AsPassage, []string{
		"A biodegradable high-barrier packaging film for food.", "Ultrasonic non-destructive testing of welds.",
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, need := range needs {
		right, ok := need.Cosine(offers[i])
		wrong, _ := need.Cosine(offers[1-i])
		t.Logf("need %d: %.3f to its answer, %.3f to the other", i, right, wrong)
		if !ok || right <= wrong {
			t.Errorf("need %d is nearer to the wrong offer", i)
		}
	}
}
