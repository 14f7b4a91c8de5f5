package import MoatModel
import MoatSyntax

/// Reads one advisory file: TOML between "```toml" and "```", then Markdown that begins with the
/// title (https://github.com/RustSec/advisory-db#advisory-format).
///
/// A byte-order mark and `\r\n` are accepted. Unknown keys, kinds and CVSS versions are noted and
/// the rest counts; an id, package or version list that cannot be used refuses the file.
package enum AdvisoryParser {
  /// The largest file in bytes. The longest of the public database has 12 KiB.
  package static let maximumSize = 1 << 20

  private static let fence = Array("```".utf8)

  /// Parses a whole file.
  ///
  /// - Throws: ``AdvisoryError``, where the file stops being an advisory.
  package static func parse(
    _ source: SourceText, collection: Advisory.Collection
  ) throws(AdvisoryError) -> AdvisoryDocument {
    let bytes = source.bytes
    guard bytes.count <= maximumSize else {
      throw AdvisoryError(reason: .tooLarge(bytes: bytes.count), span: .start)
    }
    let (opening, end) = try frontMatter(bytes)
    // Blanked instead of cut, so that spans are those of the file.
    var front = Array(bytes[..<end])
    for index in 0..<opening { front[index] = UInt8(ascii: " ") }
    if front.last == UInt8(ascii: "\r") { front.removeLast() }
    let document: TOMLDocument
    do {
      document = try TOMLDocument(parsing: SourceText(path: source.path, bytes: front))
    } catch {
      throw AdvisoryError(reason: .malformed(error), span: error.span)
    }
    let body = Body(bytes[(end + 1)...].dropFirst(fence.count))
    var reader = AdvisoryReader(document: document)
    let advisory = try reader.advisory(
      collection: collection, path: source.path, title: body.title, isUTF8: body.isUTF8)
    return AdvisoryDocument(advisory: advisory, description: body.description)
  }

  /// The number of bytes of the opening line and the offset of the `\n` before the closing one.
  private static func frontMatter(
    _ bytes: [UInt8]
  ) throws(AdvisoryError) -> (opening: Int, end: Int) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: mark) ? mark.count : 0
    let opening = Array("```toml".utf8)
    guard bytes[start...].starts(with: opening) else {
      throw AdvisoryError(reason: .noFrontMatter, span: .start)
    }
    var offset = start + opening.count
    while offset < bytes.count, isBlank(bytes[offset]) { offset += 1 }
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") else {
      throw AdvisoryError(reason: .noFrontMatter, span: SourceSpan(start, offset))
    }
    let head = offset
    while let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) {
      if bytes[(end + 1)...].starts(with: fence) { return (head, end) }
      offset = end + 1
    }
    throw AdvisoryError(
      reason: .unterminatedFrontMatter, span: SourceSpan(start, start + opening.count))
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  /// The Markdown of an advisory, taken apart at its title.
  private struct Body {
    /// nil when the first text is no `# Title`.
    let title: String?
    let description: String
    let isUTF8: Bool

    init(_ bytes: ArraySlice<UInt8>) {
      let newline = UInt8(ascii: "\n")
      var rest = bytes.drop { isBlank($0) || $0 == newline }
      var title: String?
      if rest.starts(with: Array("# ".utf8)) {
        let line = rest.prefix { $0 != newline }
        title = VersionInterval.trimmed(
          String(decoding: line.dropFirst(2).filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self))
        rest = rest.dropFirst(line.count).drop { isBlank($0) || $0 == newline }
      }
      while let last = rest.last, isBlank(last) || last == newline { rest.removeLast() }
      self.title = title.flatMap { $0.isEmpty ? nil : $0 }
      let valid = String(validating: rest, as: UTF8.self)
      isUTF8 = valid != nil
      description = valid ?? String(decoding: rest, as: UTF8.self)
    }
  }
}
