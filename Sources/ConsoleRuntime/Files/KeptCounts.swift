import Foundation
import LearnerRecords
import OpenEdX

/// The counts of a deployment's programs from one session to the next, so that the next one shows them at once. They hold
/// only for the databases of which they were made; a convenience, never a reason to fail.
package struct KeptCounts: Sendable {
  private struct Content: Codable {
    struct Counts: Codable {
      var learners: Int
      var rows: Int
      var driftRows: Int
      var backfillableRows: Int
      var findings: [String: Int]
    }

    var version = 1
    /// What ``DataFingerprint`` says of the databases, and the day, on which it depends what learners see.
    var databases: [Int64]
    var day: String
    var programs: [String: Counts]
  }

  private let folder: String
  private let name: String
  private static let mostBytes = 8 << 20

  /// Takes the folder of what is remembered and the deployment's.
  package init(folder: String, deployment: String) {
    self.folder = folder
    let path = URL(fileURLWithPath: deployment).resolvingSymlinksInPath().path
    // FNV-1a: a name for a file, and nothing that must not be guessed.
    let hash = path.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    name = "counts-\(String(hash, radix: 16)).json"
  }

  /// Puts the kept counts into programs that have none; those of other databases are left out.
  func fill(_ programs: [ProgramSummary], _ fingerprint: DataFingerprint, now: UTCTime) -> [ProgramSummary] {
    guard let data = try? PrivateFile.read(folder + "/" + name, limit: Self.mostBytes),
      let content = try? JSONDecoder().decode(Content.self, from: data), content.version == 1,
      content.databases == fingerprint.parts, content.day == now.dateText
    else { return programs }
    return programs.map { program in
      guard program.counts == nil, let kept = content.programs[program.program.hex] else { return program }
      var counts = ProgramSummary.Counts()
      counts.learners = kept.learners
      counts.rows = kept.rows
      counts.driftRows = kept.driftRows
      counts.backfillableRows = kept.backfillableRows
      for (name, rows) in kept.findings {
        if let finding = Finding(rawValue: name) { counts.findings[finding] = rows }
      }
      var program = program
      program.counts = counts
      return program
    }
  }

  /// Keeps counts that were just made, of databases that did not change meanwhile.
  func keep(_ programs: [ProgramSummary], _ fingerprint: DataFingerprint, now: UTCTime) {
    var content = Content(databases: fingerprint.parts, day: now.dateText, programs: [:])
    for program in programs {
      guard let counts = program.counts else { continue }
      content.programs[program.program.hex] = Content.Counts(
        learners: counts.learners,
        rows: counts.rows,
        driftRows: counts.driftRows,
        backfillableRows: counts.backfillableRows,
        findings: Dictionary(uniqueKeysWithValues: counts.findings.map { ($0.key.rawValue, $0.value) })
      )
    }
    guard let data = try? JSONEncoder().encode(content) else { return }
    try? StateFolder.make(folder)
    try? PrivateFile.write(folder + "/" + name, replaces: true) { put in try put(String(decoding: data, as: UTF8.self))
    }
  }
}

/// Tells whether a database was changed, by whichever process: which files there are, their sizes and times, and those of
/// their logs.
///
/// A file that was put in another's place is told by its number, even when size and times were kept. SQLite's own
/// `PRAGMA data_version` would need a connection that stays open, which a read-only deployment does not have.
struct DataFingerprint: Equatable, Sendable {
  let parts: [Int64]

  init(of paths: [String]) {
    parts = paths.flatMap { [$0, $0 + "-wal"] }.flatMap { path -> [Int64] in
      var status = stat()
      guard stat(path, &status) == 0 else { return [-1] }
      return [
        Int64(truncatingIfNeeded: status.st_dev), Int64(truncatingIfNeeded: status.st_ino), Int64(status.st_size),
        Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec),
      ]
    }
  }
}
