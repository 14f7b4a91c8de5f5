package import MoatModel

/// A `Cargo.lock`, versions 1 to 4, as written.
///
/// A value proves that the document has the shape Cargo's own reader requires
/// (`cargo-util-schemas/src/lockfile.rs`). It does not prove that edges lead somewhere, that
/// checksums are present or well-formed, or that entries are unique: rules say so, because those
/// faults are findings about the project and not about our ability to look.
package struct Lockfile: Sendable {
  /// The largest public workspaces lock some 2,000 packages; beyond ten times that a file was made to
  /// hurt, since a few rules take time that grows with the square of the number.
  package static let packageLimit = 20_000

  /// The encodings that Cargo has written.
  package enum Format: Int, Hashable, Sendable, Comparable {
    case v1 = 1
    case v2, v3, v4

    package static func < (left: Format, right: Format) -> Bool { left.rawValue < right.rawValue }
  }

  package let source: SourceText
  /// Inferred for versions 1 and 2, which carry no marker; a file without evidence is version 1.
  package let format: Format
  /// The span of `version = N`, if written.
  package let formatSpan: SourceSpan?
  /// The `[root]` package of files from before 2017 comes first.
  package let packages: [LockedPackage]
  package let hasRootTable: Bool
  package let unusedPatches: [LockedPackage]
  /// `[metadata]` in order: version 1 keeps its checksums there.
  package let metadata: [MetadataEntry]
  /// The first version 1 checksum in a file with version 2 evidence: a bad merge, after which Cargo
  /// discards all checksums.
  package let mixedFormatSpan: SourceSpan?

  package struct MetadataEntry: Hashable, Sendable {
    package let key: String
    package let value: String
    package let span: SourceSpan
  }
}

/// One `[[package]]` of a lockfile.
package struct LockedPackage: Hashable, Sendable {
  package let name: String
  package let version: Version
  /// The version as written.
  package let versionText: String
  /// nil for workspace members and path dependencies.
  package let source: PackageSource?
  package let checksum: LockedChecksum
  package let dependencies: [LockedDependency]
  package let replacement: LockedDependency?
  /// `name = "…"`: where a report points.
  package let span: SourceSpan
  package let checksumSpan: SourceSpan?
  package let sourceSpan: SourceSpan?

  package var identity: PackageIdentity { PackageIdentity(name: name, version: versionText) }

  /// Part of the workspace or a path dependency: not from anywhere else.
  package var isLocal: Bool { source == nil }

  package var isFromRegistry: Bool { source?.isRegistry ?? false }
}

/// What a lockfile records of a package's archive.
package enum LockedChecksum: Hashable, Sendable {
  case absent
  /// Version 1's `<none>`.
  case explicitNone
  case malformed(String, SHA256Digest.Malformed)
  case digest(SHA256Digest)

  package var digest: SHA256Digest? {
    if case .digest(let digest) = self { digest } else { nil }
  }
}

/// An edge as the lockfile writes it: `name`, `name version` or `name version (source)`.
package struct LockedDependency: Hashable, Sendable {
  package let name: String
  package let version: String?
  /// The text between the parentheses.
  package let source: String?
  /// The text as written, which may hold credentials: never print it, see ``shown``.
  package let raw: String
  package let span: SourceSpan

  /// The edge for people: without credentials in its source.
  package var shown: String { RedactedURL(raw).description }

  /// nil when the text does not have one of the three forms.
  package init?(raw: String, span: SourceSpan) {
    let parts = raw.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard let first = parts.first, !first.isEmpty else { return nil }
    name = String(first)
    version = parts.count > 1 ? String(parts[1]) : nil
    if parts.count > 2 {
      guard parts[2].hasPrefix("("), parts[2].hasSuffix(")") else { return nil }
      source = String(parts[2].dropFirst().dropLast())
    } else {
      source = nil
    }
    if version?.isEmpty ?? false { return nil }
    self.raw = raw
    self.span = span
  }
}
