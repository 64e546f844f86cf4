package account

import (
	"strings"

	"splot/app"
)

// checkPassword adds what is wrong with a new password: its length, that it is the address, and what
// every guesser tries first (NIST SP 800-63B-4 asks for such a list and allows no composition rules).
func checkPassword(v *app.Validator, field, password, email string) {
	before := len(v.Errors)
	v.Password(field, password, email)
	if len(v.Errors) == before && common(password) {
		v.Add(field, "password_common")
	}
}

// fewest is how many different characters a password of at least twelve must have.
const fewest = 5

// common tells whether the password has hardly any different characters, or is nothing but a word
// of the list with digits and signs around it.
func common(password string) bool {
	lower := strings.ToLower(password)
	different := map[rune]bool{}
	for _, r := range lower {
		different[r] = true
	}
	if len(different) < fewest {
		return true
	}
	for _, run := range runs {
		if strings.Contains(run, lower) {
			return true
		}
	}
	rest := lower
	for _, word := range guessed {
		rest = strings.ReplaceAll(rest, word, "")
	}
	return rest != lower && strings.Trim(rest, "0123456789!@#$%^&*()-_=+.,?/ ") == ""
}

// runs are rows of keys, twice round.
var runs = []string{
	strings.Repeat("1234567890", 4), strings.Repeat("0987654321", 4), strings.Repeat("0123456789", 4),
	strings.Repeat("qwertyuiop", 3), strings.Repeat("qwertyuiopasdfghjklzxcvbnm", 2), strings.Repeat("qwertzuiopasdfghjklyxcvbnm", 2),
	strings.Repeat("abcdefghijklmnopqrstuvwxyz", 2), strings.Repeat("1q2w3e4r5t6y7u8i9o0p", 2), strings.Repeat("1qaz2wsx3edc4rfv5tgb", 2),
}

// guessed are words that lists of leaked passwords are full of, in both languages, and our own name.
var guessed = []string{
	"password", "passw0rd", "p@ssword", "p@ssw0rd", "haslo", "hasło", "zaq12wsx", "qwertyuiop", "qwerty", "qwertz", "asdfgh",
	"zxcvbn", "welcome", "letmein", "admin", "administrator", "iloveyou", "kochamcie", "kochamcię", "dragon", "monkey",
	"football", "baseball", "sunshine", "princess", "master", "superman", "batman", "polska", "warszawa", "krakow", "kraków",
	"lodz", "łódź", "changeme", "secret", "tajne", "test", "user", "splot", "klaster", "cluster", "abcdef", "abc",
}
