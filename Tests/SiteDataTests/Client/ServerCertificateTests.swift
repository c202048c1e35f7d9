import Foundation
import MariaDBSupport
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@testable import SiteData

@Suite("A server with a certificate of its own", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(30)))
struct ServerCertificateTests {
  private let folder: TemporaryFolder
  private let server: MariaDBServer

  init() throws {
    folder = try TemporaryFolder()
    let openssl = try FinishedProcess(
      executable: "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
        "subjectAltName=IP:127.0.0.1", "-keyout", folder.file("key.pem"), "-out", folder.file("certificate.pem"),
      ]
    )
    try #require(openssl.status == 0, "\(openssl.errors)")
    server = try MariaDBServer(["--ssl-cert=\(folder.file("certificate.pem"))", "--ssl-key=\(folder.file("key.pem"))"])
    try server.run("CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'pw' REQUIRE SSL")
  }

  private func program(_ tls: ServerAddress.TLS?, authorities: String? = nil) throws -> ClientProgram {
    var address = try ServerAddress("mysql://reader@127.0.0.1:\(server.port)/")
    address.password = Secret("pw")
    address.tls = tls
    address.authorities = authorities
    return ClientProgram(.address(address), label: "lms.database")
  }

  @Test func `it is refused until its authority is named, or it is said to be taken unseen`() async throws {
    let error = await #expect(throws: ClientError.self) { try await program(.verify).withSession { _ in } }
    #expect(error?.number == 2026)
    #expect(error?.remedy.contains("…database_ca_file") == true)
    #expect(error?.remedy.contains("unverified") == true)
    let named = try await program(.verify, authorities: folder.file("certificate.pem")).withSession { await $0.server }
    #expect(!named.cipher.isEmpty)
    let unseen = try await program(.unverified).withSession { await $0.server }
    #expect(!unseen.cipher.isEmpty)
  }

  @Test func `an account that must be encrypted is refused without, and on this machine TLS is tried unasked`()
    async throws
  {
    let error = await #expect(throws: ClientError.self) { try await program(.off).withSession { _ in } }
    #expect([1045, 3159].contains(error?.number))
    #expect(try await !program(nil).withSession { await $0.server.cipher.isEmpty })
  }

  @Test func `an authority that is not the certificate's is refused`() async throws {
    let other = try folder.write(Data("-----BEGIN CERTIFICATE-----\n".utf8), as: "other.pem")
    let error = await #expect(throws: ClientError.self) {
      try await program(.verify, authorities: other).withSession { _ in }
    }
    #expect(error?.number == 2026)
  }
}
