package match

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
)

// plainWeights is Weights without their methods.
type plainWeights Weights

// weightsFile is the form in which weights are written down: the fields that differ from Default, and shares by
// component instead of by place.
type weightsFile struct {
	plainWeights
	Share  json.RawMessage    `json:"Share"` // by place: refused
	Shares map[string]float64 `json:"shares"`
}

// ParseWeights reads weights from JSON: what it does not name is as in Default, what the formula does not know is
// refused. A version of its own is wanted, because matches are stored with it.
func ParseWeights(raw []byte) (*Weights, error) {
	f := weightsFile{plainWeights: plainWeights(Default)}
	f.Version = ""
	strict := json.NewDecoder(bytes.NewReader(raw))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&f); err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	if f.Share != nil {
		return nil, fmt.Errorf("read weights: shares stand under \"shares\", by component")
	}
	shares := Default.Shares()
	maps.Copy(shares, f.Shares)
	w, err := Weights(f.plainWeights).Reshared(f.Version, shares)
	if err == nil {
		err = w.Validate()
	}
	if err != nil {
		return nil, err
	}
	return w, nil
}

// Validate refuses weights without a version, or that of the shipped ones, and parameters that are negative or not finite.
func (w *Weights) Validate() error {
	if w.Version == "" || len(w.Version) > maxVersion || w.Version == Default.Version && !reflect.DeepEqual(*w, Default) {
		return fmt.Errorf("weights: they want a version of their own, of at most %d bytes", maxVersion)
	}
	v := reflect.ValueOf(w).Elem()
	for i := range v.NumField() {
		if !sound(v.Field(i)) {
			return fmt.Errorf("weights %s: %s is negative or not finite", w.Version, v.Type().Field(i).Name)
		}
	}
	return nil
}

const maxVersion = 80

// sound tells whether every number in a field is finite and not negative.
func sound(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Float64:
		return v.Float() >= 0 && !math.IsInf(v.Float(), 0)
	case reflect.Int:
		return v.Int() >= 0
	case reflect.Array:
		for i := range v.Len() {
			if !sound(v.Index(i)) {
				return false
			}
		}
	}
	return true
}
