variable "target" { default = 99.5 }

resource "datadog_service_level_objective" "orders" {
  name        = "Orders"
  type        = "metric"
  description = "99.9% of orders — accepted"
  query {
    numerator   = "sum:orders.ok{*}.as_count()"
    denominator = "sum:orders.all{*}.as_count()"
  }
  thresholds {
    timeframe = "7d"
    target    = 99.9
    warning   = 99.95
  }
  thresholds {
    timeframe = "30d"
    target    = 99.0
    warning   = 98.0
  }
  tags = ["service:shop", "team:payments", "env:${var.env}"]
}

resource "datadog_service_level_objective" "variable" {
  name = "Variable"
  thresholds {
    timeframe = "90d"
    target    = var.target
  }
}

resource "grafana_slo" "pages" {
  name        = "Pages"
  description = "99.9% of pages"
  query {
    freeform { query = "sum(ok) / sum(all)" }
    type = "freeform"
  }
  objectives {
    value  = 0.995
    window = "30d"
  }
  label {
    key   = "team"
    value = "web"
  }
}

resource "grafana_slo" "scale" {
  name = "Scale"
  description = "99.9% of pages"
  objectives {
    value  = 99.9
    window = local.window
  }
}

resource "google_monitoring_slo" "latency" {
  service             = google_monitoring_custom_service.mail.service_id
  slo_id              = "mail-latency"
  display_name        = "Mail latency"
  goal                = 0.95
  calendar_period     = "MONTH"
  rolling_period_days = null
  basic_sli {
    latency {
      threshold = "1s"
    }
  }
}

resource "google_monitoring_slo" "both" {
  service             = "mail"
  display_name        = "Both windows"
  goal                = 0.9
  calendar_period     = "DAY"
  rolling_period_days = 30
  request_based_sli {
    good_total_ratio {
      good_service_filter  = "metric.type=\"ok\""
      total_service_filter = "metric.type=\"all\""
    }
  }
}

resource "google_monitoring_slo" "rolling" {
  service             = "mail"
  slo_id              = "uptime"
  goal                = 0.999
  rolling_period_days = 28
  basic_sli {
    availability {}
  }
}

resource "aws_s3_bucket" "other" {}

resource "datadog_service_level_objective" "search" {
  name = "Search in ${var.env}"
  tags = ["team:${var.team}", "service:search"]
  thresholds {
    timeframe = "30d"
    target    = 99
  }
}

resource "datadog_service_level_objective" "queue" {
  name = "Queue"
  tags = concat(["service:queue"], var.tags)
  thresholds {
    timeframe = "7d"
    target    = 98
  }
}

resource "google_monitoring_slo" "first" {
  service         = google_monitoring_custom_service.default.service_id
  display_name    = "First"
  goal            = 0.9
  calendar_period = "DAY"
}

resource "google_monitoring_slo" "second" {
  service         = data.google_monitoring_app_engine_service.default.service_id
  display_name    = "Second"
  goal            = 0.8
  calendar_period = "DAY"
}
