package httpapi_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"splot/app/httpapi"
)

// TestReady: a vital part that is down makes a node unready, another one only degraded, and the answer names the
// part that is down and no other.
func TestReady(t *testing.T) {
	broken := errors.New("mongodb://user:password@db refused")
	parts := func(documents, bus error) httpapi.Health {
		return httpapi.Health{
			{Part: "documents", Vital: true, Ask: func(context.Context) error { return documents }},
			{Part: "bus", Ask: func(context.Context) error { return bus }},
		}
	}
	for _, test := range []struct {
		name           string
		documents, bus error
		status         int
		body           string
	}{
		{"all work", nil, nil, 200, `{"status":"ready","parts":{"bus":"ok","documents":"ok"}}`},
		{"no bus", nil, broken, 200, `{"status":"degraded","parts":{"bus":"down","documents":"ok"}}`},
		{"no documents", broken, nil, 503, `{"status":"unready","parts":{"bus":"ok","documents":"down"}}`},
		{"neither", broken, broken, 503, `{"status":"unready","parts":{"bus":"down","documents":"down"}}`},
	} {
		answer, body := fetch(t, served(httpapi.Options{Health: parts(test.documents, test.bus)}), "/readyz")
		if answer.StatusCode != test.status || body != test.body {
			t.Errorf("%s: status %d %s", test.name, answer.StatusCode, body)
		}
		if (answer.Header.Get("Retry-After") != "") != (test.status == 503) {
			t.Errorf("%s: Retry-After %q", test.name, answer.Header.Get("Retry-After"))
		}
		if strings.Contains(body, "password") {
			t.Errorf("the answer tells how the part is reached: %s", body)
		}
	}
	if answer, _ := fetch(t, served(httpapi.Options{Health: parts(broken, broken)}), "/livez"); answer.StatusCode != http.StatusOK {
		t.Errorf("alive: status %d", answer.StatusCode)
	}
}

// TestHealthOfAPartThatHangs: the others are asked all the same, and the whole takes no longer than one limit.
func TestHealthOfAPartThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		never := make(chan struct{})
		found := httpapi.Health{
			{Part: "deaf", Vital: true, Ask: func(context.Context) error { <-never; return nil }},
			{Part: "slow", Ask: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }},
			{Part: "well", Ask: func(context.Context) error { return nil }},
		}.Look(t.Context())
		close(never)
		if took := time.Since(begin); took > 2*time.Second {
			t.Errorf("it took %s", took)
		}
		if found[0].Err == nil || found[1].Err == nil || found[2].Err != nil || found[2].Part != "well" {
			t.Errorf("found %v", found)
		}
	})
}
