package mongostore

import (
	"errors"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"

	"splot/app/store"
)

// Codes by which a server says that it cannot serve now: it is not the primary, shuts down, lost its peers, has no disk
// left, or took longer than it was given.
var passing = []int{
	6, 7, 89, 9001, // host not found or not reached
	91, 11600, 11602, // shutting down, interrupted
	189, 10107, 13435, 13436, 10058, // not primary, stepped down
	50, 262, // took too long
	64, 100, // no majority to write to
	14031, 39, // disk full
}

// writeConflict is another write of the same document in the same moment. MongoDB repeats such writes itself; other
// servers of its protocol leave it to the client.
const writeConflict = 112

// doing wraps an error of the driver with what was tried, and says ErrUnavailable where the server cannot serve now.
func doing(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	what := fmt.Sprintf(format, args...)
	if unavailable(err) && !errors.Is(err, store.ErrUnavailable) {
		return fmt.Errorf("%s: %w: %w", what, store.ErrUnavailable, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}

func unavailable(err error) bool {
	var selection topology.ServerSelectionError
	return errors.As(err, &selection) || mongo.IsNetworkError(err) || mongo.IsTimeout(err) ||
		errors.Is(err, mongo.ErrClientDisconnected) || hasCode(err, passing...)
}

// cut tells that the connection went while the server may have been writing, or that it stopped being the one to write
// to: whether the write was applied is not known.
func cut(err error) bool {
	return mongo.IsNetworkError(err) && !mongo.IsTimeout(err) || hasCode(err, 91, 11600, 11602, 189, 10107, 13435, 13436, 10058)
}

func hasCode(err error, codes ...int) bool {
	var refused mongo.ServerError
	return errors.As(err, &refused) && slices.ContainsFunc(codes, refused.HasErrorCode)
}
