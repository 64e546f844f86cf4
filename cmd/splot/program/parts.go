package program

import (
	"context"
	"slices"

	"splot/app/account"
	"splot/app/channel"
	"splot/app/consortium"
	"splot/app/entry"
	"splot/app/feed"
	"splot/app/glossary"
	"splot/app/httpapi"
	"splot/app/importing"
	"splot/app/keys"
	"splot/app/learning"
	"splot/app/matching"
	"splot/app/member"
	"splot/app/notify"
	"splot/app/once"
	"splot/app/records"
	"splot/app/store"
	"splot/app/vectors"
	"splot/app/watch"
	"splot/realtime"
	"splot/search/capability"
	"splot/search/standing"
)

// Features are the services of the program's parts.
type Features struct {
	Account    *account.Service
	Member     *member.Service
	Entry      *entry.Service
	Matching   *matching.Service
	Learning   *learning.Service
	Notify     *notify.Service
	Watch      *watch.Service
	Consortium *consortium.Service
	Glossary   *glossary.Service
	Importing  *importing.Service
}

// parts lists what the program consists of, in the order in which it is opened. A new feature is one line here and its
// service above.
func parts() []part {
	return []part{
		documents, accounts, members, entries, imports, index, channels, lessons, matches, notifications, watches, consortia, terms, nodes, operators,
	}
}

var documents = part{
	name: "documents",
	collections: func() []*store.Collection {
		return append(records.Collections(), feed.Collection, store.Probes)
	},
}

var accounts = part{
	name: "account",
	collections: func() []*store.Collection {
		return slices.Concat(account.Collections(), keys.Collections(), once.Collections())
	},
	open:     (*Program).openAccounts,
	handlers: func(p *Program) []feed.Handler { return p.Account.Handlers() },
	run:      func(p *Program) func(context.Context) error { return p.Account.Run },
}

var members = part{
	name: "member",
	open: func(p *Program) error {
		p.Member = member.New(member.Options{Records: p.Records, Search: p.Engine, Clock: p.clock, IDs: p.ids})
		return nil
	},
	handlers: func(p *Program) []feed.Handler { return p.Member.Handlers() },
	resources: func(p *Program) []httpapi.Resource {
		return []httpapi.Resource{httpapi.Clusters(p.Member), httpapi.Organisations(p.Member), httpapi.Memberships(p.Member)}
	},
}

var entries = part{
	name:        "entry",
	collections: entry.Collections,
	open: func(p *Program) error {
		p.Entry = entry.New(entry.Options{Records: p.Records, Engine: p.Engine, Clock: p.clock, IDs: p.ids, Logger: p.Log})
		return nil
	},
	run: func(p *Program) func(context.Context) error {
		return func(ctx context.Context) error { return p.Entry.Run(ctx, expireEvery) }
	},
	resources: func(p *Program) []httpapi.Resource {
		return []httpapi.Resource{httpapi.Entries(p.Entry), httpapi.Search(p.Entry, p.Member)}
	},
}

// imports bring tables in.
var imports = part{
	name: "importing",
	open: func(p *Program) error {
		p.Importing = importing.New(p.Store, p.Member, p.Entry, p.clock)
		return nil
	},
}

// index keeps what lives in memory and on a search server.
var index = part{
	name: "index",
	run:  func(p *Program) func(context.Context) error { return p.keepIndex },
}

var channels = part{
	name:        "channels",
	collections: channel.Collections,
	open:        (*Program).openChannels,
	run:         func(p *Program) func(context.Context) error { return p.trim },
}

// lessons is what matching learns from what people do.
var lessons = part{
	name:        "learning",
	collections: learning.Collections,
	open: func(p *Program) error {
		p.Learning = learning.New(learning.Options{Records: p.Records, Clock: p.clock, IDs: p.ids, Logger: p.Log})
		return nil
	},
	load:      func(p *Program, ctx context.Context) error { return p.Learning.LoadWeights(ctx) },
	handlers:  func(p *Program) []feed.Handler { return p.Learning.Handlers() },
	resources: func(p *Program) []httpapi.Resource { return []httpapi.Resource{httpapi.Weights(p.Learning)} },
}

var matches = part{
	name:        "matching",
	collections: func() []*store.Collection { return append(matching.Collections(), vectors.Collections()...) },
	open:        (*Program).openMatching,
	handlers:    func(p *Program) []feed.Handler { return p.Matching.Handlers() },
	run:         (*Program).vectorRuns,
	resources: func(p *Program) []httpapi.Resource {
		return []httpapi.Resource{httpapi.Matches(p.Matching), httpapi.Gaps(p.Matching), httpapi.Rematches(p.Matching)}
	},
}

var notifications = part{
	name: "notify",
	open: func(p *Program) error {
		p.Notify = notify.New(notify.Options{Records: p.Records, Inbox: p.Channels, Clock: p.clock, IDs: p.ids, Logger: p.Log})
		return nil
	},
	channels:  notify.Channels,
	handlers:  func(p *Program) []feed.Handler { return p.Notify.Handlers() },
	resources: func(p *Program) []httpapi.Resource { return []httpapi.Resource{httpapi.Notifications(p.Notify)} },
}

var watches = part{
	name: "watch",
	open: func(p *Program) error {
		p.Watch = watch.New(watch.Options{
			Records: p.Records, Clock: p.clock, IDs: p.ids, Actor: p.Account.Actor,
			Queries: standing.New(p.Corpus.Dictionary()),
		})
		return nil
	},
	handlers:  func(p *Program) []feed.Handler { return p.Watch.Handlers() },
	resources: func(p *Program) []httpapi.Resource { return []httpapi.Resource{httpapi.Watches(p.Watch, p.Entry)} },
}

var consortia = part{
	name: "consortium",
	open: func(p *Program) error {
		dictionary := p.Corpus.Dictionary()
		p.Consortium = consortium.New(consortium.Options{
			Records: p.Records, Clock: p.clock, IDs: p.ids, Answers: answers(p.Matching),
			Suggest: func(s string, limit int) []capability.Capability { return capability.Suggest(dictionary, s, limit) },
		})
		return nil
	},
	resources: func(p *Program) []httpapi.Resource {
		return []httpapi.Resource{httpapi.Consortia(p.Consortium), httpapi.Projects(p.Consortium)}
	},
}

var terms = part{
	name:        "glossary",
	collections: glossary.Collections,
	open: func(p *Program) error {
		dictionary := p.Corpus.Dictionary()
		p.Glossary = glossary.New(glossary.Options{
			Records: p.Records, Clock: p.clock, IDs: p.ids, Logger: p.Log, Extend: extend(dictionary), Key: termKey, Known: knownTerms(dictionary),
		})
		return nil
	},
	load:      func(p *Program, ctx context.Context) error { return p.Glossary.Load(ctx) },
	handlers:  func(p *Program) []feed.Handler { return []feed.Handler{p.glossaryHandler()} },
	run:       (*Program).followGlossary,
	resources: func(p *Program) []httpapi.Resource { return []httpapi.Resource{httpapi.Glossary(p.Glossary)} },
}

// nodes follows what the other nodes tell.
var nodes = part{
	name: "nodes",
	handlers: func(p *Program) []feed.Handler {
		if p.embedded() {
			return nil
		}
		return []feed.Handler{p.mirrorHandler(), p.weightsHandler()}
	},
	run: (*Program).followBus,
}

var operators = part{
	name:      "platform",
	resources: func(p *Program) []httpapi.Resource { return []httpapi.Resource{httpapi.Platform(parked{p.Feed})} },
}

// openChannels makes the logs and what carries them to sockets.
func (p *Program) openChannels() (err error) {
	p.Channels = channel.New(channel.Options{Store: p.Store, Clock: p.clock, IDs: p.ids, Logger: p.Log, Publish: p.publish})
	p.hub, err = realtime.NewHub(realtime.Options{
		Log: channelLog{p.Channels}, Bus: p.bus, Authoriser: authoriser{p.kinds, p.Account.Actor}, Clock: p.clock, Logger: p.Log,
	})
	return err
}

func (p *Program) openAccounts() error {
	letters, err := p.mail()
	if err != nil {
		return err
	}
	p.Account, err = account.New(account.Options{
		Records: p.Records, Clock: p.clock, IDs: p.ids, Logger: p.Log, Limiter: p.limiter, Mail: letters,
		PublicURL: p.Config.PublicURL, Ended: p.tellEnded,
	})
	return err
}

func (p *Program) openMatching() error {
	inMemory := p.Config.MeiliURL == ""
	options := matching.Options{
		Records: p.Records, Engine: p.Engine, Corpus: p.Corpus, Clock: p.clock, IDs: p.ids, Logger: p.Log, PutFirst: inMemory,
		Weights: p.Learning.Active(), Learning: p.Learning,
		Concepts: nearConcepts{}, Debounce: debounce, Busy: func() bool { return p.Feed.Busy("matching") },
	}
	if !inMemory || !p.embedded() {
		options.Settle = settleAfter
	}
	if err := p.openEmbedding(&options); err != nil {
		return err
	}
	p.Matching = matching.New(options)
	return nil
}
