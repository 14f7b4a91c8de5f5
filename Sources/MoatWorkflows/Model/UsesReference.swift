package import MoatModel
import MoatSyntax

/// What `uses:` names: an action or a workflow to call.
package struct UsesReference: Sendable {
  package enum Target: Hashable, Sendable {
    /// `owner/name/path@ref`. Path and ref are nil where they are not written.
    case repository(owner: String, name: String, path: String?, ref: String?)
    /// `./path` or `$/path`, a folder or file of the same repository.
    case local(path: String)
    /// `docker://…`, without the scheme.
    case docker(image: ImageReference)
    /// Neither of them.
    case unknown
  }

  package let text: WorkflowText
  package let target: Target
  /// Where the ref behind `@` is written.
  package let refSpan: SourceSpan?
  /// The comment behind it on the same line, from its `#`.
  package let comment: SourceSpan?

  package var span: SourceSpan { text.span }

  package init(_ text: WorkflowText) {
    self.text = text
    (target, refSpan) = Self.parse(text)
    comment = text.node.resolved.trailingComment
  }

  /// `owner/name` in lower case, as GitHub compares it; nil for other targets.
  package var repository: String? {
    guard case .repository(let owner, let name, _, _) = target else { return nil }
    return "\(owner)/\(name)".lowercased()
  }

  /// `owner/name/path` in lower case; nil for other targets.
  package var action: String? {
    guard case .repository(_, _, let path, _) = target, let repository else { return nil }
    return path.map { "\(repository)/\($0.lowercased())" } ?? repository
  }

  package var ref: String? {
    guard case .repository(_, _, _, let ref) = target else { return nil }
    return ref
  }

  /// Whether the ref is a whole commit hash: 40 hexadecimal digits.
  package var isPinned: Bool { ref.map(Self.isCommit) ?? false }

  /// Whether a text is a whole commit hash.
  package static func isCommit(_ text: String) -> Bool {
    text.utf8.count == 40
      && text.utf8.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 }
  }

  /// The version as numbers, `[4, 2, 1]` or `[4]`: of a ref like `v4.2.1`, or, behind a hash, of
  /// the comment. Nil if neither says; the comment proves nothing.
  package var version: [Int]? {
    guard let ref else { return nil }
    guard isPinned, let comment else { return Self.version(ref) }
    let words = text.node.stream.source.text(at: comment).split { " \t#@=:,".contains($0) }
    return words.lazy.compactMap { Self.version(String($0)) }.first
  }

  private static func version(_ text: String) -> [Int]? {
    let digits = text.drop { $0 == "v" || $0 == "V" }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard let first = parts.first, let major = Int(first), major >= 0 else { return nil }
    return [major] + parts.dropFirst().prefix { Int($0) != nil }.compactMap { Int($0) }
  }

  private static func parse(_ text: WorkflowText) -> (Target, SourceSpan?) {
    guard let whole = text.literal else { return (.unknown, nil) }
    // As the runner does: white space around it is nothing.
    let start = whole.drop(while: \.isWhitespace)
    let count = start.reversed().prefix(while: \.isWhitespace).count
    let trimmed = start.dropLast(count)
    // `$/` is the repository that the file itself belongs to.
    if ["./", ".\\", "$/"].contains(where: { trimmed.hasPrefix($0) }) {
      return (.local(path: String(trimmed)), nil)
    }
    if trimmed.lowercased().hasPrefix("docker://") {
      return (.docker(image: ImageReference(String(trimmed.dropFirst(9)))), nil)
    }
    var name = trimmed
    var ref: Substring?
    if let at = trimmed.firstIndex(of: "@") {
      name = trimmed[..<at]
      ref = trimmed[trimmed.index(after: at)...]
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).filter { !$0.isEmpty }
    guard parts.count >= 2 else { return (.unknown, nil) }
    let path = parts.dropFirst(2).joined(separator: "/")
    var span: SourceSpan?
    if let ref {
      let lower = whole.utf8.distance(from: whole.startIndex, to: ref.startIndex)
      span = text.span(ofDecoded: lower..<lower + ref.utf8.count)
    }
    return (
      .repository(
        owner: String(parts[0]), name: String(parts[1]), path: path.isEmpty ? nil : path,
        ref: ref.map { String($0) }), span
    )
  }
}

/// The name of a container image: `registry/name:tag@digest`.
package struct ImageReference: Hashable, Sendable {
  /// Registry and name.
  package let name: String
  package let tag: String?
  /// `sha256:…`.
  package let digest: String?

  package init(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    digest = parts.count > 1 ? String(parts[1]) : nil
    let named = parts.first ?? ""
    // A colon in front of a slash belongs to the registry's port.
    let start = named.lastIndex(of: "/") ?? named.startIndex
    if let colon = named[start...].firstIndex(of: ":") {
      name = String(named[..<colon])
      tag = String(named[named.index(after: colon)...])
    } else {
      name = String(named)
      tag = nil
    }
  }
}
