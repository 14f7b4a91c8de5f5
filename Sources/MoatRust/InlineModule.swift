package import MoatModel

/// `mod name { … }`.
package struct InlineModule: Hashable, Sendable {
  package let name: String
  /// From the opening brace to the closing one.
  package let span: SourceSpan
}

/// `mod name;`: source that lies in another file.
package struct ModuleDeclaration: Hashable, Sendable {
  package let name: String
  package let span: SourceSpan
  /// The `#[path = "…"]` above it, those inside `cfg_attr` too.
  package let pathAttributes: [String]
  /// Whether one of ``pathAttributes`` always holds, so that no other file is looked for.
  package let hasFixedPath: Bool
  /// The inline modules around it, outermost first, by the folder each stands for.
  package let folders: [Folder]

  /// Real modules nest a few deep; folders of deeper ones are those of the limit.
  package static let depthLimit = 16

  /// One inline module, as part of a folder's path.
  package struct Folder: Hashable, Sendable {
    package let name: String
    /// Its own `#[path = "…"]`, which names the folder instead.
    package let path: String?
  }
}
