import Credentials
import CredentialsHTTP
import Foundation
import LoopbackSupport
import OpenEdX
import Synchronization
import TestSupport
import Testing

@Suite("The journal")
struct JournalTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func lines(_ name: String = "journal.jsonl") throws -> [JSONValue] {
    try Fixtures.jsonLines(folder.file(name))
  }

  private static let post: JSONValue = [
    "username": "dana", "status": "awarded", "date_override": nil,
    "credential": ["type": "course-run", "course_run_key": "course-v1:A+B+C", "mode": "verified"],
  ]

  @Test("keeps a line for each post, accepted, refused or unanswered, without the token")
  func kept() async throws {
    let replies = Mutex<[LoopbackReply]>([
      .json(201, ["uuid": "u-1"]), .json(400, ["username": ["This field is required."]]), .close,
    ])
    let journal = try Journal(path: folder.file("journal.jsonl"))
    try await LoopbackServer.run({ _ in replies.withLock { $0.removeFirst() } }) { server in
      let service = JournaledCredentialsService(
        try Site.service(server),
        author: "operator",
        clock: { UTCTime(microseconds: 1_800_000_000_000_000) },
        keep: journal.append,
        trouble: { Issue.record("\($0)") }
      )
      let cause = PostCause(findings: [.awardLost, .overrideDrift], attempt: 2)
      _ = try await PostCause.$current.withValue(cause) { try await service.post(.credential(Self.post)) }
      for _ in 0..<2 { _ = try? await service.post(.credential(Self.post)) }
      let site = "127.0.0.1:\(server.port)"
      let kept = try lines()
      #expect(kept.count == 3)
      #expect(
        kept[0] == [
          "time": "2027-01-15T08:00:00+00:00", "site": .string(site), "by": "operator", "action": "award",
          "username": "dana", "status": "awarded", "date_override": nil, "course_run_key": "course-v1:A+B+C",
          "mode": "verified", "http": 201, "message": "accepted (HTTP 201)", "uuid": "u-1",
          "finding": "award-lost,override-drift", "attempt": 2,
        ]
      )
      #expect(kept[1]["http"] == 400 && kept[1]["message"] == "username: This field is required.")
      #expect(kept[1]["finding"] == .null && kept[1]["attempt"] == .null)
      #expect(kept[2]["error"]?.string?.contains("closed before") == true && kept[2]["http"] == nil)
    }
    let text = try String(contentsOfFile: folder.file("journal.jsonl"), encoding: .utf8)
    #expect(!text.contains("good.token.here"))
    let mode = try FileManager.default.attributesOfItem(atPath: folder.file("journal.jsonl"))[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test("sets a full file aside and loses no line, with several writers to one file")
  func rotated() async throws {
    let path = folder.file("journal.jsonl")
    let journals = try (0..<4).map { _ in try Journal(path: path, limit: 2000) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (writer, journal) in journals.enumerated() {
        group.addTask { for number in 0..<200 { try journal.append(#"{"n": \#(writer * 1000 + number)}"#) } }
      }
      try await group.waitForAll()
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count > 3)
    let numbers = try names.flatMap { try lines($0) }.compactMap { $0["n"] }
    #expect(numbers.count == 800 && Set(numbers).count == 800)
  }

  @Test("is not kept where others could read it, nor through a link")
  func refused() throws {
    let path = try folder.write(Data(), as: "open.jsonl")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(throws: JournalError.self) { try Journal(path: path) }
    try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: folder.file("target"))
    #expect(throws: JournalError.self) { try Journal(path: folder.file("link")) }
    #expect(throws: JournalError.self) { try Journal(path: folder.file("none/journal")) }
  }
}
