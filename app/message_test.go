package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"splot/app"
)

func TestFieldMessage(t *testing.T) {
	tests := []struct {
		in     app.FieldError
		pl, en string
	}{
		{app.Field("title", "required"), "To pole jest wymagane.", "This field is required."},
		{
			app.Field("description.pl", "too_long", "max", 10_000, "have", 12_345),
			"Za długi tekst: dopuszczalna liczba znaków to 10\u00a0000, a jest 12\u00a0345.",
			"Too long: at most 10,000 characters are allowed, and there are 12,345.",
		},
		{
			app.Field("password", "too_long", "max", 256),
			"Za długi tekst: dopuszczalna liczba znaków to 256.",
			"Too long: at most 256 characters are allowed.",
		},
		{app.Field("x", "no_such_code", "a", 1), "Ta wartość jest nieprawidłowa.", "This value is not valid."},
		{
			app.Field("technology.trl", "out_of_range", "min", 1, "max", 9),
			"Wartość poza zakresem: powinna wynosić od 1 do 9.", "Out of range: it should be from 1 to 9.",
		},
		{app.Field("x", "out_of_range"), "Wartość poza zakresem: powinna wynosić od … do ….", "Out of range: it should be from … to …."},
	}
	for _, test := range tests {
		if got := test.in.Message(app.PL); got != test.pl {
			t.Errorf("%v in Polish:\n got %q\nwant %q", test.in, got, test.pl)
		}
		if got := test.in.Message(app.EN); got != test.en {
			t.Errorf("%v in English:\n got %q\nwant %q", test.in, got, test.en)
		}
	}
}

func TestErrorMessage(t *testing.T) {
	tests := []struct {
		in   *app.Error
		want string
	}{
		{app.TooMany(40 * time.Second), "Too many attempts in a short time. Try again in 40\u00a0s."},
		{app.TooMany(14*time.Minute + time.Second), "Too many attempts in a short time. Try again in 15\u00a0min."},
		{app.TooMany(2 * time.Hour), "Too many attempts in a short time. Try again in 2\u00a0h."},
		{app.TooMany(0), "Too many attempts in a short time."},
		{app.Conflict("wrong_state", "state", app.EntryInReview), "This is not possible in the present state (in review)."},
		{app.Conflict("no_such_reason"), "This is not possible in the present state."},
		{&app.Error{Class: "no_such_class", Reason: "x"}, "Something went wrong on our side. It was recorded; you may try again."},
	}
	for _, test := range tests {
		if got := test.in.Message(app.EN); got != test.want {
			t.Errorf("%v:\n got %q\nwant %q", test.in, got, test.want)
		}
	}
}

// TestEveryCodeHasAText reads the sources of app and of everything below it, and of what imports files: each
// code and reason that is written out there needs a text of its own, in both languages.
func TestEveryCodeHasAText(t *testing.T) {
	codes, reasons := used(t, ".")
	ofRows, others := used(t, "../cmd/splot")
	codes, reasons = slices.Concat(codes, ofRows), append(reasons, others...)
	for _, sure := range []string{"required", "not_one_of", "nip_checksum", "below_trl", "cell_formula", "file_broken"} {
		if !slices.Contains(codes, sure) {
			t.Fatalf("the walk did not find %q, so it proves nothing; it found %q", sure, codes)
		}
	}
	for _, lang := range app.Langs {
		general := app.Field("", "no_such_code").Message(lang)
		for _, code := range codes {
			if got := app.Field("", code).Message(lang); got == general || got == "" {
				t.Errorf("field error %q has no text in %s", code, lang)
			}
		}
		other := (&app.Error{Class: app.ClassInternal, Reason: "no_such_reason"}).Message(lang)
		for _, reason := range reasons {
			got := (&app.Error{Class: app.ClassInternal, Reason: reason}).Message(lang)
			if reason != "internal" && got == other || got == "" {
				t.Errorf("reason %q has no text in %s", reason, lang)
			}
		}
	}
}

// used lists the field codes and the reasons that the Go files under a folder write as literals: the
// argument of the functions that make errors, and the fields of the two error types.
func used(t *testing.T, root string) (codes, reasons []string) {
	t.Helper()
	add := func(list *[]string, e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && s != "" {
				*list = append(*list, s)
			}
		}
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				switch name(n.Fun) {
				case "Add", "Wrong", "Field":
					if len(n.Args) >= 2 && literalOrVariable(n.Args[0]) {
						add(&codes, n.Args[1])
					}
				case "Conflict":
					if len(n.Args) >= 1 {
						add(&reasons, n.Args[0])
					}
				}
			case *ast.FuncDecl:
				if n.Name.Name == "notOneOf" {
					ast.Inspect(n, func(n ast.Node) bool {
						if r, ok := n.(*ast.ReturnStmt); ok {
							add(&codes, r.Results[0])
						}
						return true
					})
				}
			case *ast.CompositeLit:
				switch name(n.Type) {
				case "Error":
					add(&reasons, keyed(n, "Reason"))
					add(&codes, keyed(n, "Code")) // a tabular.Error, shown as a field's
				case "FieldError", "Problem":
					add(&codes, keyed(n, "Code"))
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(codes)
	slices.Sort(reasons)
	return slices.Compact(codes), slices.Compact(reasons)
}

func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// literalOrVariable tells the name of a field from the key of an HTTP header or an attribute, which
// begin with a capital letter.
func literalOrVariable(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		return true
	}
	s, err := strconv.Unquote(lit.Value)
	return err == nil && s == strings.TrimSpace(s) && (s == "" || s[0] < 'A' || s[0] > 'Z')
}

func keyed(n *ast.CompositeLit, key string) ast.Expr {
	for _, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok && name(kv.Key) == key {
			return kv.Value
		}
	}
	return nil
}
