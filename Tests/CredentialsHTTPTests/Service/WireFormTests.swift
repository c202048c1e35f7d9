import OpenEdX
import Testing

@testable import CredentialsHTTP

@Suite("What goes over the wire")
struct WireFormTests {
  @Test("is a grade in the form that Python's urlencode makes")
  func grade() {
    let fields = FormEncoding.gradeFields([
      "verified": true, "username": "zoë o'neil", "course_run": "course-v1:AlphaX+CS103+2024_T2", "letter_grade": nil,
      "percent_grade": .number(0.8421), "lms_last_updated_at": "2025-01-02T03:04:05Z",
    ])
    #expect(
      FormEncoding.encode(fields)
        == "username=zo%C3%AB+o%27neil&course_run=course-v1%3AAlphaX%2BCS103%2B2024_T2&percent_grade=0.8421"
        + "&verified=True&lms_last_updated_at=2025-01-02T03%3A04%3A05Z"
    )
    #expect(FormEncoding.encode(FormEncoding.gradeFields(["verified": false])) == "verified=False")
    #expect(FormEncoding.encode([("a~b-c.d_e", "*/é")]) == "a~b-c.d_e=%2A%2F%C3%A9")
  }

  @Test("of Retry-After is read as seconds or as a date, and nothing else")
  func retryAfter() throws {
    let now = try #require(UTCTime("1994-11-06T08:49:00Z"))
    #expect(RetryAfter.seconds("120", now: now) == 120)
    #expect(RetryAfter.seconds(" Sun, 06 Nov 1994 08:49:37 GMT ", now: now) == 37)
    #expect(RetryAfter.seconds("4000000000", now: now) == RetryAfter.longest)
    for text in ["", "-1", "1.5", "soon", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT"] {
      #expect(RetryAfter.seconds(text, now: now) == nil, "\(text)")
    }
  }

  @Test(
    "goes to an address that was checked",
    arguments: [
      ("https://Credentials.Example.org/", "https://credentials.example.org", false),
      ("https://example.org:8443/credentials/", "https://example.org:8443/credentials", false),
      ("http://127.0.0.1:18150", "http://127.0.0.1:18150", true), ("http://localhost:80", "http://localhost", true),
      ("http://[::1]:8000/", "http://[::1]:8000", true), ("https://127.0.0.1.example.org", nil, false),
    ] as [(String, String?, Bool)]
  )
  func addresses(_ text: String, _ shown: String?, _ isLoopback: Bool) throws {
    let url = try ServiceURL(text)
    #expect(url.isLoopback == isLoopback)
    if let shown { #expect(url.description == shown) }
  }

  @Test(
    "does not go to an address that is wrong or would show the token",
    arguments: [
      "", "credentials.example.org", "ftp://example.org", "https://", "https://example.org/?a=b",
      "https://example.org/#x",
      "https://user:hunter2@example.org", "http://example.org", "http://127.0.0.1.example.org", "http://127.1.example",
      "https://example.org:0",
    ]
  )
  func refusedAddresses(_ text: String) throws {
    let error = #expect(throws: ServiceURLError.self) { try ServiceURL(text) }
    #expect(try #require(error).description.contains("hunter2") == false)
  }

  @Test("is plain http to another host only where that was asked for")
  func plainHTTP() throws {
    #expect(try ServiceURL("http://credentials:8150", allowsPlainHTTP: true).site == "credentials:8150")
  }
}
