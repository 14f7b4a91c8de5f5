package import MoatModel

/// A name that a `use`, an `extern crate` or a type alias brings into a scope.
///
/// Its texts are made when they are asked for: ``RustSource/path(of:)`` and the like.
package struct Import: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case use
    /// `use a::*`, which has no name.
    case glob
    case externCrate
    /// `type Run = std::process::Command;`
    case typeAlias
  }

  package let kind: Kind
  package let isPublic: Bool
  /// The name, or the last word of the path.
  package let span: SourceSpan
  /// Whether it stands in the arguments of a macro, so that its scope is a guess.
  package let isInMacro: Bool

  /// The token that names it; nil for a glob.
  let name: Int?
  /// Its path as written, groups spelled out: places among the tokens of all imports' paths.
  let parts: Range<Int>
  /// Whether `::` stands before it.
  let isGlobal: Bool
  /// What the path is after other imports of the file were followed.
  var resolved = Resolved.written
  /// What that begins with.
  var root = Root.other
  /// The length of that in UTF-8.
  var size = 0

  /// A path by what it is made of.
  enum Resolved: Hashable, Sendable {
    /// As it stands there, with the `::` before it.
    case written
    /// These parts; a crate by its own name.
    case parts(Range<Int>)
    /// `self::` and these parts: what is known to be defined in the file.
    case local(Range<Int>)
    /// The path of another import, and these parts.
    case through(Int, isWritten: Bool, Range<Int>)
  }

  enum Root: UInt8, Sendable {
    case other, selfType
    /// `crate`, `self` or `super`.
    case module
  }

  /// Whether it names something of the crate itself, or of what is around it.
  package var isLocal: Bool { root != .other }
  /// Whether its path begins with `crate`, `self` or `super`.
  package var isInModules: Bool { root == .module }

  /// Real paths have up to ten; more are not followed, so that a hostile tree costs no memory.
  package static let segmentLimit = 64
}

extension RustSource {
  /// What an import is called here; `_` where it has no name, and nothing for a glob.
  package func name(of item: Import) -> String { item.name.map { text.name($0) } ?? "" }

  /// The path of an import after other imports of the file were followed: `std::process::Command`. What
  /// is known to be defined in the file begins with `self::`, or with `super::` and `crate::` where
  /// those led out of it.
  package func path(of item: Import) -> String {
    var path = ""
    append(item, item.resolved, to: &path)
    return path
  }

  private func append(_ item: Import, _ resolved: Import.Resolved, to path: inout String) {
    switch resolved {
    case .written:
      if item.isGlobal { path += "::" }
      append(item.parts, to: &path)
    case .parts(let parts):
      guard let first = parts.first else { return }
      let name = text.name(importParts[first])
      path += lookup.crates[name] ?? name
      if parts.count > 1 { path += "::" }
      append(parts.dropFirst(), to: &path)
    case .local(let parts):
      path += parts.isEmpty ? "self" : "self::"
      append(parts, to: &path)
    case .through(let other, let isWritten, let parts):
      append(imports[other], isWritten ? .written : imports[other].resolved, to: &path)
      if !parts.isEmpty { path += "::" }
      append(parts, to: &path)
    }
  }

  private func append(_ parts: Range<Int>, to path: inout String) {
    for part in parts {
      if part > parts.lowerBound { path += "::" }
      path += text.name(importParts[part])
    }
  }

  /// Whether the path of an import has one of some names.
  package func mayHave(_ item: Import, _ names: PathNames) -> Bool {
    mayHave(item, item.resolved, names, isWhole: true)
  }

  private func mayHave(
    _ item: Import, _ resolved: Import.Resolved, _ names: PathNames, isWhole: Bool
  ) -> Bool {
    switch resolved {
    case .written: return mayHave(item.parts, names, isFirst: true, isWhole)
    case .parts(let parts): return mayHave(parts, names, isFirst: true, isWhole)
    case .local(let parts): return mayHave(parts, names, isFirst: false, isWhole)
    case .through(let other, let isWritten, let parts):
      return mayHave(
        imports[other], isWritten ? .written : imports[other].resolved, names,
        isWhole: isWhole && parts.isEmpty) || mayHave(parts, names, isFirst: false, isWhole)
    }
  }

  private func mayHave(
    _ parts: Range<Int>, _ names: PathNames, isFirst: Bool, _ isWhole: Bool
  ) -> Bool {
    parts.contains { part in
      let tag = text.tokens[importParts[part]].tag
      return isFirst && part == parts.lowerBound && !(isWhole && parts.count == 1)
        ? names.first.mayHave(tag) : names.further.mayHave(tag)
    }
  }
}
