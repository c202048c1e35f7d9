import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

/// What a list comes to, in a line above it: how much there is, how much of it drifts, and what a backfill repairs.
struct ListSummary: Sendable, Hashable {
  /// What there is, the widest first: “12 programs”, “340 rows”.
  var parts: [String] = []
  /// What the share is taken of.
  var all = 0
  /// How much of it drifts.
  var drifting = 0
  /// Rows that a backfill repairs without being asked for by name.
  var repairable = 0
  /// Rows that a backfill repairs when it is asked for by name.
  var onRequest = 0
  /// The words behind the number of what drifts.
  var driftWords = "with drift"
  /// Which share the bar shows.
  var share = Share.drifting

  /// Whether the rows are not counted yet. The line is there all the same: if it came with the counts, the rows under it
  /// would move, and a click would meet another one.
  var isUncounted = false

  /// A share that a bar can show.
  enum Share: Sendable {
    /// The part of all rows that drifts.
    case drifting
    /// The part of the drift that a backfill repairs, for lists in which everything drifts.
    case repairable
  }

  private static let barColumns = 8

  /// `12 programs, 340 rows, 31 with drift █▁▁▁▁▁▁▁ 9 %, a backfill repairs 28`
  ///
  /// Where there is no room, the rows repaired on request are left out first, then the bar, then the last words.
  func text(width: Int) -> String {
    if isUncounted { return PartsLine(parts + ["rows not counted yet"], gap: ", ", width: width).text }
    let (part, whole) = share == .drifting ? (drifting, all) : (repairable, drifting)
    let shares = part == 0 ? [""] : [" \(Self.bar(part, of: whole))", " (\(Self.percent(part, of: whole)))"]
    var lines = shares.map { text in
      parts + [
        "\(drifting) \(driftWords)\(share == .drifting ? text : "")",
        "a backfill repairs \(repairable)\(share == .repairable ? text : "")",
      ]
    }
    if onRequest > 0 { lines.insert(lines[0] + ["\(onRequest) on request"], at: 0) }
    let fitting = lines.first { TextWidth.columns(of: $0.joined(separator: ", ")) <= width }
    return PartsLine(fitting ?? lines[lines.count - 1], gap: ", ", width: width).text
  }

  /// Never empty where there is something, and never full where something is missing.
  private static func bar(_ part: Int, of whole: Int) -> String {
    let filled = min(max(1, part * barColumns / whole), part < whole ? barColumns - 1 : barColumns)
    let bar = String(repeating: "█", count: filled) + String(repeating: "▁", count: barColumns - filled)
    return "\(bar) \(percent(part, of: whole))"
  }

  private static func percent(_ part: Int, of whole: Int) -> String {
    let percent = part * 100 / whole
    return percent == 0 ? "< 1 %" : "\(percent) %"
  }
}

extension ListSummary {
  /// The summary of programs. A learner may be in several, so that they are not added up.
  init?(_ programs: some Collection<ProgramSummary>) {
    guard !programs.isEmpty else { return nil }
    parts = [PlanText.count(programs.count, "program")]
    isUncounted = programs.contains { $0.counts == nil }
    guard !isUncounted else { return }
    var rows = 0
    for counts in programs.compactMap(\.counts) {
      rows += counts.rows
      drifting += counts.driftRows
      repairable += counts.backfillableRows
    }
    all = rows
    parts.append(PlanText.count(rows, "row"))
  }

  /// The summary of a program's learners.
  init?(_ learners: some Collection<LearnerRow>) {
    guard !learners.isEmpty else { return nil }
    add(learners)
  }

  /// Takes more learners in.
  mutating func add(_ learners: some Collection<LearnerRow>) {
    all += learners.count
    for learner in learners {
      if learner.driftRows > 0 { drifting += 1 }
      repairable += learner.backfillableRows
    }
    parts = [PlanText.count(all, "learner")]
  }

  /// The summary of groups of findings. A row with two findings is in two groups, so that findings are counted, not rows.
  init?(_ groups: some Collection<FindingGroup>) {
    guard !groups.isEmpty else { return nil }
    parts = [PlanText.count(groups.count, "group")]
    for group in groups where group.finding.kind == .drift {
      drifting += group.rows
      add(group.repairableRows, repairedOf: group.finding)
    }
    driftWords = drifting == 1 ? "drift finding" : "drift findings"
    share = .repairable
  }

  /// The summary of a group's rows.
  ///
  /// - Parameters:
  ///   - rows: those that are shown.
  ///   - read: how many were read where the group has more; nil where those are all.
  init?(_ rows: some Collection<FindingLearner>, of group: FindingGroup.ID, read: Int?) {
    guard !rows.isEmpty else { return nil }
    let noun = group.hasRowPerLearner ? "learner" : "row"
    if let read {
      parts = [(rows.count < read ? "\(rows.count) of " : "") + "the first \(PlanText.count(read, noun))"]
    } else {
      parts = [PlanText.count(rows.count, noun)]
    }
    for row in rows {
      if row.findings.contains(where: { $0.kind == .drift }) { drifting += 1 }
      if row.isRepairable(group.finding) { add(1, repairedOf: group.finding) }
    }
    share = .repairable
  }

  private mutating func add(_ rows: Int, repairedOf finding: Finding) {
    if finding.isRepairedByDefault { repairable += rows } else { onRequest += rows }
  }

  /// The summary of a learner's programs. A run may be in several, and is repaired once.
  init?(_ programs: some Collection<LearnerPrograms.Entry>) {
    guard !programs.isEmpty else { return nil }
    all = programs.count
    parts = [PlanText.count(all, "program")]
    drifting = programs.count { $0.summary.driftRows > 0 }
    repairable = Set(programs.flatMap(\.backfillableRuns).map { ExactText($0) }).count
  }

  /// The summary of a record's courses, by their runs.
  init?(_ courses: some Collection<CourseRow>) {
    let runs = courses.flatMap(\.row.runs)
    guard !runs.isEmpty else { return nil }
    all = runs.count
    parts = [PlanText.count(all, "course run")]
    drifting = runs.count(where: \.assessment.hasDrift)
    repairable = runs.count(where: \.assessment.isBackfilledByDefault)
  }
}

extension FindingGroup.ID {
  /// Whether each of its rows is another learner's.
  fileprivate var hasRowPerLearner: Bool {
    switch subject {
    case .courseRun, .program: true
    case .lms, .organization: false
    }
  }
}
