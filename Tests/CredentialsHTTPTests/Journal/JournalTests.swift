import CertificateSync
import Credentials
import CredentialsHTTP
import Foundation
import LoopbackSupport
import OpenEdX
import SiteNetwork
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

  @Test("tells of a run what is needed to take its posts back")
  func run() async throws {
    let name = "2026-11-29T23:57:04Z"
    let read = Mutex(JournalRun(name))
    let kept = PostJournal(
      site: "site",
      author: "operator",
      keep: { line in read.withLock { $0.take(line) } },
      trouble: { Issue.record("\($0)") }
    )
    let override = UTCTime(microseconds: 1_780_000_000_000_000)
    let request = CredentialsRequest.courseCredential(
      CourseCredentialPost(
        username: "dana",
        status: .revoked,
        courseRunKey: "course-v1:A+B+C",
        mode: .honor,
        dateOverride: override
      )
    )
    let answer = CredentialsAnswer(status: 201, body: ["uuid": "u-1", "modified": "2026-11-29T23:57:05Z"])
    for (request, run) in [(request, name), (.grade("dana"), name), (.award("erik"), "2026-11-29T23:57:09Z")] {
      kept.keep(
        PostReport(request, cause: PostCause(findings: [.awardStale], attempt: 1, run: run), result: .success(answer))
      )
    }
    let run = read.withLock { $0 }
    var post = RunPost(username: "dana", subject: request.subject, status: .revoked)
    (post.mode, post.dateOverride, post.findings) = (.honor, override, [.awardStale])
    post.modified = UTCTime("2026-11-29T23:57:05Z")
    #expect(run.posts == [post] && run.grades == 1 && run.lines == 2)
    #expect(run.sites == ["site"] && run.authors == ["operator"])
  }

  @Test("keeps a line for each post, accepted, refused or unanswered, without the token")
  func kept() async throws {
    let replies = Mutex<[LoopbackReply]>([
      .json(201, CredentialsRequest.award().row(["uuid": "u-1"])),
      .json(400, ["username": ["This field is required."]]), .close,
    ])
    let journal = try Journal(path: folder.file("journal.jsonl"))
    try await LoopbackServer.run({ _ in replies.withLock { $0.removeFirst() } }) { server in
      let service = try Site.service(server)
      let kept = PostJournal(
        site: service.destination,
        author: "operator",
        clock: { UTCTime(microseconds: 1_800_000_000_000_000) },
        keep: journal.append,
        trouble: { Issue.record("\($0)") }
      )
      let connection = CredentialsConnection(
        site: service,
        copy: NoCopy(),
        observer: kept.keep,
        trouble: { Issue.record("\($0)") }
      )
      let cause = PostCause(findings: [.awardLost, .overrideDrift], attempt: 2)
      _ = await connection.post(.award(), cause: cause)
      for _ in 0..<2 { _ = await connection.post(.award()) }
      let site = "127.0.0.1:\(server.port)"
      let lines = try lines()
      #expect(lines.count == 3)
      #expect(
        lines[0] == [
          "time": "2027-01-15T08:00:00+00:00", "site": .string(site), "by": "operator", "action": "award",
          "username": "dana", "status": "awarded", "date_override": nil, "course_run_key": "course-v1:A+B+C",
          "mode": "verified", "http": 201, "message": "accepted (HTTP 201)", "uuid": "u-1",
          "finding": "award-lost,override-drift", "attempt": 2,
        ]
      )
      #expect(lines[1]["http"] == 400 && lines[1]["message"] == "username: This field is required.")
      #expect(lines[1]["finding"] == .null && lines[1]["attempt"] == .null)
      #expect(lines[2]["error"]?.string?.contains("closed before") == true && lines[2]["http"] == nil)
    }
    let text = try String(contentsOfFile: folder.file("journal.jsonl"), encoding: .utf8)
    #expect(!text.contains(Site.tokenText))
    let mode = try FileManager.default.attributesOfItem(atPath: folder.file("journal.jsonl"))[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test("holds no line for what was never sent, and calls it no answer")
  func unsent() async throws {
    let journal = try Journal(path: folder.file("journal.jsonl"))
    let port = try DeafPort()
    let missing = FileToken(path: folder.file("missing"))
    let services = try [
      Site.service("http://127.0.0.1:\(port.number)"), Site.service("https://credentials.invalid"),
      Site.service("http://127.0.0.1:\(port.number)", tokens: missing),
      Site.service("http://127.0.0.1:\(port.number)", tokens: Self.client("http://127.0.0.1:\(port.number)")),
    ]
    for (number, site) in services.enumerated() {
      let kept = PostJournal(site: site.destination, author: "me", keep: journal.append, trouble: { _ in })
      let connection = CredentialsConnection(site: site, copy: NoCopy(), observer: kept.keep, trouble: { _ in })
      let report = await connection.post(.award())
      let error = #expect(throws: CredentialsTransportError.self) { try report.result.get() }
      let found = try #require(error)
      #expect(found.isUnsent && found.isConfiguration == (number == 2), "\(found)")
      let outcome = TaskOutcome(unanswered: found)
      #expect(outcome == (number == 2 ? .pause(found.reason) : .retry(found.reason, after: nil)))
      #expect(!outcome.message.contains("no answer"))
    }
    #expect(try lines().isEmpty)
    withExtendedLifetime(port) {}
  }

  private static func client(_ address: String) throws -> RenewingTokens {
    try OAuth2Client(lms: ServiceURL(address), identifier: "worker", secret: Secret("s")).tokens()
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

  @Test("begins a new line behind one that a crash cut short")
  func torn() throws {
    let path = try folder.write(Data(#"{"n": 1}\#n{"n": "#.utf8), as: "journal.jsonl")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let journal = try Journal(path: path)
    try journal.append(#"{"n": 3}"#)
    try journal.append(#"{"n": 4}"#)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text == #"{"n": 1}\#n{"n": \#n{"n": 3}\#n{"n": 4}\#n"#)
  }

  @Test("takes half a line back where there is no room for the whole")
  func noRoom() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = folder.file("journal.jsonl")
      let journal = try Journal(path: path)
      try journal.append("first")
      // A file that may not grow ends like a disk that is full: with a write that is cut short.
      signal(SIGXFSZ, SIG_IGN)
      var room = rlimit(rlim_cur: 20, rlim_max: .max)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &room)
      var isRefused = false
      do { try journal.append("second, with more than there is room for") } catch { isRefused = true }
      room.rlim_cur = .max
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &room)
      try journal.append("third")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      exit(isRefused && text.split(separator: "\n") == ["first", "third"] ? 0 : 1)
    }
  }

  @Test("is made anew when somebody has deleted it")
  func deleted() throws {
    let path = folder.file("journal.jsonl")
    let journal = try Journal(path: path)
    try journal.append(#"{"n": 1}"#)
    try FileManager.default.removeItem(atPath: path)
    try journal.append(#"{"n": 2}"#)
    #expect(try lines() == [["n": 2]])
  }

  @Test("goes on in a full file that cannot be renamed, and holds no other writer up")
  func notSetAside() throws {
    // So long a name leaves no room for `.1`.
    let name = String(repeating: "j", count: 255)
    let journals = try (0..<2).map { _ in try Journal(path: folder.file(name), limit: 1) }
    for number in 0..<4 { try journals[number % 2].append(#"{"n": \#(number)}"#) }
    #expect(try lines(name) == (0..<4).map { ["n": .number(Double($0))] })
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
