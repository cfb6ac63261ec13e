// Checks a dashboard by Grafana's own types: no field they do not know, every value that they require.
// With -expressions it prints the dashboard's PromQL instead, one rule for each, as a file for promtool.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
)

func main() {
	plugins.RegisterDefaultPlugins()
	file := os.Args[len(os.Args)-1]
	raw, err := os.ReadFile(file)
	end(err)
	var strict, board dashboard.Dashboard
	end(strict.UnmarshalJSONStrict(raw))
	// The strict way may leave panels out once it has found nothing wrong in them.
	end(json.Unmarshal(raw, &board))
	end(board.Validate())
	if len(os.Args) == 3 && os.Args[1] == "-expressions" {
		printExpressions(board)
	}
}

func printExpressions(board dashboard.Dashboard) {
	fmt.Println("groups:\n  - name: dashboard\n    rules:")
	number := 0
	for _, panel := range board.Panels {
		if panel.Panel == nil {
			continue
		}
		for _, target := range panel.Panel.Targets {
			query, ok := target.(*prometheus.Dataquery)
			if !ok {
				value, isValue := target.(prometheus.Dataquery)
				if !isValue {
					end(fmt.Errorf("panel %q has a query that is none of Prometheus", *panel.Panel.Title))
				}
				query = &value
			}
			number++
			expression := strings.NewReplacer("$__rate_interval", "5m", "$instance", ".*").Replace(query.Expr)
			fmt.Printf("      - record: dashboard:query:%d\n        expr: %q\n", number, expression)
		}
	}
	if number == 0 {
		end(fmt.Errorf("the dashboard has no query"))
	}
}

// The types answer with an empty list where nothing is wrong.
func end(err error) {
	if err != nil && err.Error() != "" {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
