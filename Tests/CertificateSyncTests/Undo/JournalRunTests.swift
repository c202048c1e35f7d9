import Credentials
import Foundation
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite struct `A run in the journal` {
  private static let name = "2026-11-29T23:57:04Z"

  private func line(
    _ subject: String = #""course_run_key":"course-v1:A+B+C""#,
    _ action: String = "award",
    status: String = "awarded",
    http: Int = 201,
    run: String = Self.name
  ) -> String {
    """
    {"action":"\(action)","by":"root","finding":"award-lost","http":\(http),"mode":"verified",\
    "modified":"2026-11-29T23:57:05Z","run":"\(run)","site":"credentials.example.org","status":"\(status)",\
    "date_override":{"date":"2026-05-01T00:00:00Z"},"username":"ada",\(subject)}
    """
  }

  private func run(_ lines: String...) -> JournalRun {
    var run = JournalRun(Self.name)
    for line in lines { run.take(line) }
    return run
  }

  @Test func `has the last accepted post of each credential, and what cannot be taken back is counted`() throws {
    let program = #""program_uuid":"01234567-89ab-cdef-0123-456789abcdef""#
    let run = run(
      line(http: 503),
      line(),
      line(program),
      line(#""course_run_key":"course-v1:A+B+D""#, run: "2026-11-29T23:57:05Z"),
      line(#""course_run_key":"course-v1:A+B+E""#, http: 400),
      line(#""course_run":"course-v1:A+B+C""#, "grade"),
      line(#""course_id":"course-v1:A+B+C""#, "configure"),
      line(program, "revoke", status: "revoked")
    )
    #expect(run.posts.map(\.request.key) == ["undo/ada/course-v1:A+B+C", "undo/ada/0123456789abcdef0123456789abcdef"])
    #expect(run.posts.map(\.status) == [.awarded, .revoked])
    let first = try #require(run.posts.first)
    #expect(first.mode == .verified && first.findings == [.awardLost])
    #expect(first.dateOverride == UTCTime("2026-05-01T00:00:00Z"))
    #expect(first.modified == UTCTime("2026-11-29T23:57:05Z"))
    #expect(run.grades == 1 && run.dates == 1 && run.lines == 7 && run.tornLines == 0)
    #expect(run.sites == ["credentials.example.org"] && run.authors == ["root"])
  }

  @Test func `goes on behind half a line, and counts it`() {
    let run = run(String(line().dropLast(40)), line(), #"{"run" "2026-11-29T23:57:04Z"}"#, "")
    #expect(run.tornLines == 2 && run.posts.count == 1)
  }

  @Test func `is known by nothing but its name`() {
    let text = #"{"message":"as 2026-11-29T23:57:04Z said","run":"2026-11-30T00:00:00Z","username":"ada"}"#
    #expect(run(text).lines == 0)
    #expect(run(line(#""course_run_key":7"#), line("\"x\":1")).posts.isEmpty)
  }

  @Test func `is named to who asks for another, the latest first, over all files of the journal`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Data((line(run: "2026-11-01T00:00:00Z") + "\n").utf8), as: "journal.jsonl.1")
    try folder.write(Data((line() + "\n" + line().dropLast(9)).utf8), as: "journal.jsonl")
    #expect(try JournalRun.last(folder: folder.path) == [Self.name, "2026-11-01T00:00:00Z"])
    #expect(try JournalRun.last(folder: folder.file("nowhere")).isEmpty)
    let run = try JournalRun("2026-11-01T00:00:00Z", folder: folder.path)
    #expect(run.posts.count == 1 && run.tornLines == 1)
  }

  @Test(arguments: [(0, "1970-01-01T00:00:00Z"), (1_795_996_624, "2026-11-29T23:57:04Z"), (Int64.max, nil)])
  func `is called by the second of its plan`(plan: Int64, name: String?) {
    #expect(RunName.text(plan) == name)
  }
}
