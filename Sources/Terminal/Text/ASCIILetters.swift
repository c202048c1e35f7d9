/// ASCII for letters of the Latin, Greek and Cyrillic alphabets.
///
/// What a letter is, is read from its Unicode name, which is there without a table of decompositions: `LATIN SMALL LETTER
/// E WITH DIAERESIS` is an e. Different letters may become the same; the username beside a name tells them apart.
enum ASCIILetters {
  /// The letters that stand for one; nil for a character that is none, or of another alphabet.
  static func spelling(of scalar: Unicode.Scalar) -> String? {
    // Wide forms of ASCII are in a block of their own, in the same order.
    if let wide = Unicode.Scalar(scalar.value &- 0xFEE0), (0x21...0x7E).contains(wide.value) {
      return String(Character(wide))
    }
    guard scalar.properties.isAlphabetic, let name = scalar.properties.name else { return nil }
    for (alphabet, spellings) in alphabets where name.hasPrefix(alphabet) {
      let words = name.dropFirst(alphabet.count)
      for (size, isCapital) in sizes where words.hasPrefix(size) {
        let rest = words.dropFirst(size.count)
        let letter = String(rest[..<(rest.firstRange(of: " WITH ")?.lowerBound ?? rest.endIndex)])
        // The names of Latin letters are mostly those letters: A, AE, LJ.
        let itself = alphabet == "LATIN " && letter.utf8.count <= 2 ? letter.lowercased() : nil
        guard let spelling = spellings[letter] ?? itself else { return nil }
        return isCapital ? spelling.prefix(1).uppercased() + spelling.dropFirst() : spelling
      }
    }
    return nil
  }

  private static let sizes = [
    ("SMALL LETTER ", false), ("CAPITAL LETTER ", true), ("SMALL LIGATURE ", false), ("CAPITAL LIGATURE ", true),
  ]

  private static let alphabets: [(name: String, spellings: [String: String])] = [
    ("LATIN ", spellings("SHARP S=ss, ETH=d, THORN=th, DOTLESS I=i, LONG S=s, ENG=ng, SCHWA=e, OPEN E=e, OPEN O=o")),
    (
      "GREEK ",
      spellings(
        """
        ALPHA=a, BETA=v, GAMMA=g, DELTA=d, EPSILON=e, ZETA=z, ETA=i, THETA=th, IOTA=i, KAPPA=k, LAMDA=l, MU=m, NU=n, \
        XI=x, OMICRON=o, PI=p, RHO=r, SIGMA=s, FINAL SIGMA=s, TAU=t, UPSILON=u, PHI=f, CHI=ch, PSI=ps, OMEGA=o
        """
      )
    ),
    (
      "CYRILLIC ",
      spellings(
        """
        A=a, BE=b, VE=v, GHE=g, DE=d, IE=e, IO=yo, ZHE=zh, ZE=z, I=i, SHORT I=y, KA=k, EL=l, EM=m, EN=n, O=o, PE=p, \
        ER=r, ES=s, TE=t, U=u, EF=f, HA=kh, TSE=ts, CHE=ch, SHA=sh, SHCHA=shch, HARD SIGN=', YERU=y, SOFT SIGN=', \
        E=e, YU=yu, YA=ya, UKRAINIAN IE=ye, BYELORUSSIAN-UKRAINIAN I=i, YI=yi, JE=j, LJE=lj, NJE=nj, DJE=dj, TSHE=c, \
        DZHE=dz, DZE=dz, GJE=gj, KJE=kj, SHORT U=u, SCHWA=e
        """
      )
    ),
  ]

  private static func spellings(_ list: String) -> [String: String] {
    let pairs = list.split(separator: ", ").compactMap { pair -> (String, String)? in
      guard let equals = pair.firstIndex(of: "=") else { return nil }
      return (String(pair[..<equals]), String(pair[pair.index(after: equals)...]))
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
