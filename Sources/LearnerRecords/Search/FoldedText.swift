import Foundation

/// A text as it is compared in a search: without regard to case and accents, as UTF-8.
///
/// Letters are taken apart into their base and their marks, the marks that combine with a letter are left out, and case
/// is folded by way of the capital, so that "ς" finds "Σ". Latin letters that do not come apart are those that people type
/// for them: "ø" is found by "o", "ß" by "ss". Every scalar is folded by itself: a part of a folded text is the folded
/// form of a part, and folding again changes nothing.
package struct FoldedText: Sendable {
  /// UTF-8 of the folded text.
  package private(set) var bytes: [UInt8] = []

  /// Folds a text.
  package init(_ text: String) {
    var text = text
    let isASCII = text.withUTF8 { utf8 in
      guard utf8.allSatisfy({ $0 < 0x80 }) else { return false }
      bytes.append(contentsOf: utf8.lazy.map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 })
      return true
    }
    guard !isASCII else { return }
    for part in TextParts(text) { append(part) }
  }

  private mutating func append(_ text: String) {
    for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars where !Self.isMark(scalar) {
      guard scalar.properties.isCased else {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        continue
      }
      if let spelling = PlainLetters.spelling(of: scalar) {
        spelling.withUTF8Buffer { bytes.append(contentsOf: $0) }
        continue
      }
      let folded = scalar.properties.lowercaseMapping.uppercased().lowercased()
      for part in folded.unicodeScalars where !Self.isMark(part) {
        bytes.append(contentsOf: UTF8.encode(part) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// Whether the scalar stands over, under or in another: an accent, a vowel point, a voicing mark.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.canonicalCombiningClass != .notReordered
  }
}

/// A text in parts of a few hundred scalars: the time that Foundation takes to take letters apart grows with the square of
/// a text's length. Marks may come apart from their letters.
struct TextParts: Sequence, IteratorProtocol {
  private var rest: Substring.UnicodeScalarView

  private static let length = 500

  init(_ text: String) { rest = Substring(text).unicodeScalars }

  mutating func next() -> String? {
    guard !rest.isEmpty else { return nil }
    let part = rest.prefix(Self.length)
    rest = rest[part.endIndex...]
    return String(part)
  }
}

/// What people type for letters of the Latin alphabet that do not come apart into a base and its marks.
enum PlainLetters {
  /// The letters that stand for one, in small letters; nil for one that stands for itself.
  static func spelling(of scalar: Unicode.Scalar) -> StaticString? {
    switch scalar {
    case "ø", "Ø": "o"
    case "đ", "Đ", "ð", "Ð": "d"
    case "ł", "Ł": "l"
    case "þ", "Þ": "th"
    case "ß", "ẞ": "ss"
    case "æ", "Æ": "ae"
    case "œ", "Œ": "oe"
    case "ħ", "Ħ": "h"
    case "ŧ", "Ŧ": "t"
    case "ŋ", "Ŋ": "ng"
    case "ı", "İ": "i"
    case "ĸ": "k"
    case "ə", "Ə": "e"
    case "ƒ", "Ƒ": "f"
    case "ɓ", "Ɓ": "b"
    case "ɗ", "Ɗ": "d"
    case "ƙ", "Ƙ": "k"
    case "ƴ", "Ƴ": "y"
    default: nil
    }
  }
}
