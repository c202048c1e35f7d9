import ArgumentParser
import Celery
import CertificateSync
import CredentialsHTTP
import LearnerRecords
import SiteData
import Terminal

/// `doctor`: checks the configured site step by step.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the configured site step by step, with a remedy for each trouble; writes nothing.",
    discussion: """
      The right to post is proved by an empty post, which the service refuses before it writes anything. With --deployment \
      it also says whether the site of Credentials that answers is the one that is read there.

      The report with the remedies goes to standard output; where posting cannot work, standard error names the reason.

      Where databases are configured to pull from, the way to them is checked as well: program, account, rights. So is the \
      broker of --via celery: its queue is looked at, and nothing is sent.

      Exit status: 0 all that is configured works, 1 it does not.

      Example:
        learner-records --config site.yaml doctor
      """
  )

  @ParentCommand var root: LearnerRecordsCommand
  @OptionGroup var place: FolderOptions
  @OptionGroup var config: ConfigOptions
  @OptionGroup var served: ServedSiteOptions

  private var options: DeploymentOptions {
    DeploymentOptions(place: place, site: config, servedSite: served.servedSite)
  }

  func validate() throws { try root.refuseOptions(in: "doctor", butOf: [.config, .folder, .servedSite]) }

  func run() async throws {
    try await Failure.reporting {
      let settings = try options.site.settings()
      let databases = try settings.databases()
      let desk = try settings.brokerProgram() == nil ? nil : options.desk(isSample: false)
      // A way that fails says nothing of the others.
      var troubles: [String?] = []
      var site: RemoteCredentialsService?
      do { site = try options.configuredSite(isSample: false, records: try records()) } catch let failure as Failure {
        guard databases != nil || desk != nil else { throw failure }
        troubles.append(failure.text)
      }
      guard site != nil || databases != nil || desk != nil else {
        throw Failure(
          (["No site is configured (credentials.url), so there is nothing to check."] + settings.siteRemedy)
            .joined(separator: "\n")
        )
      }
      if let site { troubles.append(await trouble(site)) }
      if let databases { troubles.append(await trouble(databases)) }
      if let desk { troubles.append(await trouble(desk)) }
      let told = troubles.compactMap { $0 }
      guard told.isEmpty else { throw Failure(told.joined(separator: "\n")) }
    }
  }

  /// Checks the way by which is posted.
  ///
  /// - Returns: why nothing can be; nil where all is well.
  private func trouble(_ site: RemoteCredentialsService) async -> String? {
    StandardOutput.line("site: \(site.destination)")
    let results = await SiteCheck(site).run { result in
      Self.tell(result.step.rawValue, "\(result.verdict.rawValue): \(result.finding)")
      for remedy in result.remedies { StandardOutput.line("  \(remedy)") }
    }
    return results.first { $0.verdict == .bad }.map {
      "\(site.destination) cannot be posted to: \($0.step.rawValue): \($0.finding)"
    }
  }

  private func trouble(_ desk: CeleryDesk) async -> String? {
    do {
      let waiting = try await desk.look()
      let tasks = "\(PlanText.count(waiting, "task")) \(waiting == 1 ? "waits" : "wait")"
      Self.tell("broker", "ok: \(desk.place): \(tasks)")
    } catch {
      Self.tell("broker", "FAILED: \(error)")
      return "Tasks cannot be handed over: \(error)"
    }
    if let warning = desk.warning { StandardOutput.line("  \(warning)") }
    return nil
  }

  private func trouble(_ databases: (lms: ClientProgram, credentials: ClientProgram)) async -> String? {
    let results = await DatabaseCheck(lms: databases.lms, credentials: databases.credentials).run { result in
      Self.tell(result.step, "\(result.isGood ? "ok" : "FAILED"): \(result.finding)")
      for remedy in result.remedies { StandardOutput.line("  \(remedy)") }
    }
    return results.first { !$0.isGood }.map { "The databases cannot be pulled: \($0.step): \($0.finding)" }
  }

  /// A line about one step of any check; the longest is "Credentials database".
  private static func tell(_ step: String, _ text: String) {
    StandardOutput.line(TextWidth.padded(step, to: 20) + "  " + text)
  }

  /// The deployment that was named; nil without one.
  private func records() throws -> RecordStore? {
    guard options.deployment != nil else { return nil }
    let folder = try options.folder().path
    return try RecordStore(folder: folder, settings: options.recordSettings(isSample: false))
  }
}
