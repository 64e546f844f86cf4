package corpus

import (
	"encoding/binary"
	"time"

	"splot/search"
)

// A packed entry is one string: numbers and lengths as varints, and the bytes of the texts. Unpacked texts are parts
// of it.

// walker goes through the fields of an entry.
type walker interface {
	text(s *string)
	list(l *[]string)
	number(n *int64)
	whole(n *int)
	time(t *time.Time)
}

// walk shows every field of an entry to a walker, the id and the version first.
func walk(e *search.Entry, w walker) {
	w.text(&e.ID)
	w.number(&e.Version)
	for _, s := range []*string{
		&e.Kind, &e.Organisation, &e.Visibility, &e.Title.PL, &e.Title.EN, &e.Teaser.PL, &e.Teaser.EN,
		&e.Description.PL, &e.Description.EN, &e.Detail.PL, &e.Detail.EN, &e.Voivodeship, &e.Origin, &e.Size,
		&e.Budget, &e.Urgency, &e.IPStatus, &e.BudgetSecured,
	} {
		w.text(s)
	}
	for _, l := range []*[]string{
		&e.Clusters, &e.Excluded, &e.Identifying, &e.Keywords, &e.Concepts, &e.PKD, &e.KIS, &e.Languages,
		&e.Cooperation, &e.PartnerOrigins, &e.PartnerSizes,
	} {
		w.list(l)
	}
	for _, n := range []*int{&e.TRLMin, &e.TRLMax, &e.MonthsToTarget, &e.CapacityHours, &e.ReactionDays, &e.Requests} {
		w.whole(n)
	}
	w.number(&e.CostToTarget)
	for _, t := range []*time.Time{&e.Deadline, &e.ValidUntil, &e.ApprovedAt} {
		w.time(t)
	}
}

// pack makes the packed form of an entry. Equal entries have equal ones.
func pack(e *search.Entry) string {
	var p packer
	walk(e, &p)
	return string(p)
}

type packer []byte

func (p *packer) text(s *string) { *p = append(binary.AppendUvarint(*p, uint64(len(*s))), *s...) }

func (p *packer) list(l *[]string) {
	n := 0 // nil
	if *l != nil {
		n = len(*l) + 1
	}
	*p = binary.AppendUvarint(*p, uint64(n))
	for i := range *l {
		p.text(&(*l)[i])
	}
}

func (p *packer) number(n *int64) { *p = binary.AppendVarint(*p, *n) }

func (p *packer) whole(n *int) { *p = binary.AppendVarint(*p, int64(*n)) }

// time packs a moment; the zone is not kept.
func (p *packer) time(t *time.Time) {
	if t.IsZero() {
		*p = append(*p, 0)
		return
	}
	*p = binary.AppendVarint(append(*p, 1), t.Unix())
	*p = binary.AppendUvarint(*p, uint64(t.Nanosecond()))
}

// unpack is the entry of a packed form.
func unpack(packed string) *search.Entry {
	var e search.Entry
	u := unpacker(packed)
	walk(&e, &u)
	return &e
}

type unpacker string

func (u *unpacker) count() uint64 {
	s := *u
	n := uint64(0)
	for i := 0; ; i++ {
		n |= uint64(s[i]&0x7f) << (7 * i)
		if s[i] < 0x80 {
			*u = s[i+1:]
			return n
		}
	}
}

func (u *unpacker) text(s *string) {
	n := u.count()
	*s, *u = string((*u)[:n]), (*u)[n:]
}

func (u *unpacker) list(l *[]string) {
	n := u.count()
	if n == 0 {
		return
	}
	*l = make([]string, n-1)
	for i := range *l {
		u.text(&(*l)[i])
	}
}

func (u *unpacker) number(n *int64) {
	x := u.count()
	*n = int64(x>>1) ^ -int64(x&1)
}

func (u *unpacker) whole(n *int) {
	var x int64
	u.number(&x)
	*n = int(x)
}

func (u *unpacker) time(t *time.Time) {
	if u.count() == 0 {
		return
	}
	var seconds int64
	u.number(&seconds)
	*t = time.Unix(seconds, int64(u.count())).UTC()
}
