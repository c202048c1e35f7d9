import LearnerRecords
import OpenEdX

extension RunFilter {
  /// Refuses names that nobody knows: a plan that is empty because of a typing error must not look like a healthy site.
  ///
  /// - Throws: `Failure` that names the learner with the nearest names, or the program, or the course run.
  func requireKnown(_ reader: RecordReader) throws {
    for username in users where try reader.runRecords(of: username, now: .now).isEmpty {
      let names = try reader.nearestNames(to: username)
      let hint = names.isEmpty ? "No name is near it." : "The nearest names are: \(names.joined(separator: ", "))."
      throw Failure("--user: there is no certificate or credential of “\(username)”. \(hint)")
    }
    let known = Set(reader.programs().map(\.program))
    for program in programs where !known.contains(program) {
      throw Failure("--program: the site has no program \(program.dashed).")
    }
  }

  /// Refuses course runs of which no row exists; it walks the rows, so it is asked only when a plan came out empty.
  ///
  /// - Throws: `Failure` that names the course run.
  func requireRows(_ reader: RecordReader) throws {
    for key in courseRuns {
      do {
        try reader.runRecords(RunFilter(courseRuns: [key]), includingRowsWithoutFindings: true, now: .now) { _ in
          throw Found()
        }
      } catch is Found {
        continue
      }
      throw Failure("--course: there is no certificate or credential for “\(key)”.")
    }
  }

  private struct Found: Error {}
}
