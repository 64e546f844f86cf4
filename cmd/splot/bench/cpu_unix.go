//go:build unix

package bench

import (
	"syscall"
	"time"
)

// processorTime is what the process has used of all processors, in programs' code and in the system's. Unlike
// the clock it does not depend on what else the machine does.
func processorTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
