import OpenEdX
import Testing

/// The steps of <doc:SyncFlow#Grades>, in the order of the LMS's handler.
@Suite("The decision of send_grade_to_credentials")
struct SendGradeTests {
  static let run = "course-v1:edX+DemoX+2020"

  static func healthy() -> SendGrade {
    SendGrade(
      username: "ada",
      courseRunKey: run,
      issuanceEnabled: true,
      recordsEnabled: true,
      userExists: true,
      certificate: RunFacts.Certificate(status: .downloadable, mode: .verified),
      grade: SendGrade.Grade(letter: "A", percent: 0.95, modified: nil)
    )
  }

  enum Step: Int, CaseIterable, Sendable {
    case issuance, user, key, records, certificate, mode, status, program, grade

    func fail(_ facts: inout SendGrade) {
      switch self {
      case .issuance: facts.issuanceEnabled = false
      case .user: facts.userExists = false
      case .key: facts.courseRunKey = "no key"
      case .records: facts.recordsEnabled = false
      case .certificate: facts.certificate = nil
      case .mode: facts.certificate?.mode = .audit
      case .status: facts.certificate?.status = .unverified
      case .program: break
      case .grade: facts.grade = nil
      }
    }

    var reason: String {
      switch self {
      case .issuance: "CredentialsApiConfig"
      case .user: "does not exist"
      case .key: "is not a course key"
      case .records: "learner records are off for edX"
      case .certificate: "has no certificate"
      case .mode: "mode “audit”"
      case .status: "status “unverified”"
      case .program: "is in no program"
      case .grade: "has no grade"
      }
    }
  }

  @Test("Of the steps that fail the first one in order speaks", arguments: 0..<(1 << Step.allCases.count))
  func failsInOrder(_ set: Int) throws {
    var facts = Self.healthy()
    let failing = Step.allCases.filter { set & (1 << $0.rawValue) != 0 }
    for step in failing { step.fail(&facts) }
    do throws(TaskObstacle) {
      let post = try facts.post(isInProgram: !failing.contains(.program))
      #expect(failing.isEmpty)
      #expect(post.username == "ada")
    } catch {
      let first = try #require(failing.first)
      switch error {
      case .retry(let reason):
        #expect(first == .issuance)
        #expect(reason.contains(first.reason))
      case .skip(let reason):
        #expect(first != .issuance)
        #expect(reason.contains(first.reason), "\(first): \(reason)")
      }
    }
  }

  @Test(
    "The percent goes out with four places at most",
    arguments: [(0.84215, 0.8422), (0.1 + 0.2, 0.3), (1, 1), (0, 0), (0.87, 0.87)]
  )
  func rounds(_ percent: Double, _ sent: Double) throws {
    var facts = Self.healthy()
    facts.grade?.percent = percent
    #expect(try facts.post(isInProgram: true).json["percent_grade"] == .number(sent))
  }
}
