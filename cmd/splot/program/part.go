package program

import (
	"context"
	"fmt"
	"slices"

	"splot/app/channel"
	"splot/app/feed"
	"splot/app/httpapi"
	"splot/app/store"
)

// part is what the program knows of a feature. Every field but the name may be empty. The functions get the program when
// everything before the part in the list is open.
type part struct {
	name string
	// collections are those that only the feature uses.
	collections func() []*store.Collection
	// open makes the feature's service, without any work.
	open func(*Program) error
	// load brings what is stored into memory, before anything is served.
	load func(*Program, context.Context) error
	// handlers follow events.
	handlers func(*Program) []feed.Handler
	// channels are the kinds of channel in which the feature appends.
	channels func() []channel.Kind
	// run prepares what goes on beside the requests and returns it; it ends with its context. It returns nil where there
	// is nothing to do.
	run func(*Program) func(context.Context) error
	// resources are what the API offers of it. They are described without being opened, too.
	resources func(*Program) []httpapi.Resource
}

// collections lists those of all parts.
func collections() []*store.Collection {
	var all []*store.Collection
	for _, x := range parts() {
		if x.collections != nil {
			all = append(all, x.collections()...)
		}
	}
	return all
}

func (p *Program) openParts(context.Context) error {
	p.kinds = channelKinds()
	for _, x := range parts() {
		if x.open == nil {
			continue
		}
		if err := x.open(p); err != nil {
			return fmt.Errorf("prepare %s: %w", x.name, err)
		}
	}
	p.Feed = feed.New(feed.Options{Store: p.Store, Now: p.clock, Log: p.Log, Alone: p.embedded()})
	for _, h := range p.handlers() {
		p.Feed.Register(h)
	}
	return nil
}

func (p *Program) loadParts(ctx context.Context) error {
	for _, x := range parts() {
		if x.load == nil {
			continue
		}
		if err := x.load(p, ctx); err != nil {
			return fmt.Errorf("load %s: %w", x.name, err)
		}
	}
	return nil
}

// channelKinds lists those of all parts.
func channelKinds() channel.Kinds {
	var all channel.Kinds
	for _, x := range parts() {
		if x.channels != nil {
			all = append(all, x.channels()...)
		}
	}
	return all
}

func (p *Program) handlers() []feed.Handler {
	var all []feed.Handler
	for _, x := range parts() {
		if x.handlers != nil {
			all = slices.Concat(all, x.handlers(p))
		}
	}
	return all
}

// resources lists those of all parts; nothing is opened.
func (p *Program) resources() []httpapi.Resource {
	var all []httpapi.Resource
	for _, x := range parts() {
		if x.resources != nil {
			all = slices.Concat(all, x.resources(p))
		}
	}
	return all
}

// runs is what goes on beside the requests, by name.
func (p *Program) runs() map[string]func(context.Context) error {
	all := map[string]func(context.Context) error{"bus": p.bus.Run, "hub": p.hub.Run, "feed": p.Feed.Run}
	if p.Standby != nil {
		all["search server"] = p.Standby.Run
	}
	for _, x := range parts() {
		if x.run == nil {
			continue
		}
		if run := x.run(p); run != nil {
			all[x.name] = run
		}
	}
	return all
}
