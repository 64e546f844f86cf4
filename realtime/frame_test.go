package realtime_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"splot/realtime"
)

// fixtures are shared with the web client's tests: client-*, server-* and invalid-*.
func fixtures(t *testing.T, kind string) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob("testdata/frames/" + kind + "-*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures of kind %s: %v", kind, err)
	}
	texts := map[string][]byte{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[strings.TrimSuffix(filepath.Base(path), ".json")] = bytes.TrimSpace(text)
	}
	return texts
}

func TestClientFixturesDecodeAndEncodeBack(t *testing.T) {
	for name, text := range fixtures(t, "client") {
		frame, err := realtime.DecodeClient(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		sameJSON(t, name, frame, text)
	}
}

func TestServerFixturesMatchTheStructs(t *testing.T) {
	kinds := map[string]func() any{
		"init": func() any { return new(realtime.Init) }, "ev": func() any { return new(realtime.Ev) },
		"head": func() any { return new(realtime.Head) }, "ack": func() any { return new(realtime.Ack) },
		"nack": func() any { return new(realtime.Nack) }, "end": func() any { return new(realtime.End) },
		"eph": func() any { return new(realtime.Eph) }, "pong": func() any { return new(realtime.Pong) },
	}
	seen := map[string]bool{}
	for name, text := range fixtures(t, "server") {
		kind := strings.Split(name, "-")[1]
		frame := kinds[kind]()
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(frame); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		seen[kind] = true
		sameJSON(t, name, frame, text)
	}
	for kind := range kinds {
		if !seen[kind] {
			t.Errorf("no fixture of %s", kind)
		}
	}
}

func TestMalformedFramesAreRefused(t *testing.T) {
	texts := fixtures(t, "invalid")
	for name, text := range map[string]string{
		"empty": "", "null": "null", "number": "7", "text": `"sub"`, "cut": `{"type":"sub","channel":"a"`,
		"two":       `{"type":"unsub","channel":"a"}{"type":"unsub","channel":"a"}`,
		"deep":      strings.Repeat("[", 60_000),
		"long name": `{"type":"sub","channel":"` + strings.Repeat("a", realtime.MaxChannelName+1) + `"}`,
		"many ops":  `{"type":"op","channel":"a","client":"c","cseq":1,"base":0,"ops":[` + strings.Repeat("1,", realtime.MaxOps) + `1]}`,
		"huge seq":  `{"type":"sub","channel":"a","epoch":"e","seq":9223372036854775808}`,
	} {
		texts[name] = []byte(text)
	}
	for name, text := range texts {
		if _, err := realtime.DecodeClient(text); !errors.Is(err, realtime.ErrFrame) {
			t.Errorf("%s: error is %v, want ErrFrame", name, err)
		}
	}
}

func FuzzDecodeClient(f *testing.F) {
	paths, _ := filepath.Glob("testdata/frames/*.json")
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		frame, err := realtime.DecodeClient(text)
		if err != nil {
			return
		}
		again, err := json.Marshal(frame)
		if err != nil {
			t.Fatalf("accepted frame does not encode: %v", err)
		}
		if _, err := realtime.DecodeClient(again); err != nil {
			t.Fatalf("%s is refused after a round trip: %v", again, err)
		}
	})
}

func TestCloseFixtureMirrorsTheTable(t *testing.T) {
	text, err := os.ReadFile("testdata/close.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Code     int    `json:"code"`
		Name     string `json:"name"`
		ComeBack string `json:"comeBack"`
	}
	if err := json.Unmarshal(text, &rows); err != nil {
		t.Fatal(err)
	}
	table := []realtime.Close{
		realtime.CloseNormal, realtime.CloseProtocol, realtime.CloseBinary, realtime.CloseBadUTF8,
		realtime.CloseTooBig, realtime.CloseInternal, realtime.CloseGoAway, realtime.CloseSessionEnded,
		realtime.CloseSlow, realtime.CloseTooMany, realtime.CloseSilent, realtime.CloseBadFrame,
	}
	if len(rows) != len(table) {
		t.Fatalf("fixture has %d rows, table %d", len(rows), len(table))
	}
	for i, row := range rows {
		if row.Code != table[i].Code || row.Name != table[i].Name || row.ComeBack == "" {
			t.Errorf("row %d is %+v, table has %+v", i, row, table[i])
		}
		if reason := table[i].Reason(); len(reason) > 123 || !json.Valid([]byte(reason)) {
			t.Errorf("reason %q does not fit a close frame", reason)
		}
	}
}

func sameJSON(t *testing.T, name string, frame any, want []byte) {
	t.Helper()
	got, err := json.Marshal(frame)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var a, b any
	if json.Unmarshal(got, &a) != nil || json.Unmarshal(want, &b) != nil || !reflect.DeepEqual(a, b) {
		t.Errorf("%s: encodes as %s, want %s", name, got, want)
	}
}
