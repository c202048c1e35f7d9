/// A small generator of random numbers (SplitMix64): the same seed gives the same numbers everywhere.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The numbers of one learner, whoever was drawn before.
  init(seed: UInt64, learner: Int) {
    var mixer = SeededRandom(seed: seed ^ (UInt64(learner) &* 0xD1B5_4A32_D192_ED03))
    state = mixer.next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number below `limit`; for small limits the bias is of no account.
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// True in `percent` of 100 cases.
  mutating func chance(_ percent: Double) -> Bool { Double(next() >> 11) / Double(1 << 53) * 100 < percent }

  /// The 32 hexadecimal digits of a random UUID, with the bits that say so (version 4): MariaDB's column demands them.
  mutating func uuidHex() -> String {
    let (first, second) = (next(), next())
    return Self.hex(first & ~0xF000 | 0x4000) + Self.hex(second & ~(3 << 62) | 1 << 63)
  }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
