import ArgumentParser
import CredentialsHTTP
import LearnerRecords
import SiteData

/// `doctor`: checks the configured site step by step.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the configured site step by step, with a remedy for each trouble; writes nothing.",
    discussion: """
      The right to post is proved by an empty post, which the service refuses before it writes anything. With --deployment \
      it also says whether the site of Credentials that answers is the one that is read there.

      The report with the remedies goes to standard output; where posting cannot work, standard error names the reason.

      Where databases are configured to pull from, the way to them is checked as well: program, account, rights.

      Exit status: 0 posting (and pulling) works, 1 it does not.

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
      guard let site = try options.configuredSite(isSample: false, records: try records()) else {
        if let databases { return try await check(databases) }
        throw Failure(
          (["No site is configured (credentials.url), so there is nothing to check."] + settings.siteRemedy)
            .joined(separator: "\n")
        )
      }
      StandardOutput.line("site: \(site.destination)")
      let width = SiteCheck.Step.allCases.map(\.rawValue.count).max() ?? 0
      let results = await SiteCheck(site).run { result in
        let padding = String(repeating: " ", count: width - result.step.rawValue.count)
        StandardOutput.line("\(result.step.rawValue)\(padding)  \(result.verdict.rawValue): \(result.finding)")
        for remedy in result.remedies { StandardOutput.line("  \(remedy)") }
      }
      if let bad = results.first(where: { $0.verdict == .bad }) {
        throw Failure("\(site.destination) cannot be posted to: \(bad.step.rawValue): \(bad.finding)")
      }
      if let databases { try await check(databases) }
    }
  }

  private func check(_ databases: (lms: ClientProgram, credentials: ClientProgram)) async throws {
    let results = await DatabaseCheck(lms: databases.lms, credentials: databases.credentials).run { result in
      StandardOutput.line("\(result.step)  \(result.isGood ? "ok" : "FAILED"): \(result.finding)")
      for remedy in result.remedies { StandardOutput.line("  \(remedy)") }
    }
    if let bad = results.first(where: { !$0.isGood }) {
      throw Failure("The databases cannot be pulled: \(bad.step): \(bad.finding)")
    }
  }

  /// The deployment that was named; nil without one.
  private func records() throws -> RecordStore? {
    guard options.deployment != nil else { return nil }
    let folder = try options.folder().path
    return try RecordStore(folder: folder, settings: options.recordSettings(isSample: false))
  }
}
