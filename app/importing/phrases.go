package importing

import "splot/app"

// phrases are the words of reports, for fmt. What is wrong with a value is said in app.
var phrases = map[string]app.Text{
	"joined_row":   {PL: "wiersz %d: organizacja z platformy dołącza do klastra", EN: "row %d joins: an organisation of the platform becomes a member of the cluster"},
	"asked_row":    {PL: "wiersz %d: organizacja z platformy zostaje zaproszona do klastra", EN: "row %d asked: an organisation of the platform is invited to the cluster"},
	"left_out_row": {PL: "wiersz %d pominięty: nie opisuje pozycji", EN: "row %d left out: it describes no item"},
	"changed_row":  {PL: "wiersz %d zmieniony", EN: "row %d changed"},
	"kept_row":     {PL: "wiersz %d zachowany", EN: "row %d kept"},
	"adapted_row":  {PL: "wiersz %d dostosowany", EN: "row %d adapted"},
	"refused_row":  {PL: "wiersz %d odrzucony", EN: "row %d refused"},
	"kept_value":   {PL: "zostaje %s, jak wpisano w Splocie; w pliku jest %s", EN: "%s stays, as it was written in Splot; the file has %s"},
	"kept_state":   {PL: "wpis zostaje bez zmian, bo jego stan to: %s", EN: "the entry stays as it is, since it is %s"},
	"state":        {PL: "Stan", EN: "state"},
	"nothing":      {PL: "(puste)", EN: "(empty)"},

	"state_being_written": {PL: "pisany przez autora", EN: "being written by its author"},

	"repeated": {
		PL: "wiersze powtórzone: %d – mówią to samo co wcześniejsze, więc nic nie zmieniają (pierwszy to wiersz %d)",
		EN: "rows that repeat an earlier one: %d – they say the same, so they change nothing (the first is row %d)",
	},
	"counts":      {PL: "Wiersze: %d – %s.", EN: "Rows: %d – %s."},
	"n_created":   {PL: "nowe: %d", EN: "%d new"},
	"n_changed":   {PL: "zmienione: %d", EN: "%d changed"},
	"n_joined":    {PL: "dołączające: %d", EN: "%d joining"},
	"n_asked":     {PL: "zaproszone: %d", EN: "%d invited"},
	"n_unchanged": {PL: "bez zmian: %d", EN: "%d unchanged"},
	"n_kept":      {PL: "zachowane: %d", EN: "%d kept"},
	"n_repeated":  {PL: "powtórzone: %d", EN: "%d repeated"},
	"n_left_out":  {PL: "pominięte: %d", EN: "%d left out"},
	"n_refused":   {PL: "odrzucone: %d", EN: "%d refused"},
	"n_adapted":   {PL: "Dostosowane: %d.", EN: "Adapted: %d."},

	"encoding": {PL: "Plik nie jest w UTF-8; przyjęto kodowanie %s.", EN: "The file is not in UTF-8; the encoding %s was assumed."},
	"sheet":    {PL: "Arkusz: %s (pozostałe: %s). Inny wskazuje --sheet.", EN: "Sheet: %s (others: %s). Another one is chosen with --sheet."},
	"columns":  {PL: "Kolumny: %s.", EN: "Columns: %s."},
	"ignored":  {PL: "Kolumny bez pola, pominięte: %s – pole wskazuje --map.", EN: "Columns without a field, ignored: %s – name their field with --map."},
	"made_ids_organisations": {
		PL: "Wiersze bez identyfikatora: %d. Utworzono go z NIP albo z nazwy i miejscowości, więc tę samą listę można wczytać ponownie.",
		EN: "Rows without an identifier: %d. It was made from the tax number, or from name and town, so the same list can be imported again.",
	},
	"made_ids_entries": {
		PL: "Wiersze bez identyfikatora: %d. Utworzono go z tytułu, więc ten sam plik można wczytać ponownie; zmieniony tytuł to nowy wpis.",
		EN: "Rows without an identifier: %d. It was made from the title, so the same file can be imported again; a changed title is a new entry.",
	},
	"new_owner":       {PL: "Wpisy bez organizacji należą do nowej organizacji %s.", EN: "Entries without an organisation belong to a new organisation %s."},
	"joined_directly": {PL: "Znane już organizacje dołączają bez pytania, bo wczytuje administrator.", EN: "Known organisations join without being asked, since the administrator imports."},
	"asked_first":     {PL: "Znane już organizacje dołączą, gdy zgodzi się ich przedstawiciel.", EN: "Known organisations join when their representative agrees."},
	"progress":        {PL: "zapisane wiersze: %d z %d, %s", EN: "%d of %d rows saved, %s"},
}
