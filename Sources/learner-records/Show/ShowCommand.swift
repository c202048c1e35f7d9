import ArgumentParser
import CertificateSync
import CredentialsHTTP
import Foundation
import LearnerRecords
import OpenEdX
import Terminal

/// `show`: one learner's record as the page shows it, and the truth beside it.
struct ShowCommand: AsyncParsableCommand {
  enum Format: String, CaseIterable {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a learner's record as the learner sees it, why, and what to do next.",
    discussion: """
      Nothing is written. As JSON, with --program, the output is the answer of the Credentials service for that page; \
      without, the list's answer, the answers of the learner's programs, and the findings.

      Examples:
        learner-records --deployment DIR show ada@example.org
        learner-records --deployment DIR show ada --format json
        learner-records --deployment DIR show ada --history
      """
  )

  @ParentCommand var root: LearnerRecordsCommand
  @OptionGroup var place: FolderOptions
  @OptionGroup var config: ConfigOptions
  @OptionGroup var served: ServedSiteOptions

  @Argument(help: "A username, an e-mail address, an LMS user id, or a full name that only one learner has.")
  var username: String

  @Flag(help: "Show what happened to the learner, over both systems, the queue and the posts.")
  var history = false

  @OptionGroup var programs: ProgramOptions

  @OptionGroup var format: FormatOptions

  private var deployment: DeploymentOptions {
    DeploymentOptions(place: place, site: config, servedSite: served.servedSite)
  }

  func validate() throws {
    try root.refuseOptions(in: "show", butOf: [.folder, .config, .servedSite, .programs, .format])
    _ = try format.choice(Format.text)
    try programs.validateValue()
    guard programs.program.count <= 1 else { throw ValidationError("show takes one --program at most.") }
    guard !history || programs.program.isEmpty else {
      throw ValidationError("--history is that of the learner in all programs; leave --program out.")
    }
  }

  func run() async throws {
    try await Failure.reporting {
      let folder = try deployment.folder()
      if history { return try await showHistory(in: folder.path) }
      let output = try AuditOutput()
      let settings = try deployment.recordSettings(isSample: folder.isSample)
      try RecordStore(folder: folder.path, settings: settings).read { reader in
        let match = try match(reader)
        let program = try programs.uuids(reader).first
        switch try format.choice(Format.text) {
        case .json:
          let json = ShowJSON(reader: reader, match: match, now: .now)
          let spelled = programs.program.first { ProgramUUID($0) != nil }
          try output.line(try ShowJSON.text(try json.value(program: program, spelled: spelled)))
        case .text:
          let siteSettings = try deployment.site.settings()
          // The commands that are shown keep the file.
          let place = CommandPlace(
            deployment: folder.isSample ? nil : folder.path,
            config: folder.isSample ? nil : deployment.site.config,
            canPull: siteSettings.hasDatabases,
            asciiOnly: !PlainText.environmentIsUTF8
          )
          let text = ShowText(reader: reader, match: match, place: place, zone: try siteSettings.zone(), now: .now)
          for line in try text.lines(program: program) { try output.visibleLine(line) }
        }
      }
      try output.flush()
    }
  }

  /// The learner of that username, address or id; of a full name, in any order of its words, when only one has it.
  private func match(_ reader: RecordReader) throws -> LearnerMatch {
    if let match = try reader.findLearner(username) { return match }
    // No username has a space, so that a misspelled one never shows somebody else.
    if username.contains(" ") {
      let found = try reader.learnerIndex().search(username, limit: 2)
      if found.total == 1, let person = try reader.people(found.learners).first,
        let match = try reader.findLearner(person.username)
      {
        return match
      }
    }
    throw Failure(try LearnerHint.unknown(username, nil, reader))
  }

  private func showHistory(in folder: String) async throws {
    let records = try RecordStore(folder: folder)
    let name = try records.read { reader in
      try match(reader).person.username
    }
    let queue = try QueueReader(readingOnly: records.lmsPath)
    guard let history = try await LearnerHistory.reading(records, queue: queue, username: name) else {
      throw Failure("Neither the LMS nor Credentials knows “\(LearnerHint.short(name))”.")
    }
    let output = try AuditOutput()
    for line in try ShowHistory(history, in: deployment.site.settings().zone()).lines(try format.choice(Format.text)) {
      try output.visibleLine(line)
    }
    try output.flush()
  }
}
