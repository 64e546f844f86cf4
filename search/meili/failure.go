package meili

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"splot/search"
)

// refusal is what the server answers to a request or task that it does not carry out. It holds the server's code and
// not its message, which may repeat what was sent.
type refusal struct {
	status int // 0 for a task
	code   string
}

func (r *refusal) Error() string {
	if r.status == 0 {
		return "the search server's task failed: " + r.code
	}
	return fmt.Sprintf("the search server refuses: status %d, %s", r.status, r.code)
}

// Is makes a server unavailable that has lost the index or takes no key of ours: nothing can be asked of it before
// somebody sees to it.
func (r *refusal) Is(target error) bool {
	gone := r.code == "index_not_found" || r.status == http.StatusUnauthorized || r.status == http.StatusForbidden
	return target == search.ErrUnavailable && gone
}

// code is the server's code of a refusal, else "".
func code(err error) string {
	var r *refusal
	if errors.As(err, &r) {
		return r.code
	}
	return ""
}

// failure translates an error of the client.
func failure(err error) error {
	var api *meilisearch.Error
	var network net.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &api):
		return translated(api)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network):
		return search.ErrUnavailable
	}
	return fmt.Errorf("%w: the answer breaks off", search.ErrUnavailable)
}

func translated(api *meilisearch.Error) error {
	switch {
	case errors.Is(api.OriginError, context.Canceled):
		return context.Canceled
	case api.StatusCode >= 500, api.StatusCode == http.StatusTooManyRequests, api.StatusCode == http.StatusRequestTimeout:
		return fmt.Errorf("%w: status %d", search.ErrUnavailable, api.StatusCode)
	case api.StatusCode >= 300:
		return &refusal{api.StatusCode, api.MeilisearchApiError.Code}
	case api.ErrCode == meilisearch.ErrCodeResponseUnmarshalBody:
		return fmt.Errorf("%w: its answer is not understood", search.ErrUnavailable)
	}
	return search.ErrUnavailable
}

// pollInterval is the time between two looks at a task.
const pollInterval = 15 * time.Millisecond

// wait returns when a task is done. The client reports a failed task without an error, so its status decides.
func (e *Engine) wait(ctx context.Context, info *meilisearch.TaskInfo, err error) error {
	if err != nil {
		return failure(err)
	}
	task, err := e.client.WaitForTaskWithContext(ctx, info.TaskUID, pollInterval)
	switch {
	case err != nil:
		return failure(err)
	case task.Status == meilisearch.TaskStatusSucceeded:
		return nil
	case task.Status == meilisearch.TaskStatusCanceled:
		return &refusal{code: "canceled"}
	}
	return &refusal{code: task.Error.Code}
}
