import Credentials
import LMS
import OpenEdX
import Testing

@testable import CertificateSync

@Suite("The program tasks")
struct TaskProgramTests {
  static let dashed = "01234567-89ab-cdef-0123-456789abcdef"
  static let award = TaskRequest.awardProgramCertificates(username: "ada")
  static let revoke = TaskRequest.revokeProgramCertificates(username: "ada", courseRunKey: TaskStage.first)

  private func run(_ stage: TaskStage, _ request: TaskRequest) async -> TaskOutcome {
    await TaskWorker(lms: stage.lms, credentials: CredentialsConnection(stage.service)).run(request)
  }

  /// A stage on which Ada has completed the program; its credential is posted.
  private func awarded() async throws -> TaskStage {
    let stage = try TaskStage()
    try stage.save([TaskStage.first, TaskStage.second])
    guard case .done = await run(stage, Self.award) else {
      Issue.record("the award was not posted")
      return stage
    }
    return stage
  }

  @Test("A completed program is awarded with the LMS's body, and not a second time once it is visible")
  func awards() async throws {
    let stage = try TaskStage()
    try stage.save([TaskStage.first, TaskStage.secondAgain])
    for run in [TaskStage.first, TaskStage.secondAgain] {
      _ = await self.run(stage, .awardCourseCertificate(username: "ada", courseRunKey: run))
    }
    #expect(
      await run(stage, Self.award) == .done("Awarded program certificate to user ada in program \(Self.dashed)")
    )
    #expect(
      stage.bodies.last == [
        "username": "ada", "lms_user_id": 11, "credential": ["type": "program", "program_uuid": .string(Self.dashed)],
      ]
    )
    #expect(try stage.programCredentials() == ["awarded"])
    #expect(
      await run(stage, Self.award) == .skipped("user ada is not eligible for any new program certificate")
    )
    #expect(stage.bodies.count == 3)
  }

  @Test("A program credential that is not visible is posted again, as the LMS does")
  func awardsHidden() async throws {
    let stage = try await awarded()
    guard case .done = await run(stage, Self.award) else { return #expect(Bool(false)) }
    #expect(stage.bodies.count == 2)
    #expect(try stage.programCredentials() == ["awarded"])
  }

  @Test("Generating counts as passing; a course without a passing certificate keeps the program open")
  func completes() async throws {
    let stage = try TaskStage()
    try stage.save([TaskStage.first])
    try stage.save([TaskStage.second], .notPassing)
    #expect(await run(stage, Self.award) == .skipped("user ada has not completed a program"))
    try stage.save([TaskStage.second], .generating, mode: .audit)
    #expect(await run(stage, Self.award) == .skipped("user ada has not completed a program"))
    try stage.save([TaskStage.second], .generating, mode: .noIDProfessional)
    guard case .done = await run(stage, Self.award) else { return #expect(Bool(false)) }
  }

  @Test("Without Credentials use both tasks wait; an unknown user ends them", arguments: [award, revoke])
  func firstSteps(_ request: TaskRequest) async throws {
    let shut = try TaskStage(issuance: false)
    try shut.save([TaskStage.first, TaskStage.second])
    #expect(
      await run(shut, request)
        == .retry("Credentials use is disabled in the LMS (CredentialsApiConfig)", after: nil)
    )
    let stage = try TaskStage()
    let stranger = TaskRequest(kind: request.kind, username: "Ada", courseRunKey: request.courseRunKey)
    #expect(await run(stage, stranger) == .skipped("user Ada does not exist in the LMS"))
    #expect(stage.bodies.isEmpty && shut.bodies.isEmpty)
  }

  @Test("The service is not asked before the gate and the user are found in order", arguments: [award, revoke])
  func asksLate(_ request: TaskRequest) async throws {
    let shut = try TaskStage(issuance: false)
    try shut.save([TaskStage.first, TaskStage.second])
    shut.service.failReading()
    guard case .retry(let reason, nil) = await run(shut, request) else { return #expect(Bool(false)) }
    #expect(reason == "Credentials use is disabled in the LMS (CredentialsApiConfig)")
  }

  @Test("A failed read of what is awarded retries, and posts nothing", arguments: [award, revoke])
  func failedRead(_ request: TaskRequest) async throws {
    let stage = try await awarded()
    if request.kind == .revokeProgramCertificates { try stage.save([TaskStage.first], .unavailable) }
    stage.service.failReading()
    #expect(
      await run(stage, request)
        == .retry("no answer from the Credentials service: scripted failure of a read", after: nil)
    )
    #expect(stage.bodies.count == 1)
  }

  @Test("A program that Credentials refuses is noted, and the next one is posted, in the order of the UUIDs")
  func refusedProgram() async throws {
    let stage = try TaskStage(programs: [TaskStage.program, TaskStage.unconfigured])
    try stage.save([TaskStage.first, TaskStage.second])
    let outcome = await run(stage, Self.award)
    guard case .done(let text) = outcome else { return #expect(Bool(false), "\(outcome)") }
    #expect(text.hasPrefix("Awarded program certificate to user ada in program \(Self.dashed); program 00000000-"))
    #expect(text.contains("400"))
    #expect(
      stage.bodies.map { $0["credential"]?["program_uuid"] } == [
        "00000000-0000-0000-0000-000000000001", .string(Self.dashed),
      ]
    )
  }

  @Test("When all programs are refused, the task is a skip with the answers", arguments: [400, 404, 410])
  func allRefused(_ status: Int) async throws {
    let stage = try TaskStage()
    try stage.save([TaskStage.first, TaskStage.second])
    stage.service.answer(0, status)
    #expect(await run(stage, Self.award) == .skipped("program \(Self.dashed): \(status) scripted"))
  }

  @Test("429 stops the posts and retries the whole task with the service's wish")
  func throttled() async throws {
    let stage = try TaskStage(programs: [TaskStage.program, TaskStage.unconfigured])
    try stage.save([TaskStage.first, TaskStage.second])
    stage.service.answer(0, 429, retryAfter: 17)
    #expect(await run(stage, Self.award) == .retry("429 scripted", after: 17))
    #expect(stage.bodies.count == 1)
  }

  @Test("401 and 403 pause the queue", arguments: [401, 403])
  func unauthorized(_ status: Int) async throws {
    let stage = try TaskStage()
    try stage.save([TaskStage.first, TaskStage.second])
    stage.service.answer(0, status)
    #expect(await run(stage, Self.award) == .pause("\(status) scripted"))
  }

  @Test("Other failures go on with the other programs, and then retry the task", arguments: [500, 503, nil])
  func failures(_ status: Int?) async throws {
    let stage = try TaskStage(programs: [TaskStage.program, TaskStage.unconfigured])
    try stage.save([TaskStage.first, TaskStage.second])
    if let status { stage.service.answer(0, status) } else { stage.service.lose(0) }
    guard case .retry(let text, nil) = await run(stage, Self.award) else { return #expect(Bool(false)) }
    #expect(text.hasPrefix("program 00000000-"))
    #expect(stage.bodies.count == 2)
    #expect(try stage.programCredentials() == ["awarded"])
  }

  @Test("A lost certificate revokes the program, though its credential is not visible yet")
  func revokes() async throws {
    let stage = try await awarded()
    try stage.save([TaskStage.first], .unavailable)
    #expect(
      await run(stage, Self.revoke) == .done("Revoked program certificate of user ada in program \(Self.dashed)")
    )
    #expect(
      stage.bodies.last == [
        "username": "ada", "status": "revoked",
        "credential": ["type": "program", "program_uuid": .string(Self.dashed)],
      ]
    )
    #expect(try stage.programCredentials() == ["revoked"])
    #expect(
      await run(stage, Self.revoke)
        == .skipped("user ada holds no program certificate to revoke for \(TaskStage.first)")
    )
  }

  @Test("A program that another run still completes is kept")
  func keeps() async throws {
    let stage = try await awarded()
    try stage.save([TaskStage.secondAgain])
    try stage.save([TaskStage.second], .unavailable)
    let request = TaskRequest.revokeProgramCertificates(username: "ada", courseRunKey: TaskStage.second)
    #expect(await run(stage, request) == .skipped("other certificates of user ada still complete the programs"))
    #expect(try stage.programCredentials() == ["awarded"])
  }

  @Test("A run in no program, and a text that is no key, end the revocation")
  func noProgram() async throws {
    let stage = try await awarded()
    func revoke(_ run: String) async -> TaskOutcome {
      await self.run(stage, .revokeProgramCertificates(username: "ada", courseRunKey: run))
    }
    #expect(await revoke(TaskStage.alone) == .skipped("course run \(TaskStage.alone) is in no program"))
    guard case .skipped(let reason) = await revoke("no key") else { return #expect(Bool(false)) }
    #expect(reason.contains("is not a course key"))
  }

  @Test("A certificate that changes while its program is posted is caught, and the post corrected")
  func corrects() async throws {
    let stage = try TaskStage()
    try stage.save([TaskStage.first, TaskStage.second])
    let lms = stage.lms
    let key = try CourseKey(TaskStage.first)
    stage.service.beforePost { number in
      guard number == 0 else { return }
      try lms.transaction { _ = try $0.invalidate(username: "ada", courseRunKey: key) }
    }
    #expect(
      await run(stage, Self.award) == .done("Revoked program certificate of user ada in program \(Self.dashed)")
    )
    #expect(try stage.programCredentials() == ["revoked"])
    #expect(stage.bodies.count == 2)
  }

  @Test("A service without a catalog is tried again, never taken for one without programs")
  func noCatalog() async throws {
    struct Bare: CredentialsService {
      var destination: String { "a bare service" }
      func post(_: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
        CredentialsAnswer(status: 201, body: nil)
      }
      func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential] { [] }
      func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> { [] }
      func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> { [] }
      func courseCertificate(courseRunKey: String) async throws(CredentialsTransportError) -> StoredCourseCertificate? {
        nil
      }
      func programs(containing _: [String]) async throws(CredentialsTransportError) -> [ProgramOutline] {
        throw CredentialsTransportError("the catalog cannot be read")
      }
    }
    let stage = try TaskStage()
    try stage.save([TaskStage.first])
    let outcome = await TaskWorker(lms: stage.lms, credentials: CredentialsConnection(Bare())).run(Self.award)
    #expect(
      outcome
        == .retry(
          "no answer from the Credentials service: the catalog cannot be read",
          after: nil
        )
    )
  }
}
