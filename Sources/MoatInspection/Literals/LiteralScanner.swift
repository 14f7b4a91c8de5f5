/// Looks through the contents of literals for what they name.
struct LiteralScanner: Sendable {
  /// After so many words of one literal the rest of it is not read: a list of hosts or file names gives
  /// each capability once anyway.
  private static let hitLimit = 256
  /// Shorter than every word that is looked for.
  private static let shortest = 2

  private let words = LiteralPatterns.all
  private var hits: [WordAutomaton.Hit] = []
  private var seen: Set<Capability> = []

  init() {}

  /// Which signs a text shows that was joined, decoded or turned around.
  struct Signs: OptionSet {
    let rawValue: UInt8
    static let backwards = Signs(rawValue: 1)
    static let rotated = Signs(rawValue: 2)
  }

  /// Appends a sighting for each capability that the literal shows, once.
  ///
  /// - Parameter place: the offsets of the literal in the file.
  /// - Returns: what is worth turning around.
  mutating func scan(
    _ literal: RustLiteral, at place: Range<Int>, into sightings: inout [Sighting]
  ) -> Signs {
    let bytes = literal.bytes
    let range = literal.range
    guard range.count >= Self.shortest else { return [] }
    if !hits.isEmpty { hits.removeAll(keepingCapacity: true) }
    words.automaton.find(
      in: bytes, range.lowerBound, range.upperBound, limit: Self.hitLimit, into: &hits)
    if hits.isEmpty { return [] }

    seen.removeAll(keepingCapacity: true)
    var signs: Signs = []
    var fetch: Range<Int>?
    var run: Range<Int>?
    for hit in hits {
      let pattern = words.patterns[hit.word]
      let word = hit.upper - words.automaton.lengths[hit.word]..<hit.upper
      guard pattern.fits(bytes, word: word, literal: range) else { continue }
      var sighted: (Capability, String)?
      switch pattern.meaning {
      case .mark(let capability):
        sighted = (capability, QuotedText.shown(bytes, around: word, in: range))
      case .address:
        sighted =
          Self.address(bytes, after: word, in: range)
          ?? Self.shifted(bytes, before: word, in: range)
      case .startsProgram: sighted = Self.program(bytes, after: word, in: range)
      case .keyPattern:
        if Self.isKeyPattern(bytes, word, range) {
          sighted = (.walletPattern, QuotedText.shown(bytes, around: word, in: range))
        }
      case .directive: sighted = CargoDirective(bytes, at: word, in: range)?.sighted
      case .fetches: fetch = fetch ?? word
      case .runs: run = run ?? word
      case .sign: break
      case .backwards: signs.insert(.backwards)
      case .rotated: signs.insert(.rotated)
      }
      guard let (capability, subject) = sighted, seen.insert(capability).inserted else { continue }
      sightings.append(
        sighting(capability, subject, word, of: literal, at: place))
    }
    if let fetch, run != nil {
      let subject = QuotedText.shown(bytes, around: fetch, in: range)
      sightings.append(sighting(.downloadScript, subject, fetch, of: literal, at: place))
    }
    return signs
  }

  private func sighting(
    _ capability: Capability, _ subject: String, _ word: Range<Int>, of literal: RustLiteral,
    at place: Range<Int>
  ) -> Sighting {
    literal.isVerbatim
      ? Sighting(capability, word.lowerBound, word.upperBound, subject)
      : Sighting(capability, place.lowerBound, place.upperBound, subject)
  }

  /// Whether a text that was put together or decoded has one of the words that hiding it is for.
  ///
  /// - Parameter joints: offsets between the pieces; where there are any, the word must cross one.
  mutating func firstSign(
    in bytes: [UInt8], _ range: Range<Int>, crossing joints: [Int] = []
  ) -> Range<Int>? {
    if !hits.isEmpty { hits.removeAll(keepingCapacity: true) }
    words.automaton.find(
      in: bytes, range.lowerBound, range.upperBound, limit: Self.hitLimit, into: &hits)
    for hit in hits {
      let pattern = words.patterns[hit.word]
      guard pattern.isSign else { continue }
      let word = hit.upper - words.automaton.lengths[hit.word]..<hit.upper
      guard pattern.fits(bytes, word: word, literal: range) else { continue }
      if joints.isEmpty || joints.contains(where: { word.lowerBound < $0 && $0 < word.upperBound })
      {
        return word
      }
    }
    return nil
  }

  /// What the first word names that a text has which was put together, where it crosses a joint.
  mutating func firstMark(
    in bytes: [UInt8], _ range: Range<Int>, crossing joints: [Int]
  ) -> (capability: Capability, word: Range<Int>)? {
    if !hits.isEmpty { hits.removeAll(keepingCapacity: true) }
    words.automaton.find(
      in: bytes, range.lowerBound, range.upperBound, limit: Self.hitLimit, into: &hits)
    for hit in hits {
      let pattern = words.patterns[hit.word]
      guard case .mark(let capability) = pattern.meaning else { continue }
      let word = hit.upper - words.automaton.lengths[hit.word]..<hit.upper
      if pattern.fits(bytes, word: word, literal: range),
        joints.contains(where: { word.lowerBound < $0 && $0 < word.upperBound })
      {
        return (capability, word)
      }
    }
    return nil
  }

  /// `Command::new("…")` in a text: code that is compiled when it was written somewhere, or handed to the
  /// compiler by a macro. What it starts decides.
  private static func program(
    _ bytes: [UInt8], after word: Range<Int>, in literal: Range<Int>
  ) -> (Capability, String) {
    let subject = QuotedText.shown(bytes, around: word, in: literal)
    let rest = bytes[word.upperBound..<min(literal.upperBound, word.upperBound + 64)]
      .drop { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") }
    let name = rest.prefix { $0.isWordByte || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-") }
    let isDownloader = Downloader.isOne(String(decoding: name, as: UTF8.self))
    return (isDownloader ? .downloadScript : .process, subject)
  }

  /// `xjjfi://`: a scheme of which each letter was moved by as much.
  private static func shifted(
    _ bytes: [UInt8], before separator: Range<Int>, in literal: Range<Int>
  ) -> (Capability, String)? {
    for scheme in [Array("https".utf8), Array("http".utf8)] {
      let lower = separator.lowerBound - scheme.count
      guard lower >= literal.lowerBound,
        lower == literal.lowerBound || !bytes[lower - 1].isWordByte
      else { continue }
      let letters = bytes[lower..<separator.lowerBound].map { $0 | 0x20 }
      let shift = (Int(letters[0]) - Int(scheme[0]) + 26) % 26
      // By thirteen is a way of its own.
      guard shift != 0, shift != 13,
        zip(letters, scheme).allSatisfy({ letter, wanted in
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
            && (Int(letter) - Int(wanted) + 26) % 26 == shift
        })
      else { continue }
      let text = TextDecoding.rotated(bytes, literal, by: 26 - shift)
      return (
        .encodedPayload,
        "letters moved by \(shift) → \(QuotedText.shown(text, 0..<text.count))"
      )
    }
    return nil
  }

  /// A URL whose host is an address, with what stands before `://` and the host.
  private static func address(
    _ bytes: [UInt8], after separator: Range<Int>, in literal: Range<Int>
  ) -> (Capability, String)? {
    var scheme = separator.lowerBound
    while scheme > literal.lowerBound, bytes[scheme - 1].isWordByte { scheme -= 1 }
    var upper = separator.upperBound
    var lower = upper
    let isBracketed = upper < literal.upperBound && bytes[upper] == UInt8(ascii: "[")
    // A host has 253 bytes at most (RFC 1035), and a user's name may stand before it.
    scan: while upper < min(literal.upperBound, lower + 512) {
      switch bytes[upper] {
      case UInt8(ascii: "@"): lower = upper + 1
      case UInt8(ascii: "]") where isBracketed:
        upper += 1
        break scan
      case UInt8(ascii: ":") where isBracketed || Self.isUser(bytes, upper, literal.upperBound):
        break
      case UInt8(ascii: "["), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "%"): break
      case let byte where byte.isWordByte: break
      default: break scan
      }
      upper += 1
    }
    guard scheme < separator.lowerBound, lower < upper,
      IPAddress.isPublic(host: bytes[lower..<upper])
    else { return nil }
    return (.addressLiteral, QuotedText.shown(bytes, scheme..<upper))
  }

  /// Whether the colon stands between a user and a password: an `@` follows before the path.
  private static func isUser(_ bytes: [UInt8], _ colon: Int, _ end: Int) -> Bool {
    var offset = colon
    while offset < min(end, colon + 128) {
      switch bytes[offset] {
      case UInt8(ascii: "@"): return true
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: " "): return false
      default: offset += 1
      }
    }
    return false
  }

  /// `0x[0-9a-fA-F]{64}` and `{40}`: private keys and addresses; twelve or twenty-four words in a row:
  /// the seed of a wallet.
  private static func isKeyPattern(_ bytes: [UInt8], _ word: Range<Int>, _ literal: Range<Int>)
    -> Bool
  {
    if bytes[word.lowerBound] == UInt8(ascii: ")") {
      let before = bytes[max(literal.lowerBound, word.lowerBound - 16)..<word.lowerBound]
      return before.contains(UInt8(ascii: "a")) && before.contains(UInt8(ascii: "z"))
        && before.contains(UInt8(ascii: "s"))
    }
    var offset = word.upperBound
    let end = min(literal.upperBound, offset + 16)
    while offset < end, bytes[offset] != UInt8(ascii: "]") { offset += 1 }
    guard offset + 3 < literal.upperBound, bytes[offset + 1] == UInt8(ascii: "{") else {
      return false
    }
    let count = bytes[offset + 2..<min(literal.upperBound, offset + 4)]
    return count.elementsEqual("64".utf8) || count.elementsEqual("40".utf8)
  }
}
