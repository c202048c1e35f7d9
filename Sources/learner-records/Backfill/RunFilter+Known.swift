import LearnerRecords
import OpenEdX

extension RunFilter {
  /// Refuses names that nobody knows: a plan that is empty because of a typing error must not look like a healthy site.
  ///
  /// - Throws: `Failure` that names the learner with the nearest names, the organization, or the course run.
  func requireKnown(_ reader: RecordReader) throws {
    for username in users where try reader.runRecords(of: username, now: .now).isEmpty {
      let hint = try LearnerHint.nearest(username, reader)
      throw Failure("--user: there is no certificate or credential of “\(LearnerHint.short(username))”. \(hint)")
    }
    try requireKnownOrganizations(reader)
  }

  /// Refuses learners and course runs of which neither database has heard: a report that is empty because of a
  /// typing error must not read as "no drift". Learners without any row are known.
  ///
  /// - Throws: `Failure` that names what is unknown.
  func requireHeardOf(_ reader: RecordReader) throws {
    for username in users {
      let match = try reader.findLearner(username)
      let names = [match?.person.username, match?.credentialsUsername].compactMap { $0 }
      guard !names.contains(where: { CodePoints.equalWithoutASCIICase($0, username) }) else { continue }
      // Rows may hang on yet another of the learner's names.
      guard try reader.runRecords(of: username, now: .now).isEmpty else { continue }
      throw Failure("--user: \(try LearnerHint.unknown(username, match, reader))")
    }
    try requireKnownOrganizations(reader)
    let unknown = courseRuns.filter { !reader.knows(courseRun: $0) }
    if !unknown.isEmpty { try RunFilter(courseRuns: unknown).requireRows(reader) }
  }

  /// An organization is spelled exactly; one that has rows but no run in the catalog is known as well.
  private func requireKnownOrganizations(_ reader: RecordReader) throws {
    let known = organizations.isEmpty ? [] : reader.organizations
    for name in organizations where !known.contains(where: { CodePoints.equal($0, name) }) {
      do {
        try reader.runRecords(RunFilter(organizations: [name]), includingRowsWithoutFindings: true, now: .now) { _ in
          throw Found()
        }
      } catch is Found {
        continue
      }
      var nearest = NearestNames(to: name, limit: 5)
      for organization in known { nearest.add(organization) }
      let hint =
        nearest.names.isEmpty
        ? "No organization is near it."
        : "The nearest are: \(nearest.names.map(LearnerHint.short).joined(separator: ", "))."
      throw Failure("--org: no course run is of the organization “\(LearnerHint.short(name))”. \(hint)")
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
      var nearest = NearestNames(to: key, limit: 3)
      for run in reader.courseRunKeys { nearest.add(run) }
      let names = nearest.names.map(LearnerHint.short).joined(separator: ", ")
      let hint = names.isEmpty ? "" : " The nearest are: \(names)."
      throw Failure("--course: there is no certificate or credential for “\(key)”.\(hint)")
    }
  }

  private struct Found: Error {}
}
