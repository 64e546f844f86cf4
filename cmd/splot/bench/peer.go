package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// peer is another server with the same records, as the command in the folder pocketbase is one.
type peer struct {
	URL    string            `json:"url"`
	Tokens map[string]string `json:"tokens"` // by a person's name

	process *exec.Cmd
	in      io.WriteCloser
}

// record is a record of the peer's.
type record struct {
	Collection string
	Record     map[string]any
}

// startPeer runs the program and gives it the records; stop ends it.
func startPeer(ctx context.Context, program string, records []record) (*peer, error) {
	p := &peer{process: exec.CommandContext(ctx, program)}
	p.process.Stderr = os.Stderr
	var err error
	if p.in, err = p.process.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.process.Start(); err != nil {
		return nil, fmt.Errorf("start peer: %w", err)
	}
	if err := p.load(records); err != nil {
		return nil, errors.Join(err, p.stop())
	}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, p)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the peer did not begin: %w", err), p.stop())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return p, nil
}

func (p *peer) load(records []record) error {
	to := bufio.NewWriter(p.in)
	lines := json.NewEncoder(to)
	for _, r := range records {
		if err := lines.Encode(r); err != nil {
			return fmt.Errorf("load peer: %w", err)
		}
	}
	if _, err := to.WriteString("\n"); err != nil {
		return fmt.Errorf("load peer: %w", err)
	}
	return to.Flush()
}

func (p *peer) stop() error { return errors.Join(p.in.Close(), p.process.Wait()) }
