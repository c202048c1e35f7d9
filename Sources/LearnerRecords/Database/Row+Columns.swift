import GRDB
import OpenEdX

/// Columns by index, lenient where a site's copy may hold NULL or another type than Django writes.
///
/// GRDB's own subscripts end the process on a NULL that was not expected; a file from somewhere else must not do that.
extension Row {
  func text(_ index: Int) -> String { (self[index] as String?) ?? "" }
  func textOrNil(_ index: Int) -> String? { self[index] }
  func integer(_ index: Int) -> Int64 { (self[index] as Int64?) ?? 0 }
  func integerOrNil(_ index: Int) -> Int64? { self[index] }
  func flag(_ index: Int) -> Bool { integer(index) != 0 }
  func real(_ index: Int) -> Double { (self[index] as Double?) ?? 0 }
  func time(_ index: Int) -> UTCTime? { textOrNil(index).flatMap { UTCTime($0) } }
}
