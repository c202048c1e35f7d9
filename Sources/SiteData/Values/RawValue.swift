/// One value of a row as MySQL writes it, in bytes that belong to somebody else.
///
/// It is valid only as long as the buffer that it points into: for the call that it is handed to.
package struct RawValue {
  /// How the bytes are to be read.
  package enum Form: UInt8 {
    /// SQL's NULL; there are no bytes.
    case null
    /// The text of a number, a string or a time, without quotes and escapes.
    case text
    /// The bytes of a hexadecimal or bit literal, decoded.
    case bytes
  }

  /// How the bytes are to be read.
  package var form: Form
  /// Where the bytes begin; nil for NULL.
  package var start: UnsafePointer<UInt8>?
  /// How many they are.
  package var count: Int

  /// NULL.
  package static var null: RawValue { RawValue(form: .null, start: nil, count: 0) }

  /// A value's text.
  package static func text(_ start: UnsafePointer<UInt8>, count: Int) -> RawValue {
    RawValue(form: .text, start: start, count: count)
  }

  package init(form: Form, start: UnsafePointer<UInt8>?, count: Int) {
    self.form = form
    self.start = start
    self.count = count
  }

  /// The bytes, for a message and for slow paths.
  package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: start == nil ? 0 : count) }
}
