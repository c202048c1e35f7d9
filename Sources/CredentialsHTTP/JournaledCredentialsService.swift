import Credentials
import OpenEdX

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Keeps a line of JSON for each post that another service carries out, whatever came of it.
///
/// A line has `time`, `site`, `by` (the user of this machine), `kind`, `username`, what was posted, and then `http`,
/// `message` and `uuid` of the answer or `error`.
public struct JournaledCredentialsService: CredentialsService {
  private let service: any CredentialsService
  private let journal: Journal
  private let author: String
  private let clock: @Sendable () -> UTCTime
  private let trouble: @Sendable (JournalError) -> Void

  /// Takes the service that posts.
  ///
  /// - Parameters:
  ///   - author: who runs this program.
  ///   - trouble: told when a line could not be kept. The post's answer counts all the same: it has been carried out.
  public init(
    _ service: any CredentialsService,
    journal: Journal,
    author: String,
    clock: @escaping @Sendable () -> UTCTime = { .now },
    trouble: @escaping @Sendable (JournalError) -> Void
  ) {
    self.service = service
    self.journal = journal
    self.author = author
    self.clock = clock
    self.trouble = trouble
  }

  /// That of the service.
  public var destination: String { service.destination }

  /// Posts and keeps a line; see `CredentialsService`.
  public func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    do throws(CredentialsTransportError) {
      let answer = try await service.post(request)
      var members: [String: JSONValue] = [
        "http": .number(Double(answer.status)), "message": .string(answer.message),
      ]
      members["uuid"] = answer.body["uuid"]
      keep(request, members)
      return answer
    } catch {
      keep(request, ["error": .string(error.reason)])
      throw error
    }
  }

  /// Asks the service; reading leaves no line.
  public func awardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await service.awardedProgramUUIDs(username: username)
  }

  /// Asks the service; reading leaves no line.
  public func allAwardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await service.allAwardedProgramUUIDs(username: username)
  }

  /// Asks the service; reading leaves no line.
  public func programs(
    containing courseRunKeys: [String]
  ) async throws(CredentialsTransportError) -> [ProgramOutline] {
    try await service.programs(containing: courseRunKeys)
  }

  private func keep(_ request: CredentialsRequest, _ outcome: [String: JSONValue]) {
    var line = request.journalMembers.merging(outcome) { $1 }
    line["time"] = .string(clock().isoFormat)
    line["site"] = .string(service.destination)
    line["by"] = .string(author)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do throws(JournalError) {
      guard let data = try? encoder.encode(JSONValue.object(line)) else {
        throw JournalError(reason: "\(journal.path): a post could not be written as JSON")
      }
      try journal.append(String(decoding: data, as: UTF8.self))
    } catch {
      trouble(error)
    }
  }
}

extension CredentialsRequest {
  /// What was posted, without what is not needed to know what was changed.
  fileprivate var journalMembers: [String: JSONValue] {
    let body: JSONValue
    let kind: String
    switch self {
    case .credential(let json): (kind, body) = ("credential", json)
    case .grade(let json): (kind, body) = ("grade", json)
    case .courseCertificate(let json): (kind, body) = ("course_certificate", json)
    }
    var result: [String: JSONValue] = ["kind": .string(kind)]
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
