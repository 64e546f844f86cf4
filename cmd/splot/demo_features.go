package main

import (
	"context"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/consortium"
	"splot/cmd/splot/demo"
)

// features lists what people made beside entries and matches, to be done in the order of time.
func (l *demoLoader) features() []happening {
	var all []happening
	for _, w := range l.set.Features.Watches {
		all = append(all, happening{l.ago(w.Days), func(ctx context.Context) error { return l.watch(ctx, w) }})
	}
	for _, t := range l.set.Features.Terms {
		all = append(all, happening{l.ago(t.Days), func(ctx context.Context) error { return l.term(ctx, t) }})
	}
	for _, p := range l.set.Features.Projects {
		all = append(all, happening{l.ago(p.Days), func(ctx context.Context) error { return l.project(ctx, p) }})
	}
	return all
}

// person is somebody of the demonstration as they act.
func (l *demoLoader) person(ctx context.Context, key string) (app.Actor, error) {
	p, ok := l.people[key]
	if !ok {
		return app.Actor{}, fmt.Errorf("there is no person %s", key)
	}
	return l.Account.Actor(ctx, p.ID)
}

func (l *demoLoader) watch(ctx context.Context, w demo.Watch) error {
	l.clock.forward(l.ago(w.Days))
	actor, err := l.person(ctx, w.Person)
	if err == nil {
		_, err = l.Watch.Create(ctx, actor, app.Watch{Name: w.Name, Text: w.Text, Kinds: w.Kinds, Active: true})
	}
	if err != nil {
		return fmt.Errorf("watch %s: %w", w.Name, err)
	}
	return nil
}

func (l *demoLoader) term(ctx context.Context, t demo.Term) error {
	l.clock.forward(l.ago(t.Days))
	actor, err := l.person(ctx, t.Person)
	if err == nil {
		_, err = l.Glossary.Add(ctx, actor, app.GlossaryTerm{PL: t.PL, EN: t.EN})
	}
	if err != nil {
		return fmt.Errorf("term %s: %w", t.PL, err)
	}
	return nil
}

// project makes a draft, invites its members and lets those answer that have.
func (l *demoLoader) project(ctx context.Context, p demo.Project) error {
	l.clock.forward(l.ago(p.Days))
	draft := consortium.Draft{Title: p.Title, Goal: p.Goal, Call: p.Call, Need: l.entries[p.Need], Capabilities: p.Capabilities}
	for _, m := range p.Members {
		member, err := l.member(ctx, p, m)
		if err != nil {
			return fmt.Errorf("project %s: %w", p.Title.PL, err)
		}
		draft.Members = append(draft.Members, member)
	}
	actor, err := l.person(ctx, p.Person)
	if err != nil {
		return err
	}
	v, err := l.Consortium.Create(ctx, actor, draft)
	if err == nil {
		v, err = l.Consortium.Invite(ctx, actor, v.ID, v.Version)
	}
	for _, key := range p.Accepted {
		if err == nil {
			err = l.accept(ctx, v.ID, key)
		}
	}
	if err != nil {
		return fmt.Errorf("project %s: %w", p.Title.PL, err)
	}
	return nil
}

// member is the owner of an entry with how well it covers its capability.
func (l *demoLoader) member(ctx context.Context, p demo.Project, m demo.Member) (app.ProjectMember, error) {
	i := slices.IndexFunc(l.set.Entries, func(e demo.Entry) bool { return e.Key == m.Entry })
	if i < 0 {
		return app.ProjectMember{}, fmt.Errorf("there is no entry %s", m.Entry)
	}
	out := app.ProjectMember{Role: app.Partner, Entry: l.entries[m.Entry]}
	if !m.Anonymous {
		out.Organisation, out.Entry = l.organisations[l.set.Entries[i].Organisation], ""
	}
	score, err := l.scoreOf(ctx, p.Capabilities[m.Capability], m.Entry)
	out.Covers = []app.Covered{{Capability: m.Capability, Entry: l.entries[m.Entry], Score: score}}
	return out, err
}

// scoreOf is how well an entry covers a capability by the weights of today.
func (l *demoLoader) scoreOf(ctx context.Context, c app.Capability, entry string) (float64, error) {
	answers, err := l.Matching.Answers(ctx, consortium.Question(c), 0, string(l.entries[entry]))
	if err != nil || len(answers) == 0 {
		return 0, err
	}
	return answers[0].Score, nil
}

func (l *demoLoader) accept(ctx context.Context, project app.ID, organisation string) error {
	p, ok := l.set.Representative(organisation)
	if !ok {
		return fmt.Errorf("nobody represents %s", organisation)
	}
	actor, err := l.person(ctx, p.Key)
	if err != nil {
		return err
	}
	_, err = l.Consortium.Answer(ctx, actor, project, consortium.Reply{Accept: true})
	return err
}
