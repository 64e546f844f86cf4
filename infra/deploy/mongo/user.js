// Runs once, when the database is made: Splot's own user may read and write Splot's database and nothing else.
db.getSiblingDB("splot").createUser({
  user: "splot",
  pwd: process.env.SPLOT_PASSWORD,
  roles: [{ role: "readWrite", db: "splot" }],
});
