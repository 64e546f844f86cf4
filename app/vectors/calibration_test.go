package vectors_test

import (
	"testing"

	"splot/search"
)

func TestLikeness(t *testing.T) {
	r := newRig(t)
	r.Want(entry("need", search.Need, "barrier film for sterile food packaging on ships"))
	r.Want(entry("same", search.Technology, "barrier film for sterile food packaging on ships"))
	r.Want(entry("near", search.Technology, "steel and film on a roll"))
	r.Want(entry("far", search.Technology, "ultrasonic weld inspection"))
	if _, ok := r.Likeness("need", "same"); ok {
		t.Error("likeness before the vectors")
	}
	r.fill(t)
	like := func(id string) float64 {
		x, ok := r.Likeness("need", id)
		if y, _ := r.Likeness(id, "need"); !ok || y != x || x < 0 || x > 1 {
			t.Errorf("likeness of %s: %v %v, the other way %v", id, x, ok, y)
		}
		return x
	}
	if same, near, far := like("same"), like("near"), like("far"); same != 1 || near <= far {
		t.Errorf("likeness %v, %v, %v", same, near, far)
	}
	if _, ok := r.Likeness("need", "nobody"); ok {
		t.Error("likeness to nobody")
	}
}
