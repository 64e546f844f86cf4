// Package demo is the data of `splot demo`: the clusters of five Polish programmes with invented members,
// people, audit entries and what became of their matches.
//
// The data is JSON under data/, embedded and the same at every start; it names things by short keys and
// tells times as distances from now, so that whoever loads it decides on ids and the clock. The
// organisations and people are invented, except the programmes' own names and the agency that ran one of
// them; tax numbers begin with 000, which no tax office gives. It imports package app and the standard
// library.
package demo
