import CertificateSync
import ConsoleRuntime
import DatabaseFile
import Foundation
import LearnerRecords
import OpenEdX
import Synchronization
import Terminal

@testable import Console
@testable import learner_records

/// One way in which an operator looks at a deployment.
enum ColumnLook: String, CaseIterable, Sendable {
  case show
  case audit
  case plan
  case plain

  private static let now = UTCTime("2026-11-28T12:00:00Z") ?? UTCTime(microseconds: 0)

  /// Everything that is said about the deployment, or the error.
  func result(_ folder: String) async -> ColumnResult {
    do {
      let lines: [String] =
        switch self {
        case .show: try await Self.show(folder)
        case .audit: try Self.audit(folder)
        case .plan: try Self.plan(folder)
        case .plain: try await Self.plain(folder)
        }
      // The screens say what went wrong, in lines that are broken anywhere, and go on.
      let text = lines.joined().filter { $0 != " " }
      return text.contains("hasinitscolumn") ? .refused(text) : .said(lines)
    } catch let error as DatabaseFileError {
      return .refused(error.description)
    } catch let failure as Failure {
      return .said([failure.text])
    } catch {
      return .failed("\(error)")
    }
  }

  private static func show(_ folder: String) async throws -> [String] {
    let records = try RecordStore(folder: folder)
    let lines = try records.read { reader in
      guard let match = try reader.findLearner("tomas") else { return ["nobody"] }
      let text = ShowText(reader: reader, match: match, place: CommandPlace(), zone: .utc, now: now)
      let json = ShowJSON(reader: reader, match: match, now: now)
      return try text.lines(program: nil) + [ShowJSON.text(json.value(program: nil, spelled: nil))]
    }
    let queue = try QueueReader(readingOnly: records.lmsPath)
    let history = try await LearnerHistory.reading(records, queue: queue, username: "tomas")
    return try lines + (history.map { try ShowHistory($0, in: .utc).lines(.text) } ?? [])
  }

  private static func audit(_ folder: String) throws -> [String] {
    try RecordStore(folder: folder).read { reader in
      var summary = reader.emptySummary()
      var lines: [String] = []
      try reader.audit(
        includingRunsWithoutFindings: true,
        now: now,
        run: { row in
          summary.add(row)
          lines.append("\(row.username) \(row.courseRun) \(row.assessment.shown) \(row.assessment.findings)")
        },
        program: { row in
          summary.add(row)
          lines.append("\(row.username) \(row.program) \(row.title) \(row.findings)")
        }
      )
      lines += summary.sharedCauses.map(\.text)
      return try lines + reader.configurationProblems(now: now).map { "\($0.subject) \($0.text)" }
    }
  }

  private static func plan(_ folder: String) throws -> [String] {
    let records = try RecordStore(folder: folder)
    let plan = try BackfillPlan.reading(
      records,
      .all,
      include: Set(BackfillPlan.onRequest),
      includingEvidence: true,
      now: now
    )
    return try PlanText(plan, destination: nil).lines + PlanLines(plan).lines.map { try ShowJSON.text($0) }
  }

  private static func plain(_ folder: String) async throws -> [String] {
    let handler = DeploymentEffectHandler(
      records: try RecordStore(folder: folder),
      engine: nil,
      log: RecentLog(),
      files: ExportFiles(stateFolder: nil)
    )
    let (stream, feed) = AsyncStream.makeStream(of: String.self)
    for line in ["1", "learner tomas", "info", "search tomas", "1", "findings", "1", "engine"] { feed.yield(line) }
    feed.finish()
    let heard = Mutex<[String]>([])
    let heading = Heading(deployment: "DIR", isSample: false, destination: "no one", readOnlyReason: "read only")
    var model = Model(size: Size(columns: 120, rows: 40), heading: heading, preferences: Preferences())
    await PlainSession(effectHandler: handler) { line in heard.withLock { $0.append(line) } }
      .run(&model, lines: stream)
    return heard.withLock { $0 }
  }
}

/// What a look gave.
enum ColumnResult: Equatable {
  case said([String])
  /// A database's value was refused, with this text.
  case refused(String)
  /// An error of another kind.
  case failed(String)
}
