import OpenEdX
import Testing

@Suite("Program UUIDs")
struct ProgramUUIDTests {
  static let hex = "08c5c787f8bd47549394abd7ef8142c5"
  static let dashed = "08c5c787-f8bd-4754-9394-abd7ef8142c5"

  @Test(
    "Every spelling gives the same program",
    arguments: [hex, dashed, hex.uppercased(), dashed.uppercased(), "08C5c787-F8bd-4754-9394-abd7EF8142c5"]
  )
  func reads(_ text: String) throws {
    let uuid = try #require(ProgramUUID(text))
    #expect(uuid.hex == Self.hex)
    #expect(uuid.dashed == Self.dashed)
    #expect(uuid.description == Self.dashed)
    #expect(uuid == ProgramUUID(Self.hex))
  }

  @Test(
    "Anything else is refused",
    arguments: [
      "", "08c5c787", String(hex.dropLast()), hex + "0", String(dashed.dropLast()), dashed + "0",
      "08c5c787f-8bd-4754-9394-abd7ef8142c5", "08c5c787-f8bd-4754-9394-abd7ef8142-5",
      "08c5c787-f8bd47549394abd7ef8142c5",
      "g8c5c787f8bd47549394abd7ef8142c5", "{" + dashed + "}", "urn:uuid:" + dashed, " " + hex, hex + "\n",
      "----" + hex, "08c5c787f8bd47549394abd7ef8142\u{E9}", "\u{FF10}8c5c787f8bd47549394abd7ef814",
    ]
  )
  func refuses(_ text: String) {
    #expect(ProgramUUID(text) == nil)
  }

  @Test("Programs sort by their digits, whatever the spelling")
  func sorts() throws {
    let first = try #require(ProgramUUID("0A000000-0000-0000-0000-000000000000"))
    let second = try #require(ProgramUUID("0b000000000000000000000000000000"))
    #expect(first < second)
    #expect(!(second < first))
  }
}
