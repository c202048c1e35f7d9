import Credentials
import OpenEdX

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Keeps a line of JSON for each post that another service carries out, whatever came of it. What was never sent is no
/// post.
///
/// A line has `time`, `site`, `by` (the user of this machine), `action` (`award`, `revoke`, `grade` or `configure`),
/// `username`, what was posted, the `finding` that it mends (several with commas; null for a change in the LMS) and the
/// `attempt`, and then `http`, `message` and `uuid` of the answer or `error`.
package struct JournaledCredentialsService: CredentialsService {
  private let service: any CredentialsService
  private let keep: @Sendable (String) throws -> Void
  private let author: String
  private let clock: @Sendable () -> UTCTime
  private let trouble: @Sendable (any Error) -> Void

  /// Takes the service that posts.
  ///
  /// - Parameters:
  ///   - author: who runs this program.
  ///   - keep: takes each line, without its end, such as ``Journal/append(_:)``.
  ///   - trouble: told when a line could not be kept. The post's answer counts all the same: it has been carried out.
  package init(
    _ service: any CredentialsService,
    author: String,
    clock: @escaping @Sendable () -> UTCTime = { .now },
    keep: @escaping @Sendable (String) throws -> Void,
    trouble: @escaping @Sendable (any Error) -> Void
  ) {
    self.service = service
    self.keep = keep
    self.author = author
    self.clock = clock
    self.trouble = trouble
  }

  /// That of the service.
  package var destination: String { service.destination }

  /// Posts and keeps a line; see `CredentialsService`.
  package func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    do throws(CredentialsTransportError) {
      let answer = try await service.post(request)
      var members: [String: JSONValue] = [
        "http": .number(Double(answer.status)), "message": .string(answer.message),
      ]
      members["uuid"] = answer.body["uuid"]
      keep(request, members)
      return answer
    } catch {
      if !error.isUnsent { keep(request, ["error": .string(error.reason)]) }
      throw error
    }
  }

  /// Asks the service; reading leaves no line.
  package func awardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await service.awardedProgramUUIDs(username: username)
  }

  /// Asks the service; reading leaves no line.
  package func allAwardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await service.allAwardedProgramUUIDs(username: username)
  }

  /// Asks the service; reading leaves no line.
  package func programs(
    containing courseRunKeys: [String]
  ) async throws(CredentialsTransportError) -> [ProgramOutline] {
    try await service.programs(containing: courseRunKeys)
  }

  private func keep(_ request: CredentialsRequest, _ outcome: [String: JSONValue]) {
    var line = request.journalMembers.merging(outcome) { $1 }
    line["time"] = .string(clock().isoFormat)
    line["site"] = .string(service.destination)
    line["by"] = .string(author)
    let cause = PostCause.current
    let findings = (cause?.findings ?? []).map(\.rawValue).joined(separator: ",")
    line["finding"] = findings.isEmpty ? .null : .string(findings)
    line["attempt"] = cause.map { .number(Double($0.attempt)) } ?? .null
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
    let body: JSONValue
    let action: String
    switch self {
    case .credential(let json): (action, body) = (json["status"] == "revoked" ? "revoke" : "award", json)
    case .grade(let json): (action, body) = ("grade", json)
    case .courseCertificate(let json): (action, body) = ("configure", json)
    }
    var result: [String: JSONValue] = ["action": .string(action)]
    for name in [
      "username", "status", "date_override", "course_run", "letter_grade", "percent_grade", "course_id",
      "certificate_type", "certificate_available_date", "is_active",
    ] {
      result[name] = body[name]
    }
    for name in ["course_run_key", "mode", "program_uuid"] { result[name] = body["credential"]?[name] }
    return result
  }
}
