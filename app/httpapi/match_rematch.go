package httpapi

import (
	"context"
	"time"

	"splot/app"
	"splot/app/matching"
)

// Rematch is a run that matches every entry anew, in the background.
type Rematch struct {
	State      string     `json:"state" enum:"idle,running,telling,finished" doc:"idle: there was none yet; telling: all is matched, and organisations are being told"`
	Reason     string     `json:"reason,omitempty" enum:"requested,formula,weights" doc:"Why it was started"`
	Done       int64      `json:"done" doc:"Entries matched"`
	Total      int64      `json:"total" doc:"Entries to match"`
	Changed    int64      `json:"changed" doc:"Matches added, changed or removed"`
	StartedAt  *time.Time `json:"startedAt" nullable:"true"`
	FinishedAt *time.Time `json:"finishedAt" nullable:"true"`
	Model      string     `json:"model" doc:"Formula and weights of the run"`
}

// Rematches is matching everything anew.
func Rematches(s *matching.Service) Resource { return func(a *API) { a.rematches(s) } }

func (a *API) rematches(s *matching.Service) {
	register(a, post(tagMatches, "startRematch", "/api/matching/rematch", "Match every entry anew in the background; a run under way goes on", app.OpRematch),
		func(ctx context.Context, actor app.Actor, _ *struct{}) (*body[Rematch], error) {
			return rematchAnswer(s.StartRecompute(ctx, actor))
		})
	register(a, get(tagMatches, "getRematch", "/api/matching/rematch", "How far matching every entry anew has come", app.OpRematch),
		func(ctx context.Context, actor app.Actor, _ *struct{}) (*body[Rematch], error) {
			return rematchAnswer(s.RecomputeState(ctx, actor))
		})
}

func rematchAnswer(r matching.Recompute, err error) (*body[Rematch], error) {
	if err != nil {
		return nil, err
	}
	return answer(Rematch{
		State: r.State, Reason: r.Reason, Done: r.Done, Total: r.Total, Changed: r.Changed, Model: r.Model,
		StartedAt: timeOf(r.StartedAt), FinishedAt: timeOf(r.FinishedAt),
	}), nil
}
