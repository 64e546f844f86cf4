package cover

// Greedy is the first of the steps of Solve, for comparison.
func Greedy(in Instance) Team { return newProblem(in).greedy().sorted() }
