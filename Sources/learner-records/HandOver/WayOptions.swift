import ArgumentParser
import CertificateSync
import OpenEdX

/// Who posts.
///
/// A group of its own, because the root command has the option for `--backfill`; see ``ProgramOptions``.
struct WayOptions: ParsableArguments {
  /// Who posts.
  enum Way: String, ExpressibleByArgument, CaseIterable {
    /// This program, to the Credentials service.
    case http
    /// The LMS's Celery workers, to whom tasks are handed over.
    case celery
  }

  @Option(
    help: ArgumentHelp(
      """
      Who posts: http, this program (unless given); or celery, the LMS's own workers, over the site's Redis broker, which \
      needs no token.
      """,
      valueName: "way"
    )
  )
  var via: Way?

  /// Who posts.
  var way: Way { via ?? .http }

  /// Whether tasks are handed over.
  var isCelery: Bool { way == .celery }

  /// What is left out of a plan because of the way, and why.
  var withheld: [Finding: String] { isCelery ? HandOverDesk.withheld : [:] }

  /// Refuses findings that are repaired by revoking, where tasks are handed over.
  func requireAwards(_ included: Set<Finding>, _ option: String) throws {
    guard isCelery, let finding = Finding.allCases.first(where: { included.contains($0) && withheld[$0] != nil })
    else { return }
    throw ValidationError("\(option) \(finding.rawValue): revocations are never handed over with --via celery.")
  }
}
