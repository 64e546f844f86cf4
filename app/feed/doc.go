// Package feed carries committed events to their handlers, at least once.
//
// A relay takes events over from the store's outbox: it inserts one delivery document for each event
// and handler (its id is made of both, so that a crash in between is harmless) and only then forgets
// the event. Each handler has workers; the key of an event decides which of them takes it, so that
// one node handles the events of one key one after the other. Order is not promised beyond that.
//
// A delivery is leased by compare-and-set: whoever wrote it last owns it until the time in it, after
// which any node may take it over. A handled delivery is deleted. One that fails is retried with
// exponential backoff and jitter; after Options.Attempts failures it is parked: kept, visible by
// Parked, tried again after Retry, in nobody's way. Handlers see an event again after a crash, a
// lease that ran out, or two nodes relaying at once, and are therefore idempotent by event id.
//
// Lifecycle: New, Register for every handler, Run until its context ends. Run owns every goroutine;
// it returns after the handlers have returned and unhandled deliveries were given back.
//
// Bounds: a worker holds at most queueLength deliveries in memory; what does not fit stays in the
// store until a worker has room. Commits wake the relay at once, which then looks where this process
// has written (store.Outbox.Wake, Written). That nothing is left behind by a node that died is made
// certain by two looks: every Options.Poll one question for due deliveries of all lanes, and every ten
// of them one at every collection's outbox. A node at rest asks little more than that.
//
// Clocks: a lease tells the time of the clock of the node that wrote it. Up to the lease less the time
// of the longest handler (some 40 s) of disagreement events are handled once; beyond it a node takes
// over what another still holds, and events run twice, which handlers bear. Every node writes the time
// of its clock into a document of its own, reads those of the others, and warns of one that is more
// than a few seconds apart. Set clocks by NTP.
//
// An outage of the documents is logged once when it begins, each minute while it lasts, and once when
// it is over, however many lanes meet it; every look at the store is bounded in time.
//
// It imports app and app/store.
package feed
