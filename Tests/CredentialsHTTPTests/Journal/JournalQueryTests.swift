import Credentials
import CredentialsHTTP
import Foundation
import LoopbackSupport
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

/// The guide's question to the journal, asked of one with every kind of post and of outcome.
@Suite("The journal's query in the guide")
struct JournalQueryTests {
  private static let run = "course-v1:A+B+C"
  private static let program = "766103bd-0c4b-5821-8bd2-04c7a65ad625"

  private static let posts: [CredentialsRequest] = [
    .award("ann"), .award("bob", .revoked), .grade("kim"), .configuration,
  ]

  private static let changes = [
    #"["ann","\#(run)","award",null]"#, #"["bob","\#(run)","revoke",null]"#, #"["kim","\#(run)","grade",null]"#,
    #"[null,"\#(run)","configure",null]"#,
    #"["eve","\#(program)","award",null]"#,
  ]

  /// The guide's lines of it, on one line.
  private static func guide() throws -> String {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/learner-records/Guide.docc/Journal.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    let mark = try #require(text.firstRange(of: "<!-- journal query -->"))
    let begin = try #require(text[mark.upperBound...].firstRange(of: "```sh\n"))
    let end = try #require(text[begin.upperBound...].firstRange(of: "```"))
    return text[begin.upperBound..<end.lowerBound].replacing("\n  ", with: " ").trimmingCharacters(in: .whitespaces)
  }

  /// A journal of that Tuesday and of the day after, with half a line between.
  private func journal(in folder: TemporaryFolder) async throws -> Journal {
    let journal = try Journal(path: folder.file("journal.jsonl"))
    for day in ["2026-11-17T23:59:59Z", "2026-11-18T00:00:00Z"] {
      let time = try #require(UTCTime(day))
      for reply in [LoopbackReply?.none, .json(400, ["detail": "no"]), .json(401, ["detail": "no"]), .close] {
        try await LoopbackServer.run({ reply ?? .json(201, Self.row(of: $0)) }) { server in
          let site = try Site.service(server)
          let kept = PostJournal(
            site: site.destination,
            author: "me",
            clock: { time },
            keep: journal.append,
            trouble: { Issue.record("\($0)") }
          )
          let connection = CredentialsConnection(site: site, copy: NoCopy(), observer: kept.keep, trouble: { _ in })
          let program = try #require(ProgramUUID(Self.program))
          let award = ProgramCredentialPost(username: "eve", lmsUserID: 5, program: program, status: .awarded)
          for post in Self.posts + [.programCredential(award)] { _ = await connection.post(post) }
        }
      }
    }
    return journal
  }

  /// What the service says of a post: what was posted.
  private static func row(of request: ReceivedRequest) -> JSONValue {
    guard case .object(var members)? = request.json else {
      return .object(request.form.mapValues { .string($0) })
    }
    members["status"] = members["status"] ?? "awarded"
    return .object(members)
  }

  @Test("finds what was accepted on that day, with what it was about, and nothing else")
  func fields() async throws {
    let folder = try TemporaryFolder()
    let journal = try await journal(in: folder)
    let query = try Self.guide()
    // The question in words of our own, by the names that stand in the guide's.
    let names = query.matches(of: /\.([a-z_]+)/).map { String($0.1) }
    let subjects = ["course_run_key", "program_uuid", "course_run", "course_id"]
    #expect(Set(names).isSuperset(of: subjects + ["time", "http", "username", "action", "finding"]))
    let lines = try Fixtures.jsonLines(journal.path)
    #expect(lines.count == 40)
    let accepted = lines.filter { line in
      guard case .number(let status)? = line["http"] else { return false }
      return line["time"]?.string?.hasPrefix("2026-11-17") == true && (200..<300).contains(status)
    }
    let found = accepted.map { line in
      [line["username"], subjects.lazy.compactMap { line[$0] }.first, line["action"]].map { $0?.string ?? "null" }
    }
    #expect(
      found == [
        ["ann", Self.run, "award"], ["bob", Self.run, "revoke"], ["kim", Self.run, "grade"],
        ["null", Self.run, "configure"], ["eve", Self.program, "award"],
      ]
    )
  }

  private static let jq = ["/usr/bin/jq", "/usr/local/bin/jq"].first(where: FileManager.default.isExecutableFile)

  @Test("says the same when jq runs it, also over half a line", .enabled(if: jq != nil, "there is no jq"))
  func asked() async throws {
    let folder = try TemporaryFolder()
    let journal = try await journal(in: folder)
    let whole = try String(contentsOfFile: journal.path, encoding: .utf8)
    try Data(("{\"time\": \"2026-11\n" + whole).utf8).write(to: URL(fileURLWithPath: journal.path))
    try FileManager.default.moveItem(atPath: journal.path, toPath: journal.path + ".1")
    try journal.append(#"{"time": "2026-11-17T12:00:00+00:00", "error": "no answer"}"#)
    let said = try FinishedProcess(
      executable: "/bin/sh",
      ["-c", try Self.guide().replacing("DIR/", with: folder.path + "/")]
    )
    #expect(said.status == 0)
    #expect(said.lines == Self.changes)
  }
}
