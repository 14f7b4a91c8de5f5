package import MoatFindings

/// The criteria that a crate must meet for what it is used for: `[vet.criteria]` of a `moat.toml`.
///
/// A use without a list asks for what the store asks for. A crate with several uses must meet the
/// criteria of each.
package struct CriteriaByUse: Hashable, Sendable {
  private var lists: [CrateUse: [Criterion]] = [:]

  package init() {}

  /// A name with its place in `moat.toml`; whether the store defines it is seen later.
  package struct Criterion: Hashable, Sendable {
    package let name: String
    package let label: Label

    package init(_ name: String, label: Label) {
      self.name = name
      self.label = label
    }
  }

  /// nil where the use asks for nothing of its own; an empty list asks for nothing at all.
  package subscript(use: CrateUse) -> [Criterion]? {
    get { lists[use] }
    set { lists[use] = newValue }
  }

  package var isEmpty: Bool { lists.isEmpty }

  /// Every criterion named, in the order of the uses.
  package var all: [Criterion] { CrateUse.allCases.flatMap { lists[$0] ?? [] } }

  /// Both: what an organisation asks for a use, and what a repository does.
  func joined(with repository: CriteriaByUse) -> CriteriaByUse {
    var joined = self
    for (use, list) in repository.lists {
      let names = Set((lists[use] ?? []).map(\.name))
      joined.lists[use] = (lists[use] ?? []) + list.filter { !names.contains($0.name) }
    }
    return joined
  }
}

/// What a crate is used for in a project; a crate may have several uses.
package enum CrateUse: String, Hashable, Sendable, CaseIterable {
  /// Built into what is shipped.
  case shipped
  /// It has a build script, or a build script is built from it: it runs where the project is built.
  case buildScripts = "build-scripts"
  /// A proc macro, or a crate that one is built from: it runs in the compiler.
  case procMacros = "proc-macros"
  /// Nothing but tests, examples and benchmarks of the workspace.
  case tests
}
