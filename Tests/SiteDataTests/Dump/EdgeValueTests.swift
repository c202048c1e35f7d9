import OpenEdX
import ProcessTestSupport
import Testing

@testable import SiteData

/// Values as a MariaDB server holds them (`SELECT hex(…)` after loading the same dump).
@Suite(.ownThread) struct EdgeValueTests {
  private func hex(_ value: [UInt8]?) -> String {
    guard let value else { return "NULL" }
    let digits = Array("0123456789ABCDEF")
    return String(value.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  @Test(arguments: [1, 2, 3, 5, 64, 1 << 16])
  func `every kind of value is what the server holds, in parts of any size`(chunk: Int) throws {
    let (dump, facts) = try RecordedDump.read(try Fixture.bytes("edge.sql.gz"), chunk: chunk)
    let rows = try #require(dump.rows["t"])
    try #require(rows.count == 2)
    #expect(
      hex(rows[0][1]) == "6974277320227122205C206261636B0A6E6577097461620D006E756C201A206374726C2D7A20F09F988020C3A9"
    )
    #expect(hex(rows[0][2]) == "01")
    #expect(hex(rows[0][3]) == "00FF27")
    #expect(hex(rows[0][4]) == "7B2261223A22625C2263227D")
    let rest = rows[0][5...].map { value in value.map { String(decoding: $0, as: UTF8.self) } }
    #expect(
      rest == [
        "0000-00-00 00:00:00.000000", "2024-01-01 00:00:00", "fbd3326e-a01b-490b-adfd-283a55e085cb", "x2024", "q",
        "0.5000", "2024-06-01 12:00:00", "2024", "b'c", "0.1", "0.1", "12:00:00.500000", "18446744073709551615",
      ]
    )
    #expect(
      rows[1].map(hex) == ["32"] + Array(repeating: "NULL", count: 8) + ["71"] + Array(repeating: "NULL", count: 8)
    )
    #expect(facts.server == "MariaDB 10.11.19-MariaDB-0+deb12u1-log")
    #expect(facts.completed?.databaseText == "2026-11-28 18:22:39")
    #expect(dump.databases == ["edge"])
    let generated = try #require(dump.tables["t"]).columns.filter(\.isGenerated).map(\.name)
    #expect(generated == ["g", "v"])
  }

  @Test(arguments: [1, 2, 3, 5, 64, 1 << 16])
  func `text that looks like SQL stays text`(chunk: Int) throws {
    let (dump, _) = try RecordedDump.read(try Fixture.bytes("edge2.sql.gz"), chunk: chunk)
    #expect(
      dump.rows["t2"]?.map { $0.map(hex) } == [
        ["31", "6974277320227122205C206261636B5C5C736C6173685C2720656E64", "41", "01"],
        ["32", "6C696E65310A6C696E65320D0A74616209656E64", "NULL", "00"],
        ["33", "6E756C5B005D207375625B1A5D", "NULL", "NULL"],
        ["34", "656D6F6A6920F09F988020C3A920C3BC", "NULL", "NULL"],
        ["35", "2D2D206E6F74206120636F6D6D656E743B202F2A206E6F722074686973202A2F20292C2832", "NULL", "NULL"],
        ["36", "5C6E206C69746572616C206261636B736C617368206E", "NULL", "NULL"],
      ]
    )
  }
}
