import ArgumentParser
import Celery
import CertificateSync
import Credentials
import CredentialsHTTP
import Foundation
import LearnerRecords
import Logging
import OpenEdX

/// `--backfill`: shows the plan, asks, posts, and says what came of it.
struct BackfillCommand {
  let deployment: DeploymentOptions
  let options: BackfillOptions
  let programs: ProgramOptions
  let rows: RowOptions
  let format: BackfillFormat
  let concurrency: Int?
  let way: WayOptions

  func run() async throws {
    let opening = try BackfillOpening(deployment, options, format, concurrency: concurrency, via: way.way)
    let opened = opening.opened
    defer { opened.close() }
    let filter = try opened.records.read { reader in
      var filter = try rows.filter()
      filter.programs = try programs.uuids(reader)
      try filter.requireKnown(reader)
      return filter
    }
    let included = try options.included()
    let plan = try BackfillPlan.reading(
      opened.records,
      filter,
      include: included,
      limit: options.limit,
      withheld: way.withheld,
      includingUndone: options.includesUndone,
      includingEvidence: options.postsNothing && format == .jsonl
    )
    if plan.isEmpty, plan.remaining == 0 { try opened.records.read { try filter.requireRows($0) } }
    if options.printedAs != nil {
      let calls = try opened.records.read { try NotifyCredentials(plan, $0).lines }
      for line in calls { StandardOutput.line(line) }
      throw ExitCode(plan.isEmpty && plan.remaining == 0 ? 0 : 2)
    }
    if options.postsNothing, let lines = opening.lines {
      for line in PlanLines(plan).lines { try lines.append(SyncJSON.line(line)) }
      throw ExitCode(plan.isEmpty && plan.remaining == 0 ? 0 : 2)
    }
    let text = PlanText(plan, destination: opening.destination, itemLimit: opening.itemLimit)
    for line in text.lines(in: opening.zone) { format.say(line) }
    if way.isCelery { for line in HandOverText(plan).lines { format.say(line) } }
    if let warning = opened.desk?.warning { format.say("! \(warning)") }
    try opening.sayOrigin()
    try await sayWaiting(beside: plan, opened)
    guard !options.postsNothing, !plan.isEmpty, let engine = opened.engine else {
      throw ExitCode(plan.isEmpty && plan.remaining == 0 ? 0 : 2)
    }
    try await opened.requirePostable()
    try options.ask("\(way.isCelery ? "Hand over" : "Post") \(PlanText.count(plan.count, "row"))?", format)
    let posting = opening.posting(engine)
    let end = try await posting.run(plan)
    if way.isCelery, !end.wasStopped {
      try await HandOverWait(opened: opened, engine: engine, deployment: deployment, format: format).run()
    }
    let left = try BackfillPlan.reading(
      opened.records,
      filter,
      include: included,
      withheld: way.withheld,
      includingUndone: options.includesUndone
    )
    let remaining = sayLeft(left, opened, opening.tally, waiting: end.waiting, isSelection: filter != RunFilter())
    if end.wasStopped, left.count > 0 { posting.sayHowToGoOn() }
    let isAsPosted = try await opening.isAsPosted()
    throw ExitCode(remaining == 0 && end.waiting == 0 && isAsPosted ? 0 : 2)
  }

  /// Says what a second plan would hold.
  ///
  /// - Parameters:
  ///   - waiting: tasks of this plan that are still in the queue, such as grades, which the databases do not show.
  ///   - isSelection: whether only some rows were asked for.
  /// - Returns: how many rows are left to repair; what a site has accepted is none, also when the copy here did not follow.
  private func sayLeft(
    _ left: BackfillPlan,
    _ opened: OpenedDeployment,
    _ tally: BackfillTally,
    waiting: Int,
    isSelection: Bool
  ) -> Int {
    let behind = opened.isForSite ? tally.acceptedRows(of: left) : 0
    let remaining = left.count + left.remaining - behind
    if behind > 0 {
      format.say(
        "\(PlanText.count(behind, "row")) of the copy did not follow what \(opened.destination) has accepted: copy the "
          + "databases again."
      )
    }
    let blocked = left.blockedCount + left.leftOut.count
    let selected = isSelection ? " in the selection" : ""
    let repairable =
      remaining == 0
      ? "nothing\(waiting == 0 ? "" : " else") is left to repair\(selected)"
      : "\(PlanText.count(remaining, "row")) \(remaining == 1 ? "is" : "are") left\(selected) (\(blocked) blocked)"
    let (tasks, verb) = (PlanText.count(waiting, "task"), waiting == 1 ? "waits" : "wait")
    format.say(
      "By the databases in \(opened.folder) \(repairable)\(waiting == 0 ? "" : "; \(tasks) \(verb) in the queue")."
    )
    return remaining
  }

  /// What waits beside the plan is somebody else's wish, or that of a wider backfill: it is named, and left.
  private func sayWaiting(beside plan: BackfillPlan, _ opened: OpenedDeployment) async throws {
    let reader = try opened.engine?.queue.reader ?? QueueReader(readingOnly: opened.records.lmsPath)
    let others = try await reader.waiting(beside: plan)
    guard others > 0 else { return }
    let (verb, them) = others == 1 ? ("waits", "it") : ("wait", "them")
    format.say()
    format.say(
      "Beside the plan \(PlanText.count(others, "task")) \(verb) in the queue, and this backfill does not send \(them). "
        + "To send \(them): \(opened.command("\(CommandName.syncOnce)"))"
    )
  }
}
