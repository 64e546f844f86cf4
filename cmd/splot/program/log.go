package program

import (
	"io"
	"log/slog"
)

// NewLogger writes JSON lines with snake_case attributes.
func NewLogger(w io.Writer, level string) *slog.Logger {
	var l slog.Level
	_ = l.UnmarshalText([]byte(level)) // checked with the settings
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: l}))
}
