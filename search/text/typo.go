package text

// maxTypo bounds the words whose typing errors are counted, in bytes.
const maxTypo = 40

// TyposAllowed is how many typing errors a folded word may hold: two in a long word, none in a short one.
func TyposAllowed(word string) int {
	switch n := len(word); {
	case n >= maxTypo:
		return 0
	case n >= 9:
		return 2
	case n >= 5:
		return 1
	}
	return 0
}

// Distance counts the insertions, deletions, replacements and swaps of neighbours between a and b (optimal string
// alignment, by bytes). Above limit it answers any number above limit.
func Distance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit || len(a) >= maxTypo || len(b) >= maxTypo {
		return limit + 1
	}
	var rows [3][maxTypo]uint8
	before, last, now := rows[0][:], rows[1][:], rows[2][:]
	for j := 0; j <= len(b); j++ {
		last[j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		now[0] = uint8(i)
		least := now[0]
		for j := 1; j <= len(b); j++ {
			cost := uint8(1)
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			now[j] = d
			least = min(least, d)
		}
		if int(least) > limit {
			return limit + 1
		}
		before, last, now = last, now, before
	}
	return int(last[len(b)])
}
