package storetest

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app/store"
)

type everything struct {
	Text    string            `bson:"text"`
	Empty   string            `bson:"empty"`
	Big     int64             `bson:"big"`
	Small   int32             `bson:"small"`
	Least   int64             `bson:"least"`
	Share   float64           `bson:"share"`
	Yes     bool              `bson:"yes"`
	At      time.Time         `bson:"at"`
	Nothing *string           `bson:"nothing"`
	NilList []string          `bson:"nilList"`
	NoItems []string          `bson:"noItems"`
	Items   []words           `bson:"items"`
	ByLang  map[string]string `bson:"byLang"`
	Data    []byte            `bson:"data"`
	Inside  struct {
		Deep struct {
			Value int `bson:"value"`
		} `bson:"deep"`
	} `bson:"inside"`
}

// A body comes back byte for byte, and so with every type, order and distinction that it had.
func roundTrip(t *testing.T, b *bench) {
	v := everything{
		Text: "zażółć gęślą jaźń 工業 👩‍🔬 e\u0301", Big: math.MaxInt64, Small: -7, Least: math.MinInt64, Share: 0.1, Yes: true,
		At: day.In(time.FixedZone("CET", 3600)), NoItems: []string{}, Items: []words{{PL: "a"}, {EN: "b"}},
		ByLang: map[string]string{"pl": "tak"}, Data: []byte{0, 255, 1},
	}
	v.Inside.Deep.Value = 42
	body := encode(t, v)
	b.must(t, store.One(b.Write(b.ctx, store.Write{Kind: store.Insert, Collection: things, ID: "a", Body: body})))
	got, err := b.Get(b.ctx, things, "a")
	b.must(t, err)
	if !bytes.Equal(got.Body, body) {
		t.Fatalf("got  %s\nwant %s", got.Body, body)
	}
	var back everything
	b.must(t, bson.Unmarshal(got.Body, &back))
	if !back.At.Equal(day) || back.NilList != nil || back.NoItems == nil || back.Nothing != nil {
		t.Errorf("got %+v", back)
	}
	found, _, err := b.Find(b.ctx, things, store.Query{})
	b.must(t, err)
	if len(found) != 1 || !bytes.Equal(found[0].Body, body) {
		t.Errorf("find returned another body: %v", found)
	}
}

// Text is only ever text: in ids, in fields and in conditions.
func hostileText(t *testing.T, b *bench) {
	texts := []string{
		"$ne", "$where", `{"$ne": null}`, "a.b", ".", "", " ", "'; DROP TABLE things; --", `"`, "\\", "%", "_", "\n", "\u202e", "null", "0", "true",
		"NaN", strings.Repeat("długi", 2000), "<script>", "=1+1", "ﬀ", "é", "e\u0301",
	}
	for i, text := range texts {
		b.insert(t, numbered(i), thing{Name: text, Serial: ptr("s" + text), Tags: []string{text}})
		if text != "" && len(text) <= store.MaxID {
			b.insert(t, text, thing{Name: "by id"})
		}
	}
	for i, text := range texts {
		for _, field := range []string{"name", "tags"} {
			for _, c := range []store.Condition{store.Eq(field, text), store.In(field, text), {Field: field, Min: text, Max: text}} {
				if field == "tags" && c.Min != nil {
					continue
				}
				ids, _ := b.find(t, store.Query{Where: []store.Condition{c}})
				same(t, ids, numbered(i))
			}
		}
		if text == "" || len(text) > store.MaxID {
			continue
		}
		if d, err := b.things().Get(b.ctx, text); err != nil || d.ID != text || d.Value.Name != "by id" {
			t.Errorf("get %.40q: %+v %v", text, d, err)
		}
	}
	clash(t, b.things().Insert(b.ctx, "again", thing{Serial: ptr("s$ne")}), "serial")
	if got := b.all(t, store.Query{Sort: "name", Limit: 3}); len(got) < len(texts) {
		t.Errorf("paging over hostile texts found %d of them", len(got))
	}
	if _, err := b.things().Get(b.ctx, "absent\x00$ne"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("hostile id: %v", err)
	}
}
