import CertificateSync
import LearnerRecords
import OpenEdX
import Synchronization

/// Follows the backfills that were started from the screen, and tells each one's end once.
final class BackfillWatch: Sendable {
  private struct Started {
    let run: BackfillRun
    /// How many of its tasks, from the first on, have ended.
    var ended = 0
    /// Whether it was told that a pause holds it up.
    var isToldPaused = false
  }

  private let records: RecordStore
  private let started = Mutex<[Started]>([])
  private let runs = Mutex<[BackfillRun]>([])

  init(_ records: RecordStore) { self.records = records }

  func begin(_ run: BackfillRun) {
    runs.withLock { $0.append(run) }
    started.withLock { $0.append(Started(run: run)) }
  }

  /// Where the tasks of each stand, ended ones included.
  ///
  /// - Throws: `DatabaseFileError`.
  func progress() async throws -> [BackfillRun.Progress] {
    var progress: [BackfillRun.Progress] = []
    for run in runs.withLock({ $0 }) { progress.append(try await run.progress()) }
    return progress
  }

  /// What there is to tell of backfills that have ended, or that a pause holds up; nil for nothing.
  ///
  /// Looks are taken one after the other; what is begun meanwhile is looked at by the next one.
  ///
  /// - Throws: what the databases report.
  func look(isPaused: Bool) async throws -> String? {
    let known = started.withLock { $0 }
    guard !known.isEmpty else { return nil }
    var left: [Started] = []
    var texts: [String] = []
    for var one in known {
      one.ended = try await one.run.ended(from: one.ended)
      let isOver = one.ended == one.run.total
      if isOver || isPaused && !one.isToldPaused {
        texts.append(BackfillEnd(try await one.run.progress(), isOver ? try one.run.rest(records) : nil).text)
      }
      one.isToldPaused = isPaused
      if !isOver { left.append(one) }
    }
    started.withLock { $0.replaceSubrange(..<known.count, with: left) }
    return texts.isEmpty ? nil : texts.joined(separator: "; ")
  }
}

/// What has become of a backfill, in a line.
struct BackfillEnd {
  let text: String

  /// - Parameter rest: what drifts of its rows; nil while it is not over.
  init(_ progress: BackfillRun.Progress, _ rest: BackfillRun.Rest?) {
    let kinds = progress.kinds.text
    var parts = ["Posted \(progress.done)" + (kinds.isEmpty ? "" : ": \(kinds)")]
    let sums = [("refused", progress.dead), ("skipped", progress.skipped), ("waiting", progress.waiting)]
    for (word, reasons) in sums where !reasons.isEmpty {
      parts.append("\(word) \(reasons.values.reduce(0, +))")
    }
    if let rest {
      let found = Finding.allCases.compactMap { finding in
        rest.findings[finding].map { "\(finding.rawValue) \($0)" }
      }
      parts.append(
        rest.rows == 0
          ? "no row of the plan drifts any more"
          : "\(PlanText.count(rest.rows, "row")) of the plan still \(rest.rows == 1 ? "drifts" : "drift"): "
            + found.joined(separator: ", ")
      )
    }
    text = parts.joined(separator: "; ")
  }
}
