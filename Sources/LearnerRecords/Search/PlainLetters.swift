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
