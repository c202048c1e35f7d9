import ArgumentParser
import CredentialsHTTP
import Foundation
import SiteData

/// `pull`: a site's live databases into a deployment.
struct PullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Copy what is needed of a site's live databases into a deployment, or bring one up to date.",
    discussion: """
      The rows come through the site's own mysql or mariadb client program; nothing is written there and no lock is \
      taken. The settings lms.database and credentials.database say how they are reached: by a URL or by a command. A \
      second pull reads what has changed. Until all is read the deployment is as it was, whatever happens. Without \
      --deployment it is the folder “site”.

      Exit status: 0 pulled, 1 failure, 64 wrong usage, 130 cancelled.

      Examples:
        learner-records pull --grants | mysql --force
        learner-records --config site.yaml --deployment DIR pull
      """
  )

  @ParentCommand var root: LearnerRecordsCommand
  @OptionGroup var place: FolderOptions
  @OptionGroup var site: ConfigOptions
  @OptionGroup var options: PullOptions

  func validate() throws { try root.refuseOptions(in: "pull", butOf: [.folder, .config]) }

  func run() async throws {
    try await Failure.reporting {
      if options.grants { return printGrants() }
      if place.readOnly { throw Failure("pull changes the deployment, and --read-only forbids it.") }
      let folder = place.deployment ?? "site"
      if folder.isEmpty { throw Failure("--deployment is empty. Name a folder; it is made when it is not there.") }
      guard let (lms, credentials) = try site.settings().databases() else {
        throw Failure(Settings.databaseRemedy.joined(separator: "\n"))
      }
      try await pull(SitePull(lms: lms, credentials: credentials, folder: folder))
    }
  }

  private func pull(_ plain: SitePull) async throws {
    let progress = PullProgress()
    var pull = plain
    pull.anew = options.anew
    pull.pause = .seconds(options.polite ?? 0)
    if let seconds = options.statementSeconds {
      pull.lms.statementSeconds = seconds
      pull.credentials.statementSeconds = seconds
    }
    pull.tell = { progress.tell($0) }
    do {
      let report = try await EndingSignals.cancelling { [pull] in try await pull.run() }
      progress.end()
      for line in PullText(report, folder: plain.folder).lines { StandardOutput.line(line) }
    } catch is CancellationError {
      progress.end()
      StandardError.write("Cancelled; nothing was changed in \(plain.folder).")
      throw ExitCode(130)
    } catch {
      progress.end()
      throw error
    }
  }

  private func printGrants() {
    StandardOutput.line(
      "-- Put a password in the place of \(PullGrants.passwordPlace), and the names of your databases."
    )
    for line in PullGrants().lines { StandardOutput.line(line) }
  }
}
