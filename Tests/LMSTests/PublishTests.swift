import LMS
import OpenEdX
import TestSupport
import Testing

@Suite("Publishing a run's certificate settings")
struct PublishTests {
  typealias Settings = CourseCertificateSettings

  static let june = UTCTime(microseconds: 1_781_654_400_000_000)
  static let july = june.adding(seconds: 14 * 86_400)

  /// A run with these settings, published once.
  static func publish(_ new: Settings, over old: Settings) throws -> (stored: Settings, signals: [String], Campus) {
    var seed = Campus.usual
    seed.overviews = [
      LMSSeed.Overview(
        courseRunKey: Campus.run,
        org: "edX",
        displayName: "Demonstration",
        selfPaced: old.isSelfPaced,
        end: old.end,
        displayBehavior: old.displayBehavior?.rawValue,
        availableDate: old.availableDate
      )
    ]
    let campus = try Campus(seed)
    campus.clock.advance(seconds: 60)
    let key = try CourseKey(Campus.run)
    let stored = try campus.database.transaction { try $0.publishCourse(key, settings: new) }
    return (stored, campus.receiver.signals.map(\.name), campus)
  }

  static func settings(
    _ behavior: Settings.DisplayBehavior?,
    date: UTCTime? = nil,
    end: UTCTime? = nil,
    selfPaced: Bool = false
  ) -> Settings {
    Settings(isSelfPaced: selfPaced, displayBehavior: behavior, availableDate: date, end: end)
  }

  @Test(
    "The settings are stored as the LMS's validation leaves them",
    arguments: [
      (settings(.earlyNoInfo, date: june), settings(.earlyNoInfo)),
      (settings(.end, date: june), settings(.endWithDate, date: june)),
      (settings(.endWithDate), settings(.end)),
      (settings(nil, date: june), settings(.endWithDate, date: june)),
      (settings(nil), settings(.end)),
      (settings(.init(rawValue: "odd"), end: july), settings(.end, end: july)),
    ]
  )
  func normalizes(_ given: Settings, _ expected: Settings) throws {
    let result = try Self.publish(given, over: Self.settings(.earlyNoInfo))
    #expect(result.stored == expected)
    let date = expected.availableDate?.databaseText ?? "NULL"
    #expect(
      try result.2.rows(
        """
        SELECT certificates_display_behavior, certificate_available_date, "end", self_paced, modified
        FROM course_overviews_courseoverview
        """
      ) == [
        "\(expected.displayBehavior?.rawValue ?? "NULL")|\(date)|\(expected.end?.databaseText ?? "NULL")|0"
          + "|2026-06-17 10:10:52.572000"
      ]
    )
  }

  @Test(
    "The date change is told when the date or the behaviour changed, or the end while it counts",
    arguments: [
      (settings(.earlyNoInfo), settings(.earlyNoInfo), []),
      (settings(.earlyNoInfo, end: june), settings(.earlyNoInfo, end: july), []),
      (settings(.end, end: june), settings(.end, end: july), ["date changed"]),
      (settings(.end, end: june), settings(.end, end: nil), ["date changed"]),
      (settings(.endWithDate, date: june, end: june), settings(.endWithDate, date: june, end: july), []),
      (settings(.endWithDate, date: june), settings(.endWithDate, date: july), ["date changed"]),
      (settings(.endWithDate, date: june), settings(.earlyNoInfo, date: july), ["date changed"]),
      (settings(.end), settings(.earlyNoInfo), ["date changed"]),
      (settings(.earlyNoInfo), settings(.earlyNoInfo, selfPaced: true), ["pacing changed"]),
      (settings(.earlyNoInfo, selfPaced: true), settings(.earlyNoInfo), ["pacing changed"]),
      (settings(.end), settings(.end, date: july, selfPaced: true), ["date changed", "pacing changed"]),
    ]
  )
  func tells(_ old: Settings, _ new: Settings, _ expected: [String]) throws {
    let result = try Self.publish(new, over: old)
    #expect(result.signals == expected)
    for signal in result.2.receiver.signals {
      #expect(
        [.dateChanged(courseRunKey: Campus.run), .pacingChanged(courseRunKey: Campus.run)].contains(signal)
      )
    }
  }

  @Test("A run without an overview of exactly its key cannot be published")
  func unknownRun() throws {
    let campus = try Campus()
    let key = try CourseKey("course-v1:edx+demox+2020")
    #expect(throws: LMSError.self) {
      try campus.database.transaction { _ = try $0.publishCourse(key, settings: Self.settings(.end)) }
    }
    #expect(campus.receiver.signals.isEmpty)
  }
}
