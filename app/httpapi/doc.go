// Package httpapi is the HTTP face of the use cases: huma operations over Fiber, one file a resource,
// the error table, sessions in cookies, security headers and the embedded web client.
//
// Every operation is registered through register, which demands its name in the table of permissions
// (app.Operation); the generated access test walks them all. Request types, response types and stored
// types are different types: what is not put into a response by name does not leave.
//
// It imports app, app/records and the features, and holds no rule of its own.
package httpapi
