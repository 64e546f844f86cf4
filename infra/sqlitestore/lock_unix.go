//go:build unix

package sqlitestore

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// lockFolder takes the folder for this process until the returned file is closed; the system lets it
// go when the process dies. The file holds the process number, for the message.
func lockFolder(dir string) (*os.File, error) {
	path := filepath.Join(dir, "splot.lock")
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the operator names the folder
	if err != nil {
		return nil, fmt.Errorf("lock data folder: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		holder, _ := os.ReadFile(path) //nolint:gosec // as above; without it the message is just shorter
		return nil, errors.Join(fmt.Errorf("data folder %s is in use by another process (%s): %w",
			dir, strings.TrimSpace(string(holder)), err), file.Close())
	}
	if err := file.Truncate(0); err == nil {
		_, err = file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("lock data folder: %w", err), file.Close())
		}
	}
	return file, nil
}
