package mongostore

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app/store"
)

func (t *table) filter(p store.Plan, s store.Segment) bson.D {
	all := bson.A{bson.D{visible}}
	for _, w := range p.Where {
		all = append(all, bson.D{{Key: path(w.Field), Value: comparison(w)}})
	}
	for _, part := range segment(p, s) {
		all = append(all, part)
	}
	return bson.D{{Key: "$and", Value: all}}
}

// comparison is the operators of a condition; a value never stands for one.
func comparison(w store.Condition) bson.D {
	switch {
	case w.IsEqual:
		return bson.D{{Key: "$eq", Value: w.Equal}}
	case w.IsIn:
		return bson.D{{Key: "$in", Value: w.In}}
	case w.NotIn != nil:
		return bson.D{{Key: "$nin", Value: w.NotIn}}
	}
	var bounds bson.D
	for _, bound := range []bson.E{{Key: "$gte", Value: w.Min}, {Key: "$lte", Value: w.Max}, {Key: "$gt", Value: w.Above}, {Key: "$lt", Value: w.Below}} {
		if bound.Value != nil {
			bounds = append(bounds, bound)
		}
	}
	return bounds
}

func segment(p store.Plan, s store.Segment) []bson.D {
	sort, beyond := path(p.Sort.Name), "$gt"
	if p.Desc {
		beyond = "$lt"
	}
	is := func(path, operator string, value any) bson.D {
		return bson.D{{Key: path, Value: bson.D{{Key: operator, Value: value}}}}
	}
	var parts []bson.D
	switch {
	case s.Missing:
		parts = append(parts, is(sort, "$eq", nil))
	case s.Present:
		parts = append(parts, is(sort, "$ne", nil))
	}
	switch {
	case s.From != nil: // the first part gives the index its range, the second decides among equals
		parts = append(parts, is(sort, beyond+"e", s.From),
			bson.D{{Key: "$or", Value: bson.A{is(sort, beyond, s.From), is(idName, beyond, s.AfterID)}}})
	case s.AfterID != "":
		parts = append(parts, is(idName, beyond, s.AfterID))
	}
	return parts
}

func order(p store.Plan) bson.D {
	direction := 1
	if p.Desc {
		direction = -1
	}
	if p.Sort.Name == store.IDField {
		return bson.D{{Key: idName, Value: direction}}
	}
	return bson.D{{Key: path(p.Sort.Name), Value: direction}, {Key: idName, Value: direction}}
}
