package notify

import (
	"time"

	"splot/app"
)

// Notice is a notification as its recipient sees it, in answers and in frames. Its text is made by the client
// from Kind and the facts; a fact that the kind does not need is left out.
type Notice struct {
	ID        app.ID     `json:"id"`
	Kind      string     `json:"kind" enum:"match_new,match_interest,match_mutual,match_declined,match_progress,matches_recomputed,need_unmet,entry_submitted,entry_assigned,entry_changes_requested,entry_approved,entry_expiring,entry_expired,watch_hit,project_invitation,project_answer,membership_request,membership_answer,membership_ended,role_given,role_taken"`
	State     string     `json:"state" enum:"unread,read,archived"`
	CreatedAt time.Time  `json:"createdAt"`
	ReadAt    *time.Time `json:"readAt,omitempty"`

	Entry        app.ID   `json:"entry,omitempty" doc:"The recipient's own entry, or the entry to review"`
	Match        app.ID   `json:"match,omitempty" doc:"The match; of several new ones the best"`
	Watch        app.ID   `json:"watch,omitempty" doc:"The watch; entry is set when there is one hit only"`
	Project      app.ID   `json:"project,omitempty" doc:"The project draft"`
	Cluster      app.ID   `json:"cluster,omitempty" doc:"The cluster that an organisation joins or leaves"`
	Organisation app.ID   `json:"organisation,omitempty" doc:"The organisation that joins or leaves, or that is represented"`
	Name         string   `json:"name,omitempty" doc:"Name of that organisation, or of the person whose role it is"`
	Title        *Caption `json:"title,omitempty" doc:"Title of the entry or project, or name of the watch, cluster or organisation"`
	EntryKind    string   `json:"entryKind,omitempty" doc:"Kind of the entry"`
	OtherKind    string   `json:"otherKind,omitempty" doc:"Kind of the other side's entry"`
	Count        int64    `json:"count,omitempty" doc:"Number of new matches or hits"`
	Score        float64  `json:"score,omitempty" doc:"Score of the match, 0–100"`
	Reason       string   `json:"reason,omitempty" doc:"Why the other side or the invited organisation declined"`
	Progress     string   `json:"progress,omitempty" doc:"State that the match or invitation has reached, what happened to the membership, or the role"`
	Number       int64    `json:"number,omitempty" doc:"Version of the entry"`
}

// Caption is a title in the languages in which it was written.
type Caption struct {
	PL string `json:"pl"`
	EN string `json:"en"`
}

// facts is what is stored of a notification besides its frame: flat, so that both stores keep it alike.
type facts struct {
	entry, match          app.ID
	watch, project        app.ID
	cluster, organisation app.ID
	name                  string
	title                 app.Text
	entryKind, otherKind  app.Kind
	count, number         int64
	score                 float64
	reason, progress      string
}

func (f facts) params() map[string]any {
	p := map[string]any{}
	for name, value := range map[string]string{
		"entry": string(f.entry), "match": string(f.match), "watch": string(f.watch), "project": string(f.project), "titlePL": f.title.PL, "titleEN": f.title.EN,
		"entryKind": string(f.entryKind), "otherKind": string(f.otherKind), "reason": f.reason, "progress": f.progress, "cluster": string(f.cluster), "organisation": string(f.organisation), "name": f.name,
	} {
		if value != "" {
			p[name] = value
		}
	}
	if f.count > 0 {
		p["count"] = f.count
	}
	if f.number > 0 {
		p["number"] = f.number
	}
	if f.score > 0 {
		p["score"] = f.score
	}
	return p
}

func notice(d doc) *Notice {
	n, p := d.Value, d.Value.Params
	text := func(name string) string { s, _ := p[name].(string); return s }
	out := &Notice{
		ID: app.ID(d.ID), Kind: n.Kind, State: string(n.State), CreatedAt: n.CreatedAt,
		Entry: app.ID(text("entry")), Match: app.ID(text("match")), Watch: app.ID(text("watch")), Project: app.ID(text("project")), EntryKind: text("entryKind"), OtherKind: text("otherKind"),
		Cluster: app.ID(text("cluster")), Organisation: app.ID(text("organisation")), Name: text("name"),
		Count: whole(p["count"]), Number: whole(p["number"]), Reason: text("reason"), Progress: text("progress"),
	}
	out.Score, _ = p["score"].(float64)
	if title := (Caption{PL: text("titlePL"), EN: text("titleEN")}); title != (Caption{}) {
		out.Title = &title
	}
	if !n.ReadAt.IsZero() {
		out.ReadAt = &n.ReadAt
	}
	return out
}

// whole reads a whole number in whatever width the document store returned it.
func whole(value any) int64 {
	switch n := value.(type) {
	case int64:
		return n
	case int32:
		return int64(n)
	case int:
		return int64(n)
	}
	return 0
}
