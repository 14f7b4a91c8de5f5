package import MoatDiff

/// The item that a hunk is in, as far as indentation tells.
package enum HunkHeading {
  /// Lines that are looked back at.
  private static let reach = 400

  /// Words that begin an item, after what may stand before them.
  private static let items: [[UInt8]] = [
    "fn ", "impl ", "impl<", "struct ", "enum ", "trait ", "mod ", "union ", "macro_rules!", "[",
  ].map { Array($0.utf8) }
  private static let modifiers: [[UInt8]] = [
    "pub ", "pub(crate) ", "pub(super) ", "default ", "const ", "async ", "unsafe ",
    "extern \"C\" ",
  ].map { Array($0.utf8) }

  /// The nearest line above the first change that begins an item and is indented less; nil where none
  /// does. It is a hint, and may be of another item than the parser's.
  package static func find(for hunk: Hunk, in diff: TextDiff) -> ArraySlice<UInt8>? {
    let first = hunk.changes.first { $0.kind != .same } ?? hunk.changes.first
    guard let first else { return nil }
    let text = diff.old.count == 0 ? diff.new : diff.old
    let line = diff.old.count == 0 ? first.new.lowerBound : first.old.lowerBound
    let depth = (line..<min(line + 8, text.count)).lazy.compactMap { indent(text.content($0)) }
      .first
    for above in stride(from: line - 1, through: max(0, line - reach), by: -1) {
      let content = text.content(above)
      guard let own = indent(content), own < (depth ?? .max) || own == 0 else { continue }
      if begins(content.dropFirst(own)) { return content.dropFirst(own).prefix(120) }
    }
    return nil
  }

  private static func indent(_ line: ArraySlice<UInt8>) -> Int? {
    let count = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    return count == line.count ? nil : count
  }

  private static func begins(_ line: ArraySlice<UInt8>) -> Bool {
    var rest = line
    while let modifier = modifiers.first(where: { rest.starts(with: $0) }) {
      rest = rest.dropFirst(modifier.count)
    }
    return items.contains { rest.starts(with: $0) }
  }
}
