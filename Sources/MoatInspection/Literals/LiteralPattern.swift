/// A word that means something in a literal, and where it must stand to mean it.
struct LiteralPattern: Sendable {
  enum Place: Sendable {
    /// The literal is this word.
    case whole
    /// What stands before and after is not part of a name.
    case word
    /// Begins a component of a path, and ends one where the word does not end with a separator.
    case path
    /// The host of an address, or its last labels.
    case domain
    /// Anywhere: the word cannot be part of another one.
    case anywhere
  }

  enum Meaning: Sendable {
    case mark(Capability)
    /// `://`, behind which the host is looked at.
    case address
    /// `0x[`, behind which a class of characters may be that of keys.
    case keyPattern
    /// `Command::new(` as code that a text holds, behind which the program stands.
    case startsProgram
    /// `cargo:` as a build script prints it.
    case directive
    /// Fetches something; only beside one of `runs` it is a mark.
    case fetches
    case runs
    /// Tells text that was decoded or joined from other bytes, and is no mark where it is written out.
    case sign
    /// A sign written backwards.
    case backwards
    /// A sign with each letter moved by thirteen.
    case rotated
  }

  let text: String
  let place: Place
  let meaning: Meaning
  /// Whether a decoded or joined literal with this word in it hides something.
  let isSign: Bool
  /// Whether capital letters must be capital: in paths and names of variables.
  let isExact: Bool

  init(
    _ text: String, _ place: Place, _ meaning: Meaning, isSign: Bool = false, isExact: Bool = false
  ) {
    self.text = text
    self.place = place
    self.meaning = meaning
    self.isSign = isSign
    self.isExact = isExact
  }

  /// Whether the word stands where it must, and is written as it must.
  func fits(_ bytes: [UInt8], word: Range<Int>, literal: Range<Int>) -> Bool {
    if isExact, !bytes[word].elementsEqual(text.utf8) { return false }
    let before = word.lowerBound > literal.lowerBound ? bytes[word.lowerBound - 1] : nil
    let after = word.upperBound < literal.upperBound ? bytes[word.upperBound] : nil
    switch place {
    case .anywhere: return true
    case .whole: return before == nil && after == nil
    case .word:
      return !(startsName && (before?.isWordByte ?? false))
        && !(endsName && (after?.isWordByte ?? false))
    case .path:
      if let before, before.isWordByte || before == UInt8(ascii: ".") || before == UInt8(ascii: "-")
      {
        return false
      }
      guard endsName, let after else { return true }
      return !after.isWordByte && after != UInt8(ascii: "-") && after != UInt8(ascii: ".")
    case .domain:
      // `api.telegram.org.example` and `mypastebin.com` are other hosts.
      if startsName, let before, before.isWordByte || before == UInt8(ascii: "-") { return false }
      guard let after else { return true }
      return !after.isWordByte && after != UInt8(ascii: "-") && after != UInt8(ascii: ".")
    }
  }

  private var startsName: Bool { text.utf8.first?.isWordByte ?? false }
  private var endsName: Bool { text.utf8.last?.isWordByte ?? false }
}

extension UInt8 {
  /// ASCII letters and digits, `_`, and all bytes of other scripts.
  var isWordByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// The value of a hexadecimal digit.
  var hexValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
