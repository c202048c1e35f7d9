import Testing

@testable import Monitoring

@Suite struct `An address for monitoring` {
  @Test(
    arguments: [
      ("9464", "127.0.0.1:9464", true), (":9464", "127.0.0.1:9464", true), ("localhost:0", "localhost:0", true),
      ("[::1]:9464", "[::1]:9464", true), ("0.0.0.0:9464", "0.0.0.0:9464", false),
      ("Metrics.example.org:80", "metrics.example.org:80", false), ("[::]:65535", "[::]:65535", false),
    ]
  ) func `is a host and a port, loopback unless named`(_ text: String, _ shown: String, _ isLoopback: Bool) throws {
    let address = try MonitoringAddress(text)
    #expect(address.description == shown && address.isLoopback == isLoopback)
  }

  @Test(
    arguments: [
      "", ":", "host", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:+1", "127.0.0.1:1 ",
      "http://127.0.0.1:9464", "127.0.0.1:9464/metrics", "*:9464", "256.0.0.1:9464", "1.2.3:9464", "::1:9464",
      "[127.0.0.1]:9464", "[zz::]:9464", "[:9464", "-a:1", "a-:1", "a..b:1", "a b:1", "user@host:1", "é:1",
      "99999999999999999999:99999999999999999999",
    ]
  ) func `that makes no sense is refused, with an example`(_ text: String) {
    let error = #expect(throws: MonitoringAddressError.self) { try MonitoringAddress(text) }
    #expect(error?.description.contains("127.0.0.1:9464.") == true)
  }
}
