import LearnerRecords
import OpenEdX
import TestSupport

/// The small site of ``Fixtures/harbour(_:)`` with what tests ask of it.
struct Harbour {
  static let charts = "course-v1:NqiX+HP101+2026T1"
  static let radio = "course-v1:NqiX+HP102+2026T1"
  static let program = "3f0c9a7e51d24b8a9c6e0d1b2a3f4e5d"
  /// After everything that happened on the site.
  static let now = UTCTime("2026-11-28T12:00:00Z") ?? UTCTime(microseconds: 0)

  let folder: TemporaryFolder

  /// Makes the site, then changes it: the LMS's tables by their names, those of Credentials with `c.` before them.
  init(_ changes: String = "") throws { folder = try Fixtures.harbour(changes) }

  func read<Value>(
    _ settings: RecordSettings = RecordSettings(),
    _ body: (RecordReader) throws -> Value
  ) throws -> Value {
    try RecordStore(folder: folder.path, settings: settings).read(body)
  }

  /// What an audit finds, a line each: the name, the run or the program, what is shown, and the findings.
  func audit() throws -> [String] {
    try read { reader in
      var lines: [String] = []
      try reader.audit(
        now: Self.now,
        run: { row in
          let findings = row.assessment.findings.map(\.rawValue).joined(separator: " ")
          lines.append("\(row.username) \(Self.short(row.courseRun)) \(row.assessment.shown.rawValue): \(findings)")
        },
        program: { row in
          lines.append("\(row.username) program: \(row.findings.map(\.rawValue).joined(separator: " "))")
        }
      )
      return lines
    }
  }

  /// The learner's rows, those without findings included.
  func rows(_ username: String) throws -> [RunRecord] {
    try read { try $0.runRecords(of: username, now: Self.now) }
  }

  /// The learner's record of the program, as their page shows it.
  func page(_ username: String) throws -> LearnerRecordPage? {
    try read { reader in
      guard let program = ProgramUUID(Self.program) else { return nil }
      return try reader.learnerRecord(username: username, program: program, now: Self.now)
    }
  }

  /// The middle of a run's key.
  static func short(_ key: String) -> String { String(key.split(separator: "+").dropFirst().first ?? "") }
}
