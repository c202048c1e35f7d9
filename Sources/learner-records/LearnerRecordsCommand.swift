import ArgumentParser
import Foundation
import LearnerRecords
import Terminal

@main
struct LearnerRecordsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learner-records",
    abstract: "See which course runs learners wrongly see as “Not Earned”, why, and backfill them.",
    discussion: """
      Without options it opens the terminal UI. A deployment is a folder with the two databases of an Open edX site, \
      lms.sqlite and credentials.sqlite. Without --deployment the sample deployment is opened: in a clone of the \
      repository its .sample, else ~/.local/share/learner-records/sample. Delete that folder to begin anew.

      Exit status: 0 all is well or repaired, 1 failure, 2 something is left to repair, 64 wrong usage.

      Examples:
        learner-records --deployment DIR
        learner-records --deployment DIR --backfill --dry-run
        learner-records --deployment DIR --backfill --user ada,grace --verify
        learner-records --deployment DIR --backfill --undo 2026-11-29T23:57:04Z
      """,
    version: ProgramVersion.text,
    subcommands: [
      ImportCommand.self, PullCommand.self, ShowCommand.self, AuditCommand.self, SyncCommand.self, LMSCommand.self,
      RaceCommand.self, ConfigCommand.self, DoctorCommand.self, KeysCommand.self, BackfillHint.self,
    ]
  )

  @OptionGroup var place: FolderOptions
  @OptionGroup var config: ConfigOptions
  @OptionGroup var served: ServedSiteOptions
  @OptionGroup var stale: StaleCopyOptions
  @OptionGroup(title: "Terminal UI") var console: ConsoleOptions
  @OptionGroup(title: "Backfill") var backfill: BackfillOptions
  @OptionGroup(title: "Backfill") var format: FormatOptions
  @OptionGroup(title: "Backfill") var inFlight: ConcurrencyOptions
  @OptionGroup(title: "Backfill") var way: WayOptions
  @OptionGroup(title: "Backfill") var programs: ProgramOptions
  @OptionGroup(title: "Backfill") var rows: RowOptions

  private var deployment: DeploymentOptions {
    DeploymentOptions(place: place, site: config, servedSite: served.servedSite, staleCopy: stale.staleCopy)
  }

  /// What the root command takes, by what subcommands may take as well.
  enum Group: CaseIterable {
    case folder
    case config
    case servedSite
    case staleCopy
    case console
    case backfill
    case format
    case concurrency
    case way
    case programs
    case rows
  }

  /// Refuses the options that a subcommand does not use: the root command reads its own wherever they stand, and would
  /// else swallow them.
  func refuseOptions(in command: String, butOf used: Set<Group> = []) throws {
    for group in Group.allCases where !used.contains(group) {
      if let given = given(group) { throw ValidationError("\(given) does not go with \(command).") }
    }
  }

  /// The first option of a group that was given.
  private func given(_ group: Group) -> String? {
    switch group {
    case .folder: place.given
    case .config: config.config == nil ? nil : "--config"
    case .servedSite: served.servedSite == nil ? nil : "--site"
    case .staleCopy: stale.staleCopy ? "--stale-copy" : nil
    case .console: console.given
    case .backfill: backfill.backfill ? "--backfill" : backfill.given
    case .format: format.format == nil ? nil : "--format"
    case .concurrency: inFlight.concurrency == nil ? nil : "--concurrency"
    case .way: way.via == nil ? nil : "--via"
    case .programs: programs.program.isEmpty ? nil : "--program"
    case .rows: rows.given
    }
  }

  /// Parses, runs and ends. ArgumentParser's own `main` would print what was typed as it is, when it complains of it.
  static func main() async {
    CrashReport.install(
      program: "learner-records \(configuration.version)",
      reporting: """
        Nothing that was posted or enqueued is lost: the next start goes on with it.
        Please report these lines, those above them, and what you did, to those who maintain the program for you.

        """
    )
    // The help of the program itself needs none of the parsing, which takes longer than the text.
    if CommandLine.arguments.dropFirst().elementsEqual(["--help"]) {
      tell(helpMessage())
      Foundation.exit(EXIT_SUCCESS)
    }
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      let (message, code) = (fullMessage(for: error), exitCode(for: error))
      if code != .success {
        let hint = subcommandHint(CommandLine.arguments.dropFirst().first ?? "", message)
        if !message.isEmpty { StandardError.line(message + hint) }
      } else {
        tell(message)
      }
      Foundation.exit(code.rawValue)
    }
  }

  private static func tell(_ message: String) {
    for line in message.split(separator: "\n", omittingEmptySubsequences: false) { StandardOutput.data(String(line)) }
  }

  /// The subcommand that was meant by a word that is none, as a line; "" where none is near.
  private static func subcommandHint(_ word: String, _ message: String) -> String {
    guard message.contains("Unexpected argument '\(word)'") else { return "" }
    var nearest = NearestNames(to: word, limit: 1)
    for subcommand in configuration.subcommands { nearest.add(subcommand.configuration.commandName ?? "") }
    return nearest.names.first.map { "\nDid you mean “learner-records \($0)”?" } ?? ""
  }

  func run() async throws {
    try await Failure.reporting {
      // Not in `validate`, which is called for subcommands as well: theirs have options of the same names.
      try backfill.validateUse(programs, rows, format, inFlight, way)
      try console.validateUse(backfill: backfill.backfill)
      if backfill.backfill {
        let format = try format.choice(BackfillFormat.text)
        if !backfill.postsNothing, !backfill.yes {
          if way.isCelery { try deployment.confirmBroker(format.say) } else { try deployment.confirmSite(format.say) }
        }
        if let run = backfill.undo {
          return try await UndoCommand(
            run: run,
            deployment: deployment,
            options: backfill,
            format: format,
            concurrency: inFlight.concurrency
          ).run()
        }
        try await BackfillCommand(
          deployment: deployment,
          options: backfill,
          programs: programs,
          rows: rows,
          format: format,
          concurrency: inFlight.concurrency,
          way: way
        ).run()
      } else {
        try await ConsoleCommand(deployment: deployment, options: console).run()
      }
    }
  }
}
