import Credentials
import DatabaseFile
import Foundation
import GRDB
import LMS
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@testable import CertificateSync

/// A deployment on which processes are killed again and again; after each, what they left is drained and judged.
struct CrashedDeployment {
  let site: Site

  let programs: [CatalogProgram]

  /// - Parameter hasPrograms: whether the first run is a program, and both are another.
  init(learners: [String], hasPrograms: Bool = true) throws {
    let courses = hasPrograms ? [[[Site.run]], [[Site.run], [Site.otherRun]]] : []
    programs = try courses.enumerated().map { try CatalogProgram(number: $0 + 1, courses: $1) }
    site = try Site(learners: learners + ["ghost"], followsEveryCause: true, programs: programs)
  }

  /// Starts the subject, lets it be killed, and waits until it is gone.
  ///
  /// - Parameters:
  ///   - point: the fail point at which it kills itself; nil to be killed from outside, after this many milliseconds.
  /// - Returns: whether it was killed; false when it came to its end before.
  func kill(
    _ mode: String,
    at point: (name: String, passes: Int)?,
    after milliseconds: Int,
    seed: UInt64
  ) async throws
    -> Bool
  {
    let process = Process()
    process.executableURL = try Self.subject()
    process.arguments = [site.folder.path, mode, point?.name ?? "none", "\(point?.passes ?? 0)", "\(seed)"]
    let output = Pipe()
    process.standardOutput = output
    let atWork = AsyncStream.makeStream(of: Void.self)
    try process.run()
    let thread = Thread { [log = output.fileHandleForReading] in
      // The end of the output also ends the wait, should it die before it is at work.
      _ = log.availableData
      atWork.continuation.finish()
    }
    thread.start()
    for await _ in atWork.stream {}
    if point == nil {
      try await Task.sleep(for: .milliseconds(milliseconds))
      _ = Glibc.kill(process.processIdentifier, SIGKILL)
    }
    return try await process.end() == -SIGKILL
  }

  private static func subject() throws -> URL {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("crash-subject")
  }

  /// Runs what was left, as the next start does.
  func drain() async throws {
    site.clock.advance(to: .now)
    try await site.engine(wakeSignal: WakeSignal()).run(.untilIdle)
    let status = try await site.queue.status(now: site.clock.now)
    #expect(status.queued + status.retrying + status.running + status.dead == 0, "all tasks have ended")
  }

  /// Nothing lost, no phantom, nothing out of order.
  func judge() async throws {
    let kept = try await site.credentials.file.reader.read { db in try KeptCredentials(db) }
    let (found, owed) = try await site.lms.file.reader.read { db in
      (try kept.differences(from: ImpliedCredentials(db: db), programs: programs), try Self.owedGrades(db))
    }
    #expect(found == [], "Credentials equals what the LMS implies")
    #expect(kept.count == kept.courses.count + kept.programs.count, "nobody holds a credential twice")
    let places = Set(kept.courses.keys).union(kept.programs.keys).union(kept.grades.keys)
    #expect(!places.contains { $0.contains("ghost") }, "what was rolled back was never posted")
    for (place, grade) in owed { #expect(kept.grades[place] == grade, "\(place)") }
    try await judgeOrder()
  }

  /// The grades of which the certificate's history says that they were of interest when they were saved and ever since.
  private static func owedGrades(_ db: Database) throws -> [String: String] {
    let history =
      "certificates_historicalgeneratedcertificate h WHERE h.user_id = g.user_id AND h.course_id = g.course_id"
    return try ImpliedCredentials.rows(
      db,
      """
      SELECT 'grade/' || username || '/' || g.course_id,
        letter_grade || ' ' || CAST(round(percent_grade * 10000) AS integer) || ' ' || g.modified
      FROM grades_persistentcoursegrade g JOIN auth_user u ON u.id = g.user_id
      WHERE EXISTS (SELECT 1 FROM \(history) AND h.history_date < g.modified)
        AND NOT EXISTS (
          SELECT 1 FROM \(history) AND h.status NOT IN ('downloadable', 'notpassing')
            AND h.history_date >= (SELECT max(history_date) FROM \(history) AND h.history_date < g.modified)
        )
      """,
      []
    )
  }

  /// The posts of a certificate follow its history: each is a state of it that is no older than that of the one before.
  private func judgeOrder() async throws {
    var history: [String: [String]] = [:]
    let saves = try await site.lms.file.reader.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT username, course_id, status FROM certificates_historicalgeneratedcertificate JOIN auth_user
            ON auth_user.id = user_id ORDER BY history_id
          """
      ).map { (place: "\($0[0] as String) \($0[1] as String)", status: CertificateStatus(rawValue: $0[2])) }
    }
    for save in saves { history[save.place, default: []].append(save.status.postedStatus.rawValue) }
    var reached: [String: Int] = [:]
    for post in posts(.sent) {
      let states = history[post.place] ?? []
      guard let index = states.indices.dropFirst(reached[post.place] ?? 0).first(where: { states[$0] == post.status })
      else {
        Issue.record("\(post.place): a post of “\(post.status)” follows no save")
        return
      }
      reached[post.place] = index
    }
  }

  enum Word: String {
    case sent
    case answered
  }

  /// The posts of the killed processes, in order.
  func posts(_ word: Word) -> [(place: String, status: String)] {
    let text = (try? String(contentsOfFile: site.folder.file("posts.log"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ").map(String.init)
      return parts.count == 4 && parts[0] == word.rawValue ? ("\(parts[1]) \(parts[2])", parts[3]) : nil
    }
  }
}
