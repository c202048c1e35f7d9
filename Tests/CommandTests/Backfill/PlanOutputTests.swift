import Foundation
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `A plan that a program reads` {
  @Test func `is lines of JSON on standard output, and nothing on standard error`() throws {
    let folder = try Fixtures.goldenDeployment()
    let result = try Command.run(
      "--deployment",
      folder.path,
      "--backfill",
      "--dry-run",
      "--format",
      "jsonl",
      in: folder.path
    )
    #expect(result.status == 2)
    #expect(result.errors.isEmpty)
    let lines = try result.output.split(separator: "\n").map {
      try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
    }
    let posts = lines.filter { $0["plan"] == "post" }
    let summary = try #require(lines.last)
    #expect(summary["plan"] == "summary" && summary["posts"] == .number(Double(posts.count)) && !posts.isEmpty)
    #expect(posts.allSatisfy { $0["action"] == "configure" || $0["evidence"]?.array?.isEmpty == false })
    let actions = Set(posts.compactMap { $0["action"]?.string })
    #expect(actions == ["award", "grade"], "a new award takes its grade along")
  }

  @Test func `is calls of the LMS's own command when that is asked for, and another command is refused`() throws {
    let repository = try Repository.withSample()
    let result = try Command.run("--backfill", "--as", "notify_credentials", in: repository.path)
    #expect(result.status == 2 && result.errors.isEmpty)
    #expect(result.output.hasPrefix("./manage.py lms notify_credentials --user_ids "), "\(result.output)")
    #expect(result.output.contains(" again, and nothing else."))
    let other = try Command.run("--backfill", "--as", "celery", in: repository.path)
    #expect(other.status == 64 && other.errors.contains("notify_credentials"))
  }
}
