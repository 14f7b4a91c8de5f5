/// The significant tokens of a file with its bytes. An index out of range is a token of no kind: nothing
/// here traps.
///
/// A class because many hold it for each file, and a copy then counts one reference and not two.
final class TokenText: Sendable {
  let bytes: [UInt8]
  let tokens: ContiguousArray<Token>

  init(bytes: [UInt8], tokens: ContiguousArray<Token>) {
    self.bytes = bytes
    self.tokens = tokens
  }

  var count: Int { tokens.count }

  /// The only byte of the punctuation at an index; 0 where there is none.
  @inline(__always)
  func mark(_ index: Int) -> UInt8 {
    index >= 0 && index < tokens.count ? tokens[index].punctuation : 0
  }

  @inline(__always)
  func kind(_ index: Int) -> TokenKind? {
    index >= 0 && index < tokens.count ? tokens[index].kind : nil
  }

  /// Whether it is an identifier, raw or not; a keyword is one.
  @inline(__always)
  func isName(_ index: Int) -> Bool {
    switch kind(index) {
    case .identifier, .rawIdentifier: true
    default: false
    }
  }

  /// Whether `::` begins at an index.
  @inline(__always)
  func isSeparator(_ index: Int) -> Bool {
    mark(index) == UInt8(ascii: ":") && mark(index + 1) == UInt8(ascii: ":")
      && tokens[index].upper == tokens[index + 1].lower
  }

  /// The keyword at an index; a raw identifier is none.
  @inline(__always)
  func keyword(_ index: Int) -> Keyword? {
    guard index >= 0, index < tokens.count, case .identifier = tokens[index].kind,
      tokens[index].detail != 0
    else { return nil }
    return Keyword(rawValue: tokens[index].detail)
  }

  /// The bytes of an identifier without `r#`.
  @inline(__always)
  func nameRange(_ index: Int) -> Range<Int> {
    guard index >= 0, index < tokens.count else { return 0..<0 }
    let token = tokens[index]
    let lower = token.kind == .rawIdentifier ? token.lower + 2 : token.lower
    guard lower <= token.upper, token.upper <= bytes.count else { return 0..<0 }
    return lower..<token.upper
  }

  /// An identifier without `r#`.
  func name(_ index: Int) -> String { String(decoding: bytes[nameRange(index)], as: UTF8.self) }

  /// Whether an identifier, without `r#`, is a word.
  func isWord(_ index: Int, _ word: StaticString) -> Bool {
    let range = nameRange(index)
    guard isName(index), range.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { bytes[range].elementsEqual($0) }
  }

  /// A token as it is written.
  func text(_ index: Int) -> String {
    guard index >= 0, index < tokens.count, tokens[index].upper <= bytes.count else { return "" }
    return String(decoding: bytes[tokens[index].lower..<tokens[index].upper], as: UTF8.self)
  }
}
