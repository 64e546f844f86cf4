package program

import (
	"context"
	"errors"

	"splot/app/httpapi"
)

var errStandIn = errors.New("the search server is down, the embedded index answers")

// Health is what /readyz and /metrics ask. Only the documents are vital, and they must take writes: while the bus or
// the search server is down, people sign in, read, save and search.
func (p *Program) Health() httpapi.Health {
	checks := httpapi.Health{
		{Part: "documents", Vital: true, Ask: p.documents},
		{Part: "bus", Ask: p.bus.Ready},
	}
	if p.Standby != nil {
		checks = append(checks, httpapi.Check{Part: "search", Ask: func(context.Context) error {
			if !p.Standby.Stats().Up {
				return errStandIn
			}
			return nil
		}})
	}
	return checks
}

func (p *Program) documents(ctx context.Context) error {
	if err := p.Store.Ready(ctx); err != nil {
		return err
	}
	return p.probe.Check(ctx)
}
