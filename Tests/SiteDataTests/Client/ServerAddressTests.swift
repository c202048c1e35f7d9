import OpenEdX
import Testing

@testable import SiteData

@Suite("The address of a database server")
struct ServerAddressTests {
  @Test func `a URL gives account, host, port and database, with escapes undone`() throws {
    let address = try ServerAddress("mysql://re%40der@db.example.org:3307/openedx")
    #expect(address.user == "re@der")
    #expect(address.host == "db.example.org")
    #expect(address.port == 3307)
    #expect(address.database == "openedx")
    #expect(address.tls == .verify)
  }

  @Test(arguments: [
    "mysql://r@localhost/x", "mysql://r@127.0.0.1/x", "mysql://r@[::1]/x", "mariadb://r@localhost/x?socket=/run/s",
  ])
  func `on this machine TLS is not asked for`(url: String) throws { #expect(try ServerAddress(url).tls == nil) }

  @Test(arguments: [
    ("mysql://r:secret@db/x", "password"), ("postgres://r@db/x", "postgres"), ("mysql://db/x", "account"),
    ("mysql://r@/x", "host"), ("mysql://r@db/x/y", "name"), ("mysql://r@db/x?ssl=0", "ssl"),
    ("mysql://r@db:0/x", "port"), ("db", "URL"), ("mysql://r@db/x%0Ay", "control"),
  ])
  func `a URL that cannot be used is refused with the reason, and a password in it is never repeated`(
    url: String,
    word: String
  ) throws {
    let error = #expect(throws: ServerAddressError.self) { try ServerAddress(url) }
    let text = try #require(error).description
    #expect(text.contains(word))
    #expect(!text.contains("secret"))
  }

  @Test func `the option file quotes the password so that no character of it is read otherwise`() throws {
    var address = try ServerAddress("mysql://r@db/x")
    address.password = Secret("a\"b\\c#d é")
    let text = OptionFile(address, .mariadb).text
    #expect(text.contains(#"password="a\"b\\c#d é""#))
    #expect(!"\(address)".contains("c#d"))
  }

  @Test func `beyond this machine both clients are told to verify, each in its own words`() throws {
    var address = try ServerAddress("mysql://r@db/x")
    #expect(OptionFile(address, .mariadb).text.contains("\nssl-verify-server-cert\n"))
    #expect(OptionFile(address, .mysql).text.contains("\nssl-mode=VERIFY_IDENTITY\n"))
    address.tls = .unverified
    #expect(OptionFile(address, .mariadb).text.contains("\nssl\ndisable-ssl-verify-server-cert\n"))
    #expect(OptionFile(address, .mysql).text.contains("\nssl-mode=REQUIRED\n"))
    address.tls = .off
    #expect(OptionFile(address, .mariadb).text.contains("\ndisable-ssl\n"))
    #expect(OptionFile(address, .mysql).text.contains("\nssl-mode=DISABLED\n"))
  }
}
