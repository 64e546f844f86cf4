package meili

import (
	"strconv"

	"splot/search/text"
)

// A document lists its terms with a grade that says how prominent each is, so that a list of the documents with a term
// can be asked for by grade. A grade is BM25F's saturated count (Robertson and Zaragoza 2009) in steps, with the weights
// of the embedded engine and usual lengths of parts in place of the collection's averages, which a document must not
// depend on.
const (
	grades     = 6
	saturation = 1.2
	firstGrade = 0.35 // where grade 1 begins; each is as wide as the next
	gradeWidth = 0.1
)

var (
	partWeight  = [text.Parts]float64{text.Title: 3, text.Teaser: 1.5, text.Keywords: 2, text.Body: 1}
	partLength  = [text.Parts]float64{text.Title: 0.4, text.Teaser: 0.4, text.Keywords: 0.3, text.Body: 0.4}
	usualLength = [text.Parts]float64{text.Title: 5, text.Teaser: 20, text.Keywords: 8, text.Body: 65}
)

// gradeValues are the saturated counts that stand for the grades: the middle of each.
var gradeValues = [grades]float64{0.275, 0.4, 0.5, 0.6, 0.7, 0.8}

// gradeOf is the grade of a term by its counts, in texts of some lengths.
func gradeOf(counts *[text.Parts]uint8, lengths *[text.Parts]int) int {
	tf := 0.0
	for part, c := range counts {
		if c > 0 {
			length := 1 - partLength[part] + partLength[part]*float64(lengths[part])/usualLength[part]
			tf += partWeight[part] * float64(c) / length
		}
	}
	above := tf/(saturation+tf) - firstGrade
	if above < 0 {
		return 0
	}
	return min(1+int(above/gradeWidth), grades-1)
}

// graded is a term as a document has it. No term ends with a space and a digit but a concept, which gets another.
func graded(term string, grade int) string { return term + " " + strconv.Itoa(grade) }

// band is some neighbouring grades, from the first to before the end.
type band struct{ from, to int }

var (
	anyGrade = band{0, grades}
	coarse   = []band{{0, grades / 2}, {grades / 2, grades}}
	fine     = func() (list []band) {
		for g := range grades {
			list = append(list, band{g, g + 1})
		}
		return list
	}()
)

// value is the saturated count that stands for the band.
func (b band) value() float64 {
	sum := 0.0
	for _, v := range gradeValues[b.from:b.to] {
		sum += v
	}
	return sum / float64(b.to-b.from)
}

// of lists the forms of terms with a grade in the band.
func (b band) of(terms ...string) []string {
	forms := make([]string, 0, len(terms)*(b.to-b.from))
	for _, t := range terms {
		for g := b.from; g < b.to; g++ {
			forms = append(forms, graded(t, g))
		}
	}
	return forms
}
