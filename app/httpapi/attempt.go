package httpapi

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"splot/app"
)

// headerAttempt names an attempt at making something: sent again with it, a request gets the first answer and makes
// nothing a second time.
const headerAttempt = "Idempotency-Key"

// maxAttempt is how many bytes such a key may have; a client sends a UUID.
const maxAttempt = 100

var attemptKey = &huma.Param{
	Name: headerAttempt, In: "header",
	Description: "Names the attempt: the same key with the same body answers what the first request made, for a day",
	Schema:      &huma.Schema{Type: huma.TypeString},
}

// onceOnly makes an operation that creates something answer a repeated request with the first answer. Without a key, or
// without a keeper, it acts each time.
func onceOnly[I, O any](a *API, operation string, handle func(context.Context, app.Actor, *I) (*O, error)) func(context.Context, app.Actor, *I) (*O, error) {
	return func(ctx context.Context, actor app.Actor, in *I) (*O, error) {
		key := scopeOf(ctx).attempt
		switch {
		case key == "" || a.options.Once == nil:
			return handle(ctx, actor, in)
		case len(key) > maxAttempt:
			return nil, app.Wrong(headerAttempt, "too_long", "max", maxAttempt, "have", len(key))
		}
		asked, err := json.Marshal(in)
		if err != nil {
			return nil, fmt.Errorf("read the attempt at %s: %w", operation, err)
		}
		answer, err := a.options.Once.Do(ctx, actor.Person, operation, key, asked, func() ([]byte, error) {
			out, err := handle(ctx, actor, in)
			if err != nil {
				return nil, err
			}
			return json.Marshal(out)
		})
		if err != nil {
			return nil, err
		}
		out := new(O)
		if err := json.Unmarshal(answer, out); err != nil {
			return nil, fmt.Errorf("repeat the answer of %s: %w", operation, err)
		}
		return out, nil
	}
}
