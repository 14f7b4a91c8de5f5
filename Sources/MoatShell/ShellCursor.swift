/// A reader that stands at a byte of a script.
protocol ShellCursor {
  var source: ShellSource { get }
  var at: Int { get set }
  /// Where the text ends that is read now.
  var end: Int { get }
}

extension ShellCursor {
  func peek(_ ahead: Int = 0) -> UInt8? {
    at + ahead < end ? source.bytes[at + ahead] : nil
  }

  func starts(with text: StaticString) -> Bool {
    guard at + text.utf8CodeUnitCount <= end else { return false }
    return text.withUTF8Buffer { wanted in
      wanted.indices.allSatisfy { source.bytes[at + $0] == wanted[$0] }
    }
  }

  /// Goes behind the mask that begins here.
  ///
  /// - Returns: what it stands for.
  mutating func takeMask() -> ShellText {
    let text = source.text(ofMaskAt: at)
    at += 1
    while peek() == ShellSource.maskRest { at += 1 }
    return text
  }

  /// A redirection of cmd or PowerShell from its sign on: `>file`, `>> file`, `>&1`.
  ///
  /// - Parameters:
  ///   - start: where its descriptor begins.
  ///   - readTarget: takes blanks and the word behind them.
  /// - Returns: nil if no sign is here.
  mutating func takeRedirect(
    from start: Int, descriptor: Int?, readTarget: (inout Self) -> ShellWord?
  ) -> ShellRedirect? {
    guard let sign = peek(), sign == UInt8(ascii: ">") || sign == UInt8(ascii: "<") else {
      return nil
    }
    at += 1
    let isAppend = peek() == UInt8(ascii: ">")
    if isAppend { at += 1 }
    if peek() == UInt8(ascii: "&") {
      at = min(at + 2, end)
      return ShellRedirect(
        kind: .duplicate, descriptor: descriptor, target: ShellText(), range: start..<at)
    }
    let target = readTarget(&self)?.text ?? .anything
    let kind: ShellRedirect.Kind =
      sign == UInt8(ascii: "<") ? .input : isAppend ? .append : .output
    return ShellRedirect(kind: kind, descriptor: descriptor, target: target, range: start..<at)
  }
}
