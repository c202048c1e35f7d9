import Credentials
import OpenEdX

/// The site of Credentials that is read here, as far as it can be told from the others over HTTP.
///
/// The host of a request picks the site, and a host that the service does not know falls back to its default one
/// (<doc:CredentialsAPI#Learner-records>). A post that reaches another site than the one that was read makes configurations there.
package struct ExpectedSite: Sendable, Hashable {
  /// The site in a few words.
  package let name: String
  /// What its pages call the platform; nil where that tells no two sites apart.
  package let platformName: String?
  /// Some of its programs.
  package let programs: [ProgramUUID]

  /// Takes what is known of it.
  package init(name: String, platformName: String?, programs: [ProgramUUID]) {
    self.name = name
    self.platformName = platformName
    self.programs = programs
  }
}

/// Which site answers, held against the one that is read.
enum SiteAnswer: Sendable, Hashable {
  case same
  /// Another one, and by what that is known.
  case other(String)
  /// Nothing can be told; asked again later it may be, where the trouble was one of the line.
  case unknown(isFinal: Bool)
}

/// Asks once which site answers, for all posts that wait to be sent.
actor SiteAgreement {
  nonisolated let expected: ExpectedSite
  private var isSettled = false
  private var question: Task<SiteAnswer, Never>?

  init(_ expected: ExpectedSite) { self.expected = expected }

  /// By what it is known that another site answers; nil where none does, or nothing can be told.
  func difference(_ ask: @escaping @Sendable () async -> SiteAnswer) async -> String? {
    if isSettled { return nil }
    // A task of its own: when the one that asked is cancelled, the others still get the answer.
    let asked = question ?? Task { await ask() }
    question = asked
    let answer = await asked.value
    question = nil
    switch answer {
    case .same, .unknown(isFinal: true): isSettled = true
    case .unknown(isFinal: false): break
    case .other(let reason): return reason
    }
    return nil
  }
}

extension RemoteCredentialsService {
  /// Makes sure before a post that the site that answers is the one that was read.
  ///
  /// - Throws: `CredentialsTransportError` where it is not; then nothing was sent, and the queue pauses.
  func requireExpectedSite() async throws(CredentialsTransportError) {
    guard let agreement else { return }
    guard let difference = await agreement.difference({ await answeringSite(agreement.expected) }) else { return }
    throw CredentialsTransportError(
      "\(destination): nothing was sent: \(difference). Name the site's own host with credentials.host, or the site that "
        + "answers with credentials.site",
      isConfiguration: true,
      isUnsent: true
    )
  }

  /// Finds out by the page of a program: another site fails over a program that it does not have, and has a platform name
  /// of its own. Reads only.
  func answeringSite(_ expected: ExpectedSite) async -> SiteAnswer {
    for program in expected.programs {
      let call = HTTPCall(method: .get, path: "/records/api/v1/program_records/\(program.dashed)/")
      let answer: CredentialsAnswer
      do throws(CredentialsTransportError) { answer = try await self.answer(to: call) } catch {
        return .unknown(isFinal: false)
      }
      switch answer.status {
      case 200:
        guard let wanted = expected.platformName, let found = answer.body["record"]?["platform_name"]?.string,
          found != wanted
        else { return .same }
        let name = ReadableLine.of(found, limit: 80)
        return .other("the site that answers calls itself “\(name)”, and \(expected.name) is “\(wanted)”")
      case 500: continue
      default: return .unknown(isFinal: (400..<500).contains(answer.status) && answer.status != 429)
      }
    }
    guard !expected.programs.isEmpty else { return .unknown(isFinal: true) }
    let count = expected.programs.count
    return .other(
      "the site that answers fails over \(count == 1 ? "the program" : "each of \(count) programs") that was looked for of "
        + "\(expected.name), as one does that does not have it"
    )
  }
}
