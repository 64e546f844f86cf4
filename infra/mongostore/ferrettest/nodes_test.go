package ferrettest_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fasthttp/websocket"

	"splot/infra/mongostore/ferrettest/ferret"
)

// TestTwoNodes runs two nodes of the built program on one store that speaks MongoDB's protocol and one
// Redis: a need is approved on the first, the bell rings on the second; then the same with Redis
// restarted in between.
func TestTwoNodes(t *testing.T) {
	if testing.Short() {
		t.Skip("starts servers and builds the program; run without -short")
	}
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Skip("redis-server is not installed: make test installs it on Debian")
	}
	binary := filepath.Join(t.TempDir(), "splot")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "./cmd/splot")
	build.Dir = "../../.." // the program's own module
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	uri := ferret.Start(t)
	redis := startRedis(t, freePort(t))
	first := startNode(t, binary, uri, redis.url(), true)
	s := setUp(t, first)
	second := startNode(t, binary, uri, redis.url(), false)
	bell := s.listen(second, s.maker)

	s.approveNeed(first, "A compostable barrier film for ready meals")
	bell.rings(t, "match_new")

	redis.restart(t)
	s.approveNeed(first, "A heat-sealable compostable barrier film for cheese")
	bell.rings(t, "match_new")
}

// redisServer is a redis-server of the test's own.
type redisServer struct {
	port    string
	command *exec.Cmd
}

func (r *redisServer) url() string { return "redis://127.0.0.1:" + r.port }

func startRedis(t *testing.T, port string) *redisServer {
	t.Helper()
	r := &redisServer{port: port}
	r.start(t)
	t.Cleanup(func() { r.stop() })
	return r
}

func (r *redisServer) start(t *testing.T) {
	t.Helper()
	r.command = exec.CommandContext(context.WithoutCancel(t.Context()), "redis-server", "--port", r.port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
	if err := r.command.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "redis-server answers", func() bool {
		c, err := net.DialTimeout("tcp", "127.0.0.1:"+r.port, time.Second)
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	})
}

func (r *redisServer) stop() {
	_ = r.command.Process.Kill()
	_ = r.command.Wait()
}

func (r *redisServer) restart(t *testing.T) {
	t.Helper()
	r.stop()
	r.start(t)
}

// node is one running process.
type node struct {
	url, link, data string
}

var setUpLink = regexp.MustCompile(`http://\S+/setup/(\S+)`)

// startNode starts a node; the first one of an installation prints a set-up link.
func startNode(t *testing.T, binary, mongo, redis string, isFirst bool) *node {
	t.Helper()
	n := &node{data: t.TempDir()}
	port := freePort(t)
	n.url = "http://127.0.0.1:" + port
	command := exec.CommandContext(context.WithoutCancel(t.Context()), binary, "serve", "--addr", "127.0.0.1:"+port, "--data", n.data, "--log", "warn")
	command.Env = append(os.Environ(), "MONGODB_URI="+mongo, "REDIS_URL="+redis)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		if err := command.Wait(); err != nil {
			t.Errorf("node: %v", err)
		}
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if found := setUpLink.FindStringSubmatch(lines.Text()); found != nil {
			n.link = found[1]
		}
		if n.link != "" || !isFirst && strings.HasPrefix(lines.Text(), "Splot is at") {
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	eventually(t, "the node is ready", func() bool {
		answer, err := http.Get(n.url + "/readyz") //nolint:noctx // loopback, bounded by eventually
		if err != nil {
			return false
		}
		_ = answer.Body.Close()
		return answer.StatusCode == http.StatusOK
	})
	return n
}

// setting is an installation with people who can bring a need to its approval.
type setting struct {
	t                                   *testing.T
	cluster, asking                     string
	admin, manager, buyer, maker, judge string // session tokens
	makerID, judgeID                    string
}

const password = "a long password for tests"

func setUp(t *testing.T, n *node) *setting {
	t.Helper()
	s := &setting{t: t}
	s.admin, _ = s.enter(n, "POST", "/api/setup", map[string]any{
		"token": n.link, "name": "Admin", "email": "admin@nodes.example", "password": password, "locale": "en",
	})
	s.cluster = s.id(n, s.admin, "/api/clusters", map[string]any{
		"slug": "nodes", "name": text("Nodes"), "sector": "other", "voivodeship": "mazowieckie", "stage": "mature",
	})
	organisation := func(name, origin string) string {
		id := s.id(n, s.admin, "/api/organisations", map[string]any{
			"cluster": s.cluster, "organisation": map[string]any{"name": name, "origin": origin, "voivodeship": "mazowieckie"},
		})
		return id
	}
	s.asking = organisation("Asking", "enterprise")
	offering := organisation("Offering", "science")
	s.manager, _ = s.invite(n, "Manager", "", map[string]any{"role": "manager", "cluster": s.cluster})
	s.judge, s.judgeID = s.invite(n, "Auditor", "", map[string]any{"role": "auditor", "cluster": s.cluster})
	s.buyer, _ = s.invite(n, "Buyer", s.asking, map[string]any{"role": "representative", "organisation": s.asking})
	s.maker, s.makerID = s.invite(n, "Maker", offering, map[string]any{"role": "representative", "organisation": offering})
	for token, id := range map[string]string{s.buyer: s.asking, s.maker: offering} {
		s.ask(n, token, "POST", "/api/organisations/"+id+"/publish", 1, nil)
	}
	trl := 5
	s.approve(n, s.maker, offering, "technology", map[string]any{
		"title": text("Compostable barrier film"), "teaser": text("A heat-sealable film for food packaging."),
		"description": text("A compostable, heat-sealable barrier film of PLA and PBAT for ready meals and cheese."), "visibility": "network",
		"technology": map[string]any{
			"trl": trl, "trlEvidence": text("Pilot line"), "advantage": text("Composts in 90 days"), "ipStatus": "applied", "cooperation": []string{"licence"},
		},
	})
	return s
}

func text(en string) map[string]string { return map[string]string{"en": en} }

func (s *setting) approveNeed(n *node, title string) {
	s.t.Helper()
	s.approve(n, s.buyer, s.asking, "need", map[string]any{
		"title": text(title), "teaser": text("For ready meals."), "description": text(title + ", heat-sealable, for food packaging."),
		"visibility": "network",
		"need":       map[string]any{"problem": text("Packaging that does not compost."), "urgency": "high", "budget": "undisclosed", "cooperation": []string{"licence"}},
	})
}

// approve brings an entry from the draft to its approval.
func (s *setting) approve(n *node, author, organisation, kind string, content map[string]any) {
	s.t.Helper()
	e := s.ask(n, author, "POST", "/api/entries", 0, map[string]any{"organisation": organisation, "cluster": s.cluster, "kind": kind, "content": content})
	at := "/api/entries/" + e["id"].(string)
	version := func() float64 { return e["version"].(float64) }
	e = s.ask(n, author, "POST", at+"/submit", version(), nil)
	e = s.ask(n, s.manager, "POST", at+"/assign", version(), map[string]any{"auditor": s.judgeID})
	s.ask(n, s.judge, "POST", at+"/approve", version(), map[string]any{})
}

// id posts and returns the id of what was made.
func (s *setting) id(n *node, token, path string, body any) string {
	s.t.Helper()
	return s.ask(n, token, "POST", path, 0, body)["id"].(string)
}

// ask sends a request that has to succeed, and returns the answer's object.
func (s *setting) ask(n *node, token, method, path string, version float64, body any) map[string]any {
	s.t.Helper()
	answer := s.send(n, token, method, path, version, body)
	defer func() { _ = answer.Body.Close() }()
	content, _ := io.ReadAll(answer.Body)
	if answer.StatusCode >= 300 {
		s.t.Fatalf("%s %s: %s %s", method, path, answer.Status, content)
	}
	object := map[string]any{}
	if len(content) > 0 {
		if err := json.Unmarshal(content, &object); err != nil {
			s.t.Fatalf("%s %s: %v in %s", method, path, err, content)
		}
	}
	return object
}

func (s *setting) send(n *node, token, method, path string, version float64, body any) *http.Response {
	s.t.Helper()
	var content io.Reader = http.NoBody
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			s.t.Fatal(err)
		}
		content = bytes.NewReader(raw)
	}
	request, err := http.NewRequestWithContext(s.t.Context(), method, n.url+path, content)
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Origin", n.url)
	request.Header.Set("X-Splot", "1")
	if version > 0 {
		request.Header.Set("If-Match", fmt.Sprintf(`"%.0f"`, version))
	}
	if token != "" {
		request.AddCookie(&http.Cookie{Name: "splot_session", Value: token})
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer
}

// enter sends a request that opens a session, and returns the token and the person's id.
func (s *setting) enter(n *node, method, path string, body any) (token, person string) {
	s.t.Helper()
	answer := s.send(n, "", method, path, 0, body)
	defer func() { _ = answer.Body.Close() }()
	content, _ := io.ReadAll(answer.Body)
	var session struct{ Person struct{ ID string } }
	if err := json.Unmarshal(content, &session); err != nil || answer.StatusCode >= 300 {
		s.t.Fatalf("%s %s: %s %s", method, path, answer.Status, content)
	}
	for _, c := range answer.Cookies() {
		if c.Name == "splot_session" {
			return c.Value, session.Person.ID
		}
	}
	s.t.Fatalf("%s %s: no session cookie", method, path)
	return "", ""
}

var letterLink = regexp.MustCompile(`/invitation/(\S+)`)

// invite invites by mail and accepts with the link of the letter.
func (s *setting) invite(n *node, name, organisation string, grant map[string]any) (token, person string) {
	s.t.Helper()
	s.ask(n, s.admin, "POST", "/api/invitations", 0, map[string]any{
		"name": name, "email": strings.ToLower(name) + "@nodes.example", "locale": "en", "organisation": organisation, "grants": []any{grant},
	})
	var link string
	eventually(s.t, "the letter to "+name+" is there", func() bool {
		letters, _ := filepath.Glob(filepath.Join(n.data, "mail", "*.eml"))
		for _, path := range letters {
			letter, err := os.ReadFile(path)
			found := letterLink.FindSubmatch(letter)
			if err == nil && found != nil && bytes.Contains(letter, []byte(strings.ToLower(name)+"@nodes.example")) {
				link = string(found[1])
				return true
			}
		}
		return false
	})
	return s.enter(n, "POST", "/api/invitation/accept", map[string]any{"token": link, "name": name, "password": password, "locale": "en"})
}

// bell is a socket that follows a person's inbox.
type bell struct{ frames chan string }

func (s *setting) listen(n *node, token string) *bell {
	s.t.Helper()
	dialer := websocket.Dialer{Subprotocols: []string{"splot.v1"}, HandshakeTimeout: 10 * time.Second}
	conn, answer, err := dialer.DialContext(s.t.Context(), strings.Replace(n.url, "http", "ws", 1)+"/api/live",
		http.Header{"Origin": {n.url}, "Cookie": {"splot_session=" + token}})
	if err != nil {
		s.t.Fatal(err)
	}
	_ = answer.Body.Close()
	s.t.Cleanup(func() { _ = conn.Close() })
	sub, _ := json.Marshal(map[string]string{"type": "sub", "channel": "inbox:" + s.makerID})
	if err := conn.WriteMessage(websocket.TextMessage, sub); err != nil {
		s.t.Fatal(err)
	}
	b := &bell{frames: make(chan string, 1024)}
	go func() {
		defer close(b.frames)
		for {
			_, message, err := conn.ReadMessage()
			if err != nil {
				return
			}
			b.frames <- string(message)
		}
	}()
	return b
}

// rings waits for a frame with a word in it.
func (b *bell) rings(t *testing.T, word string) {
	t.Helper()
	late := time.After(90 * time.Second)
	for {
		select {
		case frame, ok := <-b.frames:
			if !ok {
				t.Fatal("the socket closed")
			}
			if strings.Contains(frame, word) {
				return
			}
		case <-late:
			t.Fatalf("no %s frame came", word)
		}
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	_ = l.Close()
	return port
}

// eventually polls a condition until it holds or a minute is over.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	late := time.After(time.Minute)
	for !holds() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("not within a minute: %s", what)
		}
	}
}
