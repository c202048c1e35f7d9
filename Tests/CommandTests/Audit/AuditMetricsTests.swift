import Foundation
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `An audit for Prometheus` {
  /// The value of each sample, by its name and labels.
  private func samples(_ text: String) throws -> [String: Int] {
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    return try Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let parts = line.split(separator: " ")
        return (parts.dropLast().joined(separator: " "), try #require(parts.last.flatMap { Int($0) }))
      }
    )
  }

  @Test func `its counts are those of the rows`() throws {
    let folder = try Fixtures.goldenDeployment()
    let file = folder.file("records.prom")
    try folder.write(Data("old".utf8), as: "records.prom")
    let audit = try FinishedProcess(
      ["audit", "--deployment", folder.path, "--format", "prometheus", "--output", file]
    )
    #expect(audit.status == 2 && audit.output.isEmpty && audit.errors.isEmpty, "\(audit.errors)")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let samples = try samples(text)
    let rows = try FinishedProcess(["audit", "--deployment", folder.path, "--format", "jsonl"]).lines
    for finding in ["award-lost", "award-stale", "program-award-lost", "no-certificate"] {
      let kind = finding == "no-certificate" ? "explanation" : "drift"
      let expected = rows.filter { $0.contains("\"\(finding)\"") }.count
      #expect(samples["learner_records_findings{finding=\"\(finding)\",kind=\"\(kind)\"}"] == expected)
    }
    #expect(try #require(samples["learner_records_backfillable_runs"]) > 0)
    // Each metric is told with its type before its first sample, and nothing is left beside the file.
    for name in Set(samples.keys.map { $0.prefix { $0 != "{" } }) { #expect(text.contains("# TYPE \(name) gauge\n")) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasSuffix(".part") })
  }

  @Test func `a file that cannot be written is named, and the old one stays`() throws {
    let folder = try Fixtures.goldenDeployment()
    let missing = try FinishedProcess(
      ["audit", "--deployment", folder.path, "--format", "prometheus", "--output", folder.file("no/such.prom")]
    )
    #expect(missing.status == 1 && missing.errors.contains("no/such.prom: No such file"), "\(missing.errors)")
    let unfit = try FinishedProcess(
      ["audit", "--deployment", folder.path, "--format", "prometheus", "--summary"]
    )
    #expect(unfit.status == 64 && unfit.errors.contains("--summary does not go with --format prometheus"))
  }
}
