import Foundation
import Logging
import OpenEdX
import Terminal

@testable import CertificateSync
@testable import Console
@testable import LearnerRecords

/// Groups of findings, tasks and log lines made by hand.
extension Example {
  static func group(
    _ finding: Finding,
    run number: Int = 1,
    rows: Int = 12,
    repairable: Int? = nil,
    blockers: [Finding: Int] = [:],
    programs: [String] = ["Paid Courses"]
  ) -> FindingGroup {
    var group = FindingGroup(
      id: FindingGroup.ID(finding, .courseRun(ExactText(run(number)))),
      programs: programs.enumerated().map { FindingGroup.Program(uuid: uuid($0.offset + 1), title: $0.element) }
    )
    group.rows = rows
    group.learners = rows
    group.repairableRows = repairable ?? (finding.isRepairedByBackfill ? rows : 0)
    group.blockers = blockers
    group.together = Set([finding] + blockers.keys)
    return group
  }

  static let settingGroup: FindingGroup = {
    var group = FindingGroup(id: FindingGroup.ID(.recordsDisabled, .organization(ExactText("HelixTech"))))
    (group.rows, group.learners) = (6, 5)
    group.together = [.recordsDisabled, .awardLost]
    return group
  }()

  static let groups: [FindingGroup] = [
    group(.awardLost, run: 1, rows: 1204, repairable: 1198, blockers: [.recordsDisabled: 6]),
    group(.awardStale, run: 2, rows: 40, programs: ["Paid Courses", "Sustainable Harbours"]),
    settingGroup,
    group(.credentialOrphaned, run: 3, rows: 2, programs: []),
    group(.notPassed, run: 1, rows: 5000),
  ]

  static func findingLearner(
    _ username: String,
    _ fullName: String = "Oluwaseun Adébáyọ̀-Lindqvist",
    run number: Int = 2,
    inProgram: Bool = true
  ) -> FindingLearner {
    let runs = page(lost: [number], username: username, fullName: fullName).rows.flatMap(\.runs)
    return FindingLearner(
      person(username, fullName),
      run: runs[number - 1],
      program: inProgram ? paidCourses : nil
    )
  }

  static func task(
    _ id: Int64,
    _ state: TaskState,
    username: String = "paid_learner",
    message: String? = nil,
    attempts: Int = 1
  ) -> SyncTask {
    SyncTask(
      id: id,
      request: .awardCourseCertificate(username: username, courseRunKey: run(1)),
      origin: .backfill,
      state: state,
      attempts: attempts,
      created: now.adding(seconds: state == .dead ? -600 : -90),
      notBefore: now.adding(seconds: 12),
      started: now.adding(seconds: -4),
      finished: state == .dead ? now.adding(seconds: -300) : nil,
      message: message,
      processID: state == .running ? 4711 : nil
    )
  }

  /// An engine at work: two posts under way, a retry, two dead.
  static func busyEngine() -> EngineSnapshot {
    var queue = QueueStatus()
    (queue.queued, queue.running, queue.retrying, queue.dead, queue.done, queue.skipped) = (31, 2, 1, 2, 1204, 7)
    queue.depths = [
      QueueStatus.Depth(kind: "award_course_certificate", state: .queued, tasks: 32),
      QueueStatus.Depth(kind: "award_course_certificate", state: .running, tasks: 2),
      QueueStatus.Depth(kind: "award_course_certificate", state: .done, tasks: 1200),
      QueueStatus.Depth(kind: "award_course_certificate", state: .dead, tasks: 2),
      QueueStatus.Depth(kind: "send_grade_to_credentials", state: .done, tasks: 4),
      QueueStatus.Depth(kind: "send_grade_to_credentials", state: .skipped, tasks: 7),
    ]
    var engine = EngineSnapshot(queue: queue, rate: 11.4, log: log)
    engine.now = now
    engine.tasks.running = [task(11, .running), task(12, .running, username: "chen.yt")]
    engine.tasks.retrying = [
      task(7, .queued, username: "eleni.p", message: "503 Service Unavailable: the database is being restored")
    ]
    engine.tasks.dead = [
      task(5, .dead, username: "parisa", message: "404 no certificate configuration is there for the run", attempts: 1),
      task(3, .dead, username: "blank_name", message: "400 username: this field may not be blank", attempts: 11),
    ]
    engine.sample = EngineSample(perSecond: 11.4, latency: 0.045)
    return engine
  }

  static let log = [
    logLine(1, .info, "Posted awarded for paid_learner in \(run(1))"),
    logLine(2, .warning, "Will be tried again: 503 Service Unavailable: the database is being restored"),
    logLine(3, .error, "Refused: 404 no certificate configuration is there for the run"),
    logLine(4, .notice, "Took back 1 task of a process that ended"),
  ]

  static func logLine(_ second: Double, _ level: Logger.Level, _ text: String) -> RecentLog.Line {
    RecentLog.Line(time: now.adding(seconds: second), level: level, message: text)
  }

  /// The runs of the defect and of the fix, as `race` tells them, made by hand so that times stand still.
  static let race: [Race.Result] = RaceScenario.allCases.flatMap { scenario in
    [
      Race.Result(
        scenario: scenario,
        dispatch: .insideTransaction,
        timeline: [
          entry(0.03, .lms, "BEGIN"), entry(0.41, .lms, "saves the certificate of amina: downloadable"),
          entry(0.55, .lms, "signal handler enqueues the task: award-course/amina/course-v1:RaceX+Paid1+2026"),
          entry(0.71, .worker, "task starts, the transaction is still open"),
          entry(1.32, .worker, "task ends: no certificate of amina"), entry(1.9, .lms, "COMMIT"),
        ],
        verdict: .lost,
        explanation: "the LMS says downloadable, Credentials has no credential"
      ),
      Race.Result(
        scenario: scenario,
        dispatch: .onCommit,
        timeline: [
          entry(0.03, .lms, "BEGIN"), entry(0.4, .lms, "saves the certificate of amina: downloadable"),
          entry(0.52, .lms, "signal handler writes the task's row in the same transaction"),
          entry(0.66, .worker, "looks at the queue, the transaction is still open: no task to be seen"),
          entry(1.2, .lms, "COMMIT"), entry(1.31, .worker, "looks at the queue again"),
          entry(2.4, .worker, "task ends: posted awarded"),
        ],
        verdict: .posted,
        explanation: "the LMS says downloadable, Credentials says awarded"
      ),
    ]
  }

  private static func entry(_ milliseconds: Double, _ actor: RaceTimeline.Actor, _ text: String) -> RaceTimeline.Entry {
    RaceTimeline.Entry(milliseconds: milliseconds, actor: actor, text: text)
  }
}

extension Operator {
  /// Somebody who has gone to the findings and sees the groups.
  static func atGroups(
    _ groups: [FindingGroup] = Example.groups,
    columns: Int = 80,
    rows: Int = 24,
    readOnly: Bool = false
  ) -> Operator {
    var someone = atPrograms(columns: columns, rows: rows, readOnly: readOnly)
    someone.press(.character("2"))
    someone.tell(.findings(groups, tookSeconds: 0.2))
    someone.forget()
    return someone
  }

  /// Somebody who has opened the first group.
  static func atGroup(
    _ learners: [FindingLearner] = [
      Example.findingLearner("chen.yt", "陳雨彤"), Example.findingLearner("paid_learner"),
      Example.findingLearner("parisa", "پریسا کیانفر", inProgram: false),
    ],
    hasMore: Bool = false,
    columns: Int = 80,
    rows: Int = 24
  ) -> Operator {
    var someone = atGroups(columns: columns, rows: rows)
    someone.press(.enter)
    let answer = FindingLearners(rows: learners, hasMore: hasMore)
    someone.tell(.group(Example.groups[0].id, answer, tookSeconds: 0.1))
    someone.forget()
    return someone
  }

  /// Somebody who looks at the engine at work.
  static func atEngine(
    _ engine: EngineSnapshot = Example.busyEngine(),
    columns: Int = 80,
    rows: Int = 24,
    readOnly: Bool = false
  ) -> Operator {
    var someone = atPrograms(columns: columns, rows: rows, readOnly: readOnly)
    someone.press(.character("3"))
    for number in 0..<40 {
      var earlier = engine
      earlier.sample = EngineSample(perSecond: Double(number % 12), latency: number % 5 == 0 ? nil : 0.03)
      someone.tell(.engine(earlier))
    }
    someone.tell(.engine(engine))
    someone.forget()
    return someone
  }

  /// Somebody at the first step of the replay.
  static func atRace(columns: Int = 80, rows: Int = 24) -> Operator {
    var someone = atEngine(columns: columns, rows: rows)
    someone.press(.character("t"))
    someone.tell(.race(Example.race))
    someone.forget()
    return someone
  }
}
