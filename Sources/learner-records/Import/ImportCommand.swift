import ArgumentParser
import LearnerRecords
import OpenEdX
import SiteData

/// `import`: a site's MySQL dumps become a deployment.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a deployment from a site's MySQL or MariaDB dumps.",
    discussion: """
      Takes what mysqldump, mariadb-dump and mydumper write, also packed with gzip, zstd or xz: one file with both \
      databases or one file each, folders of mydumper and of mysqldump --tab, and “-” for standard input. The databases \
      are known by their tables, whatever their names. Only what is shown is kept: no passwords, no sessions.

      What cannot be read whole is refused, and the deployment stays as it was; one that is there keeps its queue.

      Exit status: 0 imported, 1 failure, 64 wrong usage, 130 cancelled.

      Examples:
        learner-records import --deployment site openedx.sql.gz credentials.sql.gz
        tutor local exec -T mysql sh -c 'exec mysqldump --all-databases --single-transaction -uroot \
      -p"$MYSQL_ROOT_PASSWORD"' | learner-records import --deployment site -
      """
  )

  @ParentCommand var root: LearnerRecordsCommand
  @OptionGroup var place: FolderOptions

  @Argument(
    help: ArgumentHelp("Dumps: files, folders, or - for standard input.", valueName: "file"),
    completion: .file()
  )
  var files: [String]

  @Option(help: ArgumentHelp("The LMS's database, where several could be meant.", valueName: "name"))
  var lmsDatabase: String?

  @Option(help: ArgumentHelp("The Credentials service's database, where several could be meant.", valueName: "name"))
  var credentialsDatabase: String?

  func validate() throws {
    try root.refuseOptions(in: "import", butOf: [.folder])
    if place.readOnly { throw ValidationError("--read-only does not go with import, which writes the deployment.") }
    if files.filter({ $0 == "-" }).count > 1 { throw ValidationError("Standard input (-) can be read once only.") }
    if place.deployment?.isEmpty == true { throw ValidationError("--deployment is empty. Name a folder.") }
  }

  func run() async throws {
    try await Failure.reporting {
      let folder = place.deployment ?? "site"
      var names: [SiteSide: String] = [:]
      names[.lms] = lmsDatabase
      names[.credentials] = credentialsDatabase
      let run = SiteImport(inputs: files, names: names)
      let bar = ImportBar()
      do {
        let summary = try await EndingSignals.cancelling {
          defer { bar.end() }
          return try await run.run(into: folder) { finished in
            _ = try RecordStore(folder: finished)
          } progress: { progress in
            bar.show(progress)
          }
        }
        for line in ImportText(summary: summary, folder: folder, now: .now).lines { StandardOutput.line(line) }
      } catch is CancellationError {
        StandardError.write("Cancelled; nothing was changed in \(folder).")
        throw ExitCode(130)
      }
    }
  }
}
