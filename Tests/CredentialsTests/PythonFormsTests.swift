import Credentials
import OpenEdX
import Testing

/// What the real service takes beside the plain forms, as Python 3.12 and Django REST framework read it.
@Suite struct `The embedded service reads as Python does` {
  private static let run = "course-v1:AlphaX+CS103+2024_T2"
  private static let program = "766103bd-0c4b-5821-8bd2-04c7a65ad625"

  @Test(arguments: [
    ("2024-02-03", "2024-02-03T00:00:00Z"), ("20240203", "2024-02-03T00:00:00Z"),
    ("20240203T101112Z", "2024-02-03T10:11:12Z"), ("20240203T101112", "2024-02-03T10:11:12Z"),
    ("2024-02-03T", "2024-02-03T00:00:00Z"), ("2024-02-03T10", "2024-02-03T10:00:00Z"),
    ("2024-02-03T10Z", "2024-02-03T10:00:00Z"),
    ("2024-02-03T10:11", "2024-02-03T10:11:00Z"), ("2024-02-03T1011", "2024-02-03T10:11:00Z"),
    ("2024-02-03 10:11:12,5", "2024-02-03T10:11:12Z"), ("2024-02-03T10:11:12.1234567Z", "2024-02-03T10:11:12Z"),
    ("2024-02-03T10:11:12+05:30", "2024-02-03T04:41:12Z"), ("2024-02-03T10:11:12-0130", "2024-02-03T11:41:12Z"),
    ("2024-02-03T10:11:12+01", "2024-02-03T09:11:12Z"), ("2024-02-03x10:11:12", "2024-02-03T10:11:12Z"),
    ("2024-W05", "2024-01-29T00:00:00Z"), ("2024W05", "2024-01-29T00:00:00Z"), ("2024-W05-6", "2024-02-03T00:00:00Z"),
    ("2024W056", "2024-02-03T00:00:00Z"), ("2024-W05-6T10:11:12Z", "2024-02-03T10:11:12Z"),
    ("2020-W53-5", "2021-01-01T00:00:00Z"), ("2026-W01-1", "2025-12-29T00:00:00Z"),
    ("2024-2-3 4:5", "2024-02-03T04:05:00Z"), ("2024-02-03T10:11:12 +01:00", "2024-02-03T09:11:12Z"),
  ])
  func `times`(_ text: String, _ expected: String) async throws {
    let fixture = try EmbeddedServiceFixture()
    let answer = try await fixture.award("dana", Self.run, ["date_override": ["date": .string(text)]])
    #expect(answer.body["date_override"]?["date"]?.string == expected, "\(answer)")
  }

  @Test(arguments: [
    "", "soon", "2024-13-01", "2024-02-30", "2024-02-03T24:00", "2024-02-03T10:60", "2024-02-03T1", "2024-W54",
    "2023-W53", "2024-W05-8", "2024-0203", "2024-02-03T10:1112", "2024-02-03T10:11:12.", "2024-02-03T10:11:12Zx",
    "2024-02-03T10:11:12+1", "0000-01-01", "0001-01-01T00:00:00+01:00", "2024-02-03T10:11:12+24:00", "20240", "202402",
  ])
  func `and refuses what is no time`(_ text: String) async throws {
    let fixture = try EmbeddedServiceFixture()
    let answer = try await fixture.award("dana", Self.run, ["date_override": ["date": .string(text)]])
    #expect(answer.status == 400, "\(answer)")
  }

  @Test(arguments: [
    JSONValue.string(program), .string(program.uppercased()), .string("{\(program)}"), .string("urn:uuid:\(program)"),
    .string("766103bd0c4b58218bd204c7a65ad625"), .string("{urn:uuid:766103bd0c4b58218bd204c7a65ad625}"),
    .string("7661-03bd0c4b58218bd204c7a65ad625"),
  ])
  func `identities`(_ value: JSONValue) async throws {
    let fixture = try EmbeddedServiceFixture()
    let body: JSONValue = ["username": "dana", "credential": ["program_uuid": value]]
    let answer = try await fixture.service.answer(.credential(body))
    #expect(answer.status == 201 && answer.body["credential"]?["program_uuid"]?.string == Self.program, "\(answer)")
  }

  @Test(arguments: [JSONValue.string("zzz"), .string("{}"), .string(program + "0"), .number(1.5), ["a"]])
  func `and refuses what is no identity`(_ value: JSONValue) async throws {
    let fixture = try EmbeddedServiceFixture()
    let answer = try await fixture.service.answer(
      .credential(["username": "dana", "credential": ["program_uuid": value]])
    )
    #expect(answer.status == 400 && answer.message.hasSuffix("is not a valid UUID."), "\(answer)")
  }

  @Test func `and takes a whole number for an identity, of which there is no program`() async throws {
    let fixture = try EmbeddedServiceFixture()
    let answer = try await fixture.service.answer(.credential(["username": "dana", "credential": ["program_uuid": 5]]))
    #expect(answer.message == "credential.program_uuid: No active ProgramCertificate exists for program [5]")
  }

  @Test(arguments: [
    ("0.8421", "0.8421"), ("1", "1.0000"), (" 0.5\n", "0.5000"), ("0_.5_", "0.5000"), (".5", "0.5000"),
    ("1.", "1.0000"),
    ("5e-1", "0.5000"), ("+5E-1", "0.5000"), ("0.05e1", "0.5000"), ("-0.1", "-0.1000"), ("٠.٥", "0.5000"),
    ("00.5", "0.5000"),
  ])
  func `grades`(_ text: String, _ expected: String) async throws {
    let answer = try await grade(.string(text))
    #expect(answer.status == 201 && answer.body["percent_grade"]?.string == expected, "\(answer)")
  }

  @Test(arguments: [
    ("", "A valid number is required."), ("NaN", "A valid number is required."), ("inf", "A valid number is required."),
    ("1e", "A valid number is required."), ("0x1", "A valid number is required."),
    ("1,5", "A valid number is required."),
    ("1e99999", "Ensure that there are no more than 5 digits in total."),
    ("1e-99999", "Ensure that there are no more than 5 digits in total."),
    ("0.00001", "Ensure that there are no more than 4 decimal places."),
    ("10", "Ensure that there are no more than 1 digits before the decimal point."),
    (String(repeating: "1", count: 1001), "String value too large."),
  ])
  func `and refuses what is no grade`(_ text: String, _ reason: String) async throws {
    let answer = try await grade(.string(text))
    #expect(answer.status == 400 && answer.message == "percent_grade: \(reason)", "\(answer)")
  }

  private func grade(_ percent: JSONValue) async throws -> CredentialsAnswer {
    let fixture = try EmbeddedServiceFixture()
    let body: JSONValue = ["username": "dana", "course_run": .string(Self.run), "percent_grade": percent]
    return try await fixture.service.answer(.grade(body))
  }

  @Test(arguments: [
    ("honor", true), ("verified", true), ("professional", true), ("no-id-professional", true), ("masters", true),
    ("audit", false), ("credit", false), ("executive-education", false), ("paid-executive-education", false),
    ("paid-bootcamp", false), ("unpaid-bootcamp", false), ("Verified", false),
  ])
  func `and takes the certificate types that the service knows`(_ mode: String, _ isKnown: Bool) async throws {
    let fixture = try EmbeddedServiceFixture()
    let body: JSONValue = [
      "course_id": "course-v1:New+Run+1", "certificate_type": .string(mode), "certificate_available_date": nil,
      "is_active": true,
    ]
    let answer = try await fixture.service.answer(.courseCertificate(body))
    #expect(answer.status == (isKnown ? 201 : 400), "\(answer)")
    if !isKnown { #expect(answer.message == "certificate_type: \"\(mode)\" is not a valid choice.") }
  }
}
