// Package mail carries plain-text letters out of the program: to files, the embedded default, or to an
// SMTP server (go-mail). Both have the one method that account asks for, Send, and are safe for
// concurrent use. They queue nothing and try once; the caller tries again.
//
// No error holds a recipient, a text or a password of the server. It imports no other package of ours.
package mail
