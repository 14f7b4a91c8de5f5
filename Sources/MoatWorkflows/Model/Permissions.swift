package import MoatModel
package import MoatSyntax

/// What the token of a job may do.
package struct Permissions: Sendable {
  package enum Access: String, Hashable, Sendable, Comparable {
    case none, read, write

    private var order: Int {
      switch self {
      case .none: 0
      case .read: 1
      case .write: 2
      }
    }

    package static func < (left: Access, right: Access) -> Bool { left.order < right.order }
  }

  package struct Scope: Sendable {
    /// In lower case: `contents`, `id-token`.
    package let name: String
    package let nameNode: YAMLNode
    package let node: YAMLNode
    /// Nil for a value GitHub does not know.
    package let access: Access?

    package var span: SourceSpan {
      SourceSpan(nameNode.resolved.span.lower, max(node.span.upper, nameNode.resolved.span.upper))
    }
  }

  package enum Kind: Sendable {
    /// `read-all`, `write-all`.
    case all(Access)
    /// Every scope that is not named has no access. `{}` names none.
    case scopes([Scope])
    /// Neither.
    case unknown
  }

  /// The key `permissions`.
  package let keyNode: YAMLNode
  /// Its value.
  package let node: YAMLNode
  package let kind: Kind

  package var span: SourceSpan { node.resolved.span }

  /// What the token may do in a scope; nil if the text does not say.
  package func access(to scope: String) -> Access? {
    switch kind {
    case .all(let access):
      // `read-all` has no identity to read.
      access == .read && scope == "id-token" ? Access.none : access
    case .scopes(let scopes):
      if let found = scopes.first(where: { $0.name == scope }) { found.access } else { Access.none }
    case .unknown: nil
    }
  }

  /// The scopes that may be written, by name; nil for all of them.
  package var written: [Scope]? {
    switch kind {
    case .all(.write): nil
    case .scopes(let scopes): scopes.filter { $0.access == .write }
    case .all, .unknown: []
    }
  }
}
