import OpenEdX

/// Where an advised command has to work: what it names beside what it does, so that a copy of it does here what it would
/// do there.
package struct CommandPlace: Sendable, Hashable {
  /// The deployment's folder; nil for the one that is opened without being named.
  package var deployment: String?
  /// The configuration file that was named; nil for the one that is found without. Another names another site.
  package var config: String?

  /// Whether the site's databases are configured, so that it can be read again without dumps.
  package var canPull: Bool

  /// Whether the command is shown in ASCII alone, so that other letters have to be escaped in it.
  package var asciiOnly: Bool

  /// Takes these.
  package init(
    deployment: String? = nil,
    config: String? = nil,
    canPull: Bool = false,
    asciiOnly: Bool = false
  ) {
    self.deployment = deployment
    self.config = config
    self.canPull = canPull
    self.asciiOnly = asciiOnly
  }

  /// The program's name with the options, quoted for a shell.
  package var words: [String] {
    var words = ["learner-records"]
    if let deployment { words.append(option(.deployment, deployment)) }
    if let config { words.append(option(.config, config)) }
    return words
  }

  /// The command that reads the site again; nil for the sample, which is no copy.
  package var refreshing: String? {
    guard let deployment else { return nil }
    let folder = option(.deployment, deployment)
    guard canPull else { return "\(CommandName.import) \(folder) FILE…" }
    let file = config.map { [option(.config, $0)] } ?? []
    return ([CommandName.pull.rawValue, folder] + file).joined(separator: " ")
  }

  /// An option with its value, quoted for a shell.
  func option(_ name: OptionName, _ value: String) -> String { ShellWord.option(name, value, asciiOnly: asciiOnly) }
}

/// Whom and what a step is about.
package struct NextStepSubject: Sendable, Hashable {
  /// Where commands work.
  package var place: CommandPlace
  /// The learner.
  package var username: String
  /// The learner's id in the LMS, for the LMS's own commands.
  package var lmsUserID: Int64?
  /// The course run, for a run's finding.
  package var courseRun: String?
  /// The program, for a program's finding.
  package var program: ProgramUUID?

  /// Takes the subject.
  package init(
    at place: CommandPlace,
    username: String,
    lmsUserID: Int64? = nil,
    courseRun: String? = nil,
    program: ProgramUUID? = nil
  ) {
    self.place = place
    self.username = username
    self.lmsUserID = lmsUserID
    self.courseRun = courseRun
    self.program = program
  }

  /// `learner-records [--deployment DIR] [--config FILE] --backfill --user … [--course …] [--include …]`
  func backfill(including finding: Finding) -> String {
    var words = place.words
    words += [OptionName.backfill.rawValue, place.option(.user, username)]
    if let courseRun { words.append(place.option(.course, courseRun)) }
    if let program { words.append(place.option(.program, program.hex)) }
    if !finding.isRepairedByDefault { words.append(place.option(.include, finding.rawValue)) }
    return words.joined(separator: " ")
  }
}
