#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension UTCTime {
  /// The present moment by the system's clock.
  package static var now: UTCTime {
    UTCTime(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
  }
}
