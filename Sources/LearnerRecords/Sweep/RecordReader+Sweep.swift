import OpenEdX

/// What a walk over all learners judges.
struct SweepScope: Sendable {
  var filter = RunFilter.all
  var includingRunsWithoutFindings = false
  let now: UTCTime
}

extension RecordReader {
  /// Judges all learners by username's code points, those without any row, too, on all threads that the reader has.
  ///
  /// - Parameters:
  ///   - fold: makes of some learners, who follow one another, what `take` is given; called on any of the threads.
  ///   - take: is given what came of the learners, in their order; called on this thread.
  /// - Throws: what the databases report, and what `fold` and `take` throw, which ends the walk; `CancellationError`.
  func sweep<Piece: Sendable>(
    _ scope: SweepScope,
    fold: @escaping @Sendable ([LearnerFindings]) throws -> Piece,
    take: (Piece) throws -> Void
  ) throws {
    guard scope.filter.isOfAllLearners else {
      // Times decide, or few learners are asked for: their rows are read in full.
      let judge = try LearnerJudge(self, scope)
      return try visitLearners(scope.filter) { rows in try take(fold([judge.findings(rows)])) }
    }
    guard let first = threads.first, let last = threads.last else {
      let judge = try LearnerJudge(self, scope)
      return try sweep { rows in try take(fold(rows.map(judge.findings))) }
    }
    // Whole tables are read by this thread and two others, each about as long.
    let fullNames = last.begin { reader in try LearnerNames.otherFullNames(reader.db) }
    let certificates = last.begin { reader in try CertificateDigests(reader) }
    let grades = first.begin { reader in try GradeDigests(reader) }
    var names = try LearnerNames(db, nameRules, fullNames: false)
    names.add(otherFullNames: try fullNames.wait())
    var source = try SweepSource(self, names)
    let facts = try SweepFacts(
      names: source.names,
      certificates: certificates.wait(),
      grades: grades.wait(),
      newLearners: NewLearners(self)
    )
    let exchange = PartExchange<SweepPart, Piece>(threads: threads.count)
    defer { exchange.stop() }
    let ends = threads.map { thread in
      thread.begin { reader in
        do {
          let (sweep, judge) = (LearnerSweep(reader, facts), try LearnerJudge(reader, scope))
          exchange.work { part, give in
            try sweep.visit(part) { rows in try give(fold(rows.map(judge.findings))) }
          }
        } catch {
          exchange.stop(error)
        }
      }
    }
    walk: while true {
      switch try exchange.step() {
      case .take(let piece): try take(piece)
      case .cut: exchange.add(try source.part())
      case .wait: try Task.checkCancellation()
      case .end: break walk
      }
    }
    for end in ends { try end.wait() }
  }

  /// Reads what decides about all learners on this thread, some hundreds at a time, in the same order.
  ///
  /// - Throws: what the databases report, and what `visit` throws, which ends the walk.
  func sweep(_ visit: ([LearnerRows]) throws -> Void) throws {
    var source = try SweepSource(self, LearnerNames(db, nameRules))
    let facts = try SweepFacts(
      names: source.names,
      certificates: CertificateDigests(self),
      grades: GradeDigests(self),
      newLearners: NewLearners(self)
    )
    let sweep = LearnerSweep(self, facts)
    while let part = try source.part() { try sweep.visit(part, visit) }
  }
}
