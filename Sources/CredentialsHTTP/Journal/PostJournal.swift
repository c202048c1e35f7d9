import Credentials
import OpenEdX

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Keeps a line of JSON for each post, whatever came of it. What was never sent is no post.
///
/// A line has `time`, `site`, `by` (the user of this machine), `action` (`award`, `revoke`, `grade` or `configure`),
/// `username`, what was posted, the `finding` that it repairs (several with commas; null for a change in the LMS) and the
/// `attempt`, and then `http`, `message`, `uuid` and `modified` of the answer or `error`. A post of a backfill has its `run`,
/// and one that undoes a run names it as `undoes`.
package struct PostJournal: Sendable {
  private let site: String
  private let keep: @Sendable (String) throws -> Void
  private let author: String
  private let clock: @Sendable () -> UTCTime
  private let trouble: @Sendable (any Error) -> Void

  /// Takes where posts go and where lines go.
  ///
  /// - Parameters:
  ///   - author: who runs this program.
  ///   - keep: takes each line, without its end, such as ``Journal/append(_:)``.
  ///   - trouble: is given the error when a line could not be kept. The post's answer counts all the same: it has been
  ///     carried out.
  package init(
    site: String,
    author: String,
    clock: @escaping @Sendable () -> UTCTime = { .now },
    keep: @escaping @Sendable (String) throws -> Void,
    trouble: @escaping @Sendable (any Error) -> Void
  ) {
    self.site = site
    self.keep = keep
    self.author = author
    self.clock = clock
    self.trouble = trouble
  }

  /// What stands in place of the answer of a post that was not answered and was then found on the site.
  private static let readLater = "found on the site as it was posted; the answer itself never came"

  /// Keeps the line of a post.
  package func keep(_ report: PostReport) {
    var line = report.request.journalMembers
    switch report.result {
    case .success(let answer):
      line["http"] = .number(Double(answer.status))
      line["message"] = .string(report.isReadLater ? Self.readLater : answer.message)
      line["uuid"] = answer.body["uuid"]
      line["modified"] = answer.body["modified"]
    case .failure(let error):
      if error.isUnsent { return }
      line["error"] = .string(error.reason)
    }
    line["time"] = .string(clock().isoFormat)
    line["site"] = .string(site)
    line["by"] = .string(author)
    let findings = (report.cause?.findings ?? []).map(\.rawValue).joined(separator: ",")
    line["finding"] = findings.isEmpty ? .null : .string(findings)
    line["attempt"] = report.cause.map { .number(Double($0.attempt)) } ?? .null
    line["run"] = report.cause?.run.map { .string($0) }
    line["undoes"] = report.cause?.undoes.map { .string($0) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      try keep(String(decoding: try encoder.encode(JSONValue.object(line)), as: UTF8.self))
    } catch {
      trouble(error)
    }
  }
}

extension CredentialsRequest {
  /// What was posted, without what is not needed to know what was changed.
  fileprivate var journalMembers: [String: JSONValue] {
    switch self {
    case .courseCredential(let post):
      [
        "action": post.status.journalAction, "username": .string(post.username),
        "status": .string(post.status.rawValue), "course_run_key": .string(post.courseRunKey),
        "mode": .string(post.mode.rawValue),
        "date_override": post.dateOverride.map { ["date": .string($0.apiText)] } ?? .null,
      ]
    case .programCredential(let post):
      [
        "action": post.status.journalAction, "username": .string(post.username),
        "status": .string(post.status.rawValue), "program_uuid": .string(post.program.dashed),
      ]
    case .grade(let post):
      [
        "action": "grade", "username": .string(post.username), "course_run": .string(post.courseRunKey),
        "letter_grade": .string(post.grade.letter), "percent_grade": .number(post.percent),
      ]
    case .courseCertificate(let post):
      [
        "action": "configure", "course_id": .string(post.courseRunKey),
        "certificate_type": .string(post.mode.rawValue),
        "certificate_available_date": post.availableDate.map { .string($0.isoFormat) } ?? .null, "is_active": true,
      ]
    }
  }
}

extension CredentialStatus {
  fileprivate var journalAction: JSONValue { self == .revoked ? "revoke" : "award" }
}
