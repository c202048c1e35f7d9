import ArgumentParser
import CertificateSync
import Credentials
import CredentialsHTTP
import DatabaseFile
import LMS
import LearnerRecords
import Logging
import OpenEdX

/// `--backfill --undo`: shows how a run would be taken back, asks, posts, and says what came of it.
struct UndoCommand {
  let run: String
  let deployment: DeploymentOptions
  let options: BackfillOptions
  let format: BackfillFormat
  let concurrency: Int?

  func run() async throws {
    let opening = try BackfillOpening(deployment, options, format, concurrency: concurrency)
    let opened = opening.opened
    defer { opened.close() }
    let journal = try journal(opened)
    let plan = try plan(journal, opened.records)
    if options.postsNothing, let lines = opening.lines {
      for line in plan.jsonLines { try lines.append(SyncJSON.line(line)) }
      throw ExitCode(status(plan))
    }
    for line in plan.lines(destination: opening.destination, itemLimit: opening.itemLimit, in: opening.zone) {
      format.say(line)
    }
    try opening.sayOrigin()
    guard !options.postsNothing, !plan.isEmpty, let engine = opened.engine else { throw ExitCode(status(plan)) }
    try await opened.requirePostable()
    try options.ask("Post \(PlanText.count(plan.posts.count, "row"))?", format)
    let posting = opening.posting(engine)
    let end = try await posting.run(plan)
    let left = try self.plan(journal, opened.records)
    let remaining = left.posts.count + left.remaining
    format.say(
      remaining == 0
        ? "By the databases in \(opened.folder) nothing of the run is left to undo."
        : "By the databases in \(opened.folder) \(PlanText.count(remaining, "row")) of the run "
          + "\(remaining == 1 ? "is left as it is" : "are left as they are")."
    )
    if end.wasStopped, !left.isEmpty { posting.sayHowToGoOn() }
    let isAsPosted = try await opening.isAsPosted()
    throw ExitCode(remaining == 0 && isAsPosted ? 0 : 2)
  }

  private func status(_ plan: UndoPlan) -> Int32 { plan.isEmpty && plan.remaining == 0 ? 0 : 2 }

  /// What the journal tells of the run.
  ///
  /// - Throws: `Failure` for a run that nobody made, that went to another place, or of which nothing was accepted.
  private func journal(_ opened: OpenedDeployment) throws -> JournalRun {
    let journal = try JournalRun(run, folder: opened.folder)
    guard journal.lines > 0 else { throw Failure(try unknown(journal, opened.folder)) }
    let site = try deployment.configuredSite(isSample: opened.isSample)
    let here = site?.destination ?? QueueDestination.copy.description
    if let other = journal.sites.sorted().first(where: { $0 != here }) {
      let remedy =
        other == QueueDestination.copy.description
        ? "Undo it without a configured site." : "Undo it with that site configured (credentials.url)."
      throw Failure("The run \(run) posted to \(other), and posts now go to \(here). \(remedy)")
    }
    guard journal.posts.isEmpty else { return journal }
    let others = [(journal.grades, "grade"), (journal.dates, "available date")].filter { $0.0 > 0 }
    let accepted = others.map { PlanText.count($0.0, $0.1) }.joined(separator: " and ")
    throw Failure(
      others.isEmpty
        ? "There is nothing to undo: no post of the run \(run) was accepted."
        : "There is nothing to undo: the run \(run) posted \(accepted), which cannot be taken back."
    )
  }

  private func unknown(_ journal: JournalRun, _ folder: String) throws -> String {
    let torn =
      journal.tornLines == 0 ? "" : " \(PlanText.count(journal.tornLines, "line")) of it cannot be read."
    let last = try JournalRun.last(folder: folder)
    let known = last.isEmpty ? "It names no run." : "Its last runs are: \(last.joined(separator: ", "))."
    return "--undo: the journal in \(folder) has no run “\(LearnerHint.short(run))”. \(known)\(torn)"
  }

  private func plan(_ journal: JournalRun, _ records: RecordStore) throws -> UndoPlan {
    let names = Array(Set(journal.posts.map { ExactText($0.username) }))
    let lms = try LMSDatabase(path: records.lmsPath, access: .readOnly)
    let credentials = try CredentialsDatabase(path: records.credentialsPath, access: .readOnly)
    defer {
      lms.file.close()
      credentials.file.close()
    }
    let held = try credentials.credentials(usernames: names.map(\.text))
    return UndoPlan(
      journal,
      held: Dictionary(uniqueKeysWithValues: zip(names, held)),
      userIDs: try lms.userIDs(of: names.map(\.text))
    )
  }
}
