package mongostore

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"splot/app/store"
)

// stored is what reads take from a document.
type stored struct {
	ID      string   `bson:"_id"`
	Version int64    `bson:"version"`
	Body    bson.Raw `bson:"body"`
}

var projection = bson.D{{Key: versionName, Value: 1}, {Key: bodyName, Value: 1}}

// Get reads one document.
func (s *Store) Get(ctx context.Context, c *store.Collection, id string) (store.Document, error) {
	t, err := s.table(c)
	if err != nil {
		return store.Document{}, err
	}
	var d stored
	err = mongo.ErrNoDocuments
	if store.AcceptableID(id) {
		err = t.docs.FindOne(ctx, bson.D{{Key: idName, Value: id}}, options.FindOne().SetProjection(projection)).Decode(&d)
	}
	if errors.Is(err, mongo.ErrNoDocuments) || err == nil && d.Version == 0 { // a tombstone has no version
		return store.Document{}, fmt.Errorf("%s %.64q: %w", c.Name, id, store.ErrNotFound)
	}
	if err != nil {
		return store.Document{}, doing(err, "get %s %s", c.Name, id)
	}
	return store.Document(d), nil
}

// Find answers a query page by page.
func (s *Store) Find(ctx context.Context, c *store.Collection, q store.Query) ([]store.Document, store.Cursor, error) {
	t, err := s.table(c)
	if err != nil {
		return nil, "", err
	}
	plan, err := t.Plan(q)
	if err != nil {
		return nil, "", err
	}
	var found []store.Document
	for _, segment := range plan.Segments {
		docs, err := t.find(ctx, plan, segment, plan.Limit+1-len(found)) // one more, to know whether it goes on
		if err != nil {
			return nil, "", doing(err, "find %s", c.Name)
		}
		if found = append(found, docs...); len(found) > plan.Limit {
			break
		}
	}
	if len(found) <= plan.Limit {
		return found, "", nil
	}
	found = found[:plan.Limit]
	next, err := plan.After(found[plan.Limit-1])
	return found, next, err
}

func (t *table) find(ctx context.Context, p store.Plan, s store.Segment, limit int) ([]store.Document, error) {
	cursor, err := t.docs.Find(ctx, t.filter(p, s), options.Find().SetProjection(projection).SetSort(order(p)).SetLimit(int64(limit)))
	if err != nil {
		return nil, err
	}
	var list []stored
	if err := cursor.All(ctx, &list); err != nil {
		return nil, err
	}
	docs := make([]store.Document, len(list))
	for i, d := range list {
		docs[i] = store.Document(d)
	}
	return docs, nil
}

// Count counts what the conditions select.
func (s *Store) Count(ctx context.Context, c *store.Collection, q store.Query) (int64, error) {
	t, filter, err := s.counting(c, q)
	if err != nil {
		return 0, err
	}
	n, err := t.docs.CountDocuments(ctx, filter)
	if err != nil {
		return 0, doing(err, "count %s", c.Name)
	}
	return n, nil
}

// CountBy counts what the conditions select by the values of one declared field. The server groups by
// the whole field; what a list holds is counted here, each value once for each document.
func (s *Store) CountBy(ctx context.Context, c *store.Collection, q store.Query, field string) (map[string]int64, error) {
	t, filter, err := s.counting(c, q)
	if err != nil {
		return nil, err
	}
	f, ok := t.Declared(field)
	if !ok {
		return nil, fmt.Errorf("%w: %s has no declared field %q", store.ErrQuery, c.Name, field)
	}
	cursor, err := t.docs.Aggregate(ctx, mongo.Pipeline{
		{{Key: "$match", Value: filter}},
		{{Key: "$group", Value: bson.D{{Key: "_id", Value: "$" + path(field)}, {Key: "n", Value: bson.D{{Key: "$sum", Value: 1}}}}}},
	})
	if err != nil {
		return nil, doing(err, "count %s by %s", c.Name, field)
	}
	var groups []struct {
		Value bson.RawValue `bson:"_id"`
		N     int64         `bson:"n"`
	}
	if err := cursor.All(ctx, &groups); err != nil {
		return nil, doing(err, "count %s by %s", c.Name, field)
	}
	counts := map[string]int64{}
	for _, group := range groups {
		for _, label := range labels(f, group.Value) {
			counts[label] += group.N
		}
	}
	return counts, nil
}

// labels are the different values of a group as store.Label gives them.
func labels(f store.Field, value bson.RawValue) []string {
	if value.Type != bson.TypeArray {
		if v, ok := f.Decode(value); ok {
			return []string{store.Label(v)}
		}
		return nil
	}
	elements, err := value.Array().Values()
	if err != nil {
		return nil
	}
	var list []string
	seen := map[string]bool{}
	for _, element := range elements {
		if v, ok := f.Decode(element); ok && !seen[store.Label(v)] {
			seen[store.Label(v)] = true
			list = append(list, store.Label(v))
		}
	}
	return list
}

func (s *Store) counting(c *store.Collection, q store.Query) (*table, bson.D, error) {
	t, err := s.table(c)
	if err != nil {
		return nil, nil, err
	}
	q.Sort, q.Limit, q.Cursor = "", 0, ""
	plan, err := t.Plan(q)
	if err != nil {
		return nil, nil, err
	}
	filter := t.filter(plan, store.Segment{})
	return t, filter, nil
}
