package import MoatModel

/// The digest of a crate's archive, as a line in the notes of an audit.
///
/// cargo-vet refuses every key it does not know and keeps notes as they are, so the digest stands in
/// the notes, in the form that `sha256sum --tag NAME-VERSION.crate` prints and `sha256sum --check`
/// reads:
///
///     SHA256 (serde-1.0.228.crate) = 9a8e94ea7f378bd32cbbd37198a4a91436180c5bb472411e48b5ec2e2124ae9e
///
/// An audit may have one for its version, and a delta audit one for each end. A line proves only what
/// its writer wrote.
package struct ArchiveDigestNote: Hashable, Sendable {
  package let crate: String
  package let version: Version
  package let digest: SHA256Digest

  package init(crate: String, version: Version, digest: SHA256Digest) {
    self.crate = crate
    self.version = version
    self.digest = digest
  }

  private static let opening = "SHA256 ("
  private static let closing = ".crate) = "

  /// The line.
  package var text: String {
    "\(Self.opening)\(crate)-\(version)\(Self.closing)\(digest.hex)"
  }

  /// nil for a line that is about something else, or that is not of this form.
  package init?(line: some StringProtocol, crate: String) {
    let line = line.drop { $0 == " " || $0 == "\t" }
    let start = "\(Self.opening)\(crate)-"
    guard line.hasPrefix(start), let end = line.firstRange(of: Self.closing) else { return nil }
    let after = line.index(line.startIndex, offsetBy: start.count)
    guard after <= end.lowerBound else { return nil }
    do {
      version = try Version(parsing: String(line[after..<end.lowerBound]))
      let hex = line[end.upperBound...].prefix { !$0.isWhitespace }
      digest = try SHA256Digest(parsing: String(hex).lowercased())
    } catch {
      return nil
    }
    self.crate = crate
  }

  /// The digests of a crate's versions that the notes of one of its audits record, in order.
  package static func all(in notes: String?, crate: String) -> [ArchiveDigestNote] {
    (notes ?? "").split(whereSeparator: \.isNewline)
      .compactMap { ArchiveDigestNote(line: $0, crate: crate) }
  }

  /// Notes with a digest recorded in them: its line replaces one about the same version, else it is
  /// the last.
  ///
  /// Several lines end with a line break, as an editor's notes do.
  package func recorded(in notes: String?) -> String {
    guard let notes, notes.contains(where: { !$0.isWhitespace }) else { return text }
    var lines = notes.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    let place = lines.firstIndex {
      ArchiveDigestNote(line: $0, crate: crate)?.version == version
    }
    if let place {
      lines[place] = text
      return lines.count == 1 ? text : lines.joined(separator: "\n")
    }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    return (lines + [text]).joined(separator: "\n") + "\n"
  }
}
