"""The field's structured techniques as pure functions: evidence, forecasts, networks and cross-impact balances."""
