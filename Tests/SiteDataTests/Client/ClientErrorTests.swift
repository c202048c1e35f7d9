import Testing

@testable import SiteData

@Suite("Errors of the client program")
struct ClientErrorTests {
  @Test(arguments: [
    ("ERROR 1045 (28000): Access denied for user 'x'@'y' (using password: YES)", 1045),
    ("mariadb: unknown option '--loose-x'\nERROR 1054 (42S22) at line 2: Unknown column 'z' in 'field list'", 1054),
    ("ERROR 2002 (HY000): Can't connect to local server through socket '/x' (2)", 2002),
    ("mysql: [Warning] Using a password\nERROR 2026 (HY000): TLS/SSL error: self-signed certificate", 2026),
  ])
  func `the number is read from what the program says`(said: String, number: Int) {
    #expect(ClientError(said: said, status: "exit status 1").number == number)
  }

  @Test func `warnings about options of the other client are not told as the reason`() {
    let error = ClientError(
      said: "Warning: mariadb: unknown option '--loose-x'\nError: No such container: tutor\n",
      status: "exit status 1"
    )
    #expect(error.cause == .ended("exit status 1", said: "Error: No such container: tutor"))
    #expect(!error.mayPass)
  }

  @Test(arguments: [
    1045, 1044, 1130, 1142, 1143, 1205, 1698, 1820, 1862, 2002, 2003, 2006, 2013, 2026, 2059, 2061, 3024, 1969, 3118,
    3159, 4151, 1040, 1049, 1412, 1317, 1927, 3169, 4031,
  ])
  func `each error that operators meet has a remedy of its own`(number: Int) throws {
    let error = ClientError(said: "ERROR \(number) (HY000): x", status: "")
    #expect(ClientError.remedies[number] != nil)
    #expect(error.description.contains("error \(number): x\n"))
  }

  @Test func `what may pass by itself is told from what somebody has to repair`() {
    for number in [2013, 2006, 2002, 1205, 1969, 3024, 1317, 1053, 3169, 4031] {
      #expect(ClientError(.reported(number, "")).mayPass, "\(number)")
    }
    for number in [1045, 1142, 2026, 1049, 4151] { #expect(!ClientError(.reported(number, "")).mayPass, "\(number)") }
  }
}
