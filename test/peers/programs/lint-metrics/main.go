// Lints metrics on its standard input as promtool does, and prints the problems as JSON.
package main

import (
	"encoding/json"
	"log"
	"os"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
)

func main() {
	found, err := promlint.New(os.Stdin).Lint()
	if err != nil {
		log.Fatal(err)
	}
	problems := []string{}
	for _, problem := range found {
		problems = append(problems, problem.Metric+": "+problem.Text)
	}
	if err := json.NewEncoder(os.Stdout).Encode(problems); err != nil {
		log.Fatal(err)
	}
}
