package httpapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"splot/app"
	"splot/app/account"
)

// The storm: so many requests, and what the process that answers them may take meanwhile.
const (
	stormRequests = 10_000
	stormLimit    = "256MiB"  // GOMEMLIMIT of the process
	stormResident = 300 << 10 // kB that it has resident at most, ever
	stormSeed     = "SPLOT_TEST_STORM_SEED"
)

// TestStorm sends random hostile requests to all operations, in a process of its own whose memory is watched. The answer
// is never 5xx, 503 included: nothing here is an overload, an outage or a stop. A failure prints the seed; setting it in
// SPLOT_TEST_STORM_SEED sends the same requests.
func TestStorm(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("ten thousand requests; run without -race")
	}
	seed := os.Getenv(stormSeed)
	if seed == "" {
		seed = strconv.FormatInt(time.Now().UnixNano(), 10)
	}
	t.Log("seed", seed)
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestStormChild$", "-test.v")
	child.Env = append(os.Environ(), stormSeed+"="+seed, "SPLOT_TEST_STORM_CHILD=1", "GOMEMLIMIT="+stormLimit)
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("seed %s: %v\n%s", seed, err, out)
	}
	_, after, found := strings.Cut(string(out), "peak resident kB:")
	peak, err := strconv.Atoi(strings.TrimSpace(strings.SplitN(after, "\n", 2)[0]))
	if !found || err != nil {
		t.Skipf("the system does not tell how much memory a process had: %s", out)
	}
	t.Logf("%d requests, at most %d MB resident\n%s", stormRequests, peak>>10, out)
	if peak > stormResident {
		t.Errorf("seed %s: %d kB were resident, at most %d", seed, peak, stormResident)
	}
}

// TestStormChild is the process that TestStorm starts.
func TestStormChild(t *testing.T) {
	if os.Getenv("SPLOT_TEST_STORM_CHILD") == "" {
		t.Skip("TestStorm starts it")
	}
	seed, err := strconv.ParseUint(os.Getenv(stormSeed), 10, 64)
	must(t, err)
	s := newStorm(newSite(t), seed)
	statuses := map[int]int{}
	for i := range stormRequests {
		if i%500 == 499 {
			s.signInAgain()
		}
		o := s.operation()
		path, body, headers := s.path(o), s.body(o), s.headers(o)
		if s.chance(2) {
			bomb := pick(s, s.bombs...)
			body, headers = bomb[1], append(headers, "Content-Encoding", bomb[0])
		}
		got := s.ask(s.token(), o.method, path, body, headers...)
		statuses[got.status]++
		if got.status >= http.StatusInternalServerError {
			t.Errorf("request %d of seed %d: %s %s answers %d %s", i, seed, o.method, path[:min(len(path), 200)], got.status, got.body)
		}
	}
	if statuses[http.StatusUnauthorized] > stormRequests/3 {
		t.Errorf("most is refused at the door: %v", statuses)
	}
	for _, want := range []int{200, 400, 401, 404, 413, 415, 422} {
		if statuses[want] == 0 {
			t.Errorf("nothing answered %d: the storm blows past the operations: %v", want, statuses)
		}
	}
	t.Log("statuses:", statuses)
	if raw, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.Lines(string(raw)) {
			if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				t.Log("peak resident kB:", strings.Fields(rest)[0])
			}
		}
	}
}

// storm makes random requests.
type storm struct {
	*site
	rand       *rand.Rand
	operations []stormOperation
	ids        []string
	bombs      [][2]string // encoding and body
}

type stormOperation struct {
	method, template string
	of               *huma.Operation
}

func newStorm(s *site, seed uint64) *storm {
	s.t.Helper()
	w := &storm{site: s, rand: rand.New(rand.NewPCG(seed, seed))} //nolint:gosec // reproducible, not secret
	paths := s.api.Paths()
	for _, template := range sortedKeys(paths) {
		for _, method := range sortedKeys(methods(paths[template])) {
			w.operations = append(w.operations, stormOperation{method, template, methods(paths[template])[method]})
		}
	}
	s.fill()
	for _, kind := range things {
		w.ids = append(w.ids, kind.make(s, own), kind.make(s, sameCluster), kind.make(s, otherCluster))
	}
	w.ids = append(w.ids, nowhere, s.watched(), string(s.own2.ID))
	blank := bytes.Repeat([]byte(" "), 8<<20)
	for _, name := range sortedKeys(packers) {
		w.bombs = append(w.bombs, [2]string{name, string(packers[name](blank))}, [2]string{name + ", " + name, string(packers[name](packers[name](blank)))})
	}
	return w
}

func sortedKeys[V any](m map[string]V) []string {
	list := make([]string, 0, len(m))
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

func pick[T any](w *storm, list ...T) T { return list[w.rand.IntN(len(list))] }

func (w *storm) chance(percent int) bool { return w.rand.IntN(100) < percent }

// closing are operations that shut the storm itself out; they come seldom.
var closing = []string{"signOut", "endSessions", "endSession", "setDisabled"}

func (w *storm) operation() stormOperation {
	for {
		o := w.operations[w.rand.IntN(len(w.operations))]
		if !slices.Contains(closing, o.of.OperationID) || w.chance(2) {
			return o
		}
	}
}

// signInAgain renews what the storm itself signed out, as far as it can.
func (w *storm) signInAgain() {
	for _, role := range roles {
		if in, err := w.doors.SignIn(w.t.Context(), account.Visitor{Address: "192.0.2.1"}, w.people[role].Email, password); err == nil {
			w.tokens[role] = in.Token
		}
	}
}

func (w *storm) token() string {
	if w.chance(5) {
		return pick(w, "", "x", strings.Repeat("A", 43), "%00")
	}
	return w.tokens[pick(w, roles...)]
}

// text is what people, programs and attackers write.
func (w *storm) text() string {
	if w.chance(3) {
		return strings.Repeat(pick(w, "x", "ż", "\U0001F600", "a ", "\u0301"), 1+w.rand.IntN(60_000))
	}
	return pick(w, "", "film", "Zażółć gęślą jaźń", "\u202eexe.fdp", "\u200b", "a\x00b", "\xff\xfe", "{\"$ne\": null}", "$where", "__proto__", "../../etc/passwd",
		"'; DROP TABLE entries; --", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "-1", "1e400", "NaN", "2026-13-45", "\U000e0041", "[[[[", "%00", "OR 1=1", "🏳️‍🌈",
		string(rune(w.rand.IntN(0x10ffff))), strconv.Itoa(w.rand.Int()), w.id())
}

func (w *storm) id() string { return pick(w, w.ids...) }

func (w *storm) path(o stormOperation) string {
	parts := strings.Split(o.template, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, "{") {
			parts[i] = w.id()
			if w.chance(20) {
				parts[i] = url.PathEscape(cut(w.text(), 1000))
			}
		}
	}
	query := url.Values{}
	for _, p := range o.of.Parameters {
		if p.In == "query" && w.chance(50) {
			value := cut(w.text(), 1000)
			if p.Schema != nil && len(p.Schema.Enum) > 0 && w.chance(50) {
				value = fmt.Sprint(pick(w, p.Schema.Enum...))
			}
			query.Add(p.Name, value)
		}
	}
	if w.chance(5) {
		query.Add(pick(w, "cursor", "limit", "offset", "q[$ne]", ""), cut(w.text(), 1000))
	}
	path, asked := strings.Join(parts, "/"), query.Encode()
	if len(path)+len(asked) > 7000 { // beyond what a server reads of a request's head: TestLargeHeaders
		return cut(path, 7000)
	}
	return path + "?" + asked
}

// cut keeps a request's first line below what a server reads at all.
func cut(s string, most int) string { return s[:min(len(s), most)] }

func (w *storm) headers(o stormOperation) []string {
	list := []string{"If-Match", pick(w, `"1"`, `"1"`, `"2"`, "", "W/\"1\"", "x", `"99999999999999999999"`)}
	switch {
	case o.of.RequestBody != nil && o.of.RequestBody.Content["application/json"] == nil, w.chance(3):
		list = append(list, "Content-Type", pick(w, "application/octet-stream", "text/plain", "application/cbor", "multipart/form-data; boundary=x", "a/b;"))
	case w.chance(3):
		list = append(list, pick(w, "Origin", "X-Splot", "Accept", "Accept-Language", "X-Forwarded-For", "Idempotency-Key"), pick(w, "", "null", "*/*;q=x", "1.2.3.4, x", "key"))
	case w.chance(5):
		list = append(list, "Idempotency-Key", pick(w, "a", "b", strings.Repeat("k", 200)))
	}
	return list
}

func (w *storm) body(o stormOperation) string {
	switch {
	case w.chance(3):
		return w.text()
	case w.chance(1):
		return strings.Repeat(pick(w, "[", `{"a":`, " "), 1+w.rand.IntN(300_000))
	case o.of.RequestBody == nil:
		return pick(w, "", "", "{}")
	}
	media := o.of.RequestBody.Content["application/json"]
	if media == nil {
		if w.chance(2) {
			return "%PDF-" + strings.Repeat("x", w.rand.IntN(maxFile))
		}
		return pick(w, "%PDF-1.7", "PK\x03\x04", "MZ", w.text())
	}
	raw, err := json.Marshal(w.like(media.Schema, 0))
	if err != nil {
		return "{"
	}
	return string(raw)
}

const maxFile = 11 << 20

// like is a value that fits a schema mostly, and in a part of it not at all.
func (w *storm) like(schema *huma.Schema, depth int) any {
	schema = w.resolve(schema)
	if w.chance(5) || depth > 8 {
		return pick[any](w, nil, 7, -1.5e300, true, w.text(), []any{w.text()}, map[string]any{"$gt": w.text()}, []any{[]any{[]any{}}})
	}
	if len(schema.Enum) > 0 {
		return pick(w, schema.Enum...)
	}
	switch schema.Type {
	case huma.TypeObject:
		object := map[string]any{}
		for _, name := range sortedKeys(schema.Properties) {
			if slices.Contains(schema.Required, name) || w.chance(50) {
				object[name] = w.like(schema.Properties[name], depth+1)
			}
		}
		if w.chance(3) {
			object[cut(w.text(), 50)] = w.text()
		}
		return object
	case huma.TypeArray:
		list := []any{}
		for range pick(w, 0, 1, 2, 3, 150) {
			list = append(list, w.like(schema.Items, depth+1))
		}
		return list
	case huma.TypeInteger, huma.TypeNumber:
		return pick[any](w, 0, 1, 5, -1, 1<<40, 1e300, 0.5)
	case huma.TypeBoolean:
		return w.chance(50)
	}
	if strings.HasSuffix(schema.Format, "date-time") {
		return pick(w, app.Now().Format(time.RFC3339), "9999-12-31T23:59:59Z", "0000-00-00T00:00:00Z", w.text())
	}
	if w.chance(30) {
		return w.id()
	}
	return w.text()
}
