/// What one cell, or two for a wide one, can hold.
struct Glyph: Hashable {
  /// A base character and at most `maximumMarks` combining marks.
  let text: String
  /// 1 or 2.
  let width: Int

  /// As many as ncurses keeps in a cell beside the base character.
  static let maximumMarks = 4
}

/// A text as the glyphs that are drawn for it, made safe and made to fit the terminal's idea of width.
///
/// Terminals disagree about the width of emoji sequences, so each is reduced to its first emoji: joiners, skin tones and
/// variation selectors inside a sequence are dropped. A flag is shown as the two letters of its region, which are two
/// columns wide everywhere. Marks without a base stand on a dotted circle. The rest follows `VisibleText`.
///
/// The sequence is lazy, so clipping a very long text costs no more than what is shown.
struct Glyphs: Sequence, IteratorProtocol {
  private let scalars: String.UnicodeScalarView
  private var index: String.UnicodeScalarView.Index
  private var pendingMark: Substring = ""
  /// Whether code points are being told between brackets, and the next one is to join them.
  private var isInBrackets = false
  /// Looked up when the first character comes that is not ASCII.
  private lazy var isASCIIOnly = Repertoire.current == .ascii

  init(_ text: String) {
    scalars = text.unicodeScalars
    index = scalars.startIndex
  }

  mutating func next() -> Glyph? {
    if let character = pendingMark.popFirst() {
      // The brackets and pictures of what is made visible have their ASCII, too.
      let text = String(character)
      return Glyph(text: character.isASCII || !isASCIIOnly ? text : ASCIIText.replacement(for: text), width: 1)
    }
    guard let scalar = peek() else { return nil }
    advance()
    if let mark = VisibleText.mark(for: scalar) {
      pendingMark = mark[...]
      return next()
    }
    if let letter = Self.flagLetter(scalar) { return Glyph(text: letter, width: 1) }
    if scalar.isASCII, peek()?.isASCII ?? true { return Glyph(text: String(Character(scalar)), width: 1) }
    if isASCIIOnly { return nextInASCII(scalar) }
    let width = CharacterLocale.columns(of: scalar)
    if width == 0 { return Glyph(text: "◌" + takeMarks(after: "◌", first: scalar), width: 1) }
    return Glyph(text: String(Character(scalar)) + takeMarks(after: scalar), width: width)
  }

  /// The letters or the sign for a character; between brackets the code points of those that have neither.
  private mutating func nextInASCII(_ scalar: Unicode.Scalar) -> Glyph? {
    let marks = takeMarks(after: scalar)
    if scalar.isASCII { return Glyph(text: String(Character(scalar)), width: 1) }
    if let spelling = Self.spelling(of: scalar) {
      pendingMark = spelling[...]
    } else {
      let points = ([scalar] + marks.unicodeScalars).map(VisibleText.digits(of:)).joined(separator: ",")
      let joinsNext = peek().map { $0.isASCII || Self.spelling(of: $0) != nil || Self.isShownOtherwise($0) } == false
      pendingMark = ((isInBrackets ? "," : "<U+") + points + (joinsNext ? "" : ">"))[...]
      isInBrackets = joinsNext
    }
    return next()
  }

  private static func spelling(of scalar: Unicode.Scalar) -> String? {
    ASCIIText.replacement(for: scalar) ?? ASCIILetters.spelling(of: scalar)
  }

  private static func isShownOtherwise(_ scalar: Unicode.Scalar) -> Bool {
    flagLetter(scalar) != nil || VisibleText.mark(for: scalar) != nil
  }

  private func peek() -> Unicode.Scalar? {
    index < scalars.endIndex ? scalars[index] : nil
  }

  private mutating func advance() {
    scalars.formIndex(after: &index)
  }

  /// The combining marks that follow, past everything that belongs to the same emoji.
  private mutating func takeMarks(after base: Unicode.Scalar, first: Unicode.Scalar? = nil) -> String {
    var marks = String.UnicodeScalarView()
    if let first { marks.append(first) }
    var mayTakeSelector = true
    while let scalar = peek(), !scalar.isASCII {
      if mayTakeSelector, Self.isVariation(scalar, of: base) {
        mayTakeSelector = false
        advance()
      } else if Self.isSkinTone(scalar, of: base) {
        advance()
      } else if takeJoinedEmoji(after: base) {
        mayTakeSelector = true
      } else if Self.isTag(scalar, of: base) {
        advance()
      } else if CharacterLocale.columns(of: scalar) == 0, VisibleText.mark(for: scalar) == nil {
        if marks.count < Glyph.maximumMarks { marks.append(scalar) }
        advance()
      } else {
        break
      }
    }
    return String(marks)
  }

  /// Steps over a joiner and the emoji it joins; leaves a joiner that joins anything else, so that it is shown.
  private mutating func takeJoinedEmoji(after base: Unicode.Scalar) -> Bool {
    guard peek() == "\u{200D}", Self.isEmoji(base) else { return false }
    let following = scalars.index(after: index)
    guard following < scalars.endIndex, Self.isEmoji(scalars[following]) else { return false }
    index = scalars.index(after: following)
    return true
  }
}

extension Glyphs {
  private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.isASCII && scalar.properties.isEmoji
  }

  private static func isVariation(_ scalar: Unicode.Scalar, of base: Unicode.Scalar) -> Bool {
    guard scalar.properties.isVariationSelector else { return false }
    let choosesPresentation = scalar.value == 0xFE0E || scalar.value == 0xFE0F
    return choosesPresentation ? base.properties.isEmoji : base.properties.isIdeographic
  }

  private static func isSkinTone(_ scalar: Unicode.Scalar, of base: Unicode.Scalar) -> Bool {
    scalar.properties.isEmojiModifier && isEmoji(base)
  }

  /// The flags of regions below a country are a black flag and invisible letters; elsewhere such letters hide text.
  private static func isTag(_ scalar: Unicode.Scalar, of base: Unicode.Scalar) -> Bool {
    base.value == 0x1F3F4 && (0xE0020...0xE007F).contains(scalar.value)
  }

  private static func flagLetter(_ scalar: Unicode.Scalar) -> String? {
    guard (0x1F1E6...0x1F1FF).contains(scalar.value) else { return nil }
    return Unicode.Scalar(0x41 + scalar.value - 0x1F1E6).map { String(Character($0)) }
  }
}
