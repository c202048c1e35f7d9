import Foundation
import OpenEdX
import ProcessTestSupport
import RedisSupport
import Testing

@testable import Celery

extension Trait where Self == ConditionTrait {
  /// Runs only where Redis is installed.
  static var needsRedis: Self {
    .enabled(if: RedisServer.reasonForNone == nil, "\(RedisServer.reasonForNone ?? "")")
  }

  /// Runs only where Celery is installed.
  static var needsCelery: Self {
    .enabled(if: CeleryPython.reasonForNone == nil, "\(CeleryPython.reasonForNone ?? "")")
  }
}

@Suite(.ownThread, .needsRedis, .needsCelery, .timeLimit(.minutes(20))) struct `Tasks on a real worker` {
  private static let run = "course-v1:edX+Demo+2024"
  private static let tasks: [LMSTask] = [
    .awardCourseCertificate(username: "zoë", courseRunKey: run),
    .sendGrade(
      GradePost(
        username: "zoë",
        courseRunKey: run,
        grade: SendGrade.Grade(letter: "B", percent: 0.8125, modified: UTCTime(microseconds: 1_781_690_992_572_000))
      )
    ),
    .awardProgramCertificates(username: "👩‍🎓 \"\\"), .updateAvailableDate(courseRunKey: run),
  ]

  /// A desk at the server.
  private func desk(_ server: RedisServer, _ python: CeleryPython, prefix: String = "") throws -> CeleryDesk {
    var queue = CeleryDesk.Queue()
    queue.keyPrefix = prefix
    queue.times = python.typesTimes ? .typed : .text
    var program = RedisProgram(.address(try BrokerAddress(server.plainURL)))
    // Only a hang is to reach it, on a busy machine as well.
    program.seconds = 600
    return CeleryDesk(program, queue)
  }

  @Test(arguments: CeleryPython.all) func `arrive with the arguments that the LMS sends`(
    _ python: CeleryPython
  ) async throws {
    let server = try RedisServer()
    let worker = try CeleryWorker(python, server)
    try worker.start()
    let desk = try desk(server, python)
    for task in Self.tasks { _ = try await desk.handOver(task) }
    let ours = try await worker.runs(atLeast: Self.tasks.count)
    try worker.sendByItself()
    let both = try await worker.runs(atLeast: Self.tasks.count + 2)
    let theirs = both.dropFirst(ours.count)
    #expect(ours.count == Self.tasks.count && theirs.count == 2)
    for one in theirs { #expect(ours.contains(one), "\(one) is not among \(ours)") }
    #expect(ours.contains { $0["arguments"] == ["👩‍🎓 \"\\"] } && ours.contains { $0["arguments"] == [.string(Self.run)] })
    // Nothing is left behind, and nothing but the two commands was sent from here.
    #expect(try server.run("LLEN", "edx.lms.core.default") == "0")
  }

  @Test func `are found under a key prefix`() async throws {
    let python = try #require(CeleryPython.all.first)
    let server = try RedisServer()
    let worker = try CeleryWorker(python, server, keyPrefix: "openedx:")
    try worker.start()
    _ = try await desk(server, python, prefix: "openedx:").handOver(Self.tasks[0])
    #expect(try await worker.runs(atLeast: 1).count == 1)
  }

  /// Workers lose what they run when they are killed; what has not come is handed over again, and then all has come.
  @Test func `are all run in the end though the worker is killed twice`() async throws {
    let count = ProcessInfo.processInfo.environment["CELERY_TASKS"].flatMap { Int($0) } ?? 300
    let python = try #require(CeleryPython.all.last)
    let server = try RedisServer()
    let worker = try CeleryWorker(python, server)
    try worker.start()
    let desk = try desk(server, python)
    let names = (1...count).map { "learner\($0)" }
    var handed = 0
    for (number, name) in names.enumerated() {
      if number == count / 3 || number == 2 * count / 3 {
        worker.kill()
        try worker.start()
      }
      _ = try await desk.handOver(.awardCourseCertificate(username: name, courseRunKey: Self.run))
      handed += 1
    }
    func missing() async throws -> [String] {
      while try server.run("LLEN", "edx.lms.core.default") != "0" { try await Task.sleep(for: .milliseconds(100)) }
      // The last that were taken may still run.
      _ = try await desk.handOver(.updateAvailableDate(courseRunKey: "end \(UUID())"))
      let mark = try worker.runs().count
      _ = try await worker.runs(atLeast: mark)
      let seen = Set(try worker.runs().compactMap { $0["arguments"]?.array?.first?.string })
      return names.filter { !seen.contains($0) }
    }
    var rounds = 0
    var left = try await missing()
    while !left.isEmpty, rounds < 5 {
      rounds += 1
      for name in left {
        _ = try await desk.handOver(.awardCourseCertificate(username: name, courseRunKey: Self.run))
        handed += 1
      }
      left = try await missing()
    }
    #expect(left.isEmpty)
    #expect(handed >= count)
  }
}

extension RedisServer {
  /// The URL as our settings take it, without a password.
  var plainURL: String { "redis://127.0.0.1:\(port)/0" }
}

@Suite(.ownThread, .needsRedis, .timeLimit(.minutes(30))) struct `The desk and its broker` {
  private let task = LMSTask.awardProgramCertificates(username: "ada")

  private func desk(_ way: RedisProgram.Way, patience: Duration = .milliseconds(300)) -> CeleryDesk {
    var program = RedisProgram(way)
    // Only a hang is to reach it, on a busy machine as well.
    program.seconds = 600
    return CeleryDesk(program, patience: patience, pause: { _ in try await Task.sleep(for: .milliseconds(20)) })
  }

  @Test func `sends no second task while the first is not taken, and says what to check`() async throws {
    let server = try RedisServer()
    let desk = desk(.address(try BrokerAddress(server.plainURL)))
    let answers = await withTaskGroup(of: (any Error)?.self) { group in
      for _ in 0..<4 {
        group.addTask {
          do { _ = try await desk.handOver(task) } catch { return error }
          return nil
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.count == 4)
    for error in answers {
      let error = try #require(error as? BrokerError)
      #expect(!error.mayPass && error.description.contains("no worker takes tasks from the queue edx.lms.core.default"))
    }
    #expect(try server.run("LLEN", "edx.lms.core.default") == "1")
  }

  @Test func `sends nothing but LPUSH and LLEN`() async throws {
    let server = try RedisServer()
    await #expect(throws: BrokerError.self) {
      _ = try await desk(.address(try BrokerAddress(server.plainURL))).handOver(task)
    }
    let stats = try server.run("INFO", "commandstats")
    let commands = stats.matches(of: /cmdstat_([a-z|]+):/).map { String($0.1) }
    #expect(Set(commands).subtracting(["info"]) == ["lpush", "llen"], "\(stats)")
  }

  @Test func `goes through a command that reads its input, and pushes nothing through one that does not`() async throws
  {
    let server = try RedisServer()
    let cli = ["sh", "-c", "exec redis-cli -p \(server.port)"]
    await #expect(throws: BrokerError.self) { _ = try await desk(.command(cli)).handOver(task) }
    let pushed = try server.run("LRANGE", "edx.lms.core.default", "0", "-1")
    #expect(throws: Never.self) {
      let envelope = try JSONDecoder().decode(JSONValue.self, from: Data(pushed.utf8))
      #expect(envelope["headers"]?["task"] == .string(task.name))
    }
    try server.run("FLUSHALL")
    let deaf = ["sh", "-c", "exec redis-cli -p \(server.port) </dev/null"]
    let error = await #expect(throws: BrokerError.self) { _ = try await desk(.command(deaf)).handOver(task) }
    #expect(error?.description.contains("no answer") == true, "\(error?.description ?? "")")
    #expect(try server.run("EXISTS", "edx.lms.core.default") == "0")
  }

  @Test func `refuses before anything is pushed what is the configuration's fault`() async throws {
    let server = try RedisServer(password: "hunter2")
    func refusal(_ url: String, password: String?) async throws -> String {
      var address = try BrokerAddress(url)
      address.password = password.map { Secret($0) }
      let desk = desk(.address(address))
      let error = await #expect(throws: BrokerError.self) { _ = try await desk.handOver(task) }
      #expect(error?.mayPass == false)
      return error?.description ?? ""
    }
    #expect(try await refusal(server.plainURL, password: nil).contains("Set celery.broker_password_file"))
    let wrong = try await refusal(server.plainURL, password: "wrong-one")
    #expect(wrong.contains("Check the account") && !wrong.contains("wrong-one"))
    let database = try await refusal("redis://127.0.0.1:\(server.port)/99", password: "hunter2")
    #expect(database.contains("Name the database that workers use"), "\(database)")
    try server.run("SET", "edx.lms.core.default", "x")
    #expect(try await refusal(server.plainURL, password: "hunter2").contains("that key is no list"))
    #expect(try server.run("GET", "edx.lms.core.default") == "x")
  }

  @Test func `a program that ends before it has read its input is only an error`() async throws {
    let text = String(repeating: "x", count: 1 << 20)
    for words in [["true"], ["sh", "-c", "exec <&-; sleep 0.01; echo gone >&2; exit 3"]] {
      for _ in 0..<10 {
        let error = await #expect(throws: BrokerError.self) {
          _ = try await RedisProgram(.command(words)).run(.push(key: "q", text))
        }
        #expect(error?.mayPass == true)
      }
    }
  }

  @Test func `a server that is away may come back`() async throws {
    let server = try RedisServer()
    server.kill()
    let away = desk(.address(try BrokerAddress(server.plainURL)))
    let error = await #expect(throws: BrokerError.self) { _ = try await away.handOver(task) }
    #expect(error?.mayPass == true && error?.description.contains("Could not connect") == true)
    var slow = RedisProgram(.command(["sleep", "600"]))
    slow.seconds = 0
    let mute = CeleryDesk(slow)
    let silent = await #expect(throws: BrokerError.self) { _ = try await mute.handOver(task) }
    #expect(silent?.description.contains("no answer within") == true, "\(silent?.description ?? "")")
  }
}
