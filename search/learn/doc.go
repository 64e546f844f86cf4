// Package learn fits the weights of a score's components to what people did with what they were shown.
//
// A score is the mean of the known components' values, each in [0, 1], weighed by their shares. Fit estimates shares by
// logistic regression: the log odds that a shown pair was good are linear in the values, the default shares are
// the mean of a normal prior, and what stood further down a list and was found all the same counts more (inverse
// propensity, clipped). Measure tells by five-fold cross-validation how well the fitted and the default shares rank
// examples that they were not fitted on.
//
// Everything is a pure function of its arguments and gives the same result for the same examples in any order of
// the map's keys. The package imports nothing of this module.
package learn
