package match

import "sync/atomic"

// Active is the one place that holds the weights in use. The zero value holds Default. It is safe for concurrent
// use; weights are never changed once they are set.
type Active struct{ weights atomic.Pointer[Weights] }

// Weights are those in use now.
func (a *Active) Weights() *Weights {
	if w := a.weights.Load(); w != nil {
		return w
	}
	return &Default
}

// Set puts other weights to use, for what is ranked from now on.
func (a *Active) Set(w *Weights) { a.weights.Store(w) }

// Model names the formula together with the weights, as stored with every match.
func (w *Weights) Model() string { return ModelVersion + "/" + w.Version }
