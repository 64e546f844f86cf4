package httpapi

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Check asks one part of the program whether it works.
type Check struct {
	Part string
	// Vital parts make a node unready: without them no request is served. Any other is a degradation: without the
	// bus people sign in, read and save, so that a balancer must not take every node out when Redis is down.
	Vital bool
	Ask   func(ctx context.Context) error
}

// Checked is what a check found.
type Checked struct {
	Part  string
	Vital bool
	Err   error
}

// Health asks all parts at once, each by itself within its own limit of time, so that one that hangs does not look
// like the fault of another.
type Health []Check

// checkWithin bounds one check; a balancer asks every few seconds and gives up after about five.
const checkWithin = 2 * time.Second

var errNoAnswer = errors.New("no answer in time")

// Look asks every part; the findings stand in the order of the checks.
func (h Health) Look(ctx context.Context) []Checked {
	found := make([]Checked, len(h))
	var all sync.WaitGroup
	for i, c := range h {
		all.Go(func() { found[i] = Checked{c.Part, c.Vital, c.within(ctx)} })
	}
	all.Wait()
	return found
}

// within asks with a limit, also a part that does not heed its context.
func (c Check) within(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	answer := make(chan error, 1)
	go func() { answer <- c.Ask(ctx) }()
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		return errNoAnswer
	}
}

// health serves what a load balancer and an operator ask.
func (a *API) health() {
	a.app.Get("/livez", func(c *fiber.Ctx) error { return c.SendString("ok\n") })
	a.app.Get("/readyz", a.readyz)
	if a.options.Metrics != nil {
		a.app.Get("/metrics", a.mayScrape, a.options.Metrics)
	}
}

// readiness is the body of /readyz. It names parts and never says how they are reached.
type readiness struct {
	Status string            `json:"status"` // ready, degraded (serving without a part) or unready
	Parts  map[string]string `json:"parts"`  // ok or down
}

func (a *API) readyz(c *fiber.Ctx) error {
	out, status := readiness{"ready", map[string]string{}}, http.StatusOK
	for _, f := range a.options.Health.Look(c.UserContext()) {
		out.Parts[f.Part] = "ok"
		if f.Err == nil {
			continue
		}
		a.options.Logger.WarnContext(c.UserContext(), "part not ready", slog.String("part", f.Part), slog.Bool("vital", f.Vital), slog.Any("error", f.Err))
		out.Parts[f.Part] = "down"
		if f.Vital {
			out.Status, status = "unready", http.StatusServiceUnavailable
			c.Set(fiber.HeaderRetryAfter, "5")
		} else if out.Status == "ready" {
			out.Status = "degraded"
		}
	}
	return c.Status(status).JSON(out)
}
