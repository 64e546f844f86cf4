package enginetest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"splot/search"
)

// truth is what an index should hold.
type truth map[string]search.Entry

func (w truth) verification(repair, quick bool) search.Verification {
	var all []search.Entry
	for _, e := range w {
		all = append(all, e)
	}
	return search.Verification{
		Entries: sequence(all, nil), Repair: repair, Quick: quick,
		Now: func(_ context.Context, id string) (search.Entry, bool, error) {
			e, ok := w[id]
			return e, ok, nil
		},
	}
}

func verifier(t *testing.T, e search.Engine) search.Verifier {
	t.Helper()
	v, ok := e.(search.Verifier)
	if !ok {
		t.Skip("the engine keeps no index beside the documents")
	}
	if _, err := v.Verify(t.Context(), truth{}.verification(false, true)); errors.Is(err, errors.ErrUnsupported) {
		t.Skip("the engine keeps no index beside the documents")
	}
	return v
}

func verify(t *testing.T, v search.Verifier, x search.Verification) search.Verified {
	t.Helper()
	found, err := v.Verify(t.Context(), x)
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	return found
}

// verifying compares an index with the truth and puts right what differs.
func verifying(t *testing.T, e search.Engine) {
	v := verifier(t, e)
	want := truth{}
	for _, x := range many(6) {
		want[x.ID] = x
	}
	put(t, e, many(6)...)
	if got := verify(t, v, want.verification(false, false)); !got.Same() || got.Expected != 6 || got.Indexed != 6 {
		t.Fatalf("after indexing: %+v", got)
	}

	put(t, e, entry("extra", search.Technology, "o1", "Powłoka zapomniana"))
	newer, other := want["many-0001"], want["many-0002"]
	newer.Version, newer.Title.PL = 2, "Powłoka nowsza"
	other.Title.PL = "Powłoka inna" // of the same version
	want[newer.ID], want[other.ID] = newer, other
	want["missing"] = entry("missing", search.Need, "o2", "Powłoka szukana")

	got := verify(t, v, want.verification(false, true))
	if got.Missing != 1 || got.Extra != 1 || got.Differing != 1 || got.Repaired != 0 {
		t.Errorf("by versions: %+v", got)
	}
	got = verify(t, v, want.verification(true, false))
	equal(t, "missing", got.MissingIDs, []string{"missing"})
	equal(t, "extra", got.ExtraIDs, []string{"extra"})
	slices.Sort(got.Other)
	equal(t, "differing", got.Other, []string{"many-0001", "many-0002"})
	if got.Repaired != 4 {
		t.Errorf("repaired %+v", got)
	}
	if got = verify(t, v, want.verification(false, false)); !got.Same() || got.Indexed != 7 {
		t.Errorf("after the repair: %+v", got)
	}
	equal(t, "what was repaired is found", found(t, e, search.Query{Text: "nowsza ", Viewer: itself}), []string{"many-0001"})
	equal(t, "what was missing too", found(t, e, search.Query{Text: "szukana ", Viewer: itself}), []string{"missing"})
	equal(t, "what was superfluous is not", found(t, e, search.Query{Text: "zapomniana ", Viewer: itself}), []string{})
}

// verifyingWhileItChanges takes nothing for a difference that is none any more when it is looked at again.
func verifyingWhileItChanges(t *testing.T, e search.Engine) {
	v := verifier(t, e)
	old := many(4)
	put(t, e, old...)
	want := truth{}
	for _, x := range old {
		want[x.ID] = x
	}
	x := want.verification(true, false)
	x.Entries = func(yield func(search.Entry, error) bool) {
		newer := old[0]
		newer.Version = 2
		want[newer.ID] = newer
		fresh := entry("fresh", search.Technology, "o1", "Powłoka świeża")
		want[fresh.ID] = fresh
		delete(want, old[1].ID)
		put(t, e, newer, fresh)
		if err := e.Delete(t.Context(), old[1].ID); err != nil {
			t.Error(err)
		}
		for _, o := range old { // as they were read before
			if !yield(o, nil) {
				return
			}
		}
	}
	if got := verify(t, v, x); !got.Same() || got.Repaired != 0 {
		t.Errorf("%+v", got)
	}
	equal(t, "what came meanwhile stays", found(t, e, search.Query{Text: "świeża "}), []string{"fresh"})
	if n := find(t, e, search.Query{Text: "powłoka", Limit: 50}).Total; n != 4 {
		t.Errorf("%d are found, want 4", n)
	}
}

func verifyingFails(t *testing.T, e search.Engine) {
	v := verifier(t, e)
	put(t, e, many(2)...)
	broken := errors.New("the source broke")
	x := truth{}.verification(true, true)
	x.Entries = sequence(many(1), broken)
	if _, err := v.Verify(t.Context(), x); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if n := find(t, e, search.Query{Text: "powłoka", Limit: 50}).Total; n != 2 {
		t.Errorf("%d are found, want 2: half a source proves nothing superfluous", n)
	}
}
