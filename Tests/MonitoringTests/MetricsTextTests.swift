import Testing

@testable import Monitoring

@Suite struct `Metrics as text` {
  private let families = [
    {
      var posts = MetricFamily("posts", "Posts, by outcome.", kind: .counter)
      posts.add(3, ["outcome": "accepted"])
      posts.add(0, ["outcome": "refused"])
      return posts
    }(),
    MetricFamily("copy_age_seconds", "How old the copy is.", 2.5),
    {
      var build = MetricFamily("build", "The version.", kind: .info)
      build.add(1, ["version": "0.2.0"])
      return build
    }(),
    MetricFamily("nothing", "A family without a sample."),
  ]

  @Test func `Prometheus' format names the samples, without an end`() {
    #expect(
      MetricsText(families, as: .prometheus).text == """
        # HELP learner_records_posts_total Posts, by outcome.
        # TYPE learner_records_posts_total counter
        learner_records_posts_total{outcome="accepted"} 3
        learner_records_posts_total{outcome="refused"} 0
        # HELP learner_records_copy_age_seconds How old the copy is.
        # TYPE learner_records_copy_age_seconds gauge
        learner_records_copy_age_seconds 2.5
        # HELP learner_records_build_info The version.
        # TYPE learner_records_build_info gauge
        learner_records_build_info{version="0.2.0"} 1

        """
    )
  }

  @Test func `OpenMetrics names the family, its unit and the end`() {
    #expect(
      MetricsText(families, as: .openMetrics).text == """
        # HELP learner_records_posts Posts, by outcome.
        # TYPE learner_records_posts counter
        learner_records_posts_total{outcome="accepted"} 3
        learner_records_posts_total{outcome="refused"} 0
        # HELP learner_records_copy_age_seconds How old the copy is.
        # TYPE learner_records_copy_age_seconds gauge
        # UNIT learner_records_copy_age_seconds seconds
        learner_records_copy_age_seconds 2.5
        # HELP learner_records_build The version.
        # TYPE learner_records_build info
        learner_records_build_info{version="0.2.0"} 1
        # EOF

        """
    )
  }

  @Test func `a label's value cannot end its line or its quotes`() {
    var family = MetricFamily("shard", "A \\ and\na line.")
    family.add(1, ["holder": "a\"b\\c\nd}\r"])
    let lines = MetricsText([family], as: .prometheus).lines
    #expect(lines.last == #"learner_records_shard{holder="a\"b\\c\nd}"# + "\r\"} 1")
    #expect(lines.first == #"# HELP learner_records_shard A \\ and\na line."#)
  }

  @Test(
    arguments: [
      (0, "0"), (-2, "-2"), (1e15, "1000000000000000"), (0.125, "0.125"), (.infinity, "+Inf"),
      (-.infinity, "-Inf"), (.nan, "NaN"), (1e300, "1e+300"),
    ] as [(Double, String)]
  ) func `every number can be written`(_ number: Double, _ text: String) {
    let lines = MetricsText([MetricFamily("x", "x", number)], as: .prometheus).lines
    #expect(lines.last == "learner_records_x \(text)")
  }
}

@Suite struct `The choice between the two formats` {
  @Test(
    arguments: [
      (nil, .prometheus), ("", .prometheus), ("*/*", .prometheus), ("text/html", .prometheus),
      ("application/openmetrics-text", .openMetrics), ("application/openmetrics-text; version=2.0.0", .prometheus),
      ("text/plain;q=0.5,application/openmetrics-text;version=1.0.0;q=0.4", .prometheus),
      ("application/openmetrics-text;q=0", .prometheus), ("application/openmetrics-text;q=nan", .prometheus),
      ("Application/OpenMetrics-Text ; Version=1.0.0", .openMetrics),
      (
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;"
          + "version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,"
          + "*/*;q=0.1",
        .openMetrics
      ),
    ] as [(String?, MetricsFormat)]
  ) func `goes by what the reader wants more`(_ accept: String?, _ format: MetricsFormat) {
    #expect(MetricsFormat(accept: accept) == format)
  }

  @Test func `a header of any length and content is read`() {
    for text in [
      String(repeating: ",;=\"", count: 50_000), "\u{0};q=,;;,q=1e999", String(repeating: "é,", count: 9_000),
    ] {
      #expect(MetricsFormat(accept: text) == .prometheus)
    }
  }
}
