import Credentials
import CredentialsHTTP
import LoopbackSupport
import NIOSSL
import OpenEdX
import TestSupport
import Testing

@Suite(
  "TLS",
  .enabled(if: OpenSSL.path != nil, "there is no openssl program to make certificates with"),
  .timeLimit(.minutes(30))
)
struct TLSTests {
  private static func server(_ folder: TemporaryFolder, for name: String) throws -> TLSConfiguration {
    let files = try OpenSSL.certificate(for: name, in: folder)
    return .makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(files.certificate).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: files.key, format: .pem))
    )
  }

  private static let accept: @Sendable (ReceivedRequest) -> LoopbackReply = { _ in
    .json(201, CredentialsRequest.award().row())
  }

  private static func failure(
    _ service: RemoteCredentialsService,
    isConfiguration: Bool = true
  ) async throws -> String {
    let error = await #expect(throws: CredentialsTransportError.self) { try await service.post(.award()) }
    let found = try #require(error)
    #expect(found.isUnsent)
    #expect(found.isConfiguration == isConfiguration)
    return found.reason
  }

  @Test("refuses a certificate that no trusted authority signed, on loopback too, before anything is sent")
  func untrusted() async throws {
    let folder = try TemporaryFolder()
    let tls = try Self.server(folder, for: "IP:127.0.0.1")
    try await LoopbackServer.run(tls: tls, Self.accept) { server in
      let reason = try await Self.failure(Site.service(server))
      #expect(reason.contains("certificate is not trusted"))
      #expect(server.requests.isEmpty)
    }
  }

  @Test("trusts an authority that was added")
  func added() async throws {
    let folder = try TemporaryFolder()
    let tls = try Self.server(folder, for: "IP:127.0.0.1")
    try await LoopbackServer.run(tls: tls, Self.accept) { server in
      let settings = TransportSettings(authorities: folder.file("certificate.pem"))
      let answer = try await Site.service(server, settings: settings).post(.award())
      #expect(answer.status == 201)
    }
  }

  @Test("refuses a trusted certificate that is for another host")
  func otherHost() async throws {
    let folder = try TemporaryFolder()
    let tls = try Self.server(folder, for: "DNS:other.example")
    try await LoopbackServer.run(tls: tls, Self.accept) { server in
      let settings = TransportSettings(authorities: folder.file("certificate.pem"))
      let service = try Site.service(server, settings: settings)
      #expect(try await Self.failure(service).contains("for another host"))
      let doctor = try #require(await SiteCheck(service).run().last)
      #expect(doctor.step == .health && doctor.remedies.joined().contains("Write the name that the certificate is for"))
      #expect(server.requests.isEmpty)
    }
  }

  @Test("of an old version is refused before anything is sent; 1.3 alone can be asked for")
  func versions() async throws {
    let folder = try TemporaryFolder()
    var tls = try Self.server(folder, for: "IP:127.0.0.1")
    (tls.minimumTLSVersion, tls.maximumTLSVersion) = (.tlsv1, .tlsv11)
    let authorities = folder.file("certificate.pem")
    try await LoopbackServer.run(tls: tls, Self.accept) { server in
      let service = try Site.service(server, settings: TransportSettings(authorities: authorities))
      let reason = try await Self.failure(service, isConfiguration: false)
      #expect(reason.contains("an older TLS than credentials.tls_minimum allows"), "\(reason)")
      #expect(server.requests.isEmpty)
    }
    (tls.minimumTLSVersion, tls.maximumTLSVersion) = (.tlsv12, .tlsv12)
    try await LoopbackServer.run(tls: tls, Self.accept) { server in
      let service = try Site.service(server, settings: TransportSettings(authorities: authorities))
      #expect(try await service.post(.award()).status == 201)
      let strict = TransportSettings(authorities: authorities, minimumTLS: .v13)
      let reason = try await Self.failure(Site.service(server, settings: strict), isConfiguration: false)
      #expect(reason.contains("an older TLS"), "\(reason)")
    }
  }

  @Test("is found by the doctor behind http, and plain HTTP behind https")
  func wrongScheme() async throws {
    let folder = try TemporaryFolder()
    let tls = try Self.server(folder, for: "IP:127.0.0.1")
    try await LoopbackServer.run(tls: tls, Self.accept) { server in
      let result = try #require(await SiteCheck(Site.service("http://127.0.0.1:\(server.port)")).run().last)
      #expect(result.step == .health && result.finding.contains("that port speaks TLS"), "\(result)")
      #expect(result.remedies == ["Write https in credentials.url."])
      #expect(server.requests.isEmpty)
    }
    try await LoopbackServer.run(Self.accept) { server in
      let result = try #require(await SiteCheck(Site.service("https://127.0.0.1:\(server.port)")).run().last)
      #expect(result.step == .health && result.finding.contains("that port speaks plain HTTP"), "\(result)")
      #expect(server.requests.allSatisfy { $0.authorization.isEmpty })
    }
  }

  @Test("with a server that speaks plain HTTP is said to be that")
  func plain() async throws {
    try await LoopbackServer.run(Self.accept) { server in
      let reason = try await Self.failure(Site.service("https://127.0.0.1:\(server.port)"), isConfiguration: false)
      #expect(reason.contains("does not speak TLS") || reason.contains("TLS connection failed"))
    }
  }

  @Test("does not start without the file of authorities that was named")
  func missingAuthorities() {
    #expect(throws: TransportSettingsError.self) {
      try Site.service("https://127.0.0.1:1", settings: TransportSettings(authorities: "/nonexistent.pem"))
    }
  }
}
