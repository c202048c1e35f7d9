import OpenEdX
import Testing

@Suite("The body of a course credential's post")
struct CourseCredentialPostTests {
  static func post(_ status: CredentialStatus, _ override: UTCTime?) -> CourseCredentialPost {
    CourseCredentialPost(
      username: "zoë",
      status: status,
      courseRunKey: "course-v1:edX+DemoX+2020",
      mode: .verified,
      dateOverride: override
    )
  }

  @Test("It is the one of the LMS, with a null where there is no override")
  func withoutOverride() throws {
    let text = try JSONValueTests.written(Self.post(.revoked, nil).json)
    #expect(
      text == """
        {"credential":{"course_run_key":"course-v1:edX+DemoX+2020","mode":"verified","type":"course-run"},\
        "date_override":null,"status":"revoked","username":"zoë"}
        """
    )
  }

  @Test("It carries the override's date in whole seconds", arguments: ["2026-06-17", "2026-06-17 00:00:00.999999"])
  func withOverride(_ date: String) throws {
    let override = try #require(UTCTime(date))
    let text = try JSONValueTests.written(Self.post(.awarded, override).json)
    #expect(
      text == """
        {"credential":{"course_run_key":"course-v1:edX+DemoX+2020","mode":"verified","type":"course-run"},\
        "date_override":{"date":"2026-06-17T00:00:00Z"},"status":"awarded","username":"zoë"}
        """
    )
  }
}
