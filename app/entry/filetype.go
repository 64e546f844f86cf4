package entry

import (
	"archive/zip"
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"splot/app"
)

// fileKind is a kind of file that may be attached: nothing that a browser or a desktop would run.
type fileKind struct {
	name       string // as people call it, in both languages
	media      string // what a download says
	extensions []string
	sniffed    []string // what the bytes are found to be; nil for what is a zip with one of parts in it
	part       string
}

var fileKinds = []fileKind{
	{"PDF", "application/pdf", []string{".pdf"}, []string{"application/pdf"}, ""},
	{"PNG", "image/png", []string{".png"}, []string{"image/png"}, ""},
	{"JPEG", "image/jpeg", []string{".jpg", ".jpeg"}, []string{"image/jpeg"}, ""},
	{"WebP", "image/webp", []string{".webp"}, []string{"image/webp"}, ""},
	{"CSV", "text/csv", []string{".csv"}, plain, ""},
	{"TXT", "text/plain", []string{".txt"}, plain, ""},
	{"Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx"}, nil, "word/document.xml"},
	{"Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{".xlsx"}, nil, "xl/workbook.xml"},
	{"PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation", []string{".pptx"}, nil, "ppt/presentation.xml"},
	{"OpenDocument", "application/vnd.oasis.opendocument.text", []string{".odt"}, nil, "application/vnd.oasis.opendocument.text"},
	{"OpenDocument", "application/vnd.oasis.opendocument.spreadsheet", []string{".ods"}, nil, "application/vnd.oasis.opendocument.spreadsheet"},
}

var plain = []string{"text/plain", "text/csv", "text/tab-separated-values"}

// fileKindOf finds out what a file is from its bytes, and demands that the name's end fits; what the uploader calls it
// counts for nothing. A field error otherwise.
func fileKindOf(name string, data []byte) (fileKind, *app.FieldError) {
	extension := strings.ToLower(path.Ext(name))
	found := slices.DeleteFunc(slices.Clone(fileKinds), func(k fileKind) bool { return !k.is(data) })
	if i := slices.IndexFunc(found, func(k fileKind) bool { return slices.Contains(k.extensions, extension) }); i >= 0 {
		return found[i], nil
	}
	wrong := app.Field("file", "file_kind")
	if len(found) > 0 {
		wrong = app.Field("file", "file_extension", "found", found[0].name, "extension", found[0].extensions[0])
	}
	return fileKind{}, &wrong
}

func (k fileKind) is(data []byte) bool {
	if k.sniffed == nil {
		return k.inZip(data)
	}
	media, _, _ := strings.Cut(mimetype.Detect(data).String(), ";")
	return slices.Contains(k.sniffed, media)
}

// inZip looks at a zip's directory only: nothing is unpacked but OpenDocument's first line. A document with macros is none
// of these kinds, whatever its name says.
func (k fileKind) inZip(data []byte) bool {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return false
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return false
	}
	fits := false
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "vbaProject.bin") {
			return false
		}
		fits = fits || f.Name == k.part || f.Name == "mimetype" && f.Method == zip.Store && bytes.Contains(data[:min(len(data), 200)], []byte("mimetype"+k.part+"PK"))
	}
	return fits
}
