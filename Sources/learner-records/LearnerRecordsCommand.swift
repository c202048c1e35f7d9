import ArgumentParser

@main
struct LearnerRecordsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learner-records",
    abstract: "See which course runs learners wrongly see as “Not Earned”, why, and backfill them.",
    discussion: """
      Without options it opens the terminal UI. A deployment is a folder with the two databases of an Open edX site,
      lms.sqlite and credentials.sqlite. Without --deployment the sample deployment is opened, which is made from the
      repository's data folder; that needs the command to be started in the repository.

      Exit status: 0 all is well or repaired, 1 failure, 2 something is left to repair, 64 wrong usage.
      """,
    version: "0.1.0",
    subcommands: [RaceCommand.self, ConfigCommand.self, DoctorCommand.self]
  )

  @OptionGroup var deployment: DeploymentOptions
  @OptionGroup(title: "Backfill") var backfill: BackfillOptions

  func validate() throws { try backfill.validateUse() }

  func run() async throws {
    try await Failure.reporting {
      if backfill.backfill {
        try deployment.confirmSite(backfill)
        try await BackfillCommand(deployment: deployment, options: backfill).run()
      } else {
        try await ConsoleCommand(deployment: deployment).run()
      }
    }
  }
}
