/// The bytes of a path, looked at in place: what ``PathText`` works with. Walks ask about some
/// hundred thousand paths, so nothing is taken apart into strings.
struct PathBytes {
  static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")

  private let bytes: UnsafeBufferPointer<UInt8>

  /// - Parameter bytes: must stay where they are for as long as the value is used.
  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var isAbsolute: Bool { bytes.first == Self.slash }

  /// The end of the component that starts at an offset: of the next slash, or of the path.
  private func end(of start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != Self.slash { end += 1 }
    return end
  }

  private func isCurrent(_ part: Range<Int>) -> Bool {
    part.count == 1 && bytes[part.lowerBound] == Self.dot
  }

  private func isParent(_ part: Range<Int>) -> Bool {
    part.count == 2 && bytes[part.lowerBound] == Self.dot && bytes[part.lowerBound + 1] == Self.dot
  }

  /// Whether the component that starts at an offset is `..`.
  func isParent(at start: Int) -> Bool { isParent(start..<end(of: start)) }

  // MARK: - Normal form

  /// Whether normalising would change nothing.
  var isNormalised: Bool {
    if bytes.isEmpty { return false }
    // `/`, `.` and every name of one byte.
    if bytes.count == 1 { return true }
    // Only at the start of a relative path does `..` stay.
    var mayClimb = !isAbsolute
    var start = mayClimb ? 0 : 1
    while true {
      let end = end(of: start)
      let part = start..<end
      if part.isEmpty || isCurrent(part) { return false }
      if isParent(part) {
        if !mayClimb { return false }
      } else {
        mayClimb = false
      }
      if end == bytes.count { return true }
      start = end + 1
    }
  }

  /// See ``PathText/normalised(_:)``.
  var normalised: String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 1)
    if isAbsolute { text.append(Self.slash) }
    /// What no `..` takes away: the root, or every `..` at the start.
    var kept = text.count
    var start = 0
    while start < bytes.count {
      let part = start..<end(of: start)
      start = part.upperBound + 1
      if part.isEmpty || isCurrent(part) { continue }
      let climbs = isParent(part)
      if climbs, text.count > kept {
        let cut = text[kept...].lastIndex(of: Self.slash) ?? kept
        text.removeSubrange(cut...)
      } else if !climbs || !isAbsolute {
        if let last = text.last, last != Self.slash { text.append(Self.slash) }
        text += bytes[part]
        if climbs { kept = text.count }
      }
    }
    return text.isEmpty ? "." : String(decoding: text, as: UTF8.self)
  }

  // MARK: - Two paths

  /// Where two paths part.
  struct Fork {
    /// The offset in the path of what it does not share with the base.
    let rest: Int
    /// How many folders lead from the base up to what is shared; nil where `..` is one of them.
    let climb: Int?
  }

  /// - Parameter base: normalised, as `self` must be.
  /// - Returns: nil where one is absolute and the other is not.
  func fork(from base: PathBytes) -> Fork? {
    guard isAbsolute == base.isAbsolute else { return nil }
    let (start, baseStart) = (firstPart, base.firstPart)
    let limit = min(bytes.count - start, base.bytes.count - baseStart)
    /// How many bytes whole shared components take, without the slash behind the last.
    var shared = 0
    var alike = 0
    while alike < limit, bytes[start + alike] == base.bytes[baseStart + alike] {
      if bytes[start + alike] == Self.slash { shared = alike }
      alike += 1
    }
    if endsPart(start + alike), base.endsPart(baseStart + alike) { shared = alike }
    let rest = behind(start, shared)
    let baseRest = base.behind(baseStart, shared)
    // In a path in normal form `..` stands before everything else.
    if base.isParent(at: baseRest) { return Fork(rest: rest, climb: nil) }
    return Fork(rest: rest, climb: base.partCount(from: baseRest))
  }

  /// The offset of the first component; the end for `/` and `.`, which have none.
  private var firstPart: Int {
    if bytes.count == 1, bytes[0] == Self.dot { return 1 }
    return isAbsolute ? 1 : 0
  }

  private func endsPart(_ offset: Int) -> Bool {
    offset == bytes.count || bytes[offset] == Self.slash
  }

  /// The offset of the component behind `shared` bytes of components.
  private func behind(_ start: Int, _ shared: Int) -> Int {
    shared == 0 ? start : min(start + shared + 1, bytes.count)
  }

  private func partCount(from start: Int) -> Int {
    guard start < bytes.count else { return 0 }
    return bytes[start...].reduce(1) { $1 == Self.slash ? $0 + 1 : $0 }
  }
}
