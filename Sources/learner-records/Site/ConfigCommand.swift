import ArgumentParser
import CredentialsHTTP
import Foundation

/// `config`: the settings in force and where each comes from.
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show the settings in force and where each comes from; secrets are masked.",
    discussion: """
      A setting comes from the environment, else from the configuration file, else it has its default. The variable of \
      credentials.url is LEARNER_RECORDS_CREDENTIALS_URL, and so on. Secrets never stand in the configuration file: they \
      come from the environment, or from files that their owner alone can read. A path begins with / or ~/; else one \
      in the file begins at the file's folder, and one in a variable at the working directory.

      Settings: \(SettingKey.allCases.map(\.rawValue).joined(separator: ", ")).

      Examples:
        learner-records config --example > config.yaml
        learner-records --config config.yaml config
      """
  )

  @ParentCommand var root: LearnerRecordsCommand
  @OptionGroup var options: ConfigOptions

  @Flag(help: "Print a whole configuration file: every setting, commented out, with its meaning and its default.")
  var example = false

  func validate() throws { try root.refuseOptions(in: "config", butOf: [.config]) }

  func run() async throws {
    try await Failure.reporting {
      if example {
        for line in SettingsExample.lines { StandardOutput.line(line) }
        return
      }
      let settings = try options.settings()
      StandardOutput.line("file: \(settings.file ?? "none")")
      let rows = settings.listing
      let width = rows.map(\.name.count).max() ?? 0
      for row in rows {
        let padding = String(repeating: " ", count: width - row.name.count)
        StandardOutput.line("\(row.name)\(padding)  \(row.value)  (\(row.origin))")
      }
      // What is printed is also what works.
      _ = try settings.preferences()
      try settings.checkSecretFiles()
      let site = try settings.service()
      StandardOutput.line(site.map { "site: \($0.destination)" } ?? "site: none, nothing leaves this machine")
      if site == nil { for line in settings.siteRemedy { StandardOutput.line(line) } }
    }
  }
}

/// Where the settings are.
struct ConfigOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The configuration file, YAML or JSON. Default: learner-records/config.yaml in XDG_CONFIG_HOME or ~/.config.",
      valueName: "file"
    ),
    completion: .file(extensions: ["yaml", "yml", "json"])
  )
  var config: String?

  /// The settings in force.
  func settings() throws -> Settings {
    try Settings.read(file: config, environment: ProcessInfo.processInfo.environment)
  }
}
