package httpapi_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"splot/app"
	"splot/app/store"
)

// sent is a text that the tests submit where it does not belong. No answer may repeat it.
const sent = "zx9submitted"

// TestHostile sends to every operation, as somebody who may do it, what no honest client sends. The answer is
// always a problem of the 4xx kind that repeats nothing of the request, and nothing is stored. An operation is
// tried as soon as it is registered.
func TestHostile(t *testing.T) {
	tried := 0
	for path, item := range newSite(t).api.Paths() {
		for method, o := range methods(item) {
			tried++
			t.Run(o.OperationID, func(t *testing.T) {
				t.Parallel()
				h := newHostile(t, method, path, o)
				h.bodies()
				h.fields()
				h.headers()
				h.paths()
				h.queries()
			})
		}
	}
	if tried < 50 {
		t.Errorf("only %d operations were tried", tried)
	}
}

// hostile tries one operation.
type hostile struct {
	*site
	method, path string
	operation    *huma.Operation
	role         app.Role
	before       map[string]int64
}

func newHostile(t *testing.T, method, path string, o *huma.Operation) *hostile {
	t.Helper()
	h := &hostile{site: newSite(t), method: method, operation: o, role: app.RolePublic}
	op, _ := o.Metadata["operation"].(app.Operation)
	for _, role := range roles {
		if allows(op, role, own) {
			h.role = role
			break
		}
	}
	h.path = path
	for _, kind := range things {
		if strings.HasPrefix(path, kind.prefix) {
			h.path = strings.Replace(path, kind.param, kind.make(h.site, own), 1)
		}
	}
	h.path = strings.ReplaceAll(h.path, "{organisation}", string(h.own2.ID))
	h.before = h.stored()
	return h
}

// stored is the version of every document that a request of these tests could change. Sessions are left out:
// using one is noted in it.
func (h *hostile) stored() map[string]int64 {
	h.t.Helper()
	found := map[string]int64{}
	note := func(kind, id string, version int64) { found[kind+" "+id] = version }
	ctx, all := h.t.Context(), store.Query{}
	must(h.t, h.records.Entries.Each(ctx, all, func(d store.Doc[app.Entry]) error { note("entry", d.ID, d.Version); return nil }))
	must(h.t, h.records.Organisations.Each(ctx, all, func(d store.Doc[app.Organisation]) error { note("organisation", d.ID, d.Version); return nil }))
	must(h.t, h.records.Clusters.Each(ctx, all, func(d store.Doc[app.Cluster]) error { note("cluster", d.ID, d.Version); return nil }))
	must(h.t, h.records.People.Each(ctx, all, func(d store.Doc[app.Person]) error { note("person", d.ID, d.Version); return nil }))
	must(h.t, h.records.Matches.Each(ctx, all, func(d store.Doc[app.Match]) error { note("match", d.ID, d.Version); return nil }))
	must(h.t, h.records.Watches.Each(ctx, all, func(d store.Doc[app.Watch]) error { note("watch", d.ID, d.Version); return nil }))
	must(h.t, h.records.Projects.Each(ctx, all, func(d store.Doc[app.Project]) error { note("project", d.ID, d.Version); return nil }))
	must(h.t, h.terms.Each(ctx, all, func(d store.Doc[app.GlossaryTerm]) error { note("term", d.ID, d.Version); return nil }))
	return found
}

// send asks with the headers of the web client, unless they are replaced.
func (h *hostile) send(path, body string, headers ...string) reply {
	h.t.Helper()
	return h.ask(h.tokens[h.role], h.method, path+h.query(h.operation), body, append([]string{"If-Match", `"1"`}, headers...)...)
}

// refused checks an answer to something that must not be done.
func (h *hostile) refused(what string, got reply) {
	h.t.Helper()
	h.unbroken(what, got)
	if got.status < http.StatusBadRequest {
		h.t.Errorf("%s: status %d", what, got.status)
		return
	}
	if p := got.problem(h.t); p.Status != got.status || p.Code == "" || p.Detail == "" {
		h.t.Errorf("%s: the problem says too little: %s", what, got.body)
	}
	if after := h.stored(); !maps.Equal(after, h.before) {
		h.t.Errorf("%s: something was stored", what)
		h.before = after
	}
}

// unbroken checks an answer to something that may or may not be done.
func (h *hostile) unbroken(what string, got reply) {
	h.t.Helper()
	if got.status >= http.StatusInternalServerError {
		h.t.Errorf("%s: status %d: %s", what, got.status, got.body)
	}
	if got.status >= http.StatusBadRequest && strings.Contains(string(got.body), sent) {
		h.t.Errorf("%s: the answer repeats what was sent: %s", what, got.body)
	}
}

func (h *hostile) schema() *huma.Schema {
	if h.operation.RequestBody == nil {
		return nil
	}
	media, ok := h.operation.RequestBody.Content["application/json"]
	if !ok {
		return nil
	}
	return h.resolve(media.Schema)
}

func (s *site) resolve(schema *huma.Schema) *huma.Schema {
	if schema.Ref != "" {
		return s.api.Schema(schema.Ref)
	}
	return schema
}

// bodies sends what is no JSON object, too much of it, or something else that calls itself JSON.
func (h *hostile) bodies() {
	if h.schema() == nil {
		return
	}
	for name, body := range map[string]string{
		"cut off":       `{"title": "` + sent,
		"a list":        `["` + sent + `"]`,
		"a text":        `"` + sent + `"`,
		"a number":      `7`,
		"two objects":   `{} {"more": "` + sent + `"}`,
		"deep":          strings.Repeat(`[`, 50_000),
		"no JSON":       sent + `=1`,
		"a NUL":         "\x00",
		"broken UTF-8":  "{\"\xff\": \"" + sent + "\"}",
		"an operator":   `{"$where": "` + sent + `"}`,
		"a prototype":   `{"__proto__": {"admin": "` + sent + `"}}`,
		"too large":     `{"more": "` + sent + strings.Repeat("x", 300<<10) + `"}`,
		"unknown field": `{"more": "` + sent + `"}`,
	} {
		h.refused("a body that is "+name, h.send(h.path, body))
	}
	whole := h.body(h.operation)
	for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml"} {
		h.refused("a body of "+kind, h.send(h.path, whole, "Content-Type", kind))
	}
}

// fields puts the wrong thing into every field, at every depth.
func (h *hostile) fields() {
	schema := h.schema()
	if schema == nil {
		return
	}
	for _, p := range h.places(schema, nil, 0) {
		for name, value := range wrongs(p.schema) {
			raw, err := json.Marshal(h.with(schema, p.path, value))
			must(h.t, err)
			h.refused(fmt.Sprintf("%s in %s", name, strings.Join(p.path, ".")), h.send(h.path, string(raw)))
		}
	}
}

// place is a field of a body.
type place struct {
	path   []string
	schema *huma.Schema
}

// places lists the fields of an object, and those of objects in it.
func (h *hostile) places(schema *huma.Schema, at []string, depth int) []place {
	var list []place
	for _, name := range slices.Sorted(maps.Keys(schema.Properties)) {
		of := h.resolve(schema.Properties[name])
		path := append(slices.Clone(at), name)
		list = append(list, place{path, of})
		if of.Type == huma.TypeObject && depth < 3 {
			list = append(list, h.places(of, path, depth+1)...)
		}
	}
	return list
}

// with is a good body that has one value at a path.
func (h *hostile) with(schema *huma.Schema, path []string, value any) any {
	object, ok := h.value("", schema).(map[string]any)
	if !ok {
		object = map[string]any{}
	}
	at, of := object, schema
	for _, name := range path[:len(path)-1] {
		of = h.resolve(of.Properties[name])
		next, ok := h.value("", of).(map[string]any)
		if !ok {
			next = map[string]any{}
		}
		at[name] = next
		at = next
	}
	at[path[len(path)-1]] = value
	return object
}

// wrongs are values that no field of the schema's type takes.
func wrongs(schema *huma.Schema) map[string]any {
	operator := map[string]any{"$ne": nil}
	injected := map[string]any{"$gt": sent}
	list := map[string]any{"an operator": operator, "an operator with a value": injected}
	switch schema.Type {
	case huma.TypeString:
		list["a number"], list["a list"], list["a boolean"] = 90210, []any{sent}, true
		if len(schema.Enum) > 0 {
			list["a text that is not listed"] = sent
		}
	case huma.TypeInteger, huma.TypeNumber:
		list["a text"], list["a list"] = sent, []any{1}
		list["a huge number"] = json.RawMessage("1e400")
	case huma.TypeBoolean:
		list["a text"], list["a number"] = sent, 1
	case huma.TypeArray:
		list["a text"], list["a list of operators"], list["a list of lists"] = sent, []any{operator}, []any{[]any{sent}}
	case huma.TypeObject:
		list["a text"], list["a list"] = sent, []any{sent}
	}
	return list
}

// headers leaves out what the web client sends, or sends nonsense instead.
func (h *hostile) headers() {
	body := h.body(h.operation)
	if h.method != http.MethodGet {
		h.refused("no X-Splot", h.send(h.path, body, "X-Splot", ""))
		h.refused("no Origin", h.send(h.path, body, "Origin", ""))
		h.refused("another Origin", h.send(h.path, body, "Origin", "https://evil.example"))
		h.refused("the Origin null", h.send(h.path, body, "Origin", "null"))
	}
	for _, p := range h.operation.Parameters {
		if p.In != "header" || p.Name != "If-Match" {
			continue
		}
		for _, v := range []string{"", "x", `"-1"`, `"0"`, `"99999999999999999999"`, `{"$ne":null}`} {
			h.refused("If-Match "+v, h.send(h.path, body, "If-Match", v))
		}
	}
}

// paths puts nonsense in the place of ids.
func (h *hostile) paths() {
	first := strings.LastIndex(h.path, "/01") // an id of the site, if the path has one
	if first < 0 {
		return
	}
	rest := ""
	if i := strings.IndexByte(h.path[first+1:], '/'); i >= 0 {
		rest = h.path[first+1+i:]
	}
	for _, id := range []string{
		sent, "%00", "%ff%fe", "%7B%22$ne%22:null%7D", strings.Repeat("9", 3000), "'%20OR%201=1--", "..%5c..%5c", "%E2%80%AE", "-1",
	} {
		h.refused("the id "+id[:min(len(id), 30)], h.send(h.path[:first+1]+id+rest, h.body(h.operation)))
	}
	h.unbroken("an escaped way up", h.send(h.path[:first+1]+"%2e%2e%2f%2e%2e%2fetc%2fpasswd"+rest, h.body(h.operation)))
}

// queries puts nonsense into every parameter.
func (h *hostile) queries() {
	if h.method != http.MethodGet {
		return
	}
	for _, p := range h.operation.Parameters {
		if p.In != "query" {
			continue
		}
		ask := func(value string) reply {
			return h.ask(h.tokens[h.role], h.method, h.path+"?"+p.Name+"="+value, "")
		}
		for _, value := range []string{"%00", "%ff", "%7B%22$ne%22:null%7D", strings.Repeat("x", 4000), "%3Cscript%3E", "-1", "%22%5C"} {
			h.unbroken(p.Name+"="+value[:min(len(value), 30)], ask(value))
		}
		h.unbroken(p.Name+"[$ne]=", h.ask(h.tokens[h.role], h.method, h.path+"?"+p.Name+"[$ne]="+sent, ""))
		schema := h.resolve(p.Schema)
		if schema.Type == huma.TypeInteger || schema.Type == huma.TypeNumber || schema.Type == huma.TypeBoolean || len(schema.Enum) > 0 {
			h.refused(p.Name+" of another type", ask(sent))
			h.refused(p.Name+" that is a list", ask("1e999"))
		}
	}
}
