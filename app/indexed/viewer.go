package indexed

import (
	"splot/app"
	"splot/search"
)

// Viewer is how an actor looks at what is indexed.
func Viewer(a app.Actor) search.Viewer {
	return search.Viewer{
		All: a.System, Clusters: Texts(a.Clusters), Manages: Texts(a.In(app.RoleManager)),
		Organisations: Texts(a.Represents()), Of: Texts(a.Of()),
	}
}

// Texts are ids as the engines and the store's conditions take them.
func Texts(ids []app.ID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	return list
}
