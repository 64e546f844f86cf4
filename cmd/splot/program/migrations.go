package program

import (
	"splot/app"
	"splot/app/learning"
	"splot/app/matching"
	"splot/app/member"
	"splot/app/notify"
	"splot/app/store"
)

// Migrations are the numbered changes of stored documents, oldest first. Each is idempotent, and none is
// ever changed or removed once it has landed. It runs before the collections of this version are prepared, and
// prepares itself what it reads.
func Migrations() []store.Migration {
	return []store.Migration{
		{Number: 1, Name: "dues of matching leave the sweeps", Run: matching.MigrateDues},
		{Number: 2, Name: "facts of notifications are a struct", Run: notify.MigrateFacts(app.Now)},
		{Number: 3, Name: "who sees what is stored for queries", Run: member.MigrateSeen},
		{Number: 4, Name: "ids of matches say nothing", Run: matching.MigrateIDs(app.NewIDs(app.Now))},
		{Number: 5, Name: "what is learned from names its entries", Run: learning.MigrateIDs},
	}
}
