import OpenEdX

/// What a backfill would do: which rows are posted again, and which are left out and why.
package struct BackfillPlan: Sendable {
  /// What a backfill repairs without being asked.
  package static let usual: Set<Finding> = Set(Finding.allCases.filter(\.isRepairedByDefault))

  /// What a backfill repairs only when it is asked for by name, in the order of <doc:Findings>.
  package static let onRequest: [Finding] = Finding.allCases.filter {
    $0.isRepairedByBackfill && !$0.isRepairedByDefault
  }

  /// What is no drift and yet keeps rows out of a plan, unless it is included by name: accounts that the LMS has retired,
  /// and programs that the LMS may not count as complete.
  package static let consents: Set<Finding> = [.retired, .runTypeDiffers]

  /// What is repaired: the usual, and what was asked for.
  package let included: Set<Finding>
  /// How many rows are repaired at most; nil for all.
  package let limit: Int?
  /// Runs of learners to post, in the order given.
  package private(set) var items: [Row] = []
  /// Programs of learners to post, in the order given.
  package private(set) var programItems: [ProgramRow] = []
  /// Rows that a post would repair, were it not for their blockers.
  package private(set) var blocked: [Row] = []
  /// The same of programs.
  package private(set) var blockedPrograms: [ProgramRow] = []
  /// Rows whose task would end without a post, with the reason.
  package private(set) var leftOut: [LeftOut] = []
  /// Rows of which a post was undone, and which are left alone.
  package private(set) var undone: [LeftOut] = []
  /// How many rows more there would be to post without the limit.
  package private(set) var beyondLimit = 0
  /// Drift that a backfill repairs only when asked for by name, or never: how many rows have it.
  package private(set) var notAskedFor: [Finding: Int] = [:]
  /// What is left out whatever is asked for, and why.
  private let withheld: [Finding: String]
  /// When the databases were read; nil for a plan that was made of rows.
  var readAt: UTCTime?
  /// The awards that Credentials has already and learners do not see yet, but for those that are posted again.
  private(set) var hiddenAlready = HiddenAwards()

  /// Begins with nothing.
  ///
  /// - Parameter include: what to repair beside ``usual``; findings that no backfill repairs are passed over.
  package init(include: Set<Finding> = [], limit: Int? = nil, withheld: [Finding: String] = [:]) {
    self.withheld = withheld
    included = Self.usual.union(include.filter { $0.isRepairedByBackfill || Self.consents.contains($0) })
    self.limit = limit
  }

  /// Makes a plan of these rows.
  package init(_ rows: some Sequence<Row>, include: Set<Finding> = [], limit: Int? = nil) {
    self.init(include: include, limit: limit)
    for row in rows { add(row) }
  }

  /// How many rows are posted.
  package var count: Int { items.count + programItems.count }

  /// Whether nothing is posted.
  package var isEmpty: Bool { items.isEmpty && programItems.isEmpty }

  /// How many rows that are asked for stay as they are.
  package var remaining: Int { blockedCount + leftOut.count + beyondLimit }

  /// How many rows something else keeps from being posted.
  package var blockedCount: Int { blocked.count + blockedPrograms.count }

  private var isFull: Bool { limit.map { count >= $0 } ?? false }

  /// Takes a row in.
  package mutating func add(_ row: Row) {
    let before = items.count
    sort(row)
    let taken = items.count > before ? items.last : nil
    guard taken?.awardHiddenUntil == nil, row.assessment.findings.contains(.hiddenUntilDate),
      let date = (taken ?? row).hiddenUntil
    else { return }
    hiddenAlready.add(until: date)
  }

  private mutating func sort(_ row: Row) {
    for finding in row.assessment.findings where finding.kind == .drift && !included.contains(finding) {
      notAskedFor[finding, default: 0] += 1
    }
    var row = row
    row.repaired = row.repairable.filter { included.contains($0) || ($0 == .gradeMissing && row.sendsGradeAlong) }
    if let date = row.undone, let finding = row.repaired.first(where: Self.undoable.contains) {
      undone.append(LeftOut(row, finding, "undone on \(date.dateText), left alone"))
      row.repaired.removeAll { Self.undoable.contains($0) || !row.assessment.findings.contains($0) }
    }
    if row.repaired.contains(where: row.assessment.isBlocked) {
      var rest = row
      rest.repaired.removeAll { !row.assessment.isBlocked($0) }
      blocked.append(rest)
      row.repaired.removeAll(where: row.assessment.isBlocked)
    }
    for finding in row.repaired {
      guard let reason = row.obstacles[finding] ?? withheld[finding] else { continue }
      leftOut.append(LeftOut(row, finding, reason))
    }
    row.repaired.removeAll { row.obstacles[$0] != nil || withheld[$0] != nil }
    guard !row.repaired.isEmpty else { return }
    if isFull { beyondLimit += 1 } else { items.append(row) }
  }

  /// Takes a (learner, program) in.
  package mutating func add(_ row: ProgramRow) {
    guard included.contains(row.finding) else {
      if row.finding.kind == .drift { notAskedFor[row.finding, default: 0] += 1 }
      return
    }
    if let date = row.undone {
      undone.append(LeftOut(row, "undone on \(date.dateText), left alone"))
    } else if !row.blockers.isEmpty {
      blockedPrograms.append(row)
    } else if let reason = row.obstacle ?? withheld[row.finding] {
      leftOut.append(LeftOut(row, reason))
    } else if isFull {
      beyondLimit += 1
    } else {
      programItems.append(row)
    }
  }

  /// How many rows each blocker keeps from being posted; a row may have several.
  package var blockers: [(finding: Finding, rows: Int)] {
    Finding.allCases.compactMap { finding in
      let count =
        blocked.count { $0.assessment.blockers.contains(finding) }
        + blockedPrograms.count { $0.blockers.contains(finding) }
      return count == 0 ? nil : (finding, count)
    }
  }

  /// The awards that are posted and yet stay hidden.
  var hiddenAwards: HiddenAwards {
    var hidden = HiddenAwards()
    for date in items.compactMap(\.awardHiddenUntil) { hidden.add(until: date) }
    return hidden
  }

  /// The tasks of the plan, each once: the date of a run is one task, however many rows show it.
  var tasks: [PlannedTask] {
    var seen: Set<ExactText> = []
    return (items.flatMap(\.tasks) + programItems.compactMap(\.task)).filter {
      seen.insert(ExactText($0.request.key)).inserted
    }
  }
}
