import ArgumentParser
import CertificateSync
import Console
import ConsoleRuntime
import CredentialsHTTP
import Foundation
import LearnerRecords
import Logging
import Terminal

/// The terminal UI, with the engine running behind it; or the same without a screen.
struct ConsoleCommand {
  let deployment: DeploymentOptions
  let options: ConsoleOptions

  func run() async throws {
    // Before the deployment is touched: without a terminal nothing is made or changed.
    if !options.plain, options.screenshot == nil { try TerminalScreen.requireTerminal() }
    let settings = try deployment.site.settings()
    var preferences = try settings.preferences()
    if options.plain { preferences.start = .area(.records) }
    // A picture is made without the engine, so nothing is posted for it.
    if options.screenshot == nil { try confirmSite() }
    let log = RecentLog()
    let logger = log.logger()
    let opened = try OpenedDeployment(deployment, writable: true, logger: logger)
    let heading = Heading(
      deployment: opened.folder,
      isSample: opened.isSample,
      destination: opened.engine == nil ? nil : opened.destination,
      readOnlyReason: opened.engine == nil ? "the deployment was opened with --read-only" : nil,
      config: deployment.site.config,
      canPull: settings.hasDatabases
    )
    // The sample begins the same each time; lines and pictures remember nothing.
    let remembers = preferences.remembers && !opened.isSample && !options.plain && options.screenshot == nil
    let stateFolder = StateFolder.path(environment: ProcessInfo.processInfo.environment)
    let kept =
      !remembers
      ? nil
      : stateFolder.map {
        KeptCounts(
          folder: $0,
          deployment: opened.folder,
          basis: KeptCounts.basis(of: opened.records.settings, countedBy: ProgramVersion.text),
          isReadOnly: opened.engine == nil,
          found: opened.found,
          opened: opened.fingerprint
        )
      }
    let effectHandler = DeploymentEffectHandler(
      records: opened.records,
      engine: opened.engine,
      log: log,
      files: ExportFiles(stateFolder: stateFolder),
      kept: kept,
      lms: opened.engine == nil ? nil : LMSChild(deployment).run
    )
    var model = Model(size: try options.pictureSize, heading: heading, preferences: preferences)
    if let path = options.screenshot {
      defer { opened.close() }
      return try await picture(of: model, effectHandler: effectHandler, path: path)
    }
    if options.plain { return try await runPlain(&model, effectHandler: effectHandler, opened: opened) }
    // The sample begins the same each time, and what is opened for reading only leaves not a byte anywhere.
    let memory = !remembers ? nil : stateFolder.map { StateFile(folder: $0) }
    if let state = memory?.read(deployment: opened.folder, warn: { logger.warning("\($0)") }) { model.recall(state) }
    if opened.isNew { model.welcome() }
    let running = Task { await effectHandler.runEngine() }
    let end = try await show(&model, effectHandler: effectHandler)
    if opened.engine != nil {
      memory?.write(model.remembered, deployment: opened.folder) { logger.warning("\($0)") }
    }
    opened.engine?.stop()
    await running.value
    if let left = try? await opened.leftInQueue(heading) { StandardError.write(left) }
    // A read that is being given up would keep the write-ahead log, and what was kept would not be valid for what it leaves.
    await effectHandler.waitUntilDone()
    let before = opened.fingerprint
    opened.close()
    kept?.carry(from: before, to: opened.fingerprint)
    if case .terminated(let signal) = end { throw ExitCode(128 + signal) }
  }

  /// Without a terminal nobody can confirm a site, and with the screens the engine starts to post.
  private func confirmSite() throws {
    try deployment.confirmSite()
    guard options.plain, isatty(STDIN_FILENO) == 0, !deployment.readOnly, deployment.deployment != nil else { return }
    guard let site = try deployment.configuredSite(isSample: false), !site.isLoopback else { return }
    throw Failure(
      "--plain would post to \(site.destination), and without a terminal nobody can confirm that. "
        + "Add --read-only, or use --backfill --yes."
    )
  }

  private func show(_ model: inout Model, effectHandler: any EffectHandler) async throws -> ConsoleSession.End {
    let preferences = model.preferences
    let manners = TerminalScreen.Options(
      asciiOnly: options.ascii,
      theme: preferences.theme,
      usesMouse: preferences.mouse
    )
    let (end, left) = try await Self.onOwnThread { [model] in
      let screen = try TerminalScreen(manners)
      defer { screen.close() }
      var model = model
      let session = ConsoleSession(screen: screen, effectHandler: effectHandler, lookEvery: preferences.refresh)
      return (session.run(&model), model)
    }
    model = left
    return end
  }

  /// Lines in place of screens. They begin at the same place each time, as a script needs it, and leave nothing to be
  /// remembered; what they enqueue is posted before the end.
  private func runPlain(
    _ model: inout Model,
    effectHandler: DeploymentEffectHandler,
    opened: OpenedDeployment
  ) async throws {
    let console = PlainConsole(asciiOnly: options.ascii)
    let running = Task { await effectHandler.runEngine() }
    let end = await console.run(&model, effectHandler: effectHandler, lookEvery: model.preferences.refresh)
    let ending = PlainEnding(
      effectHandler: effectHandler,
      engine: opened.engine,
      sendingCommand: model.heading.sendingCommand,
      say: console.put
    )
    if !end.hasQuit { await ending.wait(lookingEvery: model.preferences.refresh) }
    opened.engine?.stop()
    await running.value
    let isPosted = await ending.tellWhatIsLeft(pause: try? await opened.pausedQueue())
    opened.close()
    if end.isUnanswered { StandardError.write("The last question was not answered: nothing was done about it.") }
    if end.hasFailed, isatty(STDIN_FILENO) == 0 { throw ExitCode.failure }
    if !isPosted || end.isUnanswered { throw ExitCode(2) }
  }

  private func picture(of model: Model, effectHandler: any EffectHandler, path: String) async throws {
    let written = await PictureSession(effectHandler: effectHandler).run(model, path: path)
    switch written {
    case .done(let line): StandardOutput.line(line)
    case .fileExists: throw Failure("\(path): there is such a file already. Name another, or remove it.")
    case .failed(let reason, _): throw Failure(reason)
    default: throw Failure("\(path): the picture could not be made")
    }
  }

  /// The screen blocks its thread while it waits for keys, which no thread of the concurrency pool may do.
  private static func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
  {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: Result { try body() }) }
      thread.name = "screen"
      thread.start()
    }
  }
}
