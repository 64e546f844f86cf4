// Package cover finds the smallest strong team: of parties that each cover some capabilities more or less well, those
// few that together cover all that is required, with an enterprise and a science unit among them, where nobody sits
// beside a party that is excluded.
//
// What is better is decided in this order: origins that are missing, the weight of required capabilities that nobody
// covers, worth, cost, the parties' order. Worth is the sum over the capabilities of weight times the best score in
// the team, less MemberCost for each member: so a further member has to bring more than that.
//
// Solve is greedy (the usual approximation of weighted set cover), improves the team by dropping, swapping and adding
// until nothing helps, and on instances within MaxExactParties and MaxExactCapabilities searches the whole space by
// branch and bound, where the gain of each party beside the team so far bounds what it can add to any greater team
// (worth is submodular). Equal instances have equal answers: the search is bounded by nodes and not by time.
//
// The package holds no state and imports nothing of the program.
package cover
