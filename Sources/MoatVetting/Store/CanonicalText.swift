import MoatDiff
package import MoatModel

/// Whether a file is written as cargo-vet writes it, which its `--locked` demands.
package enum CanonicalText {
  /// How many lines around a change a difference shows.
  static let context = 3

  /// What a file and its canonical text disagree about.
  package struct Difference: Hashable, Sendable {
    /// From the file to the canonical text, as a unified diff with the names of both. The lines are
    /// the file's own and not safe to print.
    package let diff: String
    /// The first line of the file that is not canonical.
    package let span: SourceSpan
  }

  /// nil where the texts are the same but for white space at the end.
  package static func difference(from source: SourceText, to text: String) -> Difference? {
    let old = trimmedEnd(source.bytes)
    let new = Array(text.utf8)
    if old == trimmedEnd(new) { return nil }
    let diff = TextDiff(old: source.bytes, new: new)
    let hunks = String(decoding: UnifiedText.hunks(of: diff, context: context), as: UTF8.self)
    let first = diff.changes.first { $0.kind != .same }
    let lower = first.map { diff.old.range(of: $0.old).lowerBound } ?? 0
    return Difference(
      diff: "--- old/\(source.path)\n+++ new/\(source.path)\n\(hunks)",
      span: SourceSpan(lower, lower))
  }

  /// Without white space at the end: of all that Unicode has, the kinds that TOML allows there.
  private static func trimmedEnd(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    var end = bytes.count
    while end > 0, [0x09, 0x0A, 0x0D, 0x20].contains(bytes[end - 1]) { end -= 1 }
    return bytes[..<end]
  }
}
