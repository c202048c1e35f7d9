import ArgumentParser
import CertificateSync
import Foundation
import LearnerRecords
import Logging
import OpenEdX

/// `--backfill`: shows the plan, asks, posts, and says what came of it.
struct BackfillCommand {
  let deployment: DeploymentOptions
  let options: BackfillOptions
  let filter: RunFilter

  func run() async throws {
    if deployment.readOnly, !options.dryRun {
      throw Failure(
        "--backfill changes the deployment, and --read-only forbids it. Add --dry-run to see the plan only."
      )
    }
    if !options.dryRun, !options.yes, isatty(STDIN_FILENO) == 0 {
      throw ValidationError("Without a terminal to ask on, --backfill needs --yes or --dry-run.")
    }
    let progress = ProgressBar()
    let opened = try OpenedDeployment(
      deployment,
      writable: !options.dryRun,
      logger: Logger(label: "backfill") { _ in SwiftLogNoOpLogHandler() },
      listener: { progress.count($0.outcome) }
    )
    defer { opened.close() }
    try opened.records.read { try filter.requireKnown($0) }
    let included = try options.included()
    let plan = try BackfillPlan.reading(opened.records, filter, include: included, limit: options.limit)
    if plan.isEmpty, plan.remaining == 0 { try opened.records.read { try filter.requireRows($0) } }
    let destination = options.dryRun ? "no one: this is a dry run of \(opened.folder)" : opened.destination
    for line in PlanText(plan, destination: destination, itemLimit: options.dryRun ? nil : 20).lines {
      StandardOutput.line(line)
    }
    guard !options.dryRun, !plan.isEmpty, let engine = opened.engine else {
      throw ExitCode(plan.isEmpty && plan.remaining == 0 ? 0 : 2)
    }
    try ask(plan)
    let result = try await post(plan, engine, progress)
    report(result)
    let left = try BackfillPlan.reading(opened.records, filter, include: included)
    let remaining = left.count + left.remaining
    StandardOutput.line(
      remaining == 0
        ? "Read back: nothing is left to repair."
        : "Read back: \(PlanText.count(remaining, "row")) left (\(left.blocked.count + left.leftOut.count) blocked)."
    )
    throw ExitCode(remaining == 0 ? 0 : 2)
  }

  private func ask(_ plan: BackfillPlan) throws {
    guard !options.yes else { return }
    let question = "Post \(PlanText.count(plan.count, "row"))? [y/N] "
    FileHandle.standardError.write(Data("\n\(question)".utf8))
    let answer = readLine()?.lowercased() ?? ""
    guard answer == "y" || answer == "yes" else {
      StandardOutput.line("Nothing was posted.")
      throw ExitCode(2)
    }
  }

  /// Ctrl-C ends gently: what is in flight is recorded, the rest stays queued.
  private func post(_ plan: BackfillPlan, _ engine: SyncEngine, _ bar: ProgressBar) async throws -> BackfillRun.Progress
  {
    let run = try await BackfillRun(plan, engine: engine)
    bar.begin(total: run.total)
    signal(SIGINT, SIG_IGN)
    let interrupt = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    interrupt.setEventHandler { engine.stop() }
    interrupt.resume()
    defer {
      interrupt.cancel()
      bar.end()
    }
    return try await run.finish()
  }

  private func report(_ result: BackfillRun.Progress) {
    StandardOutput.line()
    StandardOutput.line("posted    \(result.done)")
    for (word, outcomes) in [("skipped", result.skipped), ("refused", result.dead), ("waiting", result.waiting)] {
      for (reason, count) in outcomes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        StandardOutput.line("\(word)   \(count)  \(reason)")
      }
    }
    if !result.waiting.isEmpty {
      StandardOutput.line("What is waiting stays in the queue; start --backfill or the UI again to go on.")
    }
  }
}
