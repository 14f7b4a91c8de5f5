/// A target that rustc knows by name, with what `cfg` holds on it.
///
/// The facts are those of an unadorned rustc of the release that ``BuiltInTargets`` names: what
/// `RUSTFLAGS` and `-C target-cpu` add is not in them. Other releases may know other targets, and
/// add facts to old ones.
package struct TargetTriple: Hashable, Sendable, CustomStringConvertible {
  package let name: String
  package let facts: Set<CfgFact>

  private init(name: String, facts: Set<CfgFact>) {
    self.name = name
    self.facts = facts
  }

  /// - Throws: ``Unknown`` for a name that is not in the table.
  package init(_ name: String) throws(Unknown) {
    if name.hasSuffix(".json") { throw .specificationFile }
    guard let facts = BuiltInTargets.facts(of: name) else { throw .name }
    self.init(name: name, facts: facts)
  }

  package var description: String { name }

  /// This target with facts that flags like `--cfg tokio_unstable` add.
  package func adding(_ more: some Sequence<CfgFact>) -> TargetTriple {
    TargetTriple(name: name, facts: facts.union(more))
  }

  /// The machine that this program was compiled for, which is where a build would run its build
  /// scripts and proc macros unless somebody says otherwise.
  package static var host: TargetTriple {
    #if arch(arm64) && os(Linux)
      let name = "aarch64-unknown-linux-gnu"
    #elseif arch(arm64)
      let name = "aarch64-apple-darwin"
    #else
      let name = "x86_64-unknown-linux-gnu"
    #endif
    return TargetTriple(name: name, facts: BuiltInTargets.facts(of: name) ?? [])
  }

  /// Why a text names no target whose facts are known.
  package enum Unknown: Error, Hashable, Sendable {
    /// A target of the user's own: what holds on it stands in a file that only rustc reads.
    case specificationFile
    case name

    /// What to do about it, as a phrase.
    package var hint: String {
      switch self {
      case .specificationFile:
        "targets of one's own are not read; name the built-in target that is most like it"
      case .name:
        "`rustc --print target-list` lists the targets; those of Rust \(BuiltInTargets.release) "
          + "are known"
      }
    }
  }
}
