package feed

import "context"

// Comparer compares a node's clock with the others', once a call.
func (f *Feed) Comparer() func(context.Context) error { return f.clocks().compare }
