import Credentials
import Foundation
import LearnerRecords
import OpenEdX

/// What the journal tells of one run of a backfill.
package struct JournalRun: Sendable {
  /// The run's name.
  package let name: String
  /// Where its posts went.
  package private(set) var sites: Set<String> = []
  /// Who made it.
  package private(set) var authors: Set<String> = []
  /// How many posts it has, answered or not.
  package private(set) var lines = 0
  /// How many grades the service accepted.
  package private(set) var grades = 0
  /// How many available dates of runs the service accepted.
  package private(set) var dates = 0
  /// How many lines of the journal cannot be read, of whatever run: a full disk or a crash cut them short.
  package private(set) var tornLines = 0
  private var accepted: [PostKey: RunPost] = [:]
  private var order: [PostKey] = []

  /// The credentials that the service accepted, each with its last post, in the order of the first.
  package var posts: [RunPost] { order.compactMap { accepted[$0] } }

  /// Begins with nothing.
  package init(_ name: String) { self.name = name }

  /// Reads what a deployment's journal tells of a run.
  ///
  /// - Throws: what the file system reports.
  package init(_ name: String, folder: String) throws {
    self.init(name)
    try JournalLines(folder: folder).forEach { take($0) }
  }

  /// Takes a line of the journal; that of another run is passed over.
  package mutating func take(_ line: String) {
    guard line.utf8.first == UInt8(ascii: "{"), line.utf8.last == UInt8(ascii: "}") else {
      if !line.isEmpty { tornLines += 1 }
      return
    }
    // Most lines are of other runs, and a journal is long.
    guard line.contains(name) else { return }
    guard let post = try? JSONDecoder().decode(JSONValue.self, from: Data(line.utf8)) else {
      tornLines += 1
      return
    }
    guard post["run"]?.string == name else { return }
    lines += 1
    if let site = post["site"]?.string { sites.insert(site) }
    if let author = post["by"]?.string { authors.insert(author) }
    guard case .number(let status)? = post["http"], (200..<300).contains(status) else { return }
    switch post["action"]?.string {
    case "grade": grades += 1
    case "configure": dates += 1
    default: take(credential: post)
    }
  }

  private mutating func take(credential post: JSONValue) {
    guard let username = post["username"]?.string,
      let status = post["status"]?.string.flatMap(CredentialStatus.init(rawValue:))
    else { return }
    let subject: PostSubject
    if let run = post["course_run_key"]?.string {
      subject = .courseRun(ExactText(run))
    } else if let program = post["program_uuid"]?.string.flatMap({ ProgramUUID($0) }) {
      subject = .program(program)
    } else {
      return
    }
    let key = PostKey(.credential, username: username, subject: subject)
    var kept = RunPost(username: username, subject: subject, status: status)
    kept.mode = post["mode"]?.string.map(CourseMode.init(rawValue:))
    kept.dateOverride = post["date_override"]?["date"]?.string.flatMap { UTCTime($0) }
    kept.modified = post["modified"]?.string.flatMap { UTCTime($0) }
    kept.findings = [Finding](columnText: post["finding"]?.string)
    kept.isUndoing = post["undoes"]?.string != nil
    if accepted.updateValue(kept, forKey: key) == nil { order.append(key) }
  }
}

extension JournalRun {
  /// How many runs are named to somebody who asked for another.
  private static let named = 5

  /// The last runs of a deployment's journal, the latest first.
  ///
  /// - Throws: what the file system reports.
  package static func last(folder: String) throws -> [String] {
    var runs: Set<String> = []
    try JournalLines(folder: folder).forEach { line in
      guard line.contains("\"run\":"), let post = try? JSONDecoder().decode(JSONValue.self, from: Data(line.utf8)),
        let run = post["run"]?.string
      else { return }
      runs.insert(run)
    }
    // Names of times, so that the greatest is the latest.
    return Array(runs.sorted(by: >).prefix(named))
  }
}
