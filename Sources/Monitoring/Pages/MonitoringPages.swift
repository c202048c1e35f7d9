/// What the three pages tell.
package struct MonitoringPages: Sendable {
  /// What is measured now.
  let metrics: @Sendable () async -> [MetricFamily]
  /// Why no work is done as it should be; nil when it is.
  let obstacle: @Sendable () async -> String?

  /// Takes what is asked at each request; both have to be quick.
  package init(
    metrics: @escaping @Sendable () async -> [MetricFamily],
    obstacle: @escaping @Sendable () async -> String?
  ) {
    self.metrics = metrics
    self.obstacle = obstacle
  }

  /// Answers a request. All of it is text from outside.
  package func answer(method: String, target: String, accept: String?) async -> MonitoringAnswer {
    let path = target.prefix(while: { $0 != "?" && $0 != "#" })
    guard ["/metrics", "/health/live", "/health/ready"].contains(path) else {
      return MonitoringAnswer(404, "There are /metrics, /health/live and /health/ready.\n")
    }
    guard method == "GET" || method == "HEAD" else {
      return MonitoringAnswer(405, "Only GET and HEAD are answered.\n", allow: "GET, HEAD")
    }
    switch path {
    case "/metrics":
      let format = MetricsFormat(accept: accept)
      return MonitoringAnswer(200, MetricsText(await metrics(), as: format).text, contentType: format.contentType)
    case "/health/ready":
      guard let obstacle = await obstacle() else { return MonitoringAnswer(200, "ready\n") }
      return MonitoringAnswer(503, obstacle + "\n")
    default: return MonitoringAnswer(200, "alive\n")
    }
  }
}

/// What is answered.
package struct MonitoringAnswer: Sendable, Hashable {
  /// The HTTP status.
  package let status: Int
  /// The page.
  package let body: String
  /// The content type.
  package let contentType: String
  /// The methods that are taken, where another was asked for.
  package let allow: String?

  init(
    _ status: Int,
    _ body: String,
    contentType: String = "text/plain; charset=utf-8",
    allow: String? = nil
  ) {
    self.status = status
    self.body = body
    self.contentType = contentType
    self.allow = allow
  }
}
