resource "grafana_slo" "x" {
  name = "a
