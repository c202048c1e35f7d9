import OpenEdX
import Testing

/// The steps of <doc:SyncFlow#Awarding-a-course-certificate>, in their order.
@Suite("The decision of award_course_certificate")
struct AwardCourseCertificateTests {
  static let run = "course-v1:edX+DemoX+2020"

  static func healthy() -> AwardCourseCertificate {
    AwardCourseCertificate(
      username: "ada",
      courseRunKey: run,
      issuanceEnabled: true,
      userExists: true,
      certificate: RunFacts.Certificate(status: .downloadable, mode: .verified),
      hasOverview: true
    )
  }

  /// What can fail, in the order in which the task looks.
  enum Step: Int, CaseIterable, Sendable {
    case issuance, user, key, certificate, mode, overview

    func fail(_ facts: inout AwardCourseCertificate) {
      switch self {
      case .issuance: facts.issuanceEnabled = false
      case .user: facts.userExists = false
      case .key: facts.courseRunKey = "no key"
      case .certificate: facts.certificate?.status = .auditPassing
      case .mode: facts.certificate?.mode = .audit
      case .overview: facts.hasOverview = false
      }
    }

    /// A part of the reason that no other step gives.
    var reason: String {
      switch self {
      case .issuance: "CredentialsApiConfig"
      case .user: "user ada does not exist"
      case .key: "“no key” is not a course key"
      case .certificate: "user ada has not earned a course certificate"
      case .mode: "mode “audit”"
      case .overview: "no course overview"
      }
    }
  }

  @Test("When all is well the post goes out")
  func posts() throws {
    #expect(
      try Self.healthy().post()
        == CourseCredentialPost(
          username: "ada",
          status: .awarded,
          courseRunKey: Self.run,
          mode: .verified,
          dateOverride: nil
        )
    )
  }

  @Test("A step that fails gives its own reason; only the first can be tried again", arguments: Step.allCases)
  func failsAlone(_ step: Step) {
    var facts = Self.healthy()
    step.fail(&facts)
    expect(facts, failsAt: step)
  }

  @Test("Of several steps that fail the first one in order speaks", arguments: 0..<(1 << Step.allCases.count))
  func failsInOrder(_ set: Int) throws {
    var facts = Self.healthy()
    let failing = Step.allCases.filter { set & (1 << $0.rawValue) != 0 }
    for step in failing { step.fail(&facts) }
    if let first = failing.first {
      expect(facts, failsAt: first)
    } else {
      #expect(try facts.post() == Self.healthy().post())
    }
  }

  @Test("Without a certificate, or with one of the audit statuses, nothing was earned")
  func needsAnEligibleCertificate() {
    var facts = Self.healthy()
    facts.certificate = nil
    expect(facts, failsAt: .certificate)
    facts.certificate = RunFacts.Certificate(status: .auditNotPassing, mode: .verified)
    expect(facts, failsAt: .certificate)
  }

  @Test(
    "Every status but the audit ones is posted, as awarded only when it is valid",
    arguments: CertificateStatusTests.words
  )
  func postsEveryEligibleStatus(_ word: CertificateStatusTests.Word) throws {
    var facts = Self.healthy()
    facts.certificate?.status = CertificateStatus(rawValue: word.word)
    if word.eligible {
      #expect(try #require(facts.sent).status == (word.valid ? .awarded : .revoked))
    } else {
      #expect(facts.sent == nil)
    }
  }

  @Test("A mode is posted when the LMS sends it, honor by the LMS's setting", arguments: CourseModeTests.slugs)
  func postsSentModes(_ slug: CourseModeTests.Slug) {
    var facts = Self.healthy()
    facts.certificate?.mode = CourseMode(rawValue: slug.slug)
    #expect((facts.sent != nil) == (slug.relevant || slug.eligible))
    facts.honorCertificatesDisabled = true
    #expect((facts.sent != nil) == (slug.relevant || slug.eligibleWithoutHonor))
    #expect(facts.sent == nil || facts.sent?.mode.rawValue == slug.slug)
  }

  @Test("The date override is posted with the certificate's own spelling of all else")
  func postsTheOverride() throws {
    var facts = Self.healthy()
    let date = try #require(UTCTime("2026-06-17"))
    facts.certificate?.dateOverride = date
    facts.courseRunKey = "edX/DemoX/2020"
    let post = try #require(facts.sent)
    #expect(post.dateOverride == date)
    #expect(post.courseRunKey == "edX/DemoX/2020")
    #expect(post.username == "ada")
  }

  private func expect(_ facts: AwardCourseCertificate, failsAt step: Step) {
    do throws(TaskObstacle) {
      _ = try facts.post()
      Issue.record("posted although \(step) fails")
    } catch {
      let canBeTriedAgain = if case .retry = error { true } else { false }
      #expect(canBeTriedAgain == (step == .issuance))
      #expect(error.reason.contains(step.reason))
    }
  }
}

extension AwardCourseCertificate {
  fileprivate var sent: CourseCredentialPost? { try? post() }
}
