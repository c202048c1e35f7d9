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
  let filter: RunFilter
  let format: BackfillFormat
  let concurrency: Int?
  let way: WayOptions

  func run() async throws {
    try requireUse()
    let bar = ProgressBar()
    let ledger = PostedCredentials()
    let tally = BackfillTally()
    let lines = format == .jsonl ? JournalOutput() : nil
    let opened = try OpenedDeployment(
      deployment,
      writable: !options.postsNothing,
      limits: options.postsNothing ? nil : try limits(),
      logger: Logger(label: "backfill") { _ in SwiftLogNoOpLogHandler() },
      via: way.way,
      posts: PostWatch(
        line: lines?.append,
        ledger: options.verify ? ledger : nil,
        trouble: { bar.note($0) }
      ),
      listener: { report in
        tally.count(report)
        bar.count(report.outcome)
      }
    )
    defer { opened.close() }
    try opened.records.read { try filter.requireKnown($0) }
    let included = try options.included()
    let plan = try BackfillPlan.reading(
      opened.records,
      filter,
      include: included,
      limit: options.limit,
      withheld: way.withheld,
      includingEvidence: options.postsNothing && format == .jsonl
    )
    if plan.isEmpty, plan.remaining == 0 { try opened.records.read { try filter.requireRows($0) } }
    if options.printedAs != nil {
      let calls = try opened.records.read { try NotifyCredentials(plan, $0).lines }
      for line in calls { StandardOutput.line(line) }
      throw ExitCode(plan.isEmpty && plan.remaining == 0 ? 0 : 2)
    }
    if options.postsNothing, let lines {
      for line in PlanLines(plan).lines { try lines.append(SyncJSON.line(line)) }
      throw ExitCode(plan.isEmpty && plan.remaining == 0 ? 0 : 2)
    }
    let destination = options.postsNothing ? "no one: this is a dry run of \(opened.folder)" : opened.destination
    for line in PlanText(plan, destination: destination, itemLimit: options.postsNothing ? nil : 20).lines {
      format.say(line)
    }
    if way.isCelery { for line in HandOverText(plan).lines { format.say(line) } }
    if let warning = opened.desk?.warning { format.say("! \(warning)") }
    if let site = try opened.records.readValue({ $0.siteLine }) { format.say(site) }
    if let origin = try opened.records.originText() { format.say(origin.line(now: .now)) }
    try await sayWaiting(beside: plan, opened)
    guard !options.postsNothing, !plan.isEmpty, let engine = opened.engine else {
      throw ExitCode(plan.isEmpty && plan.remaining == 0 ? 0 : 2)
    }
    try await opened.requireNoneElsewhere()
    try await requireOpenQueue(opened)
    try ask(plan)
    let posting = BackfillPosting(opened: opened, engine: engine, tally: tally, bar: bar, format: format)
    let wasStopped = try await posting.run(plan)
    if way.isCelery, !wasStopped {
      try await HandOverWait(opened: opened, engine: engine, deployment: deployment, format: format).run()
    }
    let left = try BackfillPlan.reading(opened.records, filter, include: included, withheld: way.withheld)
    let remaining = sayLeft(left, opened, tally)
    if wasStopped, left.count > 0 { posting.sayHowToGoOn() }
    var isAsPosted = true
    if options.verify, let reading = opened.reading {
      isAsPosted = await BackfillVerification(reading: reading, ledger: ledger, format: format)
        .run(try limits())
    }
    throw ExitCode(remaining == 0 && isAsPosted ? 0 : 2)
  }

  private func requireUse() throws {
    if deployment.readOnly, !options.postsNothing {
      throw Failure(
        "--backfill changes the deployment, and --read-only forbids it. Add --dry-run to see the plan only."
      )
    }
    if !options.postsNothing, !options.yes, isatty(STDIN_FILENO) == 0 {
      throw ValidationError("Without a terminal to ask on, --backfill needs --yes or --dry-run.")
    }
  }

  /// As many tasks in flight as asked for, else as the site may have connections, which is 8 unless configured.
  private func limits() throws -> EngineLimits {
    // The sample is posted nowhere, so its backfill does not ask for the settings of a site.
    let connections =
      try deployment.deployment == nil ? TransportSettings().connections : deployment.site.settings().connections
    return EngineLimits(concurrency: concurrency ?? connections, requestsPerSecond: options.rate)
  }

  /// Says what a second plan would hold.
  ///
  /// - Returns: how many rows are left to repair; what a site has accepted is none, also when the copy here did not follow.
  private func sayLeft(_ left: BackfillPlan, _ opened: OpenedDeployment, _ tally: BackfillTally) -> Int {
    let behind = opened.isForSite ? tally.acceptedRows(of: left) : 0
    let remaining = left.count + left.remaining - behind
    if behind > 0 {
      format.say(
        "\(PlanText.count(behind, "row")) of the copy did not follow what \(opened.destination) has accepted: copy the "
          + "databases again."
      )
    }
    let blocked = left.blockedCount + left.leftOut.count
    format.say(
      remaining == 0
        ? "By the databases in \(opened.folder) nothing is left to repair."
        : "By the databases in \(opened.folder) \(PlanText.count(remaining, "row")) left (\(blocked) blocked)."
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
        + "To send \(them): \(opened.command("sync --once"))"
    )
  }

  private func ask(_ plan: BackfillPlan) throws {
    guard !options.yes else { return }
    let question = "\(way.isCelery ? "Hand over" : "Post") \(PlanText.count(plan.count, "row"))? [y/N] "
    StandardError.write(OutputText(visible: "\n\(question)"))
    let answer = readLine()?.lowercased() ?? ""
    guard answer == "y" || answer == "yes" else {
      format.say("Nothing was posted.")
      throw ExitCode(2)
    }
  }

  /// A pause was made for a reason, by an operator or by a refusal; a backfill does not lift it unasked.
  private func requireOpenQueue(_ opened: OpenedDeployment) async throws {
    guard let pause = try await opened.pausedQueue() else { return }
    throw Failure("The queue is paused, so nothing was posted: \(pause.reason)\n\(pause.remedy)")
  }
}
