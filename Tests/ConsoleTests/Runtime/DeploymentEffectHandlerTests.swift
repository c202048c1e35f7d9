import CertificateSync
import Foundation
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@testable import Console
@testable import ConsoleRuntime

@Suite struct `What the screens ask for is read from the deployment` {
  private func effectHandler(_ folder: TemporaryFolder) throws -> DeploymentEffectHandler {
    DeploymentEffectHandler(
      records: try RecordStore(folder: folder.path),
      engine: nil,
      log: RecentLog(),
      files: ExportFiles(stateFolder: nil)
    )
  }

  @Test func `programs, their counts, learners and a record`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let effectHandler = try effectHandler(folder)
    guard case .programs(let programs) = await effectHandler.perform(.loadPrograms),
      case .programs(let counted) = await effectHandler.perform(.countPrograms)
    else {
      Issue.record("no programs came")
      return
    }
    #expect(programs.count == 14)
    #expect(programs.allSatisfy { $0.counts == nil })
    #expect(counted.allSatisfy { $0.counts != nil })
    let program = try #require(programs.first).program
    guard case .learners(program, let learners, .all) = await effectHandler.perform(.reloadLearners(program)) else {
      Issue.record("no learners came")
      return
    }
    let username = try #require(learners.first).username
    guard
      case .record(program, let page) = await effectHandler.perform(.loadRecord(username: username, program: program))
    else {
      Issue.record("no record came")
      return
    }
    #expect(page.person.username == username)
    guard case .planned(let plan, _) = await effectHandler.perform(.plan(.programs([program]))) else {
      Issue.record("no plan came")
      return
    }
    #expect(plan.items.count == counted.first?.counts?.backfillableRows)
  }

  @Test func `what cannot be done is said with its reason, for the effect that asked`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let effectHandler = try effectHandler(folder)
    guard
      case .noRecord("nobody", Example.paidCourses) = await effectHandler.perform(
        .loadRecord(username: "nobody", program: Example.paidCourses)
      ), case .failed(let closed, .enqueue) = await effectHandler.perform(.enqueue(Example.plan()))
    else {
      Issue.record("something was done")
      return
    }
    #expect(closed == "the deployment is open for reading only")
    try FileManager.default.removeItem(atPath: folder.file("lms.sqlite"))
    guard case .failed(let gone, .countPrograms) = await effectHandler.perform(.countPrograms) else {
      Issue.record("a file that is gone was read")
      return
    }
    #expect(gone.contains("lms.sqlite"))
  }

  @Test func `a change of a database is noticed once, by whomever it was made`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let effectHandler = try effectHandler(folder)
    #expect(await !effectHandler.look().dataChanged)
    #expect(await !effectHandler.look().dataChanged)
    try folder.write(Data("log".utf8), as: "credentials.sqlite-wal")
    #expect(await effectHandler.look().dataChanged)
    #expect(await !effectHandler.look().dataChanged)
    #expect(await effectHandler.look().engine.queue == QueueStatus(), "the engine never ran there")
  }

  @Test func `a file that is put in another's place is noticed, even with its size and times`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let effectHandler = try effectHandler(folder)
    _ = await effectHandler.look()
    let path = folder.file("credentials.sqlite")
    let times = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    try FileManager.default.copyItem(atPath: path, toPath: path + ".new")
    try FileManager.default.setAttributes([.modificationDate: try #require(times)], ofItemAtPath: path + ".new")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: path + ".new", toPath: path)
    #expect(await effectHandler.look().dataChanged)
    #expect(await !effectHandler.look().dataChanged)
  }

  @Test func `learners come in parts that make up the whole list, each once and in its order`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let effectHandler = try effectHandler(folder)
    defer { withExtendedLifetime(folder) {} }
    guard case .programs(let programs) = await effectHandler.perform(.loadPrograms) else {
      Issue.record("no programs came")
      return
    }
    for program in programs.map(\.program) {
      var rows: [LearnerRow] = []
      var parts: [ListPart] = []
      for case .learners(program, let some, let part) in await effectHandler.told(.loadLearners(program)) {
        rows += some
        parts.append(part)
      }
      let answer = await effectHandler.perform(.reloadLearners(program))
      guard case .learners(_, let whole, .all) = answer else {
        Issue.record("no learners came: \(String(describing: answer))")
        return
      }
      #expect(rows.map(\.id) == whole.map(\.id))
      #expect(rows == whole)
      #expect(parts.last == .all || parts.first == .first && parts.last == .next(isLast: true))
      let some = Array(whole.map(\.id).suffix(7))
      let answerAgain = await effectHandler.perform(.reloadSome(program, usernames: some))
      guard case .learners(_, let again, .some) = answerAgain else {
        Issue.record("they did not come again: \(String(describing: answerAgain))")
        return
      }
      #expect(again == Array(whole.suffix(7)))
    }
  }

  @Test func `the first learners come in pages and the others behind them, each once`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let effectHandler = try effectHandler(folder)
    let summaries = try RecordStore(folder: folder.path).read { $0.programs() }
    for program in summaries.map(\.program) {
      let whole = try effectHandler.allLearners(program) { _ in }
      for pages in [[10, 20], [1, 1], [whole.count, 5], [whole.count - 1, 1], [3, whole.count]] {
        var parts: [(rows: [LearnerRow], part: ListPart)] = []
        let tell = { (event: ConsoleEvent) in
          if case .learners(_, let rows, let part) = event { parts.append((rows, part)) }
        }
        if let end = try effectHandler.loadLearners(program, pages: pages, tell) { tell(end) }
        #expect(parts.first?.rows.count == min(pages[0], whole.count), "\(pages)")
        #expect(parts.flatMap(\.rows) == whole, "\(pages)")
        #expect(parts.dropLast().first?.part == .first && parts.last?.part == .next(isLast: true), "\(pages)")
      }
    }
  }

  @Test func `a search finds learners, and a learner's programs are those of the list answer and more`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let effectHandler = try effectHandler(folder)
    guard case .found(let all, let total, "")? = await effectHandler.told(.search("")).last else {
      Issue.record("nobody was found")
      return
    }
    #expect(total >= all.count && !all.isEmpty)
    let someone = try #require(all.first { !$0.email.isEmpty })
    guard case .found(let found, _, let text) = await effectHandler.perform(.search(someone.email)) else {
      Issue.record("nobody was found")
      return
    }
    #expect(text == someone.email)
    #expect(found.first == someone)
    guard case .person(let programs) = await effectHandler.perform(.loadPerson(someone.username)) else {
      Issue.record("no programs came")
      return
    }
    #expect(programs.person == someone)
    guard case .failed(let reason, .loadPerson) = await effectHandler.perform(.loadPerson("nobody-has-this-name"))
    else {
      Issue.record("somebody was found")
      return
    }
    #expect(reason.contains("nobody-has-this-name"))
  }

  @Test func `a read whose task is cancelled tells nothing`() async throws {
    let folder = try Fixtures.goldenDeployment()
    let effectHandler = try effectHandler(folder)
    defer { withExtendedLifetime(folder) {} }
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await effectHandler.told(.countPrograms)
    }
    task.cancel()
    #expect(await task.value.isEmpty)
  }
}
